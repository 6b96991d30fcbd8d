#!/usr/bin/env python3
"""How long `test --watch` takes from a save to its result, over the shipped packs.

    python3 benches/watch.py target/release/nutgraf

Works on a copy of `rules`. For each kind of file it saves a file of every pack,
waits for the result, and prints the median and the worst time in milliseconds:
those that the program tells, and those from the save to the last line.
"""
import pathlib, shutil, statistics, subprocess, sys, tempfile, time

KINDS = {"golden": "*/tests/*.facts", "article": "*/tests/*.txt", "rule file": "*/[a-z]*.toml", "list": "*/lists/*.t??"}


def main(binary):
    root = pathlib.Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        rules = pathlib.Path(folder, "rules")
        shutil.copytree(root / "rules", rules)
        packs = sorted(str(file.parent.relative_to(folder)) for file in rules.glob("*/pack.toml"))
        command = [pathlib.Path(binary).resolve(), "test", "--watch", *packs]
        watch = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            print(f"{'first round':12} {result(watch):>5} ms told")
            for kind, pattern in KINDS.items():
                measure(watch, kind, sorted(rules.glob(pattern)))
        finally:
            watch.kill()


def measure(watch, kind, files):
    times = []
    for file in files:
        text = file.read_bytes()
        start = time.perf_counter()
        file.write_bytes(text + b"\n")
        told = result(watch)
        print(file, told) if len(sys.argv) > 2 else None
        times.append(((time.perf_counter() - start) * 1000, told, file.name))
    whole, told = [row[0] for row in times], [row[1] for row in times]
    worst = max(times)[2]
    print(
        f"{kind:12} {statistics.median(told):5.0f} ms told, at most {max(told)};"
        f" {statistics.median(whole):5.0f} ms from the save, at most {max(whole):.0f} ({worst}), of {len(times)}"
    )


def result(watch):
    """The milliseconds of the next round."""
    for line in watch.stdout:
        if line.endswith("ms, waiting for saves\n"):
            return int(line.split()[0])
    sys.exit("the watch ended")


main(sys.argv[1])
