#!/usr/bin/env python3
"""Writes src/claim/place_nouns.inc: what kind of thing a common noun names, as GUM's entities tell.

    tools/event_nouns/places.py DATA > src/claim/place_nouns.inc     DATA: with ud_gum

`place`: at least half of the noun's entities in the training part of GUM's open kinds are places ("cellar"); `thing`: more than
half are objects, in or on which something may happen ("roof"); `neither`: any other noun seen there ("favour")."""
import collections
import pathlib
import re
import sys

import make


def sentences(text):
    keep, rows = True, []
    for line in text.splitlines():
        if line.startswith("# newdoc id = GUM_"):
            keep = line.split("GUM_")[1].split("_")[0] not in make.NON_COMMERCIAL
        if not line and rows:
            yield rows
            rows = []
        field = line.split("\t")
        if keep and field[0].isdigit():
            rows.append(field)


def heads(rows):
    """Of each entity that begins in the sentence, the place of its head and its kind."""
    for at, field in enumerate(rows):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", field[9])
        for opened in re.findall(r"\(([^()]*)", found[1]) if found else []:
            parts = opened.split("-")  # GRP-etype-infstat-salience-centering-minspan-…
            first = parts[5].split(",")[0] if len(parts) > 5 else ""
            if first.isdigit() and at + int(first) - 1 < len(rows):
                yield at + int(first) - 1, parts[1]


def main(data):
    kinds = collections.defaultdict(collections.Counter)
    for rows in sentences(make.unpacked(pathlib.Path(data) / "ud_gum" / "train.conllu.zst")):
        for at, kind in heads(rows):
            if rows[at][3] == "NOUN":
                kinds[rows[at][2].lower()][kind] += 1
    print("// Made by tools/event_nouns/places.py.")
    for noun, counts in sorted(kinds.items()):
        if not re.fullmatch("[a-z]{2,}", noun):
            continue
        half = sum(counts.values()) / 2
        kind = "place" if counts["place"] >= half else "thing" if counts["object"] > half else "neither"
        print('{"%s", %s},' % (noun, kind))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
