"""docs/models.md followed to the letter with numpy alone, from a written file: it must say what the reader says."""

import json
import math

import numpy as np
import pytest
import torch
from safetensors import safe_open

from hearsay_encoder import corpora, export, train
from hearsay_encoder.decode import Reader
from hearsay_encoder.model import Model

gelu = np.vectorize(lambda x: 0.5 * x * (1 + math.erf(x / math.sqrt(2))), otypes=[float])


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def in_eight_bits(x):
    m = np.abs(x).max(-1, keepdims=True)
    return np.round(x * (127 / m)) * (m / 127)


class File:
    def __init__(self, path):
        with safe_open(path, "np") as file:
            self.meta, self.t = file.metadata(), {k: file.get_tensor(k) for k in file.keys()}
        self.config, self.tables = json.loads(self.meta["config"]), json.loads(self.meta["tables"])

    def get(self, name):
        value = self.t[name].astype(float)
        scale = self.t.get(name + ".scale")
        return value if scale is None else value * scale.astype(float)[..., None]

    def linear(self, name, x):
        y = x @ self.get(name + ".weight").T
        return y + self.get(name + ".bias") if name + ".bias" in self.t else y

    def normed(self, name, x):
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return x * self.get(name + ".weight") + self.get(name + ".bias")

    def window(self, ids, shape, gap):
        e = "encoder."
        x = self.normed(e + "norm", self.get(e + "piece.weight")[ids] + self.get(e + "position.weight")[:len(ids)]
                        + self.get(e + "shape.weight")[shape] + self.get(e + "gap.weight")[gap])
        heads = self.config["heads"]
        for n in range(self.config["layers"]):
            p = e + "layer.%d." % n
            q, k, v = (np.split(self.linear(p + name, in_eight_bits(x)), heads, 1) for name in ("query", "key", "value"))
            y = np.concatenate([softmax(a @ b.T / math.sqrt(a.shape[1])) @ c for a, b, c in zip(q, k, v)], 1)
            x = self.normed(p + "attention_norm", x + self.linear(p + "output", in_eight_bits(y)))
            inner = gelu(self.linear(p + "up", in_eight_bits(x)))
            x = self.normed(p + "norm", x + self.linear(p + "down", in_eight_bits(inner)))
        return x[1:-1]

    def vectors(self, pieces, cls, sep):
        n, size = len(pieces.ids), self.config["window"]
        stride, half = size - self.config["overlap"], self.config["overlap"] // 2
        last = max(0, math.ceil((n - size) / stride))
        found = [self.window([cls] + pieces.ids[k * stride:k * stride + size] + [sep],
                             [5] + pieces.shape[k * stride:k * stride + size] + [5],
                             [0] + pieces.gap[k * stride:k * stride + size] + [0]) for k in range(last + 1)]
        owner = [min(last, max(0, (i - half) // stride)) for i in range(n)]
        return np.array([found[k][i - k * stride] for i, k in enumerate(owner)])

    def pair(self, name, v, first, last):
        return gelu(self.linear(name + ".first", v[first]) + self.linear(name + ".last", v[last]))


@pytest.fixture
def made(folder, word_pieces, tmp_path):
    data = train.Data(corpora.read(folder, "train"), word_pieces)
    torch.manual_seed(5)
    model = Model({"width": 64, "inner": 64, "layers": 2, "heads": 4, "positions": 256,
                   "pieces": len(word_pieces.vocabulary)}, data.tables)
    for parameter in model.parameters():     # no zeros: every part must count
        parameter.data += 0.3 * torch.randn_like(parameter)
    path = str(tmp_path / "m.safetensors")
    export.write(path, model, word_pieces, "tiny", "1", data.by_set)
    model, word_pieces, _ = export.read(path)
    return File(path), Reader(model, word_pieces)


TEXT = ("The miller Anna Reed said she can't stay. " * 16 + "\n\nReed left Oakford, a mill town.\n") * 3


def test_vectors_of_several_windows(made):
    file, reader = made
    wp = reader.word_pieces
    pieces = wp(TEXT)
    assert len(pieces.ids) > 500
    # In double precision a number halfway between two of eight bits may be rounded to the other.
    apart = np.abs(file.vectors(pieces, wp.cls, wp.sep) - reader.vectors(pieces).numpy())
    assert np.median(apart) < 1e-3 and apart.mean() < 2e-3 and apart.max() < 0.1


def test_words_arcs_and_relations(made):
    file, reader = made
    pieces = reader.word_pieces(TEXT)
    v = reader.vectors(pieces).numpy().astype(float)
    rows = np.array([[0, 1, 0], [2, 2, 1], [3, 5, 0]])
    w = gelu(file.linear("heads.word.first", v[rows[:, 0]]) + file.linear("heads.word.last", v[rows[:, 1]])
             + rows[:, 2:] * file.get("heads.word_inside"))
    heads = reader.model.heads
    with torch.no_grad():
        ours = heads.words(torch.tensor(v).float(), torch.tensor(rows))
        arcs, relations = heads.arcs(ours[None])[0].numpy(), heads.relations(
            ours[[0, 1]], ours[[2, 0]], torch.tensor([False, True])).numpy()
    assert np.allclose(w, ours.numpy(), atol=1e-4)
    d, h = gelu(file.linear("heads.arc_dependent", w)), gelu(file.linear("heads.arc_head", w))
    h = np.concatenate([file.get("heads.arc_root")[None], h])
    score = file.linear("heads.arc", d) @ h.T / 16 + file.linear("heads.arc_bias", h).T
    assert np.allclose(score, arcs, atol=1e-3)
    x = np.append(gelu(file.linear("heads.rel_dependent", w[0])), 1)
    y = np.append(gelu(file.linear("heads.rel_head", w[2])), 1)
    assert np.allclose([x @ r @ y for r in file.get("heads.rel")], relations[0], atol=1e-2)
    x, y = np.append(gelu(file.linear("heads.rel_dependent", w[1])), 1), np.append(file.get("heads.rel_root"), 1)
    assert np.allclose([x @ r @ y for r in file.get("heads.rel")], relations[1], atol=1e-2)


def bucket(cue, other):
    """As the page words it: 0 for overlap; 1 + f before the cue, 10 + f after it."""
    if other[0] < cue[1] and cue[0] < other[1]:
        return 0
    before = other[1] <= cue[0]
    g = cue[0] - other[1] if before else other[0] - cue[1]
    if g > 255:
        return -1
    return (1 if before else 10) + (0 if g == 0 else 1 + int(math.log2(g)))


def test_links(made):
    file, reader = made
    pieces = reader.word_pieces(TEXT)
    v = reader.vectors(pieces)
    cues, spans = [(4, 5), (60, 62)], [(0, 2), (2, 4), (5, 9), (40, 60), (62, 70), (59, 64), (400, 402)]
    first = pieces.unit_first
    a = v.numpy().astype(float)
    for kind in ("source", "content"):
        c = file.pair("heads.link_%s_cue" % kind, a, [first[b] for b, _ in cues], [first[e - 1] for _, e in cues])
        s = file.pair("heads.link_" + kind, a, [first[b] for b, _ in spans], [first[e - 1] for _, e in spans])
        score = c @ s.T / math.sqrt(128)
        table = file.get("heads.link_%s_distance" % kind)
        for i, cue in enumerate(cues):
            for j, span in enumerate(spans):
                inside = kind == "content" and span[0] <= cue[0] and cue[1] <= span[1]
                b = bucket(cue, span)
                score[i, j] = -np.inf if b < 0 or inside else score[i, j] + table[b]
        with torch.no_grad():
            got = reader.chosen(kind, pieces, v, cues, spans)
        if kind == "source":
            none = file.linear("heads.link_no_source", c)[:, 0]
            want = [int(row.argmax()) if row.max() >= n else -1 for row, n in zip(score, none)]
        else:
            none = file.linear("heads.link_no_cue", s)[:, 0]
            want = [int(col.argmax()) if col.max() >= n else -1 for col, n in zip(score.T, none)]
        assert got == want
