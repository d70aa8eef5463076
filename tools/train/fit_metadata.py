#!/usr/bin/env python3
"""Fits the weights by which a page's title, authors and date are chosen among all places that give them.

    fit_metadata.py OUT.h GOLD.json=DUMP.jsonl… [--folds 8]

DUMP is what `hearsay-features metadata` prints for the pages of GOLD. Each field is a conditional logit over a page's
candidates and "(none)": the likelihood that one of the right candidates is chosen, L2-penalised, by L-BFGS. Prints what
it scores when the pages of a publisher are left out (cross-validated by host), then fits all and writes the tables.
"""
import argparse
import collections
import datetime
import json
import pathlib
import re
import sys
import urllib.parse
import zlib

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
import scoring  # noqa: E402

FIELDS = {"title": "title", "authors": "author", "date": "date"}
LEAST = {"title": 0, "authors": 0.15, "date": 0.2}  # as in titles.cpp, authors.cpp, date_choice.cpp
JOINING = {"and", "by", "e", "et", "og", "och", "und", "von", "y"}  # some gold has these among the names
RARE = 3  # signs on fewer pages are left out
PENALTY = {"title": 1, "authors": 2, "date": 3}


HEAD = """// How much each sign speaks for a candidate (evidence.h), sorted by sign; "(none)": for none of
// them. Made by tools/train/metadata from the dev parts of page_meta (adbar/htmldate,
// adbar/trafilatura: Apache-2.0), publisher_meta (postlight/parser: Apache-2.0 or MIT) and
// news_pages (flairNLP/fundus: MIT). Do not edit.
#pragma once

#include <array>
#include <string_view>

namespace hearsay::extraction {

struct Weight {
  std::string_view sign;
  float weight;
};

// clang-format off
"""


def words(value):
    if isinstance(value, list):
        value = " ".join(map(str, value))
    return re.findall(r"\w+", (value or "").lower())


def wanted(gold, field):
    meta = gold.get("meta") or {}
    if field == "date":
        return gold.get("date") or gold.get("date_published")
    if field == "authors":
        return gold.get("author") or gold.get("authors") or meta.get("author")
    return gold.get("title") or meta.get("title")


def days_of(instant):
    """The days that it is somewhere on Earth at an instant in UTC: what one set gives, where pages give the newsroom's day."""
    time = datetime.datetime.fromisoformat(instant[:19])
    return {str((time + datetime.timedelta(hours=hours)).date()) for hours in (-11, 0, 14)}


def is_right(field, value, want, strict=True):
    if field == "date":
        return value[:10] in days_of(want) if want.endswith("Z") and not strict else value[:10] == want[:10]
    got, want = words(value.replace("\n", " ")), words(want)
    if field == "authors" and not strict:
        got, want = ([w for w in x if w not in JOINING] for x in (got, want))
    return got == want


def publisher_of(gold, page):
    host = urllib.parse.urlsplit(gold.get("url") or "").hostname or page
    parts = host.split(".")
    short = len(parts) > 2 and len(parts[-2]) <= 3
    return ".".join(parts[-3 if short else -2:])


def outlet_of(gold):
    return gold.get("publisher") or (gold.get("meta") or {}).get("sitename") or ""


def read(pairs, field):
    """Pages that have gold: (set, publisher, [signs], [right], file, gold, [value], [right to the letter], outlet's name)."""
    pages = []
    for pair in pairs:
        gold_path, dump_path = pair.split("=")
        gold = json.load(open(gold_path, encoding="utf-8"))
        for line in open(dump_path, encoding="utf-8"):
            record = json.loads(line)
            key = record["page"] if record["page"] in gold else record["page"].rsplit(".", 1)[0]
            want = wanted(gold.get(key) or {}, field)
            if not want or (field != "date" and not words(want)):
                continue
            candidates = record[field]
            pages.append((dump_path.rsplit("/", 1)[-1].split(".")[0], publisher_of(gold[key], key), [c[1] for c in candidates],
                          [is_right(field, c[0], want, False) for c in candidates], key, want, [c[0] for c in candidates],
                          [is_right(field, c[0], want) for c in candidates], outlet_of(gold[key])))
    return pages


class Model:
    def __init__(self, pages, penalty):
        counts = collections.Counter(sign for page in pages for sign in {s for c in page[2] for s in c})
        self.index = {s: i + 1 for i, s in enumerate(sorted(s for s, n in counts.items() if n >= RARE))}
        self.weights = np.zeros(len(self.index) + 1)  # 0: "(none)"
        # Where no candidate is right, that says nothing of the candidates but that none is.
        data = [self.matrix(page) for page in pages]
        self.fit(data, penalty)

    def matrix(self, page):
        ids, begin = [], [0]
        for signs in page[2]:
            ids.extend(self.index[s] for s in signs if s in self.index)
            begin.append(len(ids))
        ids.append(0)
        begin.append(len(ids))
        right = np.array(page[3] + [not any(page[3])])
        return np.array(ids), np.array(begin), right

    def fit(self, data, penalty):
        ids = np.concatenate([d[0] for d in data])
        lengths = np.concatenate([np.diff(d[1]) for d in data])
        candidate = np.repeat(np.arange(len(lengths)), lengths)
        page = np.repeat(np.arange(len(data)), [len(d[1]) - 1 for d in data])
        right = np.concatenate([d[2] for d in data])
        n, pages = len(lengths), len(data)

        def loss(w):
            score = np.bincount(candidate, w[ids], n)
            top = np.full(pages, -np.inf)
            np.maximum.at(top, page, score)
            e = np.exp(score - top[page])
            every = np.bincount(page, e, pages)
            good = np.bincount(page, e * right, pages) + 1e-12
            value = -np.sum(np.log(good / every)) + penalty * np.dot(w, w)
            slope = e / every[page] - e * right / good[page]
            return value, np.bincount(ids, slope[candidate], len(w)) + 2 * penalty * w

        self.weights = minimize(loss, self.weights, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x

    def choose(self, page):
        ids, begin, _ = self.matrix(page)
        score = np.array([self.weights[ids[a:b]].sum() for a, b in zip(begin, begin[1:])])
        probability = np.exp(score - score.max())
        probability /= probability.sum()
        best = int(np.argmax(probability[:-1])) if len(probability) > 1 else -1
        return best, (float(probability[best]) if best >= 0 else 0.0)


def persons_right(page, best):
    """Whether the persons among the authors are right; None where no person signs, or for another field."""
    wanted = scoring.persons(page[5], page[8])
    if not wanted:
        return None
    given = page[6][best].split("\n") if best >= 0 else []
    return words(scoring.persons(given, page[8])) == words(wanted)


def cross_validate(pages, folds, penalty, least, verbose=None):
    fold = [zlib.crc32(p[1].encode()) % folds for p in pages]
    hits = collections.defaultdict(list)
    for f in range(folds):
        model = Model([p for p, g in zip(pages, fold) if g != f], penalty)
        for page, g in zip(pages, fold):
            if g != f:
                continue
            best, probability = model.choose(page)
            given = best >= 0 and probability >= least
            right = given and page[7][best]
            hits[page[0]].append((right, given, any(page[7]), persons_right(page, best if given else -1)))
            if verbose is not None and not right:
                verbose.append((page, best, probability, model))
    return hits


def show(field, hits):
    for name, rows in sorted(hits.items()):
        n = len(rows)
        print("%-8s %-12s right %d/%d = %.4f  given %d  has right candidate %.4f" % (
            field, name, sum(r[0] for r in rows), n, sum(r[0] for r in rows) / n, sum(r[1] for r in rows), sum(r[2] for r in rows) / n))
        persons = [r[3] for r in rows if r[3] is not None]
        if field == "authors" and persons:
            print("%-8s %-12s persons alone right %d/%d = %.4f" % (field, name, sum(persons), len(persons), sum(persons) / len(persons)))


def table(name, model):
    rows = [("(none)", model.weights[0])] + [(s, model.weights[i]) for s, i in model.index.items()]
    rows = sorted((s, w) for s, w in rows if abs(w) >= 0.005 or s == "(none)")
    rows.sort(key=lambda r: r[0].encode())
    lines = "".join('    {%s, %.3fF},\n' % (json.dumps(s), w) for s, w in rows)
    return "\ninline constexpr auto %s_weights = std::to_array<Weight>({\n%s});\n" % (name, lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("pairs", nargs="+", metavar="GOLD=DUMP")
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--fields", nargs="+", default=list(FIELDS))
    arguments = parser.parse_args()
    text = HEAD
    for field in arguments.fields:
        pages = read(arguments.pairs, field)
        show(field, cross_validate(pages, arguments.folds, PENALTY[field], LEAST[field]))
        model = Model(pages, PENALTY[field])
        text += table(field, model)
        sys.stdout.flush()
    text += "\n// clang-format on\n\n}  // namespace hearsay::extraction\n"
    if arguments.out != "-":
        open(arguments.out, "w", encoding="utf-8").write(text)


if __name__ == "__main__":
    main()
