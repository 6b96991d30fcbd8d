#!/usr/bin/env python3
"""How long `test --watch` takes from a save to its result, over the shipped packs.

    python3 benches/watch.py target/release/nutgraf

Works on a copy of `rules`. For each kind of file it changes a file of every pack
so that its tests have to run again, waits for the result, and prints the median
and the worst time in milliseconds: those that the program tells, and those from
the save to the last line. A rule file gets another way to match for its first
rule; a list gets an entry that a test holds, which was taken out before, or one
that none holds. A third argument shows each file.
"""
import pathlib, re, shutil, statistics, subprocess, sys, tempfile, time

KINDS = {"golden": "*/tests/*.facts", "article": "*/tests/*.txt", "rule file": "*/[a-z]*.toml", "list": "*/lists/*.t??"}
PATTERN = re.compile(r"^(pattern\s*=\s*)('''|')(.+?)\2$", re.M | re.S)


def main(binary):
    root = pathlib.Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder, "rules")
        shutil.copytree(root / "rules", rules)
        packs = sorted(str(file.parent.relative_to(folder)) for file in rules.glob("*/pack.toml"))
        command = [pathlib.Path(binary).resolve(), "test", "--watch", *packs]
        watch = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            print(f"{'first round':12} {result(watch)[0]:>5} ms told")
            for kind, pattern in KINDS.items():
                measure(watch, kind, sorted(rules.glob(pattern)))
        finally:
            watch.kill()


def measure(watch, kind, files):
    times = []
    for file in files:
        text = file.read_text()
        new = changed(file, text)
        if new is None:
            continue
        first, again = save(watch, file, new), save(watch, file, text)
        took = again if kind == "list" else first
        times.append((*took, f"{file.parent.name}/{file.name}"))
    for whole, told, count, name in times if len(sys.argv) > 2 else []:
        print(f"    {whole:5.0f} {told:4} {name}: {count}")
    whole, told = [row[0] for row in times], [row[1] for row in times]
    print(
        f"{kind:12} {statistics.median(told):5.0f} ms told, at most {max(told)};"
        f" {statistics.median(whole):5.0f} ms from the save, at most {max(whole):.0f} ({max(times)[3]}),"
        f" of {len(times)}; {sum(time < 200 for time in whole)} under 200 ms"
    )


def changed(file, text):
    """The text of a file with something new in it; none where it holds nothing of the kind."""
    if file.suffix == ".facts":
        return text + "\n"
    if file.suffix == ".toml":
        new, count = PATTERN.subn(another_way, text, count=1)
        return new if count else None
    return None if file.name.startswith(("LICENSE", "README")) else another_list(file, text)


def another_list(file, text):
    """A list without the first entry whose words stand in an example or article of a pack."""
    rules = file.parent.parent.parent
    tests = [*rules.glob("*/*.toml"), *rules.glob("*/tests/*.txt")]
    held = " ".join(re.findall(r"\w+", " ".join(test.read_text() for test in tests).lower()))
    lines = text.splitlines(keepends=True)
    entries = [number for number, line in enumerate(lines) if line.strip() and not line.startswith("#")]
    for number in entries[file.suffix == ".tsv" :]:
        entry = " ".join(re.findall(r"\w+", lines[number].split("\t")[0].lower()))
        if entry and f" {entry} " in held:
            return "".join(lines[:number] + lines[number + 1 :])
    return text.rstrip("\n") + "\nQzxv\n"


def another_way(pattern):
    """A pattern with one more way to match; its last line may be a comment where it has several."""
    start, quote, inner = pattern.groups()
    end = ")" if quote == "'" else "\n)"
    return f'{start}{quote}({inner}{end} | "qzxv"{quote}'


def save(watch, file, text):
    """Saves a file; gives the time to the result in ms, the time that is told, and the count of tests."""
    time.sleep(0.05)
    start = time.perf_counter()
    file.write_text(text)
    told, line = result(watch)
    return (time.perf_counter() - start) * 1000, told, line


def result(watch):
    """The milliseconds of the next round, and its line that counts."""
    before = ""
    for line in watch.stdout:
        if line.endswith("ms, waiting for saves\n"):
            return int(line.split()[0]), before.strip()
        before = line if line.strip() else before
    sys.exit("the watch ended")


main(sys.argv[1])
