#!/usr/bin/env python3
"""Fits the weights by which the place of a name is chosen, and by which words are taken for names of places.

    fit_places.py OUT.h NAMED_SET SET=DUMP.jsonl… [--folds 5]

DUMP is what `hearsay-features places` prints for the train part of SET. The choice is a conditional logit over a name's
candidates: the likelihood that one of those near the gold point is chosen, each set counting alike, L2-penalised, by
L-BFGS. The second is a logistic regression on NAMED_SET, the one that marks demonyms and parts of names too. Prints both
cross-validated by article, then fits all and writes the tables.
"""
import argparse
import json
import math
import pathlib
import re
import zlib

import numpy as np
from scipy.optimize import minimize

SOURCE = pathlib.Path(__file__).resolve().parents[2] / "src/ground"
NEAR = 161  # km: a hundred miles, as the sets are scored
NOT_NAMES = {"Non_Toponym", "Literal_Expression", "Non_Lit_Expression"}
# Rare in these sets, and in texts of other kinds not: kept where they are.
FIXED = {"kind_word": 1.0, "against_kind": -1.0, "told_within": 4.0}
PENALTY = {"chosen": 0.002, "named": 1.0}

HEAD = """// What speaks how much for a candidate: `chosen` in the order of PlaceFeature, `named` in that of
// NamedFeature. Made by tools/train/places from the train parts of LGL, TR-News, GeoWebNews and
// GeoVirus (`named`: of GeoWebNews alone). Do not edit.
#pragma once

#include <array>

namespace hearsay::places_weights {

// clang-format off
"""


def features(header, enum):
    body = re.search(r"enum %s .*?\{(.*?)\n\};" % enum, (SOURCE / header).read_text(), re.S).group(1)
    return re.findall(r"^\s+(\w+),", body, re.M)


def kilometres(a, b, c, d):
    p, q = math.radians(a), math.radians(c)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(d - b) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(h)))


def choices(documents):
    """[(document, features of the candidates, whether each is near)], and how many have none near."""
    out, none = [], 0
    for document in documents:
        for index, candidates in document["chosen"]:
            gold = document["gold"][index]
            near = [kilometres(gold[2], gold[3], lat, lon) <= NEAR for lat, lon, _ in candidates]
            if any(near):
                out.append((document["id"], np.array([f for _, _, f in candidates], float), np.array(near, float)))
            else:
                none += 1
    return out, none


def fit_choice(sets, names):
    """`sets`: the choices of each. L-BFGS over all candidates in one array."""
    rows, near, group, weight = [], [], [], []
    for choices_of_set in sets:
        for _, candidates, right in choices_of_set:
            if right.all():
                continue
            group += [len(weight)] * len(right)
            weight.append(1 / len(choices_of_set))
            rows.append(candidates)
            near.append(right)
    x, near, group, weight = np.concatenate(rows), np.concatenate(near), np.array(group), np.array(weight)
    fixed = [FIXED.get(name) for name in names]
    free = np.array([value is None for value in fixed])
    base = x @ np.array([value or 0 for value in fixed])
    starts = np.flatnonzero(np.diff(group, prepend=-1))

    def loss(w):
        z = base + x[:, free] @ w
        z = z - np.maximum.reduceat(z, starts)[group]
        e = np.exp(z)
        all_, right = np.add.reduceat(e, starts), np.add.reduceat(e * near, starts)
        p, q = e / all_[group], e * near / right[group]
        value = -(weight * np.log(right / all_)).sum() + PENALTY["chosen"] * (w @ w)
        return value, x[:, free].T @ (weight[group] * (p - q)) + 2 * PENALTY["chosen"] * w

    found = minimize(loss, np.zeros(free.sum()), jac=True, method="L-BFGS-B").x
    out = np.array([value or 0 for value in fixed])
    out[free] = found
    return out


def share_right(choices_of_set, weights):
    return sum(near[np.argmax(f @ weights)] for _, f, near in choices_of_set)


def names_of(documents):
    """[(document, span, features, whether it is gold)]"""
    out = []
    for document in documents:
        gold = {(g[0], g[1]) for g in document["gold"] if g[4] not in NOT_NAMES}
        out += [(document["id"], (b, e), np.array(f, float), (b, e) in gold) for b, e, f in document["named"]]
    return out


def fit_names(rows):
    x, y = np.array([r[2] for r in rows]), np.array([r[3] for r in rows], float)

    def loss(w):
        z = x @ w
        value = np.logaddexp(0, z) @ np.ones(len(y)) - y @ z + PENALTY["named"] * (w @ w) / 2
        return value, x.T @ (1 / (1 + np.exp(-z)) - y) + PENALTY["named"] * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x


def f1_of_names(documents, weights_of):
    """As places_named.cpp chooses: the likeliest first, nothing that overlaps it."""
    right = found = gold_count = 0
    for document in documents:
        gold = {(g[0], g[1]) for g in document["gold"] if g[4] not in NOT_NAMES}
        gold_count += len(gold)
        weights, taken = weights_of(document["id"]), []
        scored = [(float(np.array(f) @ weights), b, e) for b, e, f in document["named"]]
        for odds, b, e in sorted(scored, key=lambda r: (-r[0], r[1] - r[2], r[1])):
            if odds > 0 and not any(b < y and x < e for x, y in taken):
                taken.append((b, e))
        found += len(taken)
        right += len(gold & set(taken))
    p, r = right / max(found, 1), right / max(gold_count, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def table(name, names, weights):
    lines = ["inline constexpr std::array<double, %d> %s = {" % (len(names), name)]
    lines += ["    %.3f,  // %s" % (weight, feature) for feature, weight in zip(names, weights)]
    return "\n".join(lines) + "\n};\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("named", metavar="NAMED_SET")
    parser.add_argument("sets", nargs="+", metavar="SET=DUMP")
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    documents = {}
    for word in arguments.sets:
        name, file = word.split("=", 1)
        documents[name] = [json.loads(line) for line in open(file, encoding="utf-8")]

    def fold(document):
        return zlib.crc32(str(document).encode()) % arguments.folds

    place_features = features("places.h", "PlaceFeature")
    found = {name: choices(of_set) for name, of_set in documents.items()}
    right = dict.fromkeys(found, 0)
    for k in range(arguments.folds):
        weights = fit_choice([[c for c in of_set if fold(c[0]) != k] for of_set, _ in found.values()], place_features)
        for name, (of_set, _) in found.items():
            right[name] += share_right([c for c in of_set if fold(c[0]) == k], weights)
    for name, (of_set, none) in found.items():
        total = len(of_set) + none
        print("%-12s resolved %.3f of gold, oracle %.3f, of the oracle's %.3f (cross-validated)"
              % (name, right[name] / total, len(of_set) / total, right[name] / len(of_set)))
    chosen = fit_choice([of_set for of_set, _ in found.values()], place_features)

    named_features = features("places_named.h", "NamedFeature")
    rows = names_of(documents[arguments.named])
    by_fold = [fit_names([r for r in rows if fold(r[0]) != k]) for k in range(arguments.folds)]
    print("%-12s names p %.3f r %.3f f1 %.3f (cross-validated)"
          % (arguments.named, *f1_of_names(documents[arguments.named], lambda d: by_fold[fold(d)])))
    named = fit_names(rows)
    pathlib.Path(arguments.out).write_text(
        HEAD + table("chosen", place_features, chosen) + "\n" + table("named", named_features, named)
        + "// clang-format on\n\n}  // namespace hearsay::places_weights\n", encoding="utf-8")


if __name__ == "__main__":
    main()
