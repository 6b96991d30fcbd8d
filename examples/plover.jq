# Facts of the shipped packs as event classes of PLOVER, without actors:
#     jq -c -f plover.jq FACTS.jsonl | sort -u
# PLOVER tells what is agreed on, asked for and refused by classes of their own, whatever it is.
{"Meeting": "CONSULT", "Visit": "CONSULT", "Agreement": "AGREE", "Sanction": "SANCTION",
 "Attack": "ASSAULT", "Arrest": "COERCE", "Conviction": "COERCE"} as $class
| (.roles.target // [] | any(.type == null)) as $of_a_plan
| ($class[.type]
    // {"support": "SUPPORT", "oppose": (if $of_a_plan then "REJECT" else "DISAPPROVE" end)}[.attrs.stance // ""]) as $told
| select($told)
| (if .attrs.modality == "demanded" then "DEMAND"
   elif .attrs.polarity == "negative" and ($told | IN("AGREE", "CONSULT", "SUPPORT")) then "REJECT"
   elif .attrs.modality == "planned" and ($told | IN("CONSULT", "SUPPORT")) then "AGREE"
   elif .attrs.modality != "asserted" and $told == "ASSAULT" then "THREATEN"
   else $told end) as $type
| {id: .doc, type: ("PLOVER:" + $type), args: {}}
