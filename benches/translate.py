#!/usr/bin/env python3
"""Translate token-pattern rules in JSON to a rule file.

    translate.py RULES.json OUT.toml [--all]

RULES.json is a list of {"id", "tokens": [{"lower"|"text"|"notin": [...], "shape": "cap"|"num", "min", "max"}]}.
Each becomes a rule that tags the fact type Hit, whose role `hit` is the whole match.
With --all every match is wanted (match = "all"), to compare starts; without it matches do not overlap.
"""
import json
import sys

# str.istitle: an upper-case letter only behind none, a lower-case one only behind a letter.
CASED = r"\p{Lu}\p{Ll}"
TITLE = rf"[^{CASED}]*\p{{Lu}}\p{{Ll}}*([^{CASED}]+\p{{Lu}}\p{{Ll}}*)*[^{CASED}]*"


def quoted(word):
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def exact(word):
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"


def step(token):
    tests = []
    if "lower" in token:
        tests.append(" | ".join(quoted(word) for word in sorted(set(token["lower"]))))
    if "text" in token:
        tests.append(" | ".join(exact(word) for word in sorted(set(token["text"]))))
    if "notin" in token:
        tests.append(" & ".join("!" + exact(word) for word in token["notin"]))
    if token.get("shape") == "cap":
        tests.append(f"/{TITLE}/")
    if token.get("shape") == "num":
        tests.append(r"/\d.*/")
    if "notin" in token or len(tests) > 1:
        part = "[" + " & ".join(f"({test})" if " | " in test else test for test in tests) + "]"
    else:
        part = f"({tests[0]})" if tests else "_"
    low, high = token["min"], token["max"]
    return part if (low, high) == (1, 1) else f"{part}?" if (low, high) == (0, 1) else f"{part}{{{low},{high}}}"


def main():
    source, target, *options = sys.argv[1:]
    every = 'match = "all"\n' if "--all" in options else ""
    out = ['[pack]\nname = "bench"\nlanguage = "en"\n\n[type.Hit]\nroles = { hit = "text" }\n']
    for rule in json.load(open(source, encoding="utf-8")):
        pattern = " ".join(step(token) for token in rule["tokens"])
        name = rule["id"].replace("_", "-")
        out.append(f"[[rule]]\nname = \"{name}\"\ntag = \"Hit\"\n{every}pattern = '''\n(hit: {pattern})\n'''\n")
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join(out))


if __name__ == "__main__":
    main()
