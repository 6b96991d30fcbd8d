#!/usr/bin/env python3
"""Compare where translated rules begin to match with a reference, and explain each difference.

    starts.py RULES.json CORPUS.jsonl FOLDER [EXPECTED.json]

RULES.json is what `translate.py --all` translated, FOLDER what `speed --starts`
wrote. The reference is the plainest matcher over the rules as they stand in
JSON. It runs three times, over

    plain      the reference's own tokens: words with inner - ' . &, numbers, single signs
    sentences  the same, cut where our sentences end
    ours       our tokens, in our sentences

A start in `plain` but not in `sentences` is explained by a sentence's end, one
in `sentences` or `ours` alone by how the text is cut into tokens. `ours` must
be what the engine found: the last line counts what is left unexplained. With
EXPECTED.json ({rule: starts}) the plain run is held against it.
"""
import collections
import json
import re
import sys

# Marks that the engine takes for the same.
TWINS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
PLAIN = re.compile(r"[^\W\d_]+(?:[-'’.&][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_")


class Rules:
    """The rules, each with the words that can begin a match (None where it begins otherwise) and those it needs."""

    def __init__(self, path):
        self.rules = []
        for rule in json.load(open(path, encoding="utf-8")):
            tokens = rule["tokens"]
            needed = [set(token["lower"]) for token in tokens if token["min"] and "lower" in token]
            steps = [self.step(token) for token in tokens]
            self.rules.append((rule["id"].replace("_", "-"), steps, self.first(tokens), needed))

    @staticmethod
    def first(tokens):
        words = set()
        for token in tokens:
            if "lower" not in token:
                return {None}
            words |= set(token["lower"])
            if token["min"]:
                return words
        return {None}

    @staticmethod
    def step(token):
        lower, text = (set(token[key]) if key in token else None for key in ("lower", "text"))
        shape, notin = token.get("shape"), set(token.get("notin", ()))

        def holds(word, folded):
            return (
                (lower is None or folded in lower)
                and (text is None or word in text)
                and word not in notin
                and (shape != "cap" or word.istitle())
                and (shape != "num" or word[0].isdigit())
            )

        return holds, token["min"], token["max"]

    def starts(self, rows):
        """(rule, first character) of every match in rows of (word, first character, end)."""
        folded = [[word.lower() for word, _, _ in row] for row in rows]
        live = self.live(set().union(*folded))
        always = live.get(None, [])
        for row, words in zip(rows, folded):
            for index, word in enumerate(words):
                for name, steps in live.get(word, []) + always:
                    if matches(steps, 0, row, words, index):
                        yield name, row[index][1]

    def live(self, words):
        """The rules whose every necessary word is among these, by the words that can begin a match."""
        found = collections.defaultdict(list)
        for name, steps, first, needed in self.rules:
            if not any(words.isdisjoint(needs) for needs in needed):
                for word in first:
                    found[word].append((name, steps))
        return found


def matches(steps, at, tokens, folded, index):
    if at == len(steps):
        return True
    holds, low, high = steps[at]
    for count in range(high + 1):
        if count >= low and matches(steps, at + 1, tokens, folded, index):
            return True
        if index >= len(tokens) or not holds(tokens[index][0], folded[index]):
            return False
        index += 1
    return False


def cut(tokens, ends):
    """Rows of tokens, each up to the end of a sentence."""
    rows, row, at = [], [], 0
    for token in tokens:
        while at < len(ends) and token[1] >= ends[at]:
            rows, row, at = rows + [row], [], at + 1
        row.append(token)
    return rows + [row]


def kind(text, start, plain, ours):
    """What about the text makes the two cut it differently near a start."""
    for token in sorted((plain ^ ours), key=lambda token: (token[0] < start, token[0])):
        word = text[token[0] : token[1] + 2]
        if re.search(r"['’]", word):
            return "contraction or possessive"
        if re.search(r"\d", word):
            return "number with signs or letters"
        if "-" in word or "–" in word:
            return "hyphen"
        if "." in word:
            return "full stop within or after a word"
        return "other signs"
    return "typographic marks, taken for the same as straight ones"


def main():
    rules_path, corpus, folder, *expected = sys.argv[1:]
    rules = Rules(rules_path)
    engine = collections.defaultdict(set)
    for line in open(f"{folder}/starts.tsv", encoding="utf-8"):
        doc, rule, start = line.rstrip("\n").split("\t")
        engine[doc].add((rule.rpartition("/")[2], int(start)))
    count, why, unexplained, per_rule = collections.Counter(), collections.Counter(), [], collections.Counter()
    for line, seen in zip(open(corpus, encoding="utf-8"), open(f"{folder}/tokens.jsonl", encoding="utf-8")):
        article, seen = json.loads(line), json.loads(seen)
        text = article["text"]
        tokens = [(found.group(), found.start(), found.end()) for found in PLAIN.finditer(text)]
        own = [[(text[a:b].translate(TWINS), a, b) for a, b in sentence] for sentence in seen["sentences"]]
        plain = set(rules.starts([tokens]))
        ends = [sentence[-1][2] for sentence in own if sentence]
        sentences = set(rules.starts(cut(tokens, ends)))
        ours = set(rules.starts(own))
        found = engine.pop(article["id"], set())
        count.update(plain=len(plain), engine=len(found), both=len(plain & found))
        per_rule.update(rule for rule, _ in plain)
        why["end of a sentence", "lost"] += len(plain - sentences)
        why["end of a sentence", "gained"] += len(sentences - plain)
        for sign, starts in (("lost", sentences - ours), ("gained", ours - sentences)):
            for rule, start in starts:
                near = lambda row: {(a, b) for _, a, b in row if start - 3 <= b and a <= start + 80}
                why[kind(text, start, near(tokens), near(sum(own, []))), sign] += 1
        unexplained += [(article["id"], *start, start in ours) for start in ours ^ found]
    print(f"{count['plain']} starts by the reference, {count['engine']} by the engine, {count['both']} the same")
    print("\n| explained by | lost | gained |\n| --- | --- | --- |")
    for reason in sorted({reason for reason, _ in why}):
        print(f"| {reason} | {why[reason, 'lost']} | {why[reason, 'gained']} |")
    print(f"\n{len(unexplained)} starts unexplained", *unexplained[:20], sep="\n")
    if expected:
        wanted = {rule.replace("_", "-"): starts for rule, starts in json.load(open(expected[0])).items()}
        print(f"the reference is {'as' if wanted == +per_rule else 'not as'} expected")


if __name__ == "__main__":
    main()
