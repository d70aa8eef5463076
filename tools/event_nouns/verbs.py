#!/usr/bin/env python3
"""Writes src/claim/verb_forms.inc: verbs that mostly have no object, and past participles that do not end in "ed",
of verbs that are often passive.

    tools/event_nouns/verbs.py DATA READ > src/claim/verb_forms.inc     DATA and READ as make.py has them

A headline's "Library closed over leaks" is passive and "Minister resigned over leaks" is not: that is told by how often the verb
has an object, or is passive, beside how often it has a subject alone."""
import collections
import pathlib
import re
import sys

import make

SEEN = 3  # times


class Counts:
    def __init__(self, data, read):
        self.acts, self.passive, self.alone = collections.Counter(), collections.Counter(), collections.Counter()
        self.participles = collections.Counter()  # with their verbs
        for name in ("ud_ewt", "ud_gum"):
            text = make.unpacked(data / name / "train.conllu.zst")
            self.participles.update(participles(text))
            self.count(text)
        self.count(read.read_text(encoding="utf-8"))

    def count(self, text):
        for rows in make.sentences(text):
            below = collections.defaultdict(set)
            for _, _, head, relation in rows:
                below[head].add(relation)
            for at, (lemma, tag, _, _) in enumerate(rows, 1):
                if tag != "VERB":
                    continue
                if below[at] & {"obj", "nsubj:pass"}:
                    self.acts[lemma] += 1
                    self.passive[lemma] += "nsubj:pass" in below[at]
                elif "nsubj" in below[at] and not below[at] & {"ccomp", "xcomp"}:
                    self.alone[lemma] += 1


def participles(text):
    for line in text.splitlines():
        field = line.split("\t")
        if len(field) == 10 and field[3] == "VERB" and "VerbForm=Part" in field[5] and "Tense=Past" in field[5]:
            yield field[1].lower(), field[2]


def written(name, words):
    print(f"constexpr auto {name} = std::to_array<std::string_view>({{")
    for word in sorted(word for word in words if re.fullmatch("[a-z]{3,}", word)):
        print(f'"{word}",')
    print("});")


def main(data, read):
    counts = Counts(pathlib.Path(data), pathlib.Path(read))
    print("// Made by tools/event_nouns/verbs.py.")
    written("kAlone", [v for v, n in counts.alone.items() if n >= SEEN and counts.acts[v] * 3 < n * 2])
    written("kParticiples", {form for (form, verb), n in counts.participles.items()
                             if n >= 2 and not form.endswith("ed") and counts.passive[verb] * 2 >= counts.alone[verb]})


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
