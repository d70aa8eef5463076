#!/usr/bin/env python3
"""Trains a linear-chain CRF on a feature dump and writes the safetensors file that hearsay reads.

    hearsay-features TASK FILE... > dump
    train_tagger.py dump model.safetensors --kind pos-tagger --name "..." --data "..." --licences "..."

A dump has one position a line, "LABEL<TAB>feature<TAB>feature...", and an empty line after each
sequence. It is printed by the C++ program with the code that reads features later, so that the two
cannot disagree. Only the weights that matter are kept: training is L1-regularised, small rests are
dropped, the others become int8 with one common scale. The same dump and options give the same file.
"""

import argparse
import json
import os
import struct
import sys

import pycrfsuite
import xxhash

TYPES = {"F32": "f", "I8": "b", "U8": "B", "U16": "H", "I32": "i", "U32": "I", "U64": "Q"}
FORMAT_VERSION = "1"


def write_safetensors(path, metadata, tensors):
    """tensors: name -> (type, numbers or bytes). Widest types first, so that all are aligned."""
    header, blobs, at = {"__metadata__": metadata}, [], 0
    width = {name: struct.calcsize(TYPES[kind]) for name, (kind, _) in tensors.items()}
    for name in sorted(tensors, key=lambda n: (-width[n], n)):
        kind, numbers = tensors[name]
        blob = bytes(numbers) if isinstance(numbers, (bytes, bytearray)) else struct.pack(
            "<%d%s" % (len(numbers), TYPES[kind]), *numbers)
        header[name] = {"dtype": kind, "shape": [len(blob) // width[name]],
                        "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def sequences(path):
    labels, rows = [], []
    opened = open(path, encoding="utf-8", errors="surrogateescape", newline="\n")
    with opened as f:
        for line in f:
            line = line.rstrip("\n")
            if line:
                label, *features = line.split("\t")
                labels.append(label)
                rows.append(features)
            elif labels:
                yield labels, rows
                labels, rows = [], []
    if labels:
        yield labels, rows


def train(dump, scratch, c1, c2, iterations, min_count, algorithm):
    trainer = pycrfsuite.Trainer(algorithm=algorithm, verbose=False)
    for labels, rows in sequences(dump):
        trainer.append(pycrfsuite.ItemSequence(rows), labels)
    options = {"feature.minfreq": min_count, "feature.possible_transitions": True,
               "max_iterations": iterations}
    if algorithm == "lbfgs":
        options.update({"c1": c1, "c2": c2})
    trainer.set_params(options)
    trainer.train(scratch)


def weights(scratch):
    tagger = pycrfsuite.Tagger()
    tagger.open(scratch)
    info = tagger.info()
    return sorted(tagger.labels()), info.transitions, info.state_features


def pack(labels, transitions, states, smallest):
    """The tensors: features sorted by the upper half of their hash, each with its (label, weight) cells."""
    scale = max(abs(w) for w in states.values()) / 127
    index = {label: i for i, label in enumerate(labels)}
    rows = {}
    for (feature, label), weight in states.items():
        value = round(weight / scale)
        if value and abs(weight) >= smallest:
            name = feature.encode("utf-8", "surrogateescape")
            cells = rows.setdefault(xxhash.xxh3_64_intdigest(name) >> 32, {})
            cells[index[label]] = max(-127, min(127, cells.get(index[label], 0) + value))
    keys = sorted(rows)
    begins, cell_labels, cell_weights = [0], [], []
    for key in keys:
        for label, value in sorted(rows[key].items()):
            cell_labels.append(label)
            cell_weights.append(value)
        begins.append(len(cell_labels))
    table = [0.0] * (len(labels) ** 2)
    for (a, b), weight in transitions.items():
        table[index[a] * len(labels) + index[b]] = weight
    return {"keys": ("U32", keys), "rows": ("U32", begins), "transitions": ("F32", table),
            "scale": ("F32", [scale]), "cell_labels": ("U8", cell_labels),
            "cell_weights": ("I8", cell_weights)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump"), ap.add_argument("model")
    ap.add_argument("--kind", required=True, help="which reader it is for")
    ap.add_argument("--name", default="", help="what it is for, in words")
    ap.add_argument("--version", default="1", help="of the weights")
    ap.add_argument("--data", default="", help="what it was trained on")
    ap.add_argument("--licences", default="")
    ap.add_argument("--scores", default="")
    ap.add_argument("--card", action="append", default=[], metavar="KEY=VALUE", help="more for the card")
    ap.add_argument("--tensor", action="append", default=[], metavar="NAME=FILE",
                    help="a further tensor of bytes, taken from a file")
    ap.add_argument("--algorithm", default="lbfgs", choices=["lbfgs", "ap"])
    ap.add_argument("--c1", type=float, default=0.3), ap.add_argument("--c2", type=float, default=0.01)
    ap.add_argument("--iterations", type=int, default=80)
    ap.add_argument("--min-count", type=int, default=2, help="drop features seen less often")
    ap.add_argument("--smallest", type=float, default=0.03, help="drop weights nearer to zero")
    a = ap.parse_args()
    scratch = a.model + ".crfsuite"
    train(a.dump, scratch, a.c1, a.c2, a.iterations, a.min_count, a.algorithm)
    labels, transitions, states = weights(scratch)
    os.remove(scratch)
    tensors = pack(labels, transitions, states, a.smallest)
    for each in a.tensor:
        name, path = each.split("=", 1)
        tensors[name] = ("U8", open(path, "rb").read())
    card = {"kind": a.kind, "format_version": FORMAT_VERSION, "name": a.name, "version": a.version,
            "training_data": a.data, "licences": a.licences, "scores": a.scores,
            "labels": " ".join(labels)}
    card.update(x.split("=", 1) for x in a.card)
    write_safetensors(a.model, card, tensors)
    print("%s: %d labels, %d features, %d weights" % (a.model, len(labels), len(tensors["keys"][1]),
                                                     len(tensors["cell_labels"][1])), file=sys.stderr)


if __name__ == "__main__":
    main()
