"""`small`: fewer layers and fewer word pieces, taught by `base`."""

import collections

import numpy as np
import torch

from . import windows
from .model import Model
from .pieces import WordPieces
from .train import Data, chosen_device

KEPT_LAYERS = (0, 2, 5)
VOCABULARY = 24000


def pruned(word_pieces, texts, size=VOCABULARY):
    """A smaller vocabulary in the old order: special pieces, all single characters, then the most frequent."""
    counts = collections.Counter()
    for text in texts:
        counts.update(word_pieces(text).ids)
    kept = {word_pieces.pad, word_pieces.unk, word_pieces.cls, word_pieces.sep}
    kept |= {i for i, piece in enumerate(word_pieces.vocabulary) if len(piece.removeprefix("##")) == 1}
    # Without a count the reference's own order goes on: it is by frequency.
    order = sorted(range(len(word_pieces.vocabulary)), key=lambda i: (-counts[i], i))
    for i in order:
        piece = word_pieces.vocabulary[i]
        if len(kept) < size and not piece.startswith("[unused"):
            kept.add(i)
    kept = sorted(kept)
    return WordPieces([word_pieces.vocabulary[i] for i in kept]), kept


def student_of(teacher, word_pieces, kept):
    """A model with some of the teacher's layers and pieces and all of its heads."""
    config = dict(teacher.config, layers=len(KEPT_LAYERS), pieces=len(kept))
    model = Model(config, teacher.tables)
    state = dict(teacher.state_dict())
    state["encoder.piece.weight"] = state["encoder.piece.weight"][kept]
    for name in [n for n in state if n.startswith("encoder.layer.")]:
        number, rest = name.removeprefix("encoder.layer.").split(".", 1)
        value = state.pop(name)
        if int(number) in KEPT_LAYERS:
            state["encoder.layer.%d.%s" % (KEPT_LAYERS.index(int(number)), rest)] = value
    model.load_state_dict(state)
    return model


class Teacher:
    """What the teacher sees in each unit of a text, computed once a text; both cut texts into the same units."""

    def __init__(self, model, word_pieces):
        self.model, self.word_pieces = model.eval(), word_pieces
        self.device = model.encoder.piece.weight.device
        self.known = {}

    @torch.no_grad()
    def units(self, document):
        key = document["id"]
        if key not in self.known:
            pieces = self.word_pieces(document["text"])
            columns = {"ids": np.array(pieces.ids, np.int64), "shape": np.array(pieces.shape, np.int64),
                       "gap": np.array(pieces.gap, np.int64), "unit_first": pieces.unit_first, "words": []}
            batch = windows.Batch([columns], self.word_pieces.cls, self.word_pieces.sep)
            with torch.autocast(self.device.type, torch.bfloat16):
                vectors = self.model(batch)
            self.known[key] = vectors[torch.as_tensor(pieces.unit_first, device=self.device)].half()
        return self.known[key]

    def loss(self, batch, vectors):
        goal = torch.cat([self.units(d).float() for d in batch.documents])
        first = torch.as_tensor(batch.joined("unit_first", batch.piece_base), device=vectors.device)
        return ((vectors[first].float() - goal) ** 2).mean() / goal.var()


def prepare(teacher, teacher_pieces, sets, word_pieces=None, size=VOCABULARY):
    """(student, data, teacher); `word_pieces`: those of a student that goes on learning."""
    if word_pieces:
        number = {piece: i for i, piece in enumerate(teacher_pieces.vocabulary)}
        kept = [number[piece] for piece in word_pieces.vocabulary]
    else:
        texts = [d.text for name in sorted(sets) for d in sets[name]]
        word_pieces, kept = pruned(teacher_pieces, texts, size)
    data = Data(sets, word_pieces, teacher.tables)
    student = student_of(teacher, word_pieces, kept)
    device = chosen_device()
    return student.to(device), data, Teacher(teacher.to(device), teacher_pieces)
