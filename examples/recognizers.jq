# Mentions of some types with their values, as the specifications of Recognizers-Text have them:
#     nutgraf run --mentions --format jsonl SET.jsonl |
#       jq -c --arg types "Date Time" --slurpfile articles SET.jsonl -f recognizers.jq
# What its conventions want otherwise than TimeML's is said here, and no rule is bent for it:
# it takes in the preposition of a span, leaves the day of a time open where none is told,
# gives the days on which a span begins and ends, and counts *in two weeks*, *next three
# days* and *a month ago* from the day of the article to a day.

# ---- spans ----

# The words right before a mention.
def before($text): $text[: .span[0]];

def is_clock: (.attrs.value // "") | test("T\\d");

# Which preposition belongs to a mention of this kind.
def preposition:
  if .mention == "Frequency" then "on|in"
  elif .mention == "Duration" and (.text | test("next|past|last|previous|coming|decade|^the "; "i")) then "within"
  elif .mention == "Duration" then "within|in"
  elif .mention == "Date" and (.text | test("day .*week$"; "i")) then "on"
  elif .mention == "Date" and .attrs.distance then "within"
  elif .mention == "Date" and (.attrs.value // "" | test("/")) then "from|between"
  elif .mention == "Date" then
    (if .text | test("^\\d{4}$") then "(?:fiscal |calendar )?year(?: greater than)?|" else "" end)
    + "since|before|after|until|till|by|as late as|starting(?: on)?|beginning(?: on)?|later than|around"
  elif .mention == "Time" and (.text | test("^(the )?(morning|afternoon|evening|night\\b|lunchtime|mid.?(morning|afternoon))"; "i")) then "in|at|later in"
  elif .mention == "Time" then "before|after|until|till|since|by|around|as late as|later than"
  else null end;

# *Or later* behind it belongs to it too.
def and_later($text): ([$text[.span[1]:] | match("^,? (or|and) (later|after|greater|above|newer)(?=[.,?!]|$)"; "i")] | first) as $found
  | if $found and (.mention | IN("Date", "Time")) then .span[1] += $found.length else . end;

def taken_in($text):
  preposition as $word
  | if $word == null then .
    else ([before($text) | match("(^|\\s)(" + $word + ")\\s+$"; "i")] | last) as $found
      | if $found then .before = ($found.captures[1].string | ascii_downcase) | .span[0] = $found.captures[1].offset else . end
    end;

# The article goes, and what an age is compared with; a time zone stands outside.
def cut($what): ([.text | match($what; "i")] | first) as $found
  | if $found and .before == null then .span[0] += $found.length | .text = .text[$found.length:] else . end;
def cut_end($what): ([.text | match($what; "i")] | first) as $found
  | if $found then .span[1] -= $found.length | .text = .text[: .text | length - $found.length] else . end;
def trimmed:
  if .mention == "Age" then cut("^(more than|less than|over|under|about|nearly|almost|at least|up to|around|some) ")
  elif .mention == "Time" then cut_end(" ?\\(?\\b(UTC|GMT|[ECMP][SD]?T|CET|BST)\\)?$")
  elif .mention | IN("Date", "Duration") then
    (if .text | test("decade|centur|(next|last) day$|last week of"; "i") then .
     else cut("^the (?=(next|past|last|previous|coming|upcoming|following|same|current)\\b|\\d+ (upcoming|coming|past)|year \\d|calendar year|beginning of \\d|middle of \\d|end of \\d|end of year|year to date|week \\d)") end)
    | cut("^the (?=[a-z]+(th|first|second|third) of [A-Z])")
    | cut("^(the|its|his|her|their) (?=sunday|monday|tuesday|wednesday|thursday|friday|saturday)")
    | if .text | test("[a-z]{3}\\.$"; "i") then cut_end("\\.$") else . end
  else . end;

# ---- the calendar ----

def day_number: (.[0:10] + "T00:00:00Z") | fromdateiso8601 / 86400 | floor;
def day_of: . * 86400 | todateiso8601 | .[0:10];
def days_on($count): day_number + $count | day_of;
def two: tostring | if length < 2 then "0" + . else . end;
def four: tostring | "0000"[length:] + .;
# The first day of a month counted from January of year 0.
def month_start: "\(. / 12 | floor | four)-\(. % 12 + 1 | two)-01";
def months: (.[0:4] | tonumber) * 12 + (.[5:7] | tonumber) - 1;
def months_on($count): (months + $count) as $to
  | ($to + 1 | month_start | days_on(-1) | .[8:10] | tonumber) as $last
  | ($to | month_start | .[0:8]) + ([.[8:10] | tonumber, $last] | min | two);
def iso_week($year; $week): ("\($year)-01-04" | day_number) as $fourth
  | ($fourth - (($fourth + 3) % 7) + ($week - 1) * 7) | day_of;
def week_of: day_number | . - (. + 3) % 7;

# The parts of a length such as P2W or P1Y2MT5M.
def length_of:
  if test("^P[0-9.YMWDQTHS]+$") then
    (split("T") | (.[0] | [scan("([0-9.]+)([YMWDQ])")]) + ((.[1] // "") | [scan("([0-9.]+)([HMS])") | [.[0], "T" + .[1]]]))
    | map({n: (.[0] | tonumber), u: .[1]}) | if length > 0 then . else null end
  else null end;
# A moment so much later, of a moment with its time.
def moved_by($length; $sign):
  . as $moment | ($length.n * $sign) as $n
  | if $length.u | startswith("T") then
      ($moment | sub("$"; "Z") | fromdateiso8601) + $n * {TH: 3600, TM: 60, TS: 1}[$length.u]
      | todateiso8601 | .[0:19]
    elif $length.u == "D" then days_on($n) elif $length.u == "W" then days_on($n * 7)
    elif $length.u == "M" then months_on($n) elif $length.u == "Q" then months_on($n * 3)
    else months_on($n * 12) end;
def moved($lengths; $sign): reduce $lengths[] as $length (.; moved_by($length; $sign));
def told: if contains("T") then {timex: ., value: sub("T"; " ")} else {timex: ., value: .} end;

# ---- values ----

# The days on which a span begins and the next one does.
def bounds:
  if test("^\\d{4}-W\\d\\d$") then iso_week(.[0:4]; .[6:8] | tonumber) | {start: ., end: days_on(7)}
  elif test("^\\d{4}-W\\d\\d-WE$") then iso_week(.[0:4]; .[6:8] | tonumber) | {start: days_on(5), end: days_on(7)}
  elif test("^\\d{4}-\\d\\d$") then {start: (months | month_start), end: (months + 1 | month_start)}
  elif test("^\\d{4}$") then {start: (. + "-01-01"), end: "\(tonumber + 1)-01-01"}
  elif test("^\\d{4}-Q[1-4]$") then ((.[0:4] | tonumber) * 12 + ((.[6:7] | tonumber) - 1) * 3) | {start: month_start, end: (. + 3 | month_start)}
  elif test("^\\d{4}-H[12]$") then ((.[0:4] | tonumber) * 12 + ((.[6:7] | tonumber) - 1) * 6) | {start: month_start, end: (. + 6 | month_start)}
  elif test("^\\d{3}$") then {start: (. + "0-01-01"), end: "\((tonumber + 1) * 10)-01-01"}
  elif test("^\\d{2}$") then {start: (. + "00-01-01"), end: "\((tonumber + 1) * 100)-01-01"}
  elif test("^\\d{4}-\\d\\d-\\d\\d/") then split("/") | {start: .[0], end: .[1]}
  elif test("^\\d{4}/") then split("/") | {start: (.[0] + "-01-01"), end: (.[1] + "-01-01")}
  else null end;

# Without its year, where the words have none.
def yearless($text): if $text | test("\\d{4}|['’]\\d\\d|/\\d\\d?/|last|next|this|ago|today|yesterday|tomorrow|days|weeks|months|years"; "i") then empty else {timex: ("XXXX" + .[4:])} end;

# The thirds that *early*, *mid* and *late* are: halves where it is the one or the other.
def part_of($bounds; $mod):
  ($bounds.start | day_number) as $from | ($bounds.end | day_number) as $to
  | if ($to - $from) > 360 and ($to - $from) < 370 then
      (if $mod == "START" then {start: $bounds.start, end: ($bounds.start | months_on(4))}
       elif $mod == "MID" then {start: ($bounds.start | months_on(4)), end: ($bounds.start | months_on(8))}
       else {start: ($bounds.start | months_on(8)), end: $bounds.end}, {start: ($bounds.start | months_on(6)), end: $bounds.end} end)
    elif ($to - $from) > 27 and ($to - $from) < 32 then
      (if $mod == "START" then {start: $bounds.start, end: ($bounds.start | days_on(15))}
       elif $mod == "MID" then {start: ($bounds.start | days_on(9)), end: ($bounds.start | days_on(20))}
       else {start: ($bounds.start | days_on(15)), end: $bounds.end} end)
    elif $mod == "END" then {start: ($bounds.start | days_on(3)), end: $bounds.end}
    else empty end;

def dates($text; $now):
  .attrs as $attrs | .attrs.value as $value
  | ($value | bounds) as $bounds
  | if $value == "PRESENT_REF" then {value: ($now | sub("T"; " ")), timex: $value}
    # A day that is counted from that of the article, to the day.
    elif $attrs.distance and $now and .mention != "ReckonedDate" then
      ($attrs.distance | [if startswith("-") then .[1:], -1 else ., 1 end]) as [$length, $sign]
      | ($length | sub("X"; "3") | length_of) as $length
      | if $length and ($attrs.approx == "less than" or .before == "within") then {start: $now[0:10], end: ($now | moved($length; $sign))}
        elif $length then ($now | moved($length; $sign) | told) else {value: $value} end
    # *next Friday* is that of the next week, *last June* that of the last year.
    elif $now and ($text | test("^(next|last) \\w+day$"; "i")) and ($value | test("^\\d{4}-\\d\\d-\\d\\d$"))
      and ($value | week_of) == ($now | week_of)
    then {value: ($value | days_on(if $text | test("^next"; "i") then 7 else -7 end))}
    elif $now and ($value | test("^\\d{4}-\\d\\d$")) and ($text | test("^(next|last) [a-z]+\\.?$"; "i")) and ($text | test("month") | not) then
      "\(($now[0:4] | tonumber) + (if $text | test("^next"; "i") then 1 else -1 end))\($value[4:])" | {timex: .} + bounds
    # What is left of a span ends with its last day.
    elif $now and $bounds and ($text | test("\\b(rest|remainder|remaining)\\b"; "i")) then {start: $now[0:10], end: ($bounds.end | days_on(-1))}
    elif ($value | test("^\\d{4}-\\d\\d-\\d\\d$")) and $attrs.mod == "END" then {value: "\($value) 23:59:59"}, {timex: "\($value)T23:59:59"}
    elif ($value | test("-W\\d\\d$")) and ($text | test("week"; "i")) and $bounds then {timex: $value} + $bounds
    elif $bounds == null then {value: $value, timex: $value}, ($value | yearless($text))
    elif $attrs.mod then part_of($bounds; $attrs.mod), {timex: $value}, ($value | yearless($text))
    else {timex: $value} + $bounds, ($value | yearless($text)) end;

# T18:00 is T18 there; a time on no day that is told has none.
def clock: capture("T(?<h>\\d\\d):(?<m>\\d\\d)(:(?<s>\\d\\d))?Z?$") // null;
def tells_a_day:
  test("day|today|tonight|tomorrow|yesterday|\\d{4}|\\d/\\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|last|next|this|mon |tue|wed|thu|fri |sat |sun "; "i");
def time_of($text): if $text | tells_a_day then . else sub("^[-\\dX]*T"; "T") end;
def clock_values($text):
  . as $told | clock as $clock
  | if $clock == null then {timex: $told}
    else ($told | split("T")[0]) as $day | (if $clock.h == "24" then "00" else $clock.h end) as $hour
      | {timex: ($day + "T" + $hour + (if $clock.m == "00" and ($text | test("[:.]00") | not) then "" else ":" + $clock.m end)),
         value: ([$day, $hour + ":" + $clock.m + ":" + ($clock.s // "00")] | map(select(. != "")) | join(" "))}
    end;
# *Midmorning* is ten there.
def middle: if .attrs.mod == "MID" then .attrs.value | sub("TMO$"; "T10:00") | sub("TAF$"; "T14:00") else .attrs.value end;
def times($text): middle | time_of($text)
  | clock_values($text),
    (select(test("^\\d{4}-"))
      | if $text | test("\\d/|-\\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|last|next|this"; "i") then "XXXX" + .[4:]
        else "XXXX-WXX-\((day_number + 3) % 7 + 1)" + .[10:] end
      | clock_values($text));

# Of a length the counts that are not told, and what has been counted in finer units.
def plain_length($text):
  (if $text | test("few|several"; "i") then sub("X"; "3") else . end)
  | if $text | test("^half"; "i") then {PT30M: "PT0.5H", P6M: "P0.5Y", PT12H: "P0.5D"}[.] // . else . end
  | sub("^P(?<n>[0-9.]+)Q$"; "P" + (.n | tonumber * 3 | tostring) + "M")
  | if $text | test("business|working"; "i") then sub("D$"; "BD") else . end;
# A length that reaches from or to the day of the article.
def lengths($text; $now; $before):
  (.attrs.value | plain_length($text)) as $value | ($value | sub("BD"; "D") | length_of) as $length
  | ($length != null and ($length[-1].u | startswith("T"))) as $is_clock
  | if $length == null or $now == null then {value: $value}
    elif ($value | test("^P[0-9]+0Y$")) and ($text | test("decade"; "i")) and ($text | test("next|past|last"; "i")) then
      (($now[0:3] | tonumber) * 10) as $now
      | if $text | test("next"; "i") then {start: "\($now + 10)-01-01", end: "\($now + 10 + $length[0].n)-01-01"}
        else {start: "\($now - $length[0].n)-01-01", end: "\($now)-01-01"} end
    # Quarters are those of the calendar.
    elif $length[-1].u == "Q" or ($text | test("quarter"; "i")) then
      (($now | months) / 3 | floor * 3) as $quarter | ($length[0].n * (if $length[0].u == "Q" then 3 else 1 end)) as $n
      | if $text | test("next|coming|following"; "i") then {start: ($quarter + 3 | month_start), end: ($quarter + 3 + $n | month_start)}
        elif $text | test("past|last|previous"; "i") then {start: ($quarter - $n | month_start), end: ($quarter | month_start)}
        else {value: $value} end
    elif $before == "in" then $now | moved($length; 1) | told
    elif $before == "within" or ($is_clock and ($text | test("next|coming"; "i"))) then
      {start: ($now | if $is_clock then . else .[0:10] end), end: ($now | moved($length; 1))} | map_values(sub("T"; " "))
    elif $text | test("\\b(next|coming|upcoming|following)\\b"; "i") then
      ($now | days_on(1)) as $from | {start: $from, end: ($from | moved($length; 1))}
    elif $text | test("\\b(past|last|previous)\\b"; "i") then
      {start: ($now | moved($length; -1)), end: ($now | if $is_clock then . else .[0:10] end)} | map_values(sub("T"; " "))
    else {value: $value} end;

# From the beginning of one to that of the other.
def period($text; $now):
  .attrs.value | split("/")
  | if all(.[]; test("T\\d")) then map(time_of($text) | clock_values($text) | .value) | {start: .[0], end: .[1]}
    else map(if . == "PRESENT_REF" then $now[0:10] else . end)
      | {start: (.[0] | bounds[if $text | test("(from|between) the end"; "i") then "end" else "start" end] // .),
         end: (.[1] | bounds[if $text | test("(to|and|till|until|through) the end"; "i") then "end" else "start" end] // .)} end;
def sets: sub("^XXXX-XX-XX(?=T)"; "") | {value: ., timex: .}, (select(test("T\\d")) | clock_values("")), {value: plain_length("")};

# *Percent of 10* is ten percent there.
def percent_of($text):
  ([$text[.span[1]:] | match("^ of (\\d+)"; "")] | first) as $found
  | if .mention == "BareUnit" and $found and (.text | test("cent$")) then
      .mention = "Percent" | .span[1] += $found.length | .attrs.value = $found.captures[0].string
    else . end;

# Each figure of an address, or of a date in figures, is a number there.
def figures:
  if ($types | test("Number")) and (.mention == "Date" or .mention == "Number") and (.text | test("^\\d+([-/.]\\d+){2,}$")) then
    . as $whole | .text | match("\\d+"; "g")
    | . as $figure | $whole | .mention = "Number" | .text = $figure.string | .attrs.value = $figure.string
    | .span = [$whole.span[0] + $figure.offset, $whole.span[0] + $figure.offset + $figure.length]
  else . end;

($types | split(" ")) as $wanted
| ($articles | map({key: .id, value: .}) | from_entries) as $of
| [inputs | figures | select(.mention | IN($wanted[]))]
| group_by(.doc)[]
| [.[] | select(.mention | IN("Period", "ReckonedDate")).span] as $periods
| [.[] | select(.mention == "Date" and ((.attrs.value // "") | test("^\\d{4}-\\d\\d-\\d\\d$")))] as $days
# A day and a time with a word such as *before* between them are one thing.
| [.[] | select(.mention == "Time" and is_clock) | . as $time
    | ($days[] | select(.span[1] < $time.span[0]
        and ($of[$time.doc].text[.span[1]: $time.span[0]] | test("^ (before|after|by|until|till|later than) $"; "i")))) as $day
    | {day: $day.span, time: $time.span,
       joined: ($time | .span[0] = $day.span[0] | .text = $of[.doc].text[.span[0]: .span[1]]
         | .attrs.value = $day.attrs.value + ($time.attrs.value | sub("^[^T]*"; "")))}] as $joined
| [.[] | select(.span as $span | any($joined[]; .day == $span or .time == $span) | not)] + ($joined | map(.joined))
# A span from one date to another is one thing there.
| .[]
| select((.span as [$s, $e]
    | any($periods[]; . != [$s, $e] and .[0] <= $s and $e <= .[1])) | not)
| $of[.doc].text as $text
| ($of[.doc] | if .ref then .ref[0:19] else null end) as $now
| taken_in($text) | trimmed | and_later($text) | percent_of($text)
| (.attrs.value // null) as $value
| {id: .doc, type: ("REC:" + .mention), args: {span},
   value:
     (if .mention == "BareUnit" then {values: [{value: null}, {value: "null"}]}
      elif $value == null then {value: null}
      elif .mention == "Percent" then {value: ($value + "%")}
      # Feet and inches are told in all digits there.
      elif .attrs.unit == "ft" and ($value | test("\\.")) then {value: ($value | tonumber * 12 | round / 12 | tostring)}
      elif .mention == "Age" then {value: ($value | gsub("[^0-9.]"; ""))}
      elif .mention == "Period" then period(.text; $now)
      elif .mention | IN("Date", "ReckonedDate", "TimeExpression") then {values: [dates(.text; $now)]}
      elif .mention == "Time" then {values: [times(.text)]}
      elif .mention == "Frequency" then {values: [$value | sets]}
      elif .mention == "Duration" then {values: [lengths(.text; $now; .before)]}
      else {value: $value} end)}
