#!/usr/bin/env python3
"""Scores which attribution another one stands in.

    score_parents.py GOLD.jsonl PREDICTED.jsonl [--without fiction,whow] [--json]

Gold: {id, genre, text, attributions: [{source, cue, content}]}; predicted: the same with `parent`, an index into the document's
list, or null. Spans are compared as sets of words (attribution_pairs.py).

Gold parent: of the other gold contents that hold all words of the cue and content, and more words than the content has, the one
with the fewest words (the first of several). A gold attribution is found when it is paired, one to one, with a predicted one:
their cues share a word, or their contents share at least half of the words of both together.

Of gold attributions that have a gold parent ("nested"):
  right        its predicted parent is what the gold parent is paired with
  right (skip) so too when predicted parents that are paired with no gold attribution are passed over, on to theirs: gold marks
               clauses only, so it lacks "according to …" and nouns between the two
  right of found, right (skip) of found: as shares of the nested ones found; right of all: of all nested ones
  right of both found: of those found whose gold parent is found too
Of gold attributions at the top: with a parent: share of those found that are given one; with a gold one: of those, a parent that
is paired with a gold attribution (or stands, passing over as above, in one that is), so that gold says it is wrong.
Counts are pooled over documents. Standard library only.
"""
import argparse
import json
from collections import Counter

from attribution_pairs import documents, pairs, records, same_claim, share


def gold_parents(gold):
    """The index of each one's parent, or None."""
    parents = []
    for i, inner in enumerate(gold):
        inside = inner["cue"] | inner["content"]
        holders = [(len(outer["content"]), j) for j, outer in enumerate(gold)
                   if j != i and inside and inside <= outer["content"] and len(outer["content"]) > len(inner["content"])]
        parents.append(min(holders)[1] if holders else None)
    return parents


def nearest_paired(answers, parent, paired):
    """The first of `parent` and its parents that is paired with gold, or None."""
    seen = set()
    while parent is not None and parent not in paired and parent not in seen:
        seen.add(parent)
        parent = answers[parent].get("parent")
    return parent if parent in paired else None


def score(gold_documents, predicted_documents, without=()):
    count = Counter()
    for _, _, gold, answers, predicted in documents(gold_documents, predicted_documents, without):
        found = pairs(gold, predicted, same_claim)
        paired = set(found.values())
        for i, parent in enumerate(gold_parents(gold)):
            level = "top" if parent is None else "nested"
            count[level] += 1
            if i not in found:
                continue
            count[level, "found"] += 1
            own = answers[found[i]].get("parent")
            near = nearest_paired(answers, own, paired)
            if parent is None:
                count["top, with a parent"] += own is not None
                count["top, with a gold one"] += near is not None
                continue
            wanted = found.get(parent)
            count["both found"] += wanted is not None
            count["right"] += wanted is not None and own == wanted
            count["right (skip)"] += wanted is not None and near == wanted
            count["no parent"] += own is None
    of_found = count["nested", "found"]
    return {
        "nested": count["nested"], "nested found": of_found, "nested both found": count["both found"],
        "right": count["right"], "right (skip)": count["right (skip)"], "without a parent": count["no parent"],
        "right of found": share(count["right"], of_found), "right (skip) of found": share(count["right (skip)"], of_found),
        "right of both found": share(count["right"], count["both found"]),
        "right of all": share(count["right"], count["nested"]), "right (skip) of all": share(count["right (skip)"], count["nested"]),
        "top": count["top"], "top found": count["top", "found"],
        "top with a parent": share(count["top, with a parent"], count["top", "found"]),
        "top with a gold one": share(count["top, with a gold one"], count["top", "found"])}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("predicted")
    parser.add_argument("--without", default="", help="genres to leave out")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    result = score(records(arguments.gold), records(arguments.predicted), set(filter(None, arguments.without.split(","))))
    if arguments.json:
        print(json.dumps(result, indent=1))
        return
    for name, value in result.items():
        print("%-24s %s" % (name, value if isinstance(value, int) else "%.4f" % value))


if __name__ == "__main__":
    main()
