#!/usr/bin/env python3
"""Makes data/word_frequency.tsv: how common English words are, for weighing words when texts are compared.

Counts come from openly licensed annotated texts only (see NOTICE): UD English EWT (CC BY-SA 4.0), UD English GUM
without its non-commercial kinds, WikiGold (CC BY 4.0). Only counts go into the table, no text.

A line is: word, passages, class, lemma. `passages` is the number of passages (of about 200 words) that the word stands
in; class is f for function words (most often tagged as one) and c for all others; lemma stands only where it differs
from the word. Words of fewer than two passages are left out unless their lemma is irregular.

Usage: make.py DATA_FOLDER > data/word_frequency.tsv
"""
import collections
import pathlib
import re
import subprocess
import sys
import unicodedata

NON_COMMERCIAL = {"whow", "fiction", "essay", "letter", "podcast"}
FUNCTION_TAGS = {"DET", "ADP", "PRON", "AUX", "CCONJ", "SCONJ", "PART", "INTJ", "PUNCT"}
PASSAGE = 200


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
    print("# How common English words are. Made by tools/word_frequency/make.py; sources and licences: NOTICE.")
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


main()
