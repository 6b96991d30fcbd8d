# Mentions of some types with their values, as the specifications of Recognizers-Text have them:
#     nutgraf run --mentions --format jsonl SET.jsonl |
#       jq -c --arg types "Date Time" --slurpfile articles SET.jsonl -f recognizers.jq
# What its conventions want otherwise than TimeML's is said here, and no rule is bent for it:
# it takes in the preposition of a span, leaves the day of a time open where none is told,
# and gives the days on which a span begins and ends.

# The words right before a mention.
def before($text): $text[: .span[0]];

# Which preposition belongs to a mention of this kind.
def preposition:
  if .mention == "Frequency" then "on|in"
  elif .mention == "Duration" then "within"
  elif .mention == "Date" then "since|before|after|until|till|by"
  elif .mention == "Time" and (.text | test("^(the )?(morning|afternoon|evening|night)"; "i")) then "in"
  else null end;

def taken_in($text):
  preposition as $word
  | if $word == null then .span
    else ([before($text) | match("(^|\\s)(" + $word + ")\\s+$"; "i")] | first) as $found
      | if $found then [$found.captures[1].offset, .span[1]] else .span end
    end;

def tells_a_day:
  test("day|today|tonight|tomorrow|yesterday|\\d{4}|\\d/\\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|last|next|this"; "i");

# T18:00 is T18 there; a time on no day that is told has none.
def clock: capture("T(?<h>\\d\\d):(?<m>\\d\\d)(:(?<s>\\d\\d))?$")? // null;

def times($value; $text):
  (if $text | tells_a_day then $value else ($value | sub("^[-\\dX]*T"; "T")) end) as $told
  | ($told | clock) as $clock
  | if $clock == null then [{timex: $told}]
    else ($told | split("T")[0]) as $day
      | [{timex: ($day + "T" + $clock.h + (if $clock.m == "00" then "" else ":" + $clock.m end)),
          value: ([$day, $clock.h + ":" + $clock.m + ":" + ($clock.s // "00")] | map(select(. != "")) | join(" "))}]
    end;

# The first day of a day, month or year.
def first_day:
  if test("^\\d{4}$") then . + "-01-01" elif test("^\\d{4}-\\d\\d$") then . + "-01" else . end;

# A quarter, half, decade or century as the days on which it begins and the next does.
def two: tostring | if length < 2 then "0" + . else . end;
def month($year; $number): "\($year + (($number - 1) / 12 | floor))-\((($number - 1) % 12 + 1) | two)-01";
def span_of($months; $parts):
  ($parts.y | tonumber) as $year | (($parts.n | tonumber) * $months + 1 - $months) as $first
  | {start: month($year; $first), end: month($year; $first + $months)};
def dates:
  if test("^\\d{4}-Q[1-4]$") then span_of(3; capture("(?<y>\\d+)-Q(?<n>.)"))
  elif test("^\\d{4}-H[12]$") then span_of(6; capture("(?<y>\\d+)-H(?<n>.)"))
  elif test("^\\d{3}$") then {start: (. + "0-01-01"), end: "\((tonumber + 1) * 10)-01-01"}
  elif test("^\\d{2}$") then {start: (. + "00-01-01"), end: "\((tonumber + 1) * 100)-01-01"}
  else {value: .} end;

($types | split(" ")) as $wanted
| ($articles | map({key: .id, value: .text}) | from_entries) as $texts
| [inputs | select(.mention | IN($wanted[]))]
| group_by(.doc)[]
| [.[] | select(.mention == "Period").span] as $periods
# A span from one date to another is one thing there.
| .[]
| select((.span as [$s, $e]
    | any($periods[]; . != [$s, $e] and .[0] <= $s and $e <= .[1])) | not)
| (.attrs.value // null) as $value
| {id: .doc, type: ("REC:" + .mention), args: {span: taken_in($texts[.doc])},
   value:
     (if $value == null then {value: null}
      elif .mention == "Percent" then {value: ($value + "%")}
      elif .mention == "Age" then {value: ($value | gsub("[^0-9.]"; ""))}
      elif .mention == "Period" then ($value | split("/") | {start: (.[0] | first_day), end: (.[1] | first_day)})
      elif .mention == "Date" then ($value | dates)
      elif .mention == "Time" then {values: times($value; .text)}
      else {value: $value} end)}
