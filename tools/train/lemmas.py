#!/usr/bin/env python3
"""Learns word -> lemma and word -> features from CoNLL-U and prints the table that annotate reads.

    lemmas.py FILE.conllu... > lemmas.tsv

Rules first: for a tag and an ending, how many characters to drop and what to add ("VERB -ies: 3, y").
A longer ending's rule is kept only where it disagrees with the shorter one's. Then the words that the
rules get wrong, each with its lemma. Features (number, person, …) of the words of closed classes only;
those of nouns and verbs follow from the lemma. Lines, in the order of the program's look-up (bytes):
    L <TAB> tag <TAB> ending <TAB> dropped <TAB> added       a lemma rule
    f <TAB> tag <TAB> word <TAB> features
    l <TAB> tag <TAB> word <TAB> lemma                       a lemma that is an exception
"""

import sys
from collections import Counter, defaultdict

KEPT = ("Case", "Gender", "Number", "Person", "Tense", "VerbForm")
LONGEST = 5
OPEN = {"ADJ", "ADV", "NOUN", "VERB"}
CLOSED = {"AUX", "DET", "PRON"}


def words(paths):
    for path in paths:
        for line in open(path, encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            if len(c) == 10 and c[0].isdigit() and c[3] != "PROPN" and "Typo=Yes" not in c[5]:
                features = "|".join(f for f in c[5].split("|") if f.split("=")[0] in KEPT)
                yield c[1].lower(), c[3], c[2].lower(), features, c[3] in OPEN


def edit(word, lemma):
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def learn(rows, outcome):
    """rows: (word, tag) -> outcome counts; gives rules (tag, ending) -> outcome."""
    counts = defaultdict(Counter)
    for (word, tag), (value, count, is_open) in rows.items():
        if is_open:
            for size in range(0, min(LONGEST, len(word)) + 1):
                counts[tag, word[len(word) - size:]][outcome(word, value)] += 1
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
    lemmas, features = defaultdict(Counter), defaultdict(Counter)
    opened = {}
    for word, tag, lemma, feature, is_open in words(sys.argv[1:]):
        if "\t" in word or " " in word or " " in lemma:
            continue
        lemmas[word, tag][lemma] += 1
        features[word, tag][feature] += 1
        opened[tag] = is_open

    def best(table):
        return {k: (*min(c.items(), key=lambda x: (-x[1], x[0])), opened[k[1]]) for k, c in table.items()}

    lemma_rows, feature_rows = best(lemmas), best(features)
    lines, rules = [], learn(lemma_rows, edit)
    for (tag, ending), (dropped, added) in sorted(rules.items()):
        lines.append(("L", tag, ending, dropped, added))
    for (word, tag), (lemma, count, _) in sorted(lemma_rows.items()):
        dropped, added = find(rules, tag, word) or (0, "")
        if word[:len(word) - dropped] + added != lemma and (count > 1 or opened[tag]):
            lines.append(("l", tag, word, lemma))
    for (word, tag), (value, count, is_open) in sorted(feature_rows.items()):
        if value and tag in CLOSED and count > 1:
            lines.append(("f", tag, word, value))
    for line in sorted("\t".join(map(str, x)) for x in lines):
        print(line)


if __name__ == "__main__":
    main()
