#!/usr/bin/env python3
"""Facts of `nutgraf run` as attributions: who said it, and where the words stand.

    attributions.py FACTS.jsonl ARTICLES.jsonl > ATTRIBUTIONS.jsonl

A line is `{"id", "type": "ATTR:direct", "args": {"source", "content"}}` with spans of
characters. What was said is direct (a quotation alone), mixed (a reported clause
with a quotation in it, or a few quoted words) or indirect. Two passages of one
speaker in one paragraph are one attribution, as in the corpora of quotations.
"""

import json
import sys


def lines(path):
    with open(path, encoding="utf8") as file:
        return [json.loads(line) for line in file]


def kind(fact):
    quote = fact["roles"].get("quote")
    if not quote:
        return "indirect"
    few_words = quote[0]["type"] == "QuotedPhrase" or fact["rule"].endswith("-in-quotes")
    return "mixed" if "claim" in fact["roles"] or few_words else "direct"


def main():
    text = {article["id"]: article["text"] for article in lines(sys.argv[2])}
    found = {}
    for fact in lines(sys.argv[1]):
        if fact.get("type") == "Statement":
            roles = fact["roles"]
            speaker = roles["speaker"]
            content = [filler["span"] for filler in roles.get("claim") or roles["quote"]]
            name = speaker[0].get("entity") or speaker[0]["text"]
            found.setdefault(fact["doc"], []).append((content, kind(fact), name, [one["span"] for one in speaker]))
    for doc, statements in found.items():
        last = None
        joined = []
        for content, what, name, source in sorted(statements):
            same = last and what == "direct" and (what, name) == (last[1], last[2])
            if same and "\n" not in text[doc][last[0][-1][1] : content[0][0]]:
                last[0].extend(content)
            else:
                last = (list(content), what, name, source)
                joined.append(last)
        for content, what, _, source in joined:
            print(json.dumps({"id": doc, "type": "ATTR:" + what, "args": {"source": source, "content": content}}))


main()
