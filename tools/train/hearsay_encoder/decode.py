"""The reference reading of a text with a model: what `docs/models.md` describes and C++ must agree with."""

from dataclasses import dataclass, field

import numpy as np
import torch

from . import labels as lab
from .features import Places
from .losses import mention_pairs, name_runs, span_distances
from .model import COREF_REACH
from .pieces import PARAGRAPH, SPACE, is_blank
from .windows import Batch

LONGEST_TREE = 200      # words; longer sentences are parsed in parts
BOUND_REACH = 100       # words on each side of a mention's head


@dataclass
class Token:
    """One word; words of one multiword token share its span of characters where `new_token` is False."""
    begin: int
    end: int
    new_token: bool
    upos: str = "X"
    feats: str = "_"
    lemma: str = ""
    head: int = -1
    deprel: str = "dep"


@dataclass
class Reading:
    text: str
    words: list = field(default_factory=list)          # [Token]
    sentences: list = field(default_factory=list)      # [(first word, end word)]
    names: list = field(default_factory=list)          # [(begin, end, type)]
    described: list = field(default_factory=list)      # [(begin, end, type)]
    mentions: list = field(default_factory=list)       # [(begin, end, type, cluster, head word)]
    attributions: list = field(default_factory=list)   # [{source, cue, content}]


# -- sequences -------------------------------------------------------------------------------------

def log_softmax(scores):
    scores = scores - scores.max(-1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(-1, keepdims=True))


def best_path(logp, labels):
    """The likeliest labels where I-x follows only B-x or I-x; of equals the first."""
    count = len(logp)
    if not count:
        return []
    allowed = np.array([[not b.startswith("I") or (a != "O" and a[1:] == b[1:]) for b in labels] for a in labels])
    penalty = np.where(allowed, 0.0, -np.inf)
    score = np.where([x.startswith("I") for x in labels], -np.inf, logp[0])
    back = np.zeros((count, len(labels)), np.int64)
    for i in range(1, count):
        step = score[:, None] + penalty
        back[i] = step.argmax(0)
        score = step.max(0) + logp[i]
    path = [int(score.argmax())]
    for i in range(count - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def spans_by(path, labels):
    """[(first unit, end unit, label without its mark)]"""
    out, at = [], 0
    while at < len(path):
        if labels[path[at]] == "O":
            at += 1
            continue
        end = at + 1
        while end < len(path) and labels[path[end]].startswith("I"):
            end += 1
        out.append((at, end, labels[path[at]][2:]))
        at = end
    return out


def typed_spans(logits, labels):
    """Where spans stand, whatever their types; then the type of each: [(first unit, end unit, type)]. Labels: O, then B and I of each type."""
    logp = log_softmax(logits)
    share = np.exp(logp)
    with np.errstate(divide="ignore"):
        places = np.log(np.stack([share[:, 0], share[:, 1::2].sum(1), share[:, 2::2].sum(1)], 1))
    out = []
    for a, b, _ in spans_by(best_path(log_softmax(places), "OBI"), "OBI"):
        sums = logp[a, 1::2] + logp[a + 1:b, 2::2].sum(0)
        out.append((a, b, labels[1 + 2 * int(sums.argmax())][2:]))
    return out


def spans_of_layer(logits):
    return [(a, b) for a, b, _ in spans_by(best_path(log_softmax(logits), "OBI"), "OBI")]


# -- trees -----------------------------------------------------------------------------------------

def tree(arcs):
    """arcs [n, 1 + n] of one sentence -> head of each word, -1 for the one root: the likeliest tree without arcs that cross (Eisner 1996).

    A stretch of words is led by its first or last word; it is whole, or open while its two ends are only just joined."""
    logp = log_softmax(arcs)
    n = len(logp)
    whole, split = np.full((2, n, n), -np.inf), np.zeros((2, n, n), int)  # led by the first word, by the last one
    opened, parted = np.full((2, n, n), -np.inf), np.zeros((n, n), int)
    whole[:, range(n), range(n)] = 0
    for size in range(1, n):
        for i in range(n - size):
            j = i + size
            joined = whole[0, i, i:j] + whole[1, i + 1:j + 1, j]
            parted[i, j] = i + int(joined.argmax())
            opened[:, i, j] = joined.max() + logp[j, 1 + i], joined.max() + logp[i, 1 + j]
            first = opened[0, i, i + 1:j + 1] + whole[0, i + 1:j + 1, j]
            last = whole[1, i, i:j] + opened[1, i:j, j]
            split[:, i, j] = i + 1 + int(first.argmax()), i + int(last.argmax())
            whole[:, i, j] = first.max(), last.max()
    root = int((logp[:, 0] + whole[1, 0, :] + whole[0, :, n - 1]).argmax())
    heads = [-1] * n
    stretches = [(0, root, 1, False), (root, n - 1, 0, False)]
    while stretches:
        i, j, last, is_open = stretches.pop()
        if i == j:
            continue
        k = parted[i, j] if is_open else split[last, i, j]
        if is_open:
            heads[i if last else j] = j if last else i
            stretches += [(i, k, 0, False), (k + 1, j, 1, False)]
        else:
            stretches += [(i, k, last, not last), (k, j, last, bool(last))]
    return heads


# -- the parts of a reading ------------------------------------------------------------------------

def cut_words(text, pieces, marks, inner):
    """Begins of words from the heads' choices: [(begin, new token?, new sentence?)]."""
    begins = []
    for i, mark in enumerate(marks):
        if mark:
            begins.append((pieces.begin[i], mark >= 2, mark == 3))
        for token, back in inner[i]:
            at = pieces.end[i] - back
            if at > pieces.begin[i]:
                begins.append((at, token, False))
    out = []
    for begin in sorted(begins):
        if not out or begin[0] > out[-1][0]:
            out.append(begin)
    words, sentences = [], []
    for number, (begin, new, sentence) in enumerate(out):
        limit = out[number + 1][0] if number + 1 < len(out) else len(text)
        while limit > begin + 1 and is_blank(text[limit - 1]):
            limit -= 1
        words.append(Token(begin, limit, new))
        if sentence:
            sentences.append(number)
    sentences.append(len(words))
    return words, [(a, b) for a, b in zip(sentences, sentences[1:]) if a < b]


def allowed_marks(gap, first):
    if first or gap == PARAGRAPH:
        return (3,)
    return (2, 3) if gap >= SPACE else (0, 1, 2, 3)


def pick_marks(scores, gaps):
    return [max(allowed_marks(g, i == 0), key=lambda k: (scores[i][k], -k)) for i, g in enumerate(gaps)]


def numbers(tensor):
    return tensor.float().cpu().numpy()


class Reader:
    """Reads texts with a model. One at a time: batches never hold windows of two texts."""

    def __init__(self, model, word_pieces, nearest=False):
        self.model, self.word_pieces, self.nearest = model.eval(), word_pieces, nearest
        for layer in model.encoder.layer:
            layer.eight_bits = True
        self.device = model.encoder.piece.weight.device

    @torch.no_grad()
    def vectors(self, pieces):
        document = {"ids": np.array(pieces.ids, np.int64), "shape": np.array(pieces.shape, np.int64),
                    "gap": np.array(pieces.gap, np.int64), "unit_first": pieces.unit_first, "words": []}
        return self.model(Batch([document], self.word_pieces.cls, self.word_pieces.sep))

    @torch.no_grad()
    def read(self, text):
        reading, pieces = Reading(text), self.word_pieces(text)
        if not pieces.ids:
            return reading
        v, heads = self.vectors(pieces), self.model.heads
        inner = [lab.inner_by(self.model.tables.inner[k]) for k in numbers(heads.inner(v)).argmax(1)]
        marks = pick_marks(numbers(heads.boundary(v)), pieces.gap)
        reading.words, reading.sentences = cut_words(text, pieces, marks, inner)
        self.tag(reading, pieces, v)
        units = v[torch.as_tensor(pieces.unit_first, device=self.device)]
        self.name(reading, pieces, units)
        self.attribute(reading, pieces, units, v)
        return reading

    def spans(self, pieces, spans):
        return [(pieces.begin[pieces.unit_first[a]], pieces.end[pieces.unit_last[b - 1]]) for a, b in spans]

    def name(self, reading, pieces, units):
        labels = lab.NAME_LABELS
        found = typed_spans(numbers(self.model.heads.names(units)), labels)
        reading.names = [(*self.spans(pieces, [(a, b)])[0], kind) for a, b, kind in found]
        logits = numbers(self.model.heads.described(units))
        reading.described = sorted((*span, kind) for k, kind in enumerate(lab.DESCRIBED_TYPES)
                                   for span in self.spans(pieces, spans_of_layer(logits[:, 3 * k:3 * k + 3])))

    # words, trees, mentions

    def tag(self, reading, pieces, v):
        heads, tables, words = self.model.heads, self.model.tables, reading.words
        places = Places(pieces)
        rows = []
        for w in words:
            first = places.piece(w.begin)
            rows.append((first, max(first, places.piece(w.end - 1)), int(w.begin > pieces.begin[first])))
        x = heads.words(v, torch.as_tensor(rows, device=self.device))
        upos, feats, lemma = (numbers(getattr(heads, name)(x)).argmax(1) for name in ("upos", "feats", "lemma"))
        for i, w in enumerate(words):
            form = reading.text[w.begin:w.end]
            w.upos, w.feats = tables.upos[upos[i]], tables.feats[feats[i]]
            w.lemma = lab.lemma_by(tables.lemma[lemma[i]], form)
        for a, b in reading.sentences:
            self.parse(words, x, a, b)
        self.mention(reading, x)

    def parse(self, words, x, begin, end):
        heads, top = self.model.heads, None
        for a in range(begin, end, LONGEST_TREE):
            b = min(end, a + LONGEST_TREE)
            local = tree(numbers(heads.arcs(x[None, a:b]))[0])
            parents = torch.as_tensor([max(h, 0) + a for h in local], device=self.device)
            at_root = torch.as_tensor([h < 0 for h in local], device=self.device)
            scores = numbers(heads.relations(x[a:b], x[parents], at_root))
            root = self.model.tables.deprel_id["root"]
            scores[:, root] = -np.inf
            relations = scores.argmax(1)
            for i, h in enumerate(local):
                words[a + i].head, words[a + i].deprel = (a + h if h >= 0 else -1), self.model.tables.deprel[relations[i]]
                if h < 0 and top is None:
                    top, words[a + i].deprel = a + i, "root"
                elif h < 0:
                    words[a + i].head, words[a + i].deprel = top, "parataxis"

    def mention(self, reading, x):
        heads, words = self.model.heads, reading.words
        kinds = numbers(heads.mention(x)).argmax(1)
        linked = {lab.MENTION_TYPES.index(t) for t in lab.LINKED_TYPES}
        sentence_of = {i: s for s in reading.sentences for i in range(*s)}
        chosen, rows = [i for i in range(len(words)) if kinds[i]], []
        for i in chosen:
            a, b = sentence_of[i]
            a, b = max(a, i - BOUND_REACH), min(b, i + BOUND_REACH + 1)
            begin, end = heads.bounds(x[i:i + 1], x[None, a:b], torch.ones(1, b - a, dtype=torch.bool, device=self.device),
                                      torch.as_tensor([i - a], device=self.device))
            rows.append((a + int(begin[0].argmax()), a + int(end[0].argmax())))
        links = [i for i in chosen if kinds[i] in linked]
        cluster = {}
        if links:
            is_name = np.array([w.upos == "PROPN" for w in words])
            form = np.array([2 if words[i].upos == "PROPN" else 0 if words[i].upos in ("PRON", "DET") else 1
                             for i in links])
            forms = [reading.text[w.begin:w.end].lower() for w in words]
            best = self.antecedents(x[torch.as_tensor(links, device=self.device)], links, forms, is_name, form,
                                    reading.sentences)
            for number, i in enumerate(links):
                cluster[i] = cluster[links[best[number]]] if best[number] >= 0 else number
        for i, (a, b) in zip(chosen, rows):
            reading.mentions.append((words[a].begin, words[b].end, lab.MENTION_TYPES[kinds[i]],
                                     cluster.get(i, -1), i))

    def antecedents(self, x, links, forms, is_name, form, sentences):
        """For each mention the one it goes back to, -1 for none; in blocks, so that cost is linear."""
        out, block = [], 4 * COREF_REACH
        new = numbers(self.model.heads.coref_new(x))[:, 0]
        runs = name_runs(is_name, sentences)
        for low in range(0, len(links), block):
            a, b = max(0, low - COREF_REACH), min(len(links), low + block)
            match, distance = mention_pairs(links[a:b], forms, is_name, runs)
            t = [torch.as_tensor(v, device=self.device) for v in (match, form[a:b], distance)]
            score = numbers(self.model.heads.antecedents(x[a:b], x[a:b], *t))
            for i in range(low, b):
                row = score[i - a]
                best = int(row.argmax())
                out.append(a + best if distance[i - a].any() and row[best] > new[i] else -1)
        return out

    # attributions

    def attribute(self, reading, pieces, units, v):
        logits = numbers(self.model.heads.attribution(units))
        layers = [spans_of_layer(logits[:, 3 * k:3 * k + 3]) for k in range(4)]
        cues, sources, outer, inner = layers
        inner = [s for s in inner if any(o[0] <= s[0] and s[1] <= o[1] and o != s for o in outer)]
        contents = sorted(set(outer) | set(inner))
        if not cues or not contents:
            return
        source_of = self.chosen("source", pieces, v, cues, sources)
        cue_of = self.chosen("content", pieces, v, cues, contents)
        for number, cue in enumerate(cues):
            own = [contents[i] for i, c in enumerate(cue_of) if c == number]
            own = [s for s in own if not any(o[0] <= s[0] and s[1] <= o[1] and o != s for o in own)]
            if own:
                source = [sources[source_of[number]]] if source_of[number] >= 0 else []
                reading.attributions.append({"source": self.spans(pieces, source), "cue": self.spans(pieces, [cue]),
                                             "content": self.spans(pieces, own)})

    def chosen(self, kind, pieces, v, cues, spans):
        """Source of each cue, or cue of each content; -1 for none."""
        c, s = (np.array(x, np.int64).reshape(-1, 2) for x in (cues, spans))
        distance = span_distances(c, s, kind == "content")
        if self.nearest:
            gaps = np.maximum(np.maximum(s[None, :, 0] - c[:, None, 1], c[:, None, 0] - s[None, :, 1]), 0).astype(float)
            score = np.where(distance < 0, -1e4, -gaps)
            none = np.full(len(cues) if kind == "source" else len(spans), -40.0 if kind == "source" else -1e3)
        else:
            first = np.array(pieces.unit_first)
            t = [torch.as_tensor(np.stack([first[x[:, 0]], first[x[:, 1] - 1]], 1), device=self.device) for x in (c, s)]
            none, score = (numbers(x) for x in self.model.heads.links(
                kind, v, *t, torch.as_tensor(distance, device=self.device)))
            none = none[:, 0]
        score = score if kind == "source" else score.T
        best = np.concatenate([score, none[:, None]], 1).argmax(1)
        return [int(b) if b < score.shape[1] else -1 for b in best]


def outermost(attributions):
    """Without those whose cue stands in another's content."""
    out = []
    for a in attributions:
        within = any(o is not a and any(b <= cb and ce <= e for b, e in o["content"] for cb, ce in a["cue"])
                     for o in attributions)
        if not within:
            out.append(a)
    return out
