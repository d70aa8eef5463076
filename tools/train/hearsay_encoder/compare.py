"""The program's reading beside the reference: word pieces as PyPI's `tokenizers` gives them, vectors and readings as
PyTorch does."""

import collections
import glob
import json
import os
import subprocess
import tempfile

import torch

from . import corpora
from .decode import Reader

LONGEST = 50000     # characters: the program reads longer texts in parts
TOLERANCE = 0.02    # of a vector's numbers, which are about one


def dev_texts(data):
    """Every text of the dev parts, sorted."""
    texts = set()
    for path in glob.glob(os.path.join(data, "*", "dev.jsonl*")):
        texts |= {r["text"] for r in corpora.records(path.removesuffix(".zst")) if isinstance(r.get("text"), str)}
    for name in ("ud_ewt", "ud_gum"):
        texts |= {d.text for d in corpora.conllu(corpora.read_lines("%s/%s/dev.conllu" % (data, name)), name)}
    for path in glob.glob(os.path.join(data, "*", "dev.conll")):
        texts |= {" ".join(line.split("\t")[0] for line in block.split("\n"))
                  for block in "\n".join(corpora.read_lines(path)).split("\n\n")}
    return sorted(t for t in texts if t.strip() and len(t) <= LONGEST)


def program_readings(bench, model, texts):
    """What `hearsay-bench reading` prints for each text, with offsets in code points."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
        file.flush()
        with subprocess.Popen([bench, "reading", model, file.name], stdout=subprocess.PIPE) as process:
            for text, line in zip(texts, process.stdout, strict=True):
                parts = json.loads(line)["parts"]
                yield text, in_code_points(text, parts[0] if parts else {"pieces": []})
    if process.returncode:
        raise SystemExit("%s failed" % bench)


def in_code_points(text, reading):
    places, at = {}, 0
    for number, character in enumerate(text):
        places[at] = number
        at += len(character.encode("utf-8", "surrogatepass"))
    places[at] = len(text)

    def spans(rows):
        return [(places[a], places[b]) for a, b in rows]
    out = {"pieces": [(i, places[a], places[b], shape, gap) for i, a, b, shape, gap in reading["pieces"]],
           "vectors": reading.get("vectors", [])}
    out["words"] = [(places[a], places[b], token, tag, features or "_", lemma, head, relation)
                    for a, b, token, _, tag, features, lemma, head, relation in reading.get("words", [])]
    for name in ("names", "described"):
        out[name] = [(places[a], places[b], kind) for a, b, kind in reading.get(name, [])]
    out["mentions"] = [(places[a], places[b], kind, first, head)
                       for a, b, kind, first, head in reading.get("mentions", [])]
    out["attributions"] = [tuple(tuple(spans(a[role])) for role in ("source", "cue", "content"))
                           for a in reading.get("attributions", [])]
    return out


def groups(mentions):
    found = collections.defaultdict(set)
    for _, _, _, cluster, head in mentions:
        found[cluster].add(head)
    return {frozenset(g) for c, g in found.items() if len(g) > 1 and c != -1}


def compare_pieces(bench, model, tokenizer, texts, log=print):
    """How many texts have other pieces than the reference tokenizer's."""
    import tokenizers
    reference = tokenizers.Tokenizer.from_file(tokenizer)
    reference.no_truncation()
    reference.no_padding()
    differ = pieces = 0
    for text, reading in program_readings(bench, model, texts):
        expected = reference.encode(text, add_special_tokens=False)
        own = reading["pieces"]
        pieces += len(own)
        if [p[0] for p in own] != expected.ids or [p[1:3] for p in own] != expected.offsets:
            differ += 1
            log("other pieces: %r" % text[:80])
    log("%d texts, %d pieces: %d texts differ from the reference tokenizer" % (len(texts), pieces, differ))
    return differ


def compare_readings(bench, path, model, word_pieces, texts, log=print):
    """Vectors and readings beside PyTorch's; the number of texts with vectors that are not close."""
    reader = Reader(model, word_pieces)
    worst, far, total, other = 0.0, 0, collections.Counter(), collections.Counter()
    for text, reading in program_readings(bench, path, texts):
        vectors = reader.vectors(word_pieces(text))[:, :8]
        off = float((torch.tensor(reading["vectors"]).reshape(vectors.shape) - vectors).abs().max()) if len(vectors) else 0.0
        worst, far = max(worst, off), far + (off > TOLERANCE)
        own = reader.read(text)
        words = [(w.begin, w.end, w.new_token, w.upos, w.feats, w.lemma, w.head, w.deprel) for w in own.words]
        attributions = [tuple(tuple(map(tuple, a[role])) for role in ("source", "cue", "content")) for a in own.attributions]
        for name, a, b in (("words", words, reading["words"]), ("names", list(map(tuple, own.names)), reading["names"]),
                           ("described", list(map(tuple, own.described)), reading["described"]),
                           ("mentions", [m[:3] for m in map(tuple, own.mentions)], [m[:3] for m in reading["mentions"]]),
                           ("groups", groups(own.mentions), groups(reading["mentions"])),
                           ("attributions", attributions, reading["attributions"])):
            total[name] += len(a)
            other[name] += len(set(a) ^ set(b))
    log("%d texts: vectors differ by %.4f at most" % (len(texts), worst))
    for name in total:
        log("%-12s %6d, only on one side %d" % (name, total[name], other[name]))
    return far
