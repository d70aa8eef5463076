"""Documents as arrays: what goes into the encoder, and what each head should say. ABSENT where a set is silent."""

import bisect
from collections import Counter

import numpy as np

from . import labels as lab
from .corpora import Document, Word
from .labels import ABSENT, B, I, O
from .pieces import SPACE

LONGEST_PART = 1500
WRITTEN_TOGETHER = {"cannot", "dunno", "gimme", "gonna", "gotta", "lemme", "wanna"}


# -- parts of long documents -----------------------------------------------------------------------

def parts(document, count_pieces, longest=LONGEST_PART):
    """A long document in pieces of whole sentences (or lines) that no attribution crosses."""
    text = document.text
    total = count_pieces(text)
    if total <= longest:
        return [document]
    if document.sentences:
        cuts = [document.words[first].begin for first, _ in document.sentences]
    else:
        cuts = [i + 1 for i, c in enumerate(text) if c == "\n"]
    hulls = [(min(s[0] for s in spans), max(s[1] for s in spans)) for a in document.attributions or []
             for spans in [[s for role in ("source", "cue", "content") for s in a[role]]] if spans]
    cuts = [c for c in cuts if not any(b < c < e for b, e in hulls)]
    out, begin, size = [], 0, int(longest * len(text) / total * 0.9)
    while len(text) - begin > size:
        fitting = [c for c in cuts if begin < c <= begin + size] or [c for c in cuts if c > begin][:1]
        if not fitting or fitting[-1] >= len(text):
            break
        out.append(slice_of(document, begin, fitting[-1]))
        begin = fitting[-1]
    return out + [slice_of(document, begin, len(text))]


def slice_of(document, begin, end):
    def inside(b, e):
        return begin <= b and e <= end
    made = Document("%s@%d" % (document.id, begin), document.corpus, document.text[begin:end], nested=document.nested,
                    some_attributions=document.some_attributions)
    if document.words is not None:
        first = bisect.bisect_left([w.begin for w in document.words], begin)
        last = bisect.bisect_left([w.begin for w in document.words], end)
        made.words = [Word(w.begin - begin, w.end - begin, w.new_token, w.upos, w.feats, w.lemma,
                           w.head - first if w.head >= 0 else -1, w.deprel) for w in document.words[first:last]]
        made.sentences = [(a - first, b - first) for a, b in document.sentences if first <= a and b <= last]
    for layer in ("names", "described", "entities"):
        spans = getattr(document, layer)
        if spans is not None:
            setattr(made, layer, [(s[0] - begin, s[1] - begin) + tuple(s[2:]) for s in spans if inside(s[0], s[1])])
    if document.attributions is not None:
        made.attributions = []
        for a in document.attributions:
            if all(inside(*s) for role in a.values() for s in role):
                made.attributions.append({role: [(b - begin, e - begin) for b, e in spans] for role, spans in a.items()})
    return made


# -- arrays ----------------------------------------------------------------------------------------

class Places:
    """Finds the pieces and units of characters."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.unit_begins = [pieces.begin[i] for i in pieces.unit_first]
        self.unit_ends = [pieces.end[i] for i in pieces.unit_last]

    def units(self, begin, end):
        """Half-open range of the units that share a character with the span."""
        first = bisect.bisect_right(self.unit_ends, begin)
        last = bisect.bisect_left(self.unit_begins, end)
        return first, max(first, last)

    def piece(self, at):
        """The piece that holds a character, else the last before it."""
        return max(0, bisect.bisect_right(self.pieces.begin, at) - 1)


def boundaries(document, pieces):
    """Label of each piece, and [(token?, characters from its end), …] of the splits inside it."""
    marks, splits = [0] * len(pieces.ids), [[] for _ in pieces.ids]
    sentence_begins = {document.words[first].begin for first, _ in document.sentences}
    places = Places(pieces)
    for word in document.words:
        at = places.piece(word.begin)
        if word.begin <= pieces.begin[at]:
            kind = 3 if word.begin in sentence_begins else 2 if word.new_token else 1
            marks[at] = max(marks[at], kind)
        elif word.begin < pieces.end[at]:
            splits[at].append((word.new_token, pieces.end[at] - word.begin))
    return marks, splits


def evident_boundaries(text, pieces):
    """The same where a set marks no words, for what any English text shows: capitalised words and numbers are whole, behind a
    word or a comma no sentence begins, behind a lower-case word with a full stop a capitalised one does. Else these heads
    would drift on the texts of such sets, whose style is their own."""
    marks, splits = [ABSENT] * len(pieces.ids), [ABSENT] * len(pieces.ids)
    units = [text[pieces.begin[a]:pieces.end[b]] for a, b in zip(pieces.unit_first, pieces.unit_last)]
    for number, (first, last) in enumerate(zip(pieces.unit_first, pieces.unit_last)):
        unit, before = units[number], units[number - 1] if number else ""
        if unit.isdigit() or (unit.isalpha() and unit[0].isupper() and unit.lower() not in WRITTEN_TOGETHER):
            for i in range(first, last + 1):
                splits[i] = 0
                if i > first:
                    marks[i] = 0
        if pieces.gap[first] != SPACE:
            continue
        if before.isalnum() or before == ",":
            marks[first] = 2
        elif before in (".", "?", "!") and unit[0].isupper() and number > 1:
            word = units[number - 2]
            if len(word) > 3 and word.isalpha() and word.islower():
                marks[first] = 3
    return marks, splits


def word_rows(document, pieces):
    places = Places(pieces)
    rows = []
    for word in document.words:
        first = places.piece(word.begin)
        last = max(first, places.piece(word.end - 1))
        rows.append((first, last, int(word.begin > pieces.begin[first])))
    return rows


def mention_rows(document):
    """(head word, first word, last word, type, cluster) of each entity; of those with one head, the shortest."""
    begins = [w.begin for w in document.words]
    found = {}
    for begin, end, kind, cluster in document.entities:
        first, last = bisect.bisect_left(begins, begin), bisect.bisect_left(begins, end) - 1
        if first > last:
            continue
        heads = [i for i in range(first, last + 1) if not first <= document.words[i].head <= last]
        head = heads[0]
        if head not in found or last - first < found[head][2] - found[head][1]:
            found[head] = (head, first, last, kind, cluster)
    return [found[h] for h in sorted(found)]


def attribution_targets(document, units, places):
    """Bits of the labels that may be right [unit, layer], 0 where nothing is known; the gold spans with their links."""
    found = []
    for a in document.attributions:
        ranges = {role: [r for r in (places.units(*s) for s in a[role]) if r[0] < r[1]] for role in a}
        found.append(ranges)
    contents = sorted({(r, n) for n, a in enumerate(found) for r in a["content"]}, key=lambda x: (x[0][0] - x[0][1], x))
    outer, inner = [], []
    for r, n in contents:
        around = any(o[0] <= r[0] and r[1] <= o[1] and o != r for o, m in contents if m != n)
        (inner if around else outer).append(r)
    tags = np.zeros((units, 4), np.int64)
    kept = {}
    for layer, spans in ((0, [r for a in found for r in a["cue"]]), (1, [r for a in found for r in a["source"]]),
                         (2, outer), (3, inner)):
        tags[:, layer], kept[layer] = lab.bio(spans, units)
    right = allowed_labels(tags, document)
    cues, sources, spans = kept[0], kept[1], sorted(set(kept[2]) | set(kept[3]))
    cue_source = [ABSENT] * len(cues)
    content_cue = [ABSENT] * len(spans)
    for a in found:
        cue = max(a["cue"], key=lambda r: r[1] - r[0], default=None)
        if cue not in cues:
            continue
        number = cues.index(cue)
        source = max(a["source"], key=lambda r: r[1] - r[0], default=None)
        cue_source[number] = len(sources) if source is None else sources.index(source) if source in sources else ABSENT
        for r in a["content"]:
            if r in spans:
                content_cue[spans.index(r)] = number
    for r in {r for a in found for r in a["content"] if r in spans}:
        # "X, citing Y, says that Z": Z is said by both, and the heads know one cue a content. Either is right.
        if len({tuple(c) for a in found if r in a["content"] for c in a["cue"][:1]}) > 1:
            content_cue[spans.index(r)] = ABSENT
    return right, cues, sources, spans, cue_source, content_cue


def allowed_labels(tags, document):
    """The labels themselves, with what the set does not say left open. PolNeAR is silent on what stands inside contents. GUM marks clauses
    only, so that outside of them there may be more, and of a cue just the word that shows it: two conventions for one
    head would blur both."""
    right = 1 << tags
    inside = tags[:, 2] != O
    if not document.nested:
        for layer in (0, 1):
            right[inside & (tags[:, layer] == O), layer] = 0
        right[:, 3] = 0
    elif document.some_attributions:
        for layer in (0, 1):
            right[~inside & (tags[:, layer] == O), layer] = 0
            right[tags[:, layer] != O, layer] = (1 << B) | (1 << I)
        right[~inside, 2] = 0
    return right


def names_mask(spans, units, places):
    """Bits of the labels that are right for each unit."""
    mask = np.ones(units, np.int64)
    for begin, end, kinds in sorted(spans, key=lambda s: s[0] - s[1]):
        first, last = places.units(begin, end)
        if any(mask[i] != 1 for i in range(first, last)):
            continue
        for i in range(first, last):
            mask[i] = sum(1 << (1 + 2 * lab.NAME_TYPES.index(k) + (i > first)) for k in kinds)
    return mask


def arrays(document, pieces, tables):
    """Everything about one document that training needs."""
    n, units = len(pieces.ids), len(pieces.unit_first)
    places = Places(pieces)
    out = {"id": document.id, "corpus": document.corpus, "text": document.text,
           "ids": np.array(pieces.ids, np.int64), "shape": np.array(pieces.shape, np.int64),
           "gap": np.array(pieces.gap, np.int64), "unit_first": np.array(pieces.unit_first, np.int64),
           "unit_last": np.array(pieces.unit_last, np.int64)}
    out["boundary"] = np.full(n, ABSENT, np.int64)
    out["inner"] = np.full(n, ABSENT, np.int64)
    out["names"] = np.zeros(units, np.int64)
    out["described"] = np.full((units, len(lab.DESCRIBED_TYPES)), ABSENT, np.int64)
    out["attribution"] = np.zeros((units, 4), np.int64)
    for name in ("cues", "sources", "contents"):
        out[name] = np.zeros((0, 2), np.int64)
    out["cue_source"], out["content_cue"] = np.zeros(0, np.int64), np.zeros(0, np.int64)
    if not document.words:
        marks, splits = evident_boundaries(document.text, pieces)
        out["boundary"], out["inner"] = np.array(marks, np.int64), np.array(splits, np.int64)
    out["words"] = np.zeros((0, 3), np.int64)
    out["tags"] = np.zeros((0, 5), np.int64)
    out["sentences"] = np.zeros((0, 2), np.int64)
    out["mention"] = np.zeros(0, np.int64)
    out["mentions"] = np.zeros((0, 4), np.int64)
    if document.words:
        marks, splits = boundaries(document, pieces)
        out["boundary"] = np.array(marks, np.int64)
        out["inner"] = np.array([tables.inner_id.get(lab.inner_script(s), 0) for s in splits], np.int64)
        out["words"] = np.array(word_rows(document, pieces), np.int64)
        forms = [document.text[w.begin:w.end] for w in document.words]
        out["forms"] = [f.lower() for f in forms]
        out["tags"] = np.array([
            (tables.upos_id.get(w.upos, ABSENT), tables.feats_id.get(w.feats, ABSENT),
             tables.lemma_id.get(lab.lemma_script(f, w.lemma), ABSENT), w.head, tables.deprel_id.get(w.deprel, ABSENT))
            for w, f in zip(document.words, forms)], np.int64)
        out["sentences"] = np.array(document.sentences, np.int64)
        out["mention"] = np.full(len(document.words), ABSENT, np.int64)
    if document.entities is not None and document.words:
        rows = mention_rows(document)
        out["mention"] = np.zeros(len(document.words), np.int64)
        clusters = {}
        for head, _, _, kind, _ in rows:
            out["mention"][head] = lab.MENTION_TYPES.index(kind)
        out["mentions"] = np.array([(h, a, b, clusters.setdefault(c, len(clusters))) for h, a, b, _, c in rows],
                                   np.int64).reshape(-1, 4)
    if document.names is not None:
        out["names"] = names_mask(document.names, units, places)
    if document.described is not None:
        for layer, kind in enumerate(lab.DESCRIBED_TYPES):
            spans = [places.units(b, e) for b, e, k in document.described if k == kind]
            out["described"][:, layer], _ = lab.bio(spans, units)
    if document.attributions is not None:
        tags, cues, sources, contents, cue_source, content_cue = attribution_targets(document, units, places)
        out["attribution"] = tags
        for name, spans in (("cues", cues), ("sources", sources), ("contents", contents)):
            out[name] = np.array(spans, np.int64).reshape(-1, 2)
        out["cue_source"], out["content_cue"] = np.array(cue_source, np.int64), np.array(content_cue, np.int64)
    return out


def inner_counts(documents, word_pieces):
    counts = Counter()
    for document in documents:
        if document.words:
            for s in boundaries(document, word_pieces(document.text))[1]:
                counts[lab.inner_script(s)] += 1
    return counts
