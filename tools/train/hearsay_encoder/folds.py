"""Cross-validation where the development part is tiny: re3d's mentions, and coreference in GUM.

Every fold starts from the base and never sees the fold's texts. To be affordable a fold learns from a few sets
only, so its scores are a lower bound of what the whole mix gives. Each fold's folder then has `held.jsonl`, the
documents it did not learn from, and `models/encoder-base.safetensors`, with which the program reads them
(`bench/nested` does).
"""

import os
import tempfile

import torch

from . import corpora, export, predict, train
from .decode import Reader
from .model import Model
from .pieces import WordPieces
from .score import Scorer

MIXES = {"re3d": {"re3d": 10, "wikigold": 3, "crossner_politics": 3, "gum": 1},
         "gum": {"gum": 5, "ewt": 1}}


def documents_of(name, data):
    sets = {part: getattr(corpora, name)(data, part) for part in ("train", "dev")}
    return sorted(sets["train"] + sets["dev"], key=lambda d: d.id)


def gold_lines(name, data):
    folder = {"re3d": "re3d", "gum": "gum_attribution"}[name]
    lines = {}
    for part in ("train", "dev"):
        for line in corpora.read_lines("%s/%s/%s.jsonl" % (data, folder, part)):
            if line.strip():
                lines[corpora.json.loads(line)["id"]] = line
    return lines


def write_fold(folder, model, word_pieces, sets, held):
    """Writes the fold's model as the program reads it and the lines held out; the path of the latter."""
    os.makedirs(os.path.join(folder, "models"), exist_ok=True)
    train.calibrate(model)
    export.write(os.path.join(folder, "models", "encoder-base.safetensors"), model, word_pieces, "base", "fold", sets)
    path = os.path.join(folder, "held.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(line + "\n" for line in held))
    return path


def cross_validate(name, data, folder, folds=5, effort=1.0, workers=2, log=print):
    word_pieces = WordPieces.open(train.base_files()[1])
    documents, lines = documents_of(name, data), gold_lines(name, data)
    others = {k: v for k, v in corpora.read(data, "train", open_only=True).items() if k in MIXES[name] and k != name}
    passes = {k: n * effort for k, n in MIXES[name].items()}
    gold, found = [], []
    with tempfile.TemporaryDirectory(prefix="hearsay-folds-") as scratch:
        for fold in range(folds):
            held = [d.id for d in documents[fold::folds]]
            sets = dict(others, **{name: [d for d in documents if d.id not in held]})
            ready = train.Data(sets, word_pieces)
            torch.manual_seed(train.SEED)
            model = Model(dict(train.CONFIG, pieces=len(word_pieces.vocabulary)), ready.tables)
            train.load_base(model)
            work = os.path.join(folder, "%s-%d" % (name, fold))
            os.makedirs(work, exist_ok=True)
            train.train(model.to(train.chosen_device()), ready, work, passes, log=log, workers=workers)
            path = write_fold(work, model, word_pieces, sets, [lines[i] for i in held])
            gold += [lines[i] for i in held]
            reader = Reader(model, word_pieces)
            found.append((predict.ner if name == "re3d" else predict.coreference)(reader, path))
        scorer = Scorer(model, word_pieces, data, log=log)
        scorer.folder = scratch
        paths = scorer.plain("gold", "\n".join(gold) + "\n", ".jsonl"), scorer.plain("found", "".join(found), ".jsonl")
        figures = scorer.of_mentions(*paths) if name == "re3d" else scorer.of_coreference(*paths)
    log("%s, %d folds: %s" % (name, folds, "  ".join("%s %.3f" % x for x in figures.items())))
    return figures
