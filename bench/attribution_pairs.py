"""Pairs gold attributions with predicted ones, for the scorers of parents, sources and confidence (standard library only).

An attribution is {source: [[start, end], …], cue: […], content: […]} in code points. Each role is compared as the set of the
words (runs of word characters) that it touches, all its fragments together, so that marks and blanks never count.
"""
import json
import re

ROLES = ("source", "cue", "content")
WORD = re.compile(r"\w+")


def records(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


class Words:
    """The words of a text, numbered."""

    def __init__(self, text):
        self.text = text
        self.at = {}
        for number, match in enumerate(WORD.finditer(text)):
            for place in range(match.start(), match.end()):
                self.at[place] = number

    def touched(self, spans):
        return frozenset(self.at[c] for s, e in spans or [] for c in range(s, e) if c in self.at)

    def roles(self, attribution):
        return {role: self.touched(attribution.get(role)) for role in ROLES}


def overlap(gold, predicted):
    """The shared scorer's relation: cues or contents share a word."""
    return bool(gold["cue"] & predicted["cue"] or gold["content"] & predicted["content"])


def same_claim(gold, predicted):
    """Closer: cues share a word, or contents share at least half of the words of both together. (What is said inside a
    content lies in it too: sharing a word of the content alone would take the outer one for the inner.)"""
    if gold["cue"] & predicted["cue"]:
        return True
    both = gold["content"] | predicted["content"]
    return bool(both) and 2 * len(gold["content"] & predicted["content"]) >= len(both)


def pairs(gold, predicted, related=overlap):
    """{index of gold: index of predicted}, one to one among the related. Those go first that agree in more whole roles, then
    those whose cues and contents both share words, then those that share more words."""
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if related(g, p):
                whole = sum(g[role] == p[role] for role in ROLES)
                touched = bool(g["cue"] & p["cue"]) + bool(g["content"] & p["content"])
                candidates.append((-whole, -touched, -sum(len(g[role] & p[role]) for role in ROLES), i, j))
    found, taken = {}, set()
    for *_, i, j in sorted(candidates):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def documents(gold_documents, predicted_documents, without=()):
    """Yields (gold record, its words, roles of gold, predicted attributions, their roles), genres in `without` left out."""
    predicted = {d["id"]: d for d in predicted_documents}
    for document in gold_documents:
        if document.get("genre") in without:
            continue
        words = Words(document["text"])
        answers = predicted.get(document["id"], {}).get("attributions", [])
        yield document, words, [words.roles(a) for a in document["attributions"]], answers, [words.roles(a) for a in answers]


def share(part, whole):
    return part / whole if whole else 0.0
