#!/usr/bin/env python3
"""How well `confidence` of attributions tells the share of them that is right.

    score_reliability.py GOLD.jsonl PREDICTED.jsonl [--right overlap|cue] [--json]

Predicted attributions are put into ten bins by confidence (the last one closed). Right is, with "overlap", an attribution paired with a
gold one, one to one (cues or contents share a word), where each role shares a word with gold or is missing in both; with
"cue", one whose cue has exactly a gold cue's words (each gold cue once). Spans are compared as sets of words.

ece    expected calibration error: the mean over predictions of |mean confidence - share right| of their bin
brier  the mean squared difference of confidence and right (0 or 1)
Standard library only.
"""
import argparse
import json
from collections import Counter

from attribution_pairs import ROLES, documents, pairs, records, share

BINS = 10


def judged(gold_documents, predicted_documents, kind="overlap"):
    """[(confidence, right)] of all predictions."""
    out = []
    for _, _, gold, answers, predicted in documents(gold_documents, predicted_documents):
        right = set()
        if kind == "cue":
            left = Counter(g["cue"] for g in gold if g["cue"])
            for j, roles in enumerate(predicted):
                if left[roles["cue"]] > 0:
                    left[roles["cue"]] -= 1
                    right.add(j)
        else:
            for i, j in pairs(gold, predicted).items():
                if all(gold[i][r] & predicted[j][r] or not (gold[i][r] or predicted[j][r]) for r in ROLES):
                    right.add(j)
        out += [(a.get("confidence", 0.0), j in right) for j, a in enumerate(answers)]
    return out


def bins(judgements):
    """[{from, count, confidence, right}] of the ten bins; means, 0 where a bin is empty."""
    rows = [[] for _ in range(BINS)]
    for confidence, right in judgements:
        rows[min(BINS - 1, max(0, int(confidence * BINS)))].append((confidence, right))
    return [{"from": n / BINS, "count": len(row), "confidence": share(sum(c for c, _ in row), len(row)),
             "right": share(sum(r for _, r in row), len(row))} for n, row in enumerate(rows)]


def figures(judgements):
    rows, count = bins(judgements), len(judgements)
    return {"predictions": count, "confidence": share(sum(c for c, _ in judgements), count),
            "right": share(sum(r for _, r in judgements), count),
            "ece": share(sum(r["count"] * abs(r["confidence"] - r["right"]) for r in rows), count),
            "brier": share(sum((c - r) ** 2 for c, r in judgements), count)}


def diagram(judgements, width=40):
    """Lines of text: of each bin its count, mean confidence, share right, and a bar of the latter with | at the former."""
    lines = ["bin       count  confidence  right"]
    for row in bins(judgements):
        bar = list(("#" * round(row["right"] * width)).ljust(width + 1)) if row["count"] else []
        if bar:
            bar[round(row["confidence"] * width)] = "|"
        numbers = "%10.3f  %5.3f  " % (row["confidence"], row["right"]) if row["count"] else " " * 9 + "-      -  "
        lines.append(("%.1f–%.1f %8d  " % (row["from"], row["from"] + 1 / BINS, row["count"]) + numbers + "".join(bar)).rstrip())
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("predicted")
    parser.add_argument("--right", choices=("overlap", "cue"), default="overlap")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    judgements = judged(records(arguments.gold), records(arguments.predicted), arguments.right)
    result = figures(judgements)
    if arguments.json:
        print(json.dumps(dict(result, bins=bins(judgements)), indent=1))
        return
    print(diagram(judgements))
    print("  ".join("%s %s" % (k, v if isinstance(v, int) else "%.4f" % v) for k, v in result.items()))


if __name__ == "__main__":
    main()
