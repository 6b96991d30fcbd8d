# Facts of the shipped packs as event classes of PLOVER, without actors:
#     jq -c -f plover.jq FACTS.jsonl | sort -u
{"Meeting": "CONSULT", "Visit": "CONSULT", "Agreement": "AGREE", "Sanction": "SANCTION",
 "Attack": "ASSAULT", "Casualties": "ASSAULT", "Arrest": "COERCE", "Conviction": "COERCE"} as $class
| ($class[.type] // {"support": "SUPPORT", "oppose": "DISAPPROVE"}[.attrs.stance // ""]) as $type
| select($type) | {id: .doc, type: ("PLOVER:" + $type), args: {}}
