#!/usr/bin/env python3
"""Names in EWT, which has no types: the spans are the treebank's (runs of PROPN); the type of a name is the
one it has in the annotated sets, else the one that a first name tagger finds likeliest over all its places
in EWT. Two steps, since features are printed between them:

    silver.py spans EWT.conllu > silver.tsv
    hearsay-features mentions POS.safetensors silver.tsv > silver.dump
    silver.py types silver.dump FIRST.safetensors names.tsv > typed.dump
"""

import json
import struct
import sys
from collections import Counter

import xxhash

from mentions_data import TITLES, capital, refined

DAYS = set("""monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed
thu fri sat sun""".split())
JOINED_BY_OF = set("""university bank ministry department house institute board council school college church
republic court bureau city state gulf bay district museum society chamber office academy""".split())


def documents(path):
    document, sentence = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if document:
                yield document
            document = []
            kind = line.split("= ")[1].split("-")[0]
        elif line and line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                sentence.append((c[1], c[3]))
        elif not line and sentence:
            if kind != "email":
                document.append(sentence)
            sentence = []
    if document:
        yield document


def name_part(word, tag):
    return tag == "PROPN" and capital(word) and word.lower().rstrip(".") not in DAYS


def labelled(sentence):
    """The sentence with B-?, I-?, O labels; None where capitals stay unexplained."""
    words, labels, at = [w for w, _ in sentence], ["O"] * len(sentence), 0
    while at < len(sentence):
        if not name_part(*sentence[at]):
            at += 1
            continue
        end = at + 1
        while end < len(sentence):
            if name_part(*sentence[end]):
                end += 1
            elif end + 1 < len(sentence) and words[end] in ("-", "&") and name_part(*sentence[end + 1]):
                end += 2
            elif end + 1 < len(sentence) and words[end] == "of" and words[end - 1].lower() in JOINED_BY_OF \
                    and name_part(*sentence[end + 1]):
                end += 2
            else:
                break
        begin = at
        while begin < end and words[begin].lower().rstrip(".") in TITLES:
            begin += 1
        if begin < end:
            labels[begin:end] = ["B-?"] + ["I-?"] * (end - begin - 1)
        at = end
    for i, (word, tag) in enumerate(sentence):
        if labels[i] == "O" and capital(word) and i > 0 and tag == "ADJ" and refined("other", [word]) == "group":
            labels[i] = "B-group"
    shouted = sum(w.isupper() for w in words if len(w) > 1) > len(words) / 3
    return None if shouted else list(zip(words, labels))


def spans(path):
    for document in documents(path):
        print("-DOCSTART-\tO\n")
        for sentence in document:
            rows = labelled(sentence)
            if rows:
                print("".join("%s\t%s\n" % row for row in rows))


def load(path):
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])

    def tensor(name, kind):
        begin, end = header[name]["data_offsets"]
        return struct.unpack("<%d%s" % ((end - begin) // struct.calcsize(kind), kind), data[8 + size + begin:8 + size + end])
    keys, rows = tensor("keys", "I"), tensor("rows", "I")
    labels, weights, scale = tensor("cell_labels", "B"), tensor("cell_weights", "b"), tensor("scale", "f")[0]
    table = {k: [(labels[i], weights[i] * scale) for i in range(rows[n], rows[n + 1])] for n, k in enumerate(keys)}
    return header["__metadata__"]["labels"].split(), table


def known_types(path):
    """name -> its commonest type in annotated text."""
    counts, name, kind = {}, [], None
    for line in open(path, encoding="utf-8"):
        word, _, label = line.rstrip("\n").partition("\t")
        if not label.startswith("I-") and name:
            counts.setdefault(" ".join(name).lower(), Counter())[kind] += 1
            name = []
        if label.startswith("B-"):
            name, kind = [word], label[2:]
        elif label.startswith("I-"):
            name.append(word)
    return {n: min(c.items(), key=lambda x: (-x[1], x[0]))[0] for n, c in counts.items()}


def sequences(dump):
    rows = []
    for line in open(dump, encoding="utf-8", newline="\n"):
        line = line.rstrip("\n")
        if line:
            rows.append(line.split("\t"))
        else:
            yield rows
            rows = []


def runs(rows):
    at = 0
    while at < len(rows):
        end = at + 1
        if rows[at][0] == "B-?":
            while end < len(rows) and rows[end][0] == "I-?":
                end += 1
            name = " ".join(f[2:] for r in rows[at:end] for f in r[1:] if f.startswith("w="))
            yield at, end, name
        at = end


def types(dump, model, annotated):
    names, table = load(model)
    kinds = sorted({n[2:] for n in names if n != "O"})
    index = {n: i for i, n in enumerate(names)}
    known = known_types(annotated)

    def scores(features):
        row = [0.0] * len(names)
        for feature in features:
            for label, weight in table.get(xxhash.xxh3_64_intdigest(feature.encode()) >> 32, ()):
                row[label] += weight
        return row

    totals = {}
    for rows in sequences(dump):
        for at, end, name in runs(rows):
            total = totals.setdefault(name, Counter())
            for i in range(at, end):
                found = scores(rows[i][1:])
                for kind in kinds:
                    total[kind] += found[index[("I-" if i > at else "B-") + kind]]
    for rows in sequences(dump):
        for at, end, name in runs(rows):
            kind = known.get(name) or min(totals[name].items(), key=lambda x: (-x[1], x[0]))[0]
            for i in range(at, end):
                rows[i][0] = ("I-" if i > at else "B-") + kind
        print("\n".join("\t".join(r) for r in rows) + "\n")


if __name__ == "__main__":
    {"spans": spans, "types": types}[sys.argv[1]](*sys.argv[2:])
