"""What each head should have said: one loss per head, summed over a batch of documents."""

import numpy as np
import torch
import torch.nn.functional as F

from . import labels as lab
from .labels import ABSENT
from .model import COREF_REACH, LINK_REACH

LINKED = [lab.MENTION_TYPES.index(t) for t in lab.LINKED_TYPES]
WEIGHTS = {"boundary": 2.0, "inner": 1.0, "names": 2.0, "described": 2.0, "attribution": 3.0, "upos": 1.0, "feats": 0.5,
           "lemma": 0.5, "arc": 1.0, "rel": 1.0, "mention": 0.5, "bound": 0.3, "coref": 0.5, "source_link": 0.5,
           "content_link": 0.5, "teacher": 3.0}


def cross_entropy(logits, targets):
    targets = torch.as_tensor(targets, device=logits.device)
    if not bool((targets != ABSENT).any()):
        return logits.sum() * 0
    return F.cross_entropy(logits.float(), targets, ignore_index=ABSENT)


def layered(logits, targets):
    """`targets` [units, layers], logits [units, 3 * layers]."""
    return cross_entropy(logits.reshape(-1, 3), targets.reshape(-1))


def any_of(logits, mask):
    """-log of the sum of what is right, where bits of `mask` say which labels are."""
    mask = torch.as_tensor(mask, device=logits.device)
    rows = mask != 0
    if not bool(rows.any()):
        return logits.sum() * 0
    bits = (mask[rows][:, None] >> torch.arange(logits.shape[1], device=logits.device)) & 1
    logp = F.log_softmax(logits[rows].float(), 1)
    return -torch.logsumexp(logp.masked_fill(bits == 0, -1e4), 1).mean()


def sentences_of(batch):
    return [(base + int(a), base + int(b)) for base, d in zip(batch.word_base, batch.documents)
            for a, b in d["sentences"]]


def padded(sentences):
    """-> (index of words [sentences, longest], mask)"""
    longest = max(b - a for a, b in sentences)
    index = np.zeros((len(sentences), longest), np.int64)
    mask = np.zeros((len(sentences), longest), bool)
    for i, (a, b) in enumerate(sentences):
        index[i, :b - a] = np.arange(a, b)
        mask[i, :b - a] = True
    return index, mask


# -- pairs of mentions, pairs of spans: shared with the decoder --------------------------------------

def name_runs(upos_is_name, sentences):
    """For each word its run of proper nouns within the sentence, (begin, end); others themselves alone."""
    runs = [(i, i + 1) for i in range(len(upos_is_name))]
    for a, b in sentences:
        i = a
        while i < b:
            j = i
            while j < b and upos_is_name[j]:
                j += 1
            for k in range(i, j):
                runs[k] = (i, j)
            i = max(j, i + 1)
    return runs


def mention_pairs(heads, forms, is_name, runs):
    """heads: words of mentions in order -> match [m, m] (2: same head word, 1: names that share a word) and
    distance buckets [m, m], 0 where j is not a candidate of i."""
    m = len(heads)
    table = {}
    incidence = []
    for h in heads:
        words = forms[runs[h][0]:runs[h][1]] if is_name[h] else []
        incidence.append([table.setdefault(w, len(table)) for w in words])
    own = np.array([table.setdefault("=" + forms[h], len(table)) for h in heads], np.int64)
    has = np.zeros((m, len(table)), np.float32)
    for i, words in enumerate(incidence):
        has[i, words] = 1
    match = (has @ has.T > 0).astype(np.int64)
    match[own[:, None] == own[None, :]] = 2
    back = np.arange(m)[:, None] - np.arange(m)[None, :]
    distance = np.where((back > 0) & (back <= COREF_REACH), np.floor(np.log2(np.maximum(back, 1))).astype(np.int64) + 1, 0)
    return match, distance


def span_distances(cues, spans, contents):
    """Buckets [cues, spans] of the units between; -1: too far, or (contents) the cue lies inside the span."""
    c, s = cues[:, None, :], spans[None, :, :]
    after, before = s[:, :, 0] - c[:, :, 1], c[:, :, 0] - s[:, :, 1]
    between = np.maximum(after, before)
    bucket = np.floor(np.log2(np.maximum(between, 1))).astype(np.int64) + (between > 0)
    side = np.where(after >= 0, 10 + bucket, 1 + bucket)
    out = np.where(between < 0, 0, side)
    out[between > LINK_REACH] = -1
    if contents:
        out[(c[:, :, 0] >= s[:, :, 0]) & (c[:, :, 1] <= s[:, :, 1])] = -1
    return out


# -- the losses --------------------------------------------------------------------------------------

def losses(model, batch, vectors, generator=None):
    heads, tables, device = model.heads, model.tables, vectors.device
    out = {"boundary": cross_entropy(heads.boundary(vectors), batch.joined("boundary")),
           "inner": cross_entropy(heads.inner(vectors), batch.joined("inner"))}
    units = vectors[torch.as_tensor(batch.joined("unit_first", batch.piece_base), device=device)]
    out["names"] = any_of(heads.names(units), batch.joined("names"))
    out["described"] = layered(heads.described(units), batch.joined("described"))
    roles = heads.attribution(units)
    out["attribution"] = any_of(roles.reshape(-1, 3), batch.joined("attribution").reshape(-1))
    rows = np.concatenate([d["words"] + np.array([base, base, 0]) for base, d in
                           zip(batch.piece_base, batch.documents)])
    if len(rows):
        out.update(word_losses(model, batch, vectors, torch.as_tensor(rows, device=device), generator))
    out.update(link_losses(model, batch, vectors, roles.detach()[:, 6:9].argmax(1).cpu().numpy()))
    return out


def word_losses(model, batch, vectors, rows, generator):
    heads, device = model.heads, vectors.device
    words = heads.words(vectors, rows, generator)
    tags = batch.joined("tags")
    out = {name: cross_entropy(getattr(heads, name)(words), tags[:, i])
           for i, name in enumerate(("upos", "feats", "lemma"))}
    sentences = sentences_of(batch)
    index, mask = padded(sentences)
    laid = words[torch.as_tensor(index, device=device)]
    present = torch.as_tensor(mask, device=device)
    scores = heads.arcs(laid).float()
    allowed = torch.cat([torch.ones_like(present[:, :1]), present], 1)[:, None, :]
    scores = scores.masked_fill(~allowed, -1e4)
    base_of = np.repeat(batch.word_base, [len(d["words"]) for d in batch.documents])
    absolute = np.where(tags[:, 3] >= 0, tags[:, 3] + base_of, -1)
    begins = np.array([a for a, _ in sentences])[:, None]
    gold = np.where(absolute[index] >= 0, absolute[index] - begins + 1, 0)
    gold[~mask] = ABSENT
    out["arc"] = cross_entropy(scores.reshape(-1, scores.shape[2]), gold.reshape(-1))
    at_root = torch.as_tensor(absolute < 0, device=device)
    parents = words[torch.as_tensor(np.maximum(absolute, 0), device=device)]
    out["rel"] = cross_entropy(heads.relations(words, parents, at_root), tags[:, 4])
    mention_logits = heads.mention(words)
    out["mention"] = cross_entropy(mention_logits, batch.joined("mention"))
    out.update(mention_losses(model, batch, words, mention_logits, sentences))
    return out


def mention_losses(model, batch, words, mention_logits, sentences):
    heads, device = model.heads, words.device
    guessed = mention_logits.detach().argmax(1).cpu().numpy()
    sentence_of = np.zeros(len(words), np.int64)
    for i, (a, b) in enumerate(sentences):
        sentence_of[a:b] = i
    bound, coref = [], []
    names = {model.tables.upos_id.get("PROPN")}
    pronouns = {model.tables.upos_id.get("PRON"), model.tables.upos_id.get("DET")}
    for base, d in zip(batch.word_base, batch.documents):
        if not len(d["mentions"]):
            continue
        rows = d["mentions"]
        bound += [(base + h, base + a, base + b) for h, a, b, _ in rows]
        gold = {int(h): int(c) for h, _, _, c in rows}
        kinds = d["mention"]
        chosen = [h for h in range(len(kinds)) if kinds[h] in LINKED or guessed[base + h] in LINKED]
        if len(chosen) < 2:
            continue
        upos = d["tags"][:, 0]
        is_name = np.isin(upos, list(names))
        form = np.where(is_name, 2, np.where(np.isin(upos, list(pronouns)), 0, 1))[chosen]
        match, distance = mention_pairs(chosen, d["forms"], is_name, name_runs(is_name, d["sentences"]))
        x = words[torch.as_tensor(np.array(chosen) + base, device=device)]
        t = [torch.as_tensor(v, device=device) for v in (match, form, distance)]
        score = heads.antecedents(x, x, *t)
        score = torch.cat([heads.coref_new(x).float(), score], 1)
        cluster = np.array([gold.get(h, -1 - i) for i, h in enumerate(chosen)])
        right = (cluster[:, None] == cluster[None, :]) & (distance > 0)
        right = np.concatenate([~right.any(1, keepdims=True), right], 1)
        logp = F.log_softmax(score, 1)
        coref.append(-torch.logsumexp(logp.masked_fill(torch.as_tensor(~right, device=device), -1e4), 1))
    out = {}
    if bound:
        rows = np.array(bound)
        of = sentence_of[rows[:, 0]]
        spans = [sentences[i] for i in of]
        index, mask = padded(spans)
        begins = np.array([a for a, _ in spans])
        begin, end = heads.bounds(words[torch.as_tensor(rows[:, 0], device=device)],
                                  words[torch.as_tensor(index, device=device)], torch.as_tensor(mask, device=device),
                                  torch.as_tensor(rows[:, 0] - begins, device=device))
        out["bound"] = cross_entropy(begin, rows[:, 1] - begins) + cross_entropy(end, rows[:, 2] - begins)
    if coref:
        out["coref"] = torch.cat(coref).mean()
    return out


def found_spans(tags):
    """Spans of a layer's likeliest labels, unit by unit."""
    out, begin = [], None
    for i, tag in enumerate(list(tags) + [lab.O]):
        if begin is not None and tag != lab.I:
            out.append((begin, i))
            begin = None
        if tag == lab.B or tag == lab.I and begin is None:
            begin = i
    return out


def contents_to_link(document, tags):
    """Gold contents with their cues, and, where a set marks all contents, those found now: with the cue of the gold
    content that they share most with, or none (the number of cues)."""
    spans, cues = document["contents"], document["content_cue"]
    if document["attribution"][:, 3].any():
        return spans, cues
    gold = {tuple(s) for s in spans.tolist()}
    more = [s for s in found_spans(tags) if s not in gold]
    if not more:
        return spans, cues
    more, right = np.array(more, np.int64), np.full(len(more), len(document["cues"]), np.int64)
    if len(spans):
        shared = np.minimum(more[:, None, 1], spans[None, :, 1]) - np.maximum(more[:, None, 0], spans[None, :, 0])
        right = np.where(shared.max(1) > 0, cues[shared.argmax(1)], right)
    return np.concatenate([spans, more]), np.concatenate([cues, right])


def link_losses(model, batch, vectors, contents):
    """`contents`: the likeliest labels of the content layer now, of all units."""
    heads, device = model.heads, vectors.device
    found = {"source_link": [], "content_link": []}
    for base, unit, d in zip(batch.piece_base, batch.unit_base, batch.documents):
        cues = d["cues"]
        if not len(cues):
            continue

        def pieces(spans):
            return torch.as_tensor(np.stack([d["unit_first"][spans[:, 0]], d["unit_first"][spans[:, 1] - 1]], 1) + base,
                                   device=device)
        for kind in ("source", "content"):
            spans, target = d["sources"], d["cue_source"]
            if kind == "content":
                spans, target = contents_to_link(d, contents[unit:unit + len(d["unit_first"])])
                if not len(spans):
                    continue
            distance = torch.as_tensor(span_distances(cues, spans, kind == "content"), device=device)
            none, score = heads.links(kind, vectors, pieces(cues), pieces(spans), distance)
            score = torch.cat([score if kind == "source" else score.T, none], 1)
            target = torch.as_tensor(target, device=device)
            reached = score.gather(1, target.clamp(min=0)[:, None]).squeeze(1) > -5e3
            found[kind + "_link"].append(F.cross_entropy(score, torch.where(reached, target, ABSENT),
                                                         ignore_index=ABSENT, reduction="none"))
    return {name: torch.cat(values).mean() for name, values in found.items() if values}
