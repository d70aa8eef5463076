"""Fits what the signs of two words, and of two names, say: logistic regressions, written as WORK/weights.json.

    fit_names.py WORK    reads WORK/{latin,cyrillic,arabic}.signs (words) and names.signs (labelled pairs of names), which
                         `hearsay-features words` and `hearsay-features name_pairs` printed

Prints F1 of the pairs of names with whole groups left out: names that share a spelling are in one group; the threshold, too, is
fitted without the group that is scored.
"""
import json
import pathlib
import random
import sys

import numpy

RIDGE = 0.3
STRENGTH = 1.0  # what a name's signs are shrunk by: few pairs


def fit(signs, labels, weights, ridge):
    """Weighted logistic regression by Newton's method; returns the constant and the signs' weights."""
    scale = signs.std(axis=0)
    x = numpy.hstack([numpy.ones((len(signs), 1)), signs / numpy.where(scale > 0, scale, 1)])
    penalty = ridge * numpy.eye(x.shape[1])
    penalty[0, 0] = 1e-6
    w = numpy.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + numpy.exp(-x @ w))
        gradient = x.T @ (weights * (labels - p)) - penalty @ w
        w = w + numpy.linalg.solve((x * (weights * p * (1 - p))[:, None]).T @ x + penalty, gradient)
    w[1:] /= numpy.where(scale > 0, scale, 1)
    return w


def value(w, signs):
    return w[0] + signs @ w[1:]


def f1(labels, said):
    hits = (labels * said).sum()
    return 2 * hits / max(labels.sum() + said.sum(), 1)


def best_threshold(labels, scores):
    return max((f1(labels, scores >= t), t) for t in numpy.unique(scores))[1]


def groups(pairs):
    """Numbers of groups of pairs that share a name."""
    root = {}

    def find(name):
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for a, b in pairs:
        root[find(a.casefold())] = find(b.casefold())
    return [find(a.casefold()) for a, _ in pairs]


def word_weights(path):
    table = numpy.loadtxt(path, delimiter="\t", usecols=range(10))
    labels, signs = table[:, 0], table[:, 2:10]
    # As many of the one kind as of the other.
    weights = numpy.where(labels == 1, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    w = fit(signs, labels, weights, RIDGE)
    w[0] -= best_threshold(labels, numpy.round(value(w, signs), 2))  # even where F1 is best
    print(f"{path.stem}: {len(labels)} pairs of words, F1 {f1(labels, value(w, signs) >= 0):.3f}")
    return w


def score(w, signs, sure, single):
    """The likelihood as names.cpp makes it a similarity: sure pairs above all others."""
    likely = numpy.where(single, signs[:, 1], 1 / (1 + numpy.exp(-value(w, signs))))
    return numpy.where(sure, 0.75 + 0.24 * likely, 0.75 * likely)


def name_weights(path):
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    labels = numpy.array([float(cells[0]) for cells in lines])
    reasons = numpy.array([int(cells[1]) for cells in lines])
    signs = numpy.array([[float(c) for c in cells[3:-2]] for cells in lines])
    single = numpy.array([cells[2] == "1" for cells in lines])
    group = groups([tuple(cells[-2:]) for cells in lines])
    sure, ones = (reasons > 0) & (reasons < 7), numpy.ones(len(labels))
    names = sorted(set(group))
    results = []
    for seed in range(5):
        random.Random(seed).shuffle(names)
        fold = numpy.array([names.index(g) % 10 for g in group])
        said = numpy.zeros(len(labels))
        for k in range(10):
            train, test = fold != k, fold == k
            w = fit(signs[train], labels[train], ones[train], STRENGTH)
            threshold = best_threshold(labels[train], score(w, signs[train], sure[train], single[train]))
            said[test] = score(w, signs[test], sure[test], single[test]) >= threshold
        results.append(f1(labels, said))
        names.sort()
    w = fit(signs, labels, ones, STRENGTH)
    scores = score(w, signs, sure, single)
    print(f"names: F1 {numpy.mean(results):.3f} with groups left out (five times ten folds: {min(results):.3f} to {max(results):.3f}), "
          f"{f1(labels, scores >= best_threshold(labels, scores)):.3f} on what it learned from")
    return w, scores, lines


def main():
    work = pathlib.Path(sys.argv[1])
    weights = {f"{script}_word": word_weights(work / f"{script}.signs").tolist() for script in ("latin", "cyrillic", "arabic")}
    w, scores, lines = name_weights(work / "names.signs")
    weights["name_pair"] = w.tolist()
    (work / "weights.json").write_text(json.dumps(weights))
    if len(sys.argv) > 2:  # the worst, to look at
        order = numpy.argsort([s if c[0] == "0" else -s for s, c in zip(scores, lines)])[::-1]
        for i in order[:int(sys.argv[2])]:
            print(f"{scores[i]:.3f}", lines[i][0], lines[i][1], " | ".join(lines[i][-2:]))


if __name__ == "__main__":
    main()
