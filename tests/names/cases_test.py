#!/usr/bin/env python3
"""Spellings of one name, and look-alikes that are not one, written from the definitions alone (names.jsonl, lookalikes.jsonl):
asked of the matcher through `hearsay-bench predict names`. A group is found where its spellings hang together. Those in MISSED
and JOINED are known to be wrong; whoever mends one takes it out."""
import argparse
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ONE_NAME = 0.75  # kOneName in src/match/names.h
MISSED = set("n024 n026 n030 n032 n035 n039 n046 n047 n051 n061 n072 n075".split())
JOINED = set("l006 l007".split())


def cases(name):
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def same(bench, pairs):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "pairs.tsv"
        path.write_text("".join(f"{a}\t{b}\n" for a, b in pairs), encoding="utf-8")
        said = subprocess.run([bench, "predict", "names", path], check=True, capture_output=True, text=True).stdout
    return [float(line) >= ONE_NAME for line in said.split()]


def hang_together(bench, spellings):
    pairs = list(itertools.combinations(spellings, 2))
    group = {name: name for name in spellings}
    for (a, b), one in zip(pairs, same(bench, pairs)):
        if one:
            old, new = group[a], group[b]
            group = {name: new if root == old else root for name, root in group.items()}
    return len(set(group.values())) == 1


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True)
    bench = parser.parse_args().bench
    groups = cases("names.jsonl")
    missed = {case["id"] for case in groups if not hang_together(bench, case["spellings"])}
    alike = cases("lookalikes.jsonl")
    one = same(bench, [(case["a"], case["b"]) for case in alike])
    joined = {case["id"] for case, said in zip(alike, one) if said}
    print(f"{len(groups) - len(missed)} of {len(groups)} groups found, {len(alike) - len(joined)} of {len(alike)} look-alikes apart")
    for what, found, known in (("missed", missed, MISSED), ("joined", joined, JOINED)):
        print(f"{what}: {' '.join(sorted(found))}")
        if found != known:
            sys.exit(f"{what}: now wrong {sorted(found - known)}, now right {sorted(known - found)}")


if __name__ == "__main__":
    main()
