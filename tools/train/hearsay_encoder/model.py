"""The encoder (BERT form) and its heads. Names of parameters are the names of tensors in the file."""

import torch
import torch.nn.functional as F
from torch import nn

from . import labels as lab
from .pieces import GAPS, SHAPES

ARC, REL, BOUND, COREF, LINK = 256, 96, 64, 128, 128
MENTION_DISTANCES = 7      # 1, 2-3, 4-7, … 64-127 mentions back
SPAN_DISTANCES = 19        # overlapping; 9 before; 9 after
LINK_REACH = 255           # units between a cue and what belongs to it
COREF_REACH = 100          # mentions


def attention(q, k, v, mask):
    """Plain products: on a CPU in bfloat16 faster, forward and backward, than the fused kernel."""
    if q.is_cuda:
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
    score = (q / q.shape[-1] ** 0.5) @ k.transpose(2, 3)
    score = score + torch.where(mask, 0.0, -1e4).to(score.dtype)[:, None, None, :]
    return F.softmax(score, 3, dtype=score.dtype) @ v


def dropped(x, share, generator):
    """Dropout from a generator of one's own, so that threads do not disturb each other; None: as it is."""
    if generator is None:
        return x
    return x * torch.empty_like(x).bernoulli_(1 - share, generator=generator) / (1 - share)


def in_eight_bits(x):
    """Rows as the program multiplies them: whole numbers of -127 to 127 times a scale of the row."""
    factor = 127 / x.abs().amax(-1, keepdim=True)
    return torch.where(factor.isfinite(), torch.round(x * factor) / factor, 0.0)


class Layer(nn.Module):
    def __init__(self, width, inner, heads):
        super().__init__()
        self.heads = heads
        self.eight_bits = False     # what goes into the linear maps, too, as the program has it
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.attention_norm, self.norm = (nn.LayerNorm(width, eps=1e-12) for _ in range(2))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x, mask):
        b, n, width = x.shape
        row = in_eight_bits if self.eight_bits else (lambda rows: rows)
        q, k, v = (f(row(x)).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.query, self.key, self.value))
        y = attention(q, k, v, mask).transpose(1, 2).reshape(b, n, width)
        x = self.attention_norm(x + self.output(row(y)))
        return self.norm(x + self.down(row(F.gelu(self.up(row(x))))))


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        width = config["width"]
        self.piece = nn.Embedding(config["pieces"], width)
        self.position = nn.Embedding(config["positions"], width)
        self.shape = nn.Embedding(len(SHAPES), width)
        self.gap = nn.Embedding(len(GAPS), width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layer = nn.ModuleList(Layer(width, config["inner"], config["heads"])
                                   for _ in range(config["layers"]))
        for embedding in (self.shape, self.gap):
            nn.init.zeros_(embedding.weight)

    def forward(self, ids, shape, gap, mask, generator=None):
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.piece(ids) + self.position(at) + self.shape(shape) + self.gap(gap))
        x = dropped(x, 0.1, generator)
        for layer in self.layer:
            x = layer(x, mask)
        return dropped(x, 0.1, generator)


class Pair(nn.Module):
    """A span's or word's vector from the vectors of its first and its last piece."""

    def __init__(self, width, size):
        super().__init__()
        self.first, self.last = nn.Linear(width, size), nn.Linear(width, size, bias=False)

    def forward(self, vectors, first, last):
        return F.gelu(self.first(vectors[first]) + self.last(vectors[last]))


def span_prior():
    """Near before far, from the start: few numbers that would take long to grow."""
    side = -0.7 * torch.arange(9.0)
    return torch.cat([torch.zeros(1), side, side])


class Heads(nn.Module):
    def __init__(self, width, tables):
        super().__init__()
        self.boundary = nn.Linear(width, len(lab.BOUNDARIES))
        self.inner = nn.Linear(width, len(tables.inner))
        self.names = nn.Linear(width, len(lab.NAME_LABELS))
        self.described = nn.Linear(width, 3 * len(lab.DESCRIBED_TYPES))
        self.attribution = nn.Linear(width, 3 * len(lab.ATTRIBUTION_LAYERS))
        self.word = Pair(width, width)
        self.word_inside = nn.Parameter(torch.zeros(width))
        self.upos = nn.Linear(width, len(tables.upos))
        self.feats = nn.Linear(width, len(tables.feats))
        self.lemma = nn.Linear(width, len(tables.lemma))
        self.mention = nn.Linear(width, len(lab.MENTION_TYPES))
        self.arc_dependent, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc_root = nn.Parameter(torch.zeros(ARC))
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.rel_dependent, self.rel_head = nn.Linear(width, REL), nn.Linear(width, REL)
        self.rel_root = nn.Parameter(torch.zeros(REL))
        self.rel = nn.Parameter(torch.randn(len(tables.deprel), REL + 1, REL + 1) * 0.02)
        self.bound_mention = nn.Linear(width, 2 * BOUND)
        self.bound_word = nn.Linear(width, 2 * BOUND)
        self.coref_later, self.coref_earlier = nn.Linear(width, COREF), nn.Linear(width, COREF)
        self.coref_match = nn.Parameter(torch.tensor([0.0, 1.5, 2.0])[:, None, None].repeat(1, 3, 3))
        self.coref_distance = nn.Parameter(-0.4 * torch.arange(MENTION_DISTANCES).repeat(3, 1))
        self.coref_new = nn.Linear(width, 1)
        for side in ("source_cue", "source", "content_cue", "content"):
            setattr(self, "link_" + side, Pair(width, LINK))
        self.link_source_distance = nn.Parameter(span_prior())
        self.link_content_distance = nn.Parameter(span_prior())
        self.link_no_source = nn.Linear(LINK, 1)
        self.link_no_cue = nn.Linear(LINK, 1)

    def words(self, vectors, rows, generator=None):
        w = self.word
        x = w.first(vectors[rows[:, 0]]) + w.last(vectors[rows[:, 1]]) + rows[:, 2:3] * self.word_inside
        return dropped(F.gelu(x), 0.2, generator)

    def arcs(self, words):
        """words: [sentences, longest, width] -> scores [sentences, dependents, 1 + heads], the root first."""
        dependents = F.gelu(self.arc_dependent(words))
        heads = F.gelu(self.arc_head(words))
        heads = torch.cat([self.arc_root.to(heads.dtype).expand(len(heads), 1, -1), heads], 1)
        return self.arc(dependents) @ heads.transpose(1, 2) / ARC ** 0.5 + self.arc_bias(heads).transpose(1, 2)

    def relations(self, dependents, heads, at_root):
        """Vectors of words and of their heads, row by row -> scores of the relations."""
        d = F.gelu(self.rel_dependent(dependents))
        h = torch.where(at_root[:, None], self.rel_root.to(d.dtype), F.gelu(self.rel_head(heads)))
        one = torch.ones_like(d[:, :1])
        d, h = torch.cat([d, one], 1), torch.cat([h, one], 1)
        return (torch.einsum("nd,rde->nre", d, self.rel.to(d.dtype)) @ h[:, :, None]).squeeze(2)

    def bounds(self, mentions, words, mask, places):
        """mentions [m, width], words of their sentences [m, longest, width], the mentions' places there ->
        scores of beginning and of ending at each word."""
        at = torch.arange(words.shape[1], device=words.device)
        out = []
        for number, (q, k) in enumerate(zip(self.bound_mention(mentions).chunk(2, 1),
                                            self.bound_word(words).chunk(2, 2))):
            score = (k @ q[:, :, None]).squeeze(2).float() / BOUND ** 0.5
            allowed = at[None] <= places[:, None] if number == 0 else at[None] >= places[:, None]
            out.append(score.masked_fill(~(allowed & mask), -1e4))
        return out

    def antecedents(self, later, earlier, match, form, distance):
        """[m, m] scores of j being what i goes back to; what is not before i is masked by distance 0."""
        score = self.coref_later(later) @ self.coref_earlier(earlier).T / COREF ** 0.5
        score = score.float() + self.coref_match[match, form[:, None], form[None, :]] \
            + self.coref_distance[form[:, None], (distance - 1).clamp(min=0)]
        return score.masked_fill(distance == 0, -1e4)

    def links(self, kind, vectors, cues, spans, distance):
        """cues, spans: [n, 2] first and last pieces -> score of there being no partner for each cue (source) or each
        span (content); [cues, spans] scores; distance -1 is masked."""
        c = getattr(self, "link_%s_cue" % kind)(vectors, cues[:, 0], cues[:, 1])
        s = getattr(self, "link_" + kind)(vectors, spans[:, 0], spans[:, 1])
        score = (c @ s.T / LINK ** 0.5).float() + getattr(self, "link_%s_distance" % kind)[distance.clamp(min=0)]
        none = self.link_no_source(c) if kind == "source" else self.link_no_cue(s)
        return none.float(), score.masked_fill(distance < 0, -1e4)


class Model(nn.Module):
    def __init__(self, config, tables):
        super().__init__()
        self.config, self.tables = config, tables
        self.encoder = Encoder(config)
        self.heads = Heads(config["width"], tables)

    def forward(self, batch, generator=None):
        """Vectors of all pieces of a batch of windows, [pieces, width]."""
        device = self.encoder.piece.weight.device
        lookup = torch.zeros(len(batch.rows), dtype=torch.long)
        flat, base = [], 0
        for numbers, ids, shape, gap, mask in batch.buckets():
            x = self.encoder(*(torch.from_numpy(c).to(device) for c in (ids, shape, gap, mask)), generator)
            for i, number in enumerate(numbers):
                lookup[number] = base + i * ids.shape[1]
            base += ids.shape[0] * ids.shape[1]
            flat.append(x.reshape(-1, x.shape[2]))
        out = torch.cat(flat)
        own = torch.from_numpy(batch.own)
        return out[(lookup[own[:, 0]] + own[:, 1]).to(device)]


def load_minilm(model, state):
    """Fills the encoder from the base's safetensors; layers are taken evenly when there are fewer."""
    encoder = model.encoder
    encoder.piece.weight.data.copy_(state["embeddings.word_embeddings.weight"])
    encoder.position.weight.data.copy_((state["embeddings.position_embeddings.weight"]
                                        + state["embeddings.token_type_embeddings.weight"][0])[:len(encoder.position.weight)])
    names = {"embeddings.LayerNorm": encoder.norm}
    for i, layer in enumerate(encoder.layer):
        p = "encoder.layer.%d." % i
        names.update({p + "attention.self.query": layer.query, p + "attention.self.key": layer.key,
                      p + "attention.self.value": layer.value, p + "attention.output.dense": layer.output,
                      p + "attention.output.LayerNorm": layer.attention_norm, p + "intermediate.dense": layer.up,
                      p + "output.dense": layer.down, p + "output.LayerNorm": layer.norm})
    for name, module in names.items():
        module.weight.data.copy_(state[name + ".weight"])
        module.bias.data.copy_(state[name + ".bias"])
