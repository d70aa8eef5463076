#!/usr/bin/env python3
"""Learns word -> lemma from CoNLL-U and prints models/lemmas.tsv, which annotate reads.

    LC_ALL=C lemmas.py FILE.conllu... > models/lemmas.tsv

Rules first: for a tag and an ending, how many characters to drop and what to add ("VERB -ies: 3, y").
A longer ending's rule is kept only where it disagrees with the shorter one's. Then the words that the
rules get wrong, each with its lemma. Nouns, verbs, adjectives and adverbs only.

A rule may make a word that does not exist ("looted", "loote"). So for words that the treebanks lack, but wordfreq has, the
commonest word that spells such a form is the lemma ("boycott", as there is no "boycot"), and irregular_verbs.tsv says what
the forms of those verbs are, behind prefixes too ("overthrew"). Lines, sorted by bytes:
    L <TAB> tag <TAB> ending <TAB> dropped <TAB> added       a rule
    l <TAB> tag <TAB> word <TAB> lemma                       an exception
"""

import pathlib
import re
import sys
from collections import Counter, defaultdict

import wordfreq

LONGEST = 5
OPEN = {"ADJ", "ADV", "NOUN", "VERB"}
RAREST_FORM, RAREST_LEMMA = 1e-7, 2e-7  # of all words: rarer ones are misspellings as often as words
KNOWN = 50  # how much rarer a word may be that the treebanks have
PREFIXES = ("fore", "for", "inter", "mis", "out", "over", "re", "un", "under", "up", "with")
# How the regular forms of a word are spelled: what its end looks like, what that becomes before the ending, and the ending.
SPELLINGS = {
    "VERB": [(r"(?<=[^eioy])e$", "", "ing"), (r"(?<=[eoy]e)$", "", "ing"), (r"ie$", "y", "ing"), (r"(?<=[^e])$", "", "ing"),
             (r"e$", "e", "d"), (r"(?<=[^aeiou])y$", "i", "ed"), (r"(?<=[aeiou]y)$", "", "ed"), (r"(?<=[^ey])$", "", "ed"),
             (r"(?<=[^aeiou])y$", "i", "es"), (r"(?<=[aeiou]y)$", "", "s"), (r"(?<=[sxzo])$", "", "es"), (r"(?<=[cs]h)$", "", "es"),
             (r"(?<=[^sxzy])$", "", "s")],
    "NOUN": [(r"(?<=[^aeiou])y$", "i", "es"), (r"(?<=[aeiou]y)$", "", "s"), (r"(?<=[sxzo])$", "", "es"), (r"(?<=[cs]h)$", "", "es"),
             (r"(?<=[^sxzy])$", "", "s"), (r"(?<=m)an$", "", "en")],
}
CLOSED = re.compile(r"(?:qu|[^aeiou])[aeiou][^aeiouwxyh]$")  # "stop": doubles its last letter, always if it has one syllable
FORM = {"VERB": re.compile(r"[a-z]{2,}(ed|ing|s)"), "NOUN": re.compile(r"[a-z]{2,}(s|men)")}


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


def by_rule(rules, tag, word):
    dropped, added = find(rules, tag, word) or (0, "")
    return word[:len(word) - dropped] + added


def spelled(word, tag):
    """The regular forms of a word. "ban" has "banned", not "baned"; "visit" and "admit" may have both."""
    doubles = tag == "VERB" and CLOSED.search(word)
    one_syllable = len(re.findall("[aeiouy]+", word)) == 1
    for end, becomes, ending in SPELLINGS[tag]:
        if not re.search(end, word) or (doubles and one_syllable and ending != "s"):
            continue
        yield re.sub(end, becomes, word, count=1) + ending
    if doubles:
        yield word + word[-1] + "ing"
        yield word + word[-1] + "ed"


def regular(frequency, lemmas):
    """(form, tag) -> the commonest word that spells it so; lemmas of the treebanks count more."""
    best = {}
    for word, share in frequency.items():
        if share < RAREST_LEMMA or not re.fullmatch("(?=.*[aeiouy])[a-z]{3,}", word):
            continue
        for tag in SPELLINGS:
            rank = share * (KNOWN if (word, tag) in lemmas else 1)
            for form in spelled(word, tag):
                if FORM[tag].fullmatch(form) and frequency.get(form, 0) >= RAREST_FORM and rank > best.get((form, tag), (0, ""))[0]:
                    best[form, tag] = (rank, word)
    return {form: word for form, (_, word) in best.items()}


def irregular(frequency):
    out = {}
    for line in (pathlib.Path(__file__).parent / "irregular_verbs.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        verb, *forms = line.split("\t")
        for prefix in ("",) + PREFIXES:
            if frequency.get(prefix + verb, 0) < RAREST_LEMMA:
                continue
            for form in {form for column in forms for form in column.split("|")}:
                if frequency.get(prefix + form, 0) >= RAREST_FORM:
                    out[prefix + form, "VERB"] = prefix + verb
    return out


def main():
    counts = defaultdict(Counter)
    for word, tag, lemma in words(sys.argv[1:]):
        if "\t" not in word and " " not in word and " " not in lemma:
            counts[word, tag][lemma] += 1
    rows = {k: min(c.items(), key=lambda x: (-x[1], x[0]))[0] for k, c in counts.items()}
    rules = learn(rows)
    frequency = wordfreq.get_frequency_dict("en", wordlist="best")
    strong = irregular(frequency)
    known = {**regular(frequency, {(lemma, tag) for (_, tag), lemma in rows.items()}), **strong}
    slips = {k for k, lemma in rows.items()  # "fled", "flead"
             if k in known and (frequency.get(lemma, 0) * KNOWN < frequency[known[k]] or (k in strong and lemma != k[0]))}
    rows = {**rows, **{k: lemma for k, lemma in known.items() if k not in rows or k in slips}}
    lines = [("L", tag, ending, dropped, added) for (tag, ending), (dropped, added) in rules.items()]
    lines += [("l", tag, word, lemma) for (word, tag), lemma in rows.items() if by_rule(rules, tag, word) != lemma]
    for line in sorted("\t".join(map(str, x)) for x in lines):
        print(line)


if __name__ == "__main__":
    main()
