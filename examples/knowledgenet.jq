# Positions as two properties of KnowledgeNet, in the sentences that were read for them:
#     jq -nc --slurpfile gold GOLD.jsonl -f knowledgenet.jq FACTS.jsonl | sort -u
reduce $gold[] as $sentence ({}; .[$sentence.id] = $sentence.annotated_properties)
| . as $read | inputs | .roles.of //= .roles.org | select((.type | IN("Position", "Appointment", "Departure")) and .roles.of and .roles.title)
| .doc as $doc | .roles.title[0].text as $title
| .roles.person[0].text as $person | .roles.of[0].text as $of
| {id: .doc, type: "KN:EMPLOYEE_OR_MEMBER_OF", args: {subject: $person, object: $of}},
  (select($title | test("\\b(CEO|chief executive)\\b"; "i"))
    | {id: .doc, type: "KN:CEO", args: {subject: $of, object: $person}})
| select(.type[3:] as $property | $read[$doc] | index($property))
