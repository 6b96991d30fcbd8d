# Facts of the shipped packs and of `relations` as relations of re3d:
#     jq -c -f re3d.jq FACTS.jsonl
.roles as $r | def pair($type; $source; $target):
  select($r[$source] and $r[$target]) | {id: .doc, type: ("R3:" + $type), args: {source: $r[$source][0].span, target: $r[$target][0].span}};
if .type == "Position" then pair("BelongsTo"; "person"; "of")
elif .type == "Attack" then pair("FightingAgainst"; "attacker"; "target")
elif .type == "Located_In" or .type == "OrgBased_In" or .type == "Live_In" then pair("CoLocated"; "head"; "tail")
elif .attrs.stance == "support" then pair("Likes"; "holder"; "target")
elif .attrs.stance == "oppose" then pair("Dislikes"; "holder"; "target")
else empty end
