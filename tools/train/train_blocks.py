"""Trains the classifier of blocks (src/extract/body.cpp) on what hearsay-features prints.

    train_blocks.py DUMPS DATA MODEL [--folds 8]

A block is article where most of its runs of four words stand in the set's own text of the article; short blocks
must stand there between their neighbours. Sets: web_extraction and news_pages (texts by hand or by a publisher's own
parser), page_meta (pages whose JSON-LD has the text, shown to the classifier without it; and single blocks that hold
words which a good text must, or must not, contain). Pages whose metadata has the text are learned from once more
without it ("name#"). A page counts alike however long it is; a block by its words.

Cross-validation is by site: pages of one registered domain, whatever their set, are in one fold.
"""
import argparse
import collections
import gzip
import hashlib
import json
import pathlib
import re
import sys
import urllib.parse

import lightgbm
import numpy as np

from model_file import write_safetensors

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "bench"))
import scoring  # noqa: E402  where the scorers lie

sys.path.insert(0, str(scoring.SCORERS))
import score_extraction  # noqa: E402

WORD = re.compile(r"\w+")
SETS = ["web_extraction-pages", "news_pages-fixtures", "news_pages-eval"]
ROUNDS = 400
OPTIONS = dict(objective="binary", learning_rate=0.05, num_leaves=15, min_data_in_leaf=40, min_sum_hessian_in_leaf=0.3,
               feature_fraction=0.5, bagging_fraction=0.8, bagging_freq=1, lambda_l2=5, seed=1, num_threads=1,
               deterministic=True, force_row_wise=True, verbose=-1)
OWN = 0.15  # the weight of a page that own_pages.py wrote
SILVER = 0.7  # the weight of a page whose text is its own JSON-LD's


def words_of(text):
    return [word.lower() for word in WORD.findall(text or "")]


def site(address):
    """The registered domain, near enough."""
    parts = urllib.parse.urlparse(address).netloc.lower().split(":")[0].split(".")
    short = len(parts) > 2 and len(parts[-1]) == 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3:] if short else parts[-2:])


class Gold:
    """The words of an article, and where runs of four of them stand."""

    def __init__(self, text):
        self.words = words_of(text)
        self.places = collections.defaultdict(list)
        for i in range(len(self.words) - 3):
            self.places[tuple(self.words[i:i + 4])].append(i)
        self.offsets = np.cumsum([0] + [len(word) + 1 for word in self.words])
        self.joined = " " + " ".join(self.words) + " "

    def share(self, words):
        """How much of a block it has, and the place of it where that is sure."""
        covered = np.zeros(len(words), bool)
        places = []
        for i in range(len(words) - 3):
            found = self.places.get(tuple(words[i:i + 4]), [])
            if found:
                covered[i:i + 4] = True
            if len(found) == 1:
                places.append(found[0])
        share = covered.mean()
        sure = share > 0.6 and len(words) >= 8 and places
        return share, (min(places), max(places) + 4) if sure else None

    def has_between(self, words, begin, end):
        if begin >= end:
            return False
        stretch = self.joined[self.offsets[begin]:self.offsets[end] + 1]
        return " " + " ".join(words) + " " in stretch


def labels(texts, gold_text):
    """The share of each block that is article; -1 where that cannot be said."""
    gold = Gold(gold_text)
    blocks = [words_of(text) for text in texts]
    out, places = np.full(len(blocks), -1.0), [None] * len(blocks)
    for i, words in enumerate(blocks):
        if len(words) >= 4:
            out[i], places[i] = gold.share(words)
    before, after, at = [], [], 0
    for place in places:
        before.append(at)
        at = place[1] if place else at
    at = len(gold.words)
    for place in reversed(places):
        after.insert(0, at)
        at = place[0] if place else at
    for i, words in enumerate(blocks):
        if words and (len(words) < 4 or (len(words) < 8 and out[i] > 0)):
            out[i] = gold.has_between(words, before[i], after[i])
    return out


class Page:
    def __init__(self, record, site_name, gold="", required=None):
        self.name, self.site, self.gold, self.required = record["name"], site_name, gold, required
        self.texts, self.roles = record["texts"], np.array(record["roles"])
        self.rows = np.array(record["rows"], np.float32)
        self.repeated = self.name.endswith("#")
        self.y = labels(self.texts, gold) if gold and self.texts else np.full(len(self.texts), -1.0)
        lengths = np.array([len(WORD.findall(text)) for text in self.texts])
        self.weights = np.minimum((lengths + 3) / (lengths[self.y > 0.5].sum() + 30), 0.5)

    def figures(self, chosen):
        text = "\n".join(text for text, body in zip(self.texts, chosen) if body)
        references = [self.gold] + ([self.required] if self.required else [])
        return max((score_extraction.page(reference, text) for reference in references),
                   key=lambda x: (x[0] or 0) * (x[1] or 0) / ((x[0] or 0) + (x[1] or 0) or 1))


def is_whole(page):
    """Whether its blocks have the text that its metadata gives: else that is another text, or a part."""
    precision, recall, _ = page.figures(page.y > 0.5)
    return len(WORD.findall(page.gold)) >= 80 and (precision or 0) > 0.9 and (recall or 0) > 0.9


def mark_pieces(page, meta):
    """Labels of the blocks that hold a piece which a good text must, or must not, contain."""
    flat = [" ".join(text.split()) for text in page.texts]
    for pieces, label in ((meta.get("with"), 1), (meta.get("without"), 0)):
        for piece in pieces or []:
            piece = " ".join(piece.split())
            found = [i for i, text in enumerate(flat) if piece in text] if len(piece) >= 8 else []
            if label == 0 or len(found) == 1:
                page.y[found] = label
    lengths = np.array([len(WORD.findall(text)) for text in page.texts])
    page.weights = (np.minimum(lengths, 60) + 10) / 600


def read_gold(path):
    return json.loads(gzip.decompress(pathlib.Path(path).read_bytes()))


def read_own(dumps):
    """The pages of own_pages.py: each its own site."""
    lines = (dumps / "own.jsonl").open(encoding="utf-8")
    next(lines)
    own = json.loads((dumps / "own/gold.json").read_text(encoding="utf-8"))
    pages = [Page(record, record["name"], own[record["name"]]) for record in map(json.loads, lines)]
    for page in pages:
        page.weights *= OWN
    return pages


def read_pages(dumps, data):
    """The features' names, the pages of each set, and further pages to learn from."""
    pages, more = {}, []
    gold = {SETS[0]: {key + ".html": value for key, value in read_gold(data / "web_extraction/gold.json.gz").items()},
            SETS[1]: read_gold(data / "news_pages/fixtures.gold.json.gz"),
            SETS[2]: read_gold(data / "news_pages/eval.gold.json.gz")}
    for name in SETS:
        lines = (dumps / f"{name}.jsonl").open(encoding="utf-8")
        features = json.loads(next(lines))
        records = [json.loads(line) for line in lines]
        entries = [gold[name][record["name"].rstrip("#")] for record in records]
        pages[name] = [Page(record, site(entry["url"]), entry["articleBody"], entry.get("articleBodyRequired"))
                       for record, entry in zip(records, entries)]
    more += read_own(dumps)
    meta = read_gold(data / "page_meta/gold.json.gz")
    lines = (dumps / "page_meta-pages.jsonl").open(encoding="utf-8")
    next(lines)
    for record in map(json.loads, lines):
        entry = meta[record["name"].rstrip("#")]
        if record["name"].endswith("#"):
            page = Page(record, site(entry["url"]), record["stated"])
            page.weights *= SILVER
            if is_whole(page):
                more.append(page)
        elif entry.get("meta") and record["texts"]:
            page = Page(record, site(entry["url"]))
            mark_pieces(page, entry["meta"])
            more.append(page)
    return features, pages, more


def train(pages):
    pages = [page for page in pages if len(page.texts) and page.y.max() >= 0]
    y = np.concatenate([page.y for page in pages])
    doubtful = np.maximum(np.abs(y - 0.5) * 2, 0.05)
    weights = np.concatenate([page.weights for page in pages]) * doubtful
    known = y >= 0
    rows = np.vstack([page.rows for page in pages])
    data = lightgbm.Dataset(rows[known], (y > 0.5).astype(int)[known], weight=weights[known])
    return lightgbm.train(OPTIONS, data, ROUNDS)


def without_repeats(page, chosen):
    """As choose_body does: a paragraph that stands on the page twice is read once."""
    seen, out = set(), chosen.copy()
    for i, text in enumerate(page.texts):
        if out[i]:
            out[i] = text not in seen or len(text.split()) < 8
            seen.add(text)
    return out


def cross_validate(pages, more, folds):
    """{set: body precision, recall, F1}, each page judged by a model that saw no page of its site."""
    def fold(page):
        return int(hashlib.sha1(page.site.encode()).hexdigest(), 16) % folds
    everything = [page for name in SETS for page in pages[name]] + more
    models = [train([page for page in everything if fold(page) != i]) for i in range(folds)]
    scores = {}
    for name in SETS:
        for part, kept in (("", False), (", JSON-LD text hidden", True)):
            judged = [page for page in pages[name] if page.repeated == kept]
            for who in ("rules", "model"):
                figures = []
                for page in judged:
                    chosen = page.roles == 1
                    if who == "model" and len(page.texts):
                        chosen = without_repeats(page, models[fold(page)].predict(page.rows) > 0.5)
                    figures.append(page.figures(chosen))
                f1 = score_extraction.summary(figures)
                print("%s%s: %d pages, %s: F1 %.4f, precision %.4f, recall %.4f" % (
                    name, part, len(judged), who, f1["f1"], f1["precision"], f1["recall"]), file=sys.stderr)
                if who == "model" and not kept:
                    scores[name] = [round(f1[key], 3) for key in ("precision", "recall", "f1")]
    return scores


def pack(model, features):
    """The tensors of BoostedTrees: children after their parents, leaves as ~ of their number."""
    tensors = {"roots": [], "node_feature": [], "node_threshold": [], "node_at_most": [], "node_above": [], "leaves": []}

    def add(tree):
        if "leaf_value" in tree:
            tensors["leaves"].append(tree["leaf_value"])
            return ~(len(tensors["leaves"]) - 1)
        at = len(tensors["node_feature"])
        tensors["node_feature"].append(tree["split_feature"])
        tensors["node_threshold"].append(tree["threshold"])
        tensors["node_at_most"].append(0)
        tensors["node_above"].append(0)
        tensors["node_at_most"][at] = add(tree["left_child"])
        tensors["node_above"][at] = add(tree["right_child"])
        return at

    for tree in model.dump_model()["tree_info"]:
        tensors["roots"].append(add(tree["tree_structure"]))
    kinds = {"node_feature": "U16", "node_threshold": "F32", "leaves": "F32"}
    packed = {name: (kinds.get(name, "I32"), numbers) for name, numbers in tensors.items()}
    packed["features"] = ("U8", "\n".join(features).encode())
    return packed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=pathlib.Path), parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("model"), parser.add_argument("--folds", type=int, default=8)
    arguments = parser.parse_args()
    features, pages, more = read_pages(arguments.dumps, arguments.data)
    scores = cross_validate(pages, more, arguments.folds) if arguments.folds else {}
    model = train([page for name in SETS for page in pages[name]] + more)
    tensors = pack(model, features)
    write_safetensors(arguments.model, {
        "kind": "block-classifier", "format_version": "1", "version": "1",
        "name": "Which blocks of a page are its article",
        "training_data": "Pages of our own (own_pages.py); dev parts of article-extraction-benchmark, the test pages of fundus and fundus-evaluation, and "
                         "the pages of htmldate and trafilatura",
        "licences": "article-extraction-benchmark: MIT (Scrapinghub / Zyte). fundus, fundus-evaluation: MIT (M. "
                    "Dallabetta, C. Dobberstein and others). htmldate, trafilatura: Apache-2.0 (A. Barbaresi and "
                    "others). The pages belong to their publishers: weights only, no text is shipped",
        "scores": "Body F1, cross-validated by site: " + ", ".join(
            "%s %.3f" % (name, figures[2]) for name, figures in scores.items()) if scores else "",
        "cross_validated": json.dumps(scores)}, tensors)
    print("%s: %d trees, %d nodes" % (arguments.model, len(tensors["roots"][1]), len(tensors["node_feature"][1])),
          file=sys.stderr)


if __name__ == "__main__":
    main()
