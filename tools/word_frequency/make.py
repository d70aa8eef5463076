#!/usr/bin/env python3
"""Makes data/word_frequency.tsv: how common words are, for weighing words when texts are compared.

Counts of English words come from openly licensed annotated texts only (see NOTICE): UD English EWT (CC BY-SA 4.0), UD
English GUM without its non-commercial kinds, WikiGold (CC BY 4.0). Only counts go into the table, no text.

A line is: word, passages, class, lemma. `passages` is the number of passages (of about 200 words) that the word stands
in; class is f for function words (most often tagged as one) and c for all others; lemma stands only where it differs
from the word. Words of fewer than two passages are left out unless their lemma is irregular.

Below "# terms" stand terms of all languages that wordfreq (CC BY-SA 4.0) covers, so that an ordinary word of another
language does not pass for a rare one: term, passages. A term is a stem of a folded word, as src/match cuts words;
`passages` is how many of as many passages would have it in the language in which it is commonest.

Needs wordfreq and PyStemmer (PyPI) and uconv (Debian: icu-devtools).
Usage: make.py DATA_FOLDER > data/word_frequency.tsv
"""
import collections
import pathlib
import re
import subprocess
import sys
import unicodedata

import Stemmer
import wordfreq

NON_COMMERCIAL = {"whow", "fiction", "essay", "letter", "podcast"}
FUNCTION_TAGS = {"DET", "ADP", "PRON", "AUX", "CCONJ", "SCONJ", "PART", "INTJ", "PUNCT"}
PASSAGE = 200
# One word in so many: rarer ones are left out. English has the longer list, as most texts are English.
RAREST = {"en": 1e-6}
RAREST_ELSEWHERE = 10**-4.7
FOLD = "::Any-Latin; ::NFKD; ::[:M:] Remove; ::Latin-ASCII; ::Lower;"  # as src/text/fold.cpp


def fold(word):
    word = unicodedata.normalize("NFKD", word).casefold().replace("'", "").replace("\u2019", "")
    return "".join(c for c in word if not unicodedata.combining(c))


def lines(path):
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dc", path], check=True, capture_output=True, text=True).stdout.split("\n")
    return path.read_text(encoding="utf-8").split("\n")


def conllu(path):
    """Yields (document, word, tag, lemma)."""
    document = ""
    for line in lines(path):
        if line.startswith("# newdoc id = "):
            document = line.split(" = ")[1]
        fields = line.split("\t")
        if len(fields) == 10 and fields[0].isdigit():
            yield document, fields[1], fields[3], fields[2]


def words(data):
    for path in sorted(data.glob("ud_ewt/train.conllu*")):
        yield from conllu(path)
    for path in sorted(data.glob("ud_gum/train.conllu*")):
        for document, word, tag, lemma in conllu(path):
            if document.split("_")[1] not in NON_COMMERCIAL:
                yield document, word, tag, lemma
    for path in sorted(data.glob("wikigold/train.conll*")):
        for line in lines(path):
            fields = line.split("\t")
            if len(fields) == 2:
                yield "wikigold", fields[0], None, None


def transliterated(words):
    text = subprocess.run(["uconv", "-f", "utf8", "-t", "utf8", "-x", FOLD], check=True, capture_output=True,
                          input="\n".join(words).encode()).stdout.decode()
    return [re.sub(r"[\W_]", "", line) for line in text.split("\n")]


def terms():
    """Shares of words, by term: the share in the language in which it is commonest."""
    stem = Stemmer.Stemmer("english").stemWord
    shares = collections.defaultdict(float)
    for language in sorted(wordfreq.available_languages("small")):
        least = RAREST.get(language, RAREST_ELSEWHERE)
        frequencies = wordfreq.get_frequency_dict(language, "best" if language == "en" else "small")
        common = {word: share for word, share in frequencies.items() if share >= least}
        here = collections.defaultdict(float)
        for form, share in zip(transliterated(common), common.values()):
            if len(form) > 1 and form.strip("0"):  # "0000" stands for all numbers of four digits
                here[stem(form)] += share
        for term, share in here.items():
            shares[term] = max(shares[term], share)
    return shares


def main():
    data = pathlib.Path(sys.argv[1])
    passages = collections.Counter()
    tags = collections.defaultdict(collections.Counter)
    lemmas = collections.defaultdict(collections.Counter)
    seen, count, total, last = set(), 0, 0, None
    for document, word, tag, lemma in words(data):
        if count >= PASSAGE or document != last:
            passages.update(seen)
            seen, count, last = set(), 0, document
            total += 1
        count += 1
        form = fold(word)
        if not re.fullmatch(r"[^\W_]+", form):
            continue
        seen.add(form)
        if tag:
            tags[form][tag] += 1
            lemmas[form][fold(lemma)] += 1
    passages.update(seen)
    print("# How common words are. Made by tools/word_frequency/make.py; sources and licences: NOTICE.")
    print(f"# passages\t{total}")
    for form in sorted(passages):
        tag = tags[form].most_common(1)[0][0] if tags[form] else "X"
        lemma = lemmas[form].most_common(1)[0][0] if lemmas[form] else form
        if not re.fullmatch(r"[^\W_]+", lemma):
            lemma = form
        regular = lemma == form or form[:3] == lemma[:3]
        if passages[form] < 2 and (regular or tag == "PROPN"):
            continue
        kind = "f" if tag in FUNCTION_TAGS else "c"
        print(form, passages[form], kind, lemma if lemma != form and tag != "PROPN" else "", sep="\t")
    print("# terms")
    for term, share in sorted(terms().items()):
        print(term, f"{total * (1 - (1 - share) ** PASSAGE):.3g}", sep="\t")


main()
