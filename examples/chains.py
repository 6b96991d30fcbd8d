#!/usr/bin/env python3
"""How well people are joined over an article: chains.py GOLD.jsonl MENTIONS.jsonl [--errors] [--names]

GOLD has a line an article: {"id", "gold": [{"type", "args": {"span"}, "entity", "syntactic_type"}]}, as MEANTIME
read into JSON lines. MENTIONS is what `nutgraf run --mentions --format jsonl` gives for the same articles.

Counted are the people whom a reader named at least once. MEANTIME's readers went through the first sentences of an
article, and for its main person through all of it: what is found beyond counts only for a person whom they followed.
Of mentions that lie in one another and name the same person (*Apple CEO Steve Jobs*) the name counts; *I*, *me* and
*my* are left out. A mention found is one of those if it shares words with it.

  pairs  two mentions of one person: found as such, and right
  B³     over mentions: how much of its person's mentions each is joined with, and of what it is joined with is right
--names leaves out pronouns and descriptions; --errors prints what is wrong.
"""

import json
import sys
from itertools import combinations

FOUND_TYPES = {"Person", "Pronoun", "Possessive", "UnknownName"}
FIRST_PERSON = {"i", "me", "my", "myself", "we", "us", "our"}
PRONOUNS = {"he", "she", "him", "her", "his", "hers", "himself", "herself", "who", "whose", "they", "them", "their"}


def wanted(article, names_only):
    """Gold mentions of named people: [(span, entity)], where the reader stopped, and who was followed further."""
    people, named, names, end, followed = [], set(), set(), 0, set()
    for fact in article["gold"]:
        kind = fact["type"]
        if not kind.startswith(("NE:", "MENTION:")):
            continue
        span = tuple(fact["args"]["span"])
        if fact["syntactic_type"] is not None:
            end = max(end, span[1])
        elif kind.endswith(":PER"):
            followed.add(fact["entity"])
        words = article["text"][span[0]:span[1]]
        if kind.endswith(":PER") and fact["entity"] and words.lower() not in FIRST_PERSON:
            people.append((span, fact["entity"]))
            if fact["syntactic_type"] in ("NAM", "PRE.NAM"):
                named.add(fact["entity"])
                names.add((span, fact["entity"]))
    people = sorted(set(mention for mention in people if mention[1] in named))
    # Of a name with its description, as of a name in a name, the inner name counts.
    within = lambda one, other: one != other and one[1] == other[1] and other[0][0] <= one[0][0] and one[0][1] <= other[0][1]
    names = {m for m in names if not any(within(o, m) for o in names)}
    whole = [m for m in people if any(within(name, m) for name in names)]
    inner = [m for m in people if m not in whole and (m in names or not any(within(m, w) for w in whole))]
    inner = [m for m in inner if not any(within(o, m) for o in inner)]
    if names_only:
        inner = [m for m in inner if article["text"][m[0][0]:m[0][1]].lower() not in PRONOUNS]
        inner = [m for m in inner if is_name(article["text"][m[0][0]:m[0][1]])]
    return inner, end, followed


def is_name(words):
    """Whether a mention ends with a capitalised word and begins with no article."""
    parts = words.split()
    return parts[-1][:1].isupper() and parts[0].lower() not in ("the", "a", "an")


def aligned(gold, span):
    """The gold mention that shares most with a span."""
    shared = [(min(s[1], span[1]) - max(s[0], span[0]), -(s[1] - s[0]), number) for number, (s, _) in enumerate(gold)]
    best = max(shared, default=(0, 0, 0))
    return best[2] if best[0] > 0 else None


def main():
    flags = {a for a in sys.argv[1:] if a.startswith("--")}
    gold_path, found_path = [a for a in sys.argv[1:] if not a.startswith("--")]
    found = {}
    for line in open(found_path, encoding="utf-8"):
        row = json.loads(line)
        if row.get("mention") in FOUND_TYPES:
            found.setdefault(row["doc"], []).append(row)
    right = given = asked = 0
    precision, recall = [], []
    for line in open(gold_path, encoding="utf-8"):
        article = json.loads(line)
        gold, end, followed = wanted(article, "--names" in flags)
        chains = {}
        for row in found.get(article["id"], []):
            if row.get("entity"):
                if "--names" in flags and row["mention"] in ("Pronoun", "Possessive"):
                    continue
                number = aligned(gold, row["span"])
                chains.setdefault(row["entity"], []).append((number, row))
        wanted_pairs = {(a, b) for a, b in combinations(range(len(gold)), 2) if gold[a][1] == gold[b][1]}
        hit = set()
        entity_of = {}
        for entity, members in chains.items():
            persons = {gold[number][1] for number, _ in members if number is not None}
            if not persons:
                continue
            is_read = lambda number, row: number is not None or row["span"][0] < end or persons & followed
            members[:] = [member for member in members if is_read(*member)]
            for number, _ in members:
                if number is not None:
                    entity_of[number] = entity
            for (a, one), (b, other) in combinations(members, 2):
                if a is not None and a == b:
                    continue
                given += 1
                pair = (min(a, b), max(a, b)) if a is not None and b is not None else None
                if pair in wanted_pairs:
                    hit.add(pair)
                else:
                    show(flags, article, "wrong", [(m["span"], entity) for m in (one, other)])
        right += len(hit)
        asked += len(wanted_pairs)
        for number, (span, person) in enumerate(gold):
            same = {n for n, (_, other) in enumerate(gold) if other == person}
            entity = entity_of.get(number)
            if entity is None:
                recall.append(1 / len(same) if len(same) == 1 else 0.0)
                if len(same) > 1:
                    show(flags, article, "not joined", [(span, person)])
                continue
            mine = [n for n, _ in chains[entity]]
            shared = len(same & set(mine))
            precision.append(shared / len(mine))
            recall.append(shared / len(same))
    report("pairs", right / given if given else 0, right / asked if asked else 0, f"{right} right of {given} found and {asked} wanted")
    mean = lambda values: sum(values) / len(values) if values else 0
    report("B³", mean(precision), mean(recall), f"{len(recall)} mentions")


def show(flags, article, what, mentions):
    if "--errors" in flags:
        told = " / ".join(f"{article['text'][s[0]:s[1]]!r}@{s[0]} {e}" for s, e in mentions)
        print(f"{what}\t{article['id'][:36]}\t{told}", file=sys.stderr)


def report(what, precision, recall, note):
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0
    print(f"{what:6} P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}  ({note})")


if __name__ == "__main__":
    main()
