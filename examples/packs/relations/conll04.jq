# Facts of this pack as relations of CoNLL04, with the types of both names:
#     jq -c -f conll04.jq FACTS.jsonl
select(.roles.head) | {id: .doc, type, args: (.roles | {
  head: .head[0].span, head_type: .head[0].type, tail: .tail[0].span, tail_type: .tail[0].type})}
