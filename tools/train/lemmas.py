#!/usr/bin/env python3
"""Learns word -> lemma from CoNLL-U and prints models/lemmas.tsv, which annotate reads.

    LC_ALL=C lemmas.py FILE.conllu... > models/lemmas.tsv

Rules first: for a tag and an ending, how many characters to drop and what to add ("VERB -ies: 3, y").
A longer ending's rule is kept only where it disagrees with the shorter one's. Then the words that the
rules get wrong, each with its lemma. Nouns, verbs, adjectives and adverbs only. Lines, sorted by bytes:
    L <TAB> tag <TAB> ending <TAB> dropped <TAB> added       a rule
    l <TAB> tag <TAB> word <TAB> lemma                       an exception
"""

import sys
from collections import Counter, defaultdict

LONGEST = 5
OPEN = {"ADJ", "ADV", "NOUN", "VERB"}


def words(paths):
    for path in paths:
        for line in open(path, encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            if len(c) == 10 and c[0].isdigit() and c[3] in OPEN and "Typo=Yes" not in c[5]:
                yield c[1].lower(), c[3], c[2].lower()


def edit(word, lemma):
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def learn(rows):
    """rows: (word, tag) -> lemma; gives rules (tag, ending) -> (dropped, added)."""
    counts = defaultdict(Counter)
    for (word, tag), lemma in rows.items():
        for size in range(0, min(LONGEST, len(word)) + 1):
            counts[tag, word[len(word) - size:]][edit(word, lemma)] += 1
    rules = {}
    for tag, ending in sorted(counts, key=lambda k: (len(k[1]), k)):
        best, count = min(counts[tag, ending].items(), key=lambda x: (-x[1], x[0]))
        shorter = find(rules, tag, ending[1:]) if ending else None
        if best != shorter and count >= 3 and count > 0.6 * sum(counts[tag, ending].values()):
            rules[tag, ending] = best
    return rules


def find(rules, tag, word):
    for size in range(min(LONGEST, len(word)), -1, -1):
        if (tag, word[len(word) - size:]) in rules:
            return rules[tag, word[len(word) - size:]]
    return None


def main():
    counts = defaultdict(Counter)
    for word, tag, lemma in words(sys.argv[1:]):
        if "\t" not in word and " " not in word and " " not in lemma:
            counts[word, tag][lemma] += 1
    rows = {k: min(c.items(), key=lambda x: (-x[1], x[0]))[0] for k, c in counts.items()}
    rules = learn(rows)
    lines = [("L", tag, ending, dropped, added) for (tag, ending), (dropped, added) in rules.items()]
    for (word, tag), lemma in rows.items():
        dropped, added = find(rules, tag, word) or (0, "")
        if word[:len(word) - dropped] + added != lemma:
            lines.append(("l", tag, word, lemma))
    for line in sorted("\t".join(map(str, x)) for x in lines):
        print(line)


if __name__ == "__main__":
    main()
