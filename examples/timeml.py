"""Articles with their TIMEX3 annotations, as JSON lines, from files of TimeML:

    python3 timeml.py FOLDER > gold.jsonl

Every `.tml` below the folder, in the order of their names: `id`, `date` (the day of its
`DCT`), `text`, and `gold`, where each annotation has `type`, `args.span` (characters of
the text) and `value`.
"""

import html
import json
import re
import sys
from pathlib import Path


def article(path):
    source = path.read_text(encoding="utf-8", errors="replace")
    day = re.search(r'<DCT>.*?value="([\d-]{10})', source, re.S)
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
    if not day or not body:
        return None
    text, gold, begun = "", [], None
    for part in re.split(r"(<[^>]+>)", body[1]):
        if part.startswith("<TIMEX3"):
            begun = len(text), dict(re.findall(r'(\w+)="([^"]*)"', part))
        elif part == "</TIMEX3>":
            start, told = begun
            gold.append({"type": "TIMEX3:" + told["type"], "args": {"span": [start, len(text)]}, "value": told.get("value")})
        elif not part.startswith("<"):
            text += html.unescape(part)
    return {"id": path.stem, "date": day[1], "text": text, "gold": gold}


for path in sorted(Path(sys.argv[1]).rglob("*.tml")):
    if found := article(path):
        print(json.dumps(found, ensure_ascii=False))
