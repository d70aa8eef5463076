"""The tables of labels, and what is learned as one label: edit scripts of lemmas, splits inside a piece, BIO."""

from collections import Counter

NAME_TYPES = ("person", "organisation", "group", "place", "facility", "event", "product", "other")
DESCRIBED_TYPES = ("person", "organisation", "place")
MENTION_TYPES = ("none", "person", "organisation", "place", "event", "product", "other")
LINKED_TYPES = ("person", "organisation", "place")
ATTRIBUTION_LAYERS = ("cue", "source", "content", "inner_content")
BOUNDARIES = ("none", "word", "token", "sentence")
NAME_LABELS = ["O"] + [mark + kind for kind in NAME_TYPES for mark in ("B-", "I-")]
O, B, I = range(3)
ABSENT = -100


def cased(form, flag):
    return {"l": form.lower(), "k": form, "t": form[:1].upper() + form[1:].lower()}[flag]


def lemma_script(form, lemma):
    """How to make the lemma of a form: casing (l, k, t), how many characters to drop, what to add."""
    scripts = []
    for order, flag in enumerate("lkt"):
        base = cased(form, flag)
        same = 0
        while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
            same += 1
        if same or not lemma:
            cost = len(base) - same + len(lemma) - same
            scripts.append((cost, order, "%s-%d+%s" % (flag, len(base) - same, lemma[same:])))
    return min(scripts)[2] if scripts else "=" + lemma


def lemma_by(script, form):
    if script.startswith("="):
        return script[1:]
    drop, add = script[2:].split("+", 1)
    base = cased(form, script[0])
    made = base[:max(0, len(base) - int(drop))] + add
    return made or form


def inner_script(splits):
    """[(True for a token, characters from the piece's end)] as "t2" or "w3,w1"; "" for none."""
    return ",".join(("t%d" if token else "w%d") % back for token, back in splits)


def inner_by(script):
    return [(bit[0] == "t", int(bit[1:])) for bit in script.split(",")] if script else []


def bio(spans, length, taken=None):
    """Labels of non-overlapping spans of units; where two overlap the longer stays. -> (labels, kept spans)"""
    labels, kept = [O] * length, []
    for begin, end in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if begin < end and all(labels[i] == O for i in range(begin, end)):
            labels[begin:end] = [B] + [I] * (end - begin - 1)
            kept.append((begin, end))
    return labels, sorted(kept)


class Tables:
    """Label tables that depend on the training data; written into the model's metadata."""

    NAMES = ("upos", "feats", "lemma", "deprel", "inner")

    def __init__(self, **tables):
        for name in self.NAMES:
            setattr(self, name, list(tables[name]))
            setattr(self, name + "_id", {x: i for i, x in enumerate(tables[name])})

    def state(self):
        return {name: getattr(self, name) for name in self.NAMES}

    @classmethod
    def learned(cls, documents, inner_scripts):
        counts = {name: Counter() for name in ("upos", "feats", "lemma", "deprel")}
        for document in documents:
            for word in document.words or []:
                counts["upos"][word.upos] += 1
                counts["feats"][word.feats] += 1
                counts["deprel"][word.deprel] += 1
                counts["lemma"][lemma_script(document.text[word.begin:word.end], word.lemma)] += 1
        least = {"upos": 1, "feats": 5, "lemma": 3, "deprel": 5}
        tables = {name: sorted(x for x, n in c.items() if n >= least[name]) for name, c in counts.items()}
        tables["deprel"] = sorted(set(tables["deprel"]) | {"root", "parataxis"})
        tables["inner"] = [""] + sorted(x for x, n in inner_scripts.items() if x and n >= 2)
        for name, first in (("feats", "_"), ("lemma", "k-0+")):
            tables[name] = [first] + [x for x in tables[name] if x != first]
        return cls(**tables)
