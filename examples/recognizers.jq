# Mentions of some types with their values, as the specifications of Recognizers-Text have them:
#     nutgraf run --mentions --format jsonl ... | jq -c --arg types Number -f recognizers.jq
($types | split(" ")) as $wanted
| select(.mention | IN($wanted[]))
| (.attrs.value // null) as $value
| {id: .doc, type: ("REC:" + .mention), args: {span},
   value: {value: (if .mention == "Percent" and $value then $value + "%" else $value end)}}
