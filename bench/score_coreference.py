#!/usr/bin/env python3
"""Scores coreference within documents: the CoNLL F1, the mean of MUC, B-cubed and CEAF-e (phi 4).

    score_coreference.py GOLD.jsonl PREDICTED.jsonl [--types person,organisation,place] [--without fiction,whow] [--json]

Both: {id, entities: [{start, end, type, cluster}]}; gold may have `genre`. Mentions are the same when their spans
are. Of gold and prediction those of the types asked for are kept, then groups of one mention are left out of both.
Counts are pooled over documents. Standard library only.
"""
import argparse
import json

TYPES = {"organization": "organisation"}


def records(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def groups(document, types):
    """[{(start, end), …}, …] of at least two mentions; a span in two groups counts in the first."""
    found, taken = {}, set()
    for e in document.get("entities", []):
        span = (e["start"], e["end"])
        if TYPES.get(e["type"], e["type"]) in types and span not in taken:
            taken.add(span)
            found.setdefault(e["cluster"], set()).add(span)
    return [g for g in found.values() if len(g) > 1]


def muc(keys, others):
    """(numerator, denominator) of recall when `keys` is gold."""
    of = {m: i for i, g in enumerate(others) for m in g}
    right = total = 0
    for g in keys:
        pieces = {of[m] if m in of else ("alone", m) for m in g}
        right += len(g) - len(pieces)
        total += len(g) - 1
    return right, total


def b_cubed(keys, others):
    of = {m: g for g in others for m in g}
    right = sum(len(g & of[m]) / len(g) for g in keys for m in g if m in of)
    return right, sum(map(len, keys))


def assignment(weights):
    """The largest sum of one-to-one pairs (Hungarian method, rows <= columns)."""
    if not weights or not weights[0]:
        return 0.0
    if len(weights) > len(weights[0]):
        weights = [list(row) for row in zip(*weights)]
    n, m = len(weights), len(weights[0])
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], at = i, 0
        least, way, used = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while True:
            used[at] = True
            row, delta, best = match[at], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    cost = -weights[row - 1][j - 1] - u[row] - v[j]
                    if cost < least[j]:
                        least[j], way[j] = cost, at
                    if least[j] < delta:
                        delta, best = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            at = best
            if match[at] == 0:
                break
        while at:
            match[at] = match[way[at]]
            at = way[at]
    return sum(weights[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])


def ceaf(gold, found):
    return assignment([[2 * len(g & f) / (len(g) + len(f)) for f in found] for g in gold])


def share(pair):
    return pair[0] / pair[1] if pair[1] else 0.0


def figures(recall, precision):
    r, p = share(recall), share(precision)
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def score(gold_documents, predicted_documents, types, without=()):
    predicted = {d["id"]: d for d in predicted_documents}
    sums = {name: [[0.0, 0], [0.0, 0]] for name in ("mentions", "muc", "b_cubed", "ceaf_e")}

    def add(name, side, pair):
        sums[name][side][0] += pair[0]
        sums[name][side][1] += pair[1]
    for document in gold_documents:
        if document.get("genre") in without:
            continue
        gold, found = groups(document, types), groups(predicted.get(document["id"], {}), types)
        all_gold, all_found = set().union(*gold), set().union(*found)
        for side, keys, others in ((0, gold, found), (1, found, gold)):
            add("muc", side, muc(keys, others))
            add("b_cubed", side, b_cubed(keys, others))
        same = ceaf(gold, found)
        add("ceaf_e", 0, (same, len(gold)))
        add("ceaf_e", 1, (same, len(found)))
        add("mentions", 0, (len(all_gold & all_found), len(all_gold)))
        add("mentions", 1, (len(all_gold & all_found), len(all_found)))
    out = {name: figures(*sides) for name, sides in sums.items()}
    out["conll"] = {"f1": sum(out[name]["f1"] for name in ("muc", "b_cubed", "ceaf_e")) / 3}
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("predicted")
    parser.add_argument("--types", default="person,organisation,place")
    parser.add_argument("--without", default="", help="genres to leave out")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = score(records(arguments.gold), records(arguments.predicted), set(arguments.types.split(",")),
                   set(filter(None, arguments.without.split(","))))
    if arguments.json:
        print(json.dumps(result, indent=1))
        return
    for name, values in result.items():
        print("%-10s %s" % (name, "  ".join("%s %.4f" % x for x in values.items())))


if __name__ == "__main__":
    main()
