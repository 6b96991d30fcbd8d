# Dates, times, durations and frequencies as TIMEX3 annotations:
#     nutgraf run --mentions --format jsonl ... | jq -c -f timex3.jq
select(.mention | IN("Date", "Time", "Duration", "Frequency", "TimeExpression"))
| {id: .doc, type: ("TIMEX3:" + (.attrs.type // "DATE")), args: {span}, value: .attrs.value}
