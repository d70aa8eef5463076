"""What the signs of two short texts count: src/match/pair_weights.h.

    fit_pairs.py pairs DATA WORK            writes alike.tsv and says.tsv to WORK: label, a, b
    fit_pairs.py fit WORK OUT               reads alike.signs and says.signs, as `hearsay-features pairs` prints them

Likeness is a ridge regression on the scores that people gave to pairs of headlines (headline_sts), in both orders. Which checked
claim a post repeats is a conditional logit on CheckThat! 2020 (train): the right claim against the forty others that share the
rarest words; scale and constant, which do not change the order, are then fitted so that its number is a probability. Both are
cross-validated, by pair and by post. Fixed order, no randomness.
"""
import collections
import gzip
import math
import pathlib
import re
import sys

import numpy as np

FOLDS = 10
OTHERS = 40
RIDGE = 20.0
PENALTY = 10.0


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file][1:]


def words(text):
    return {w[:6] for w in re.findall(r"\w+", text.lower()) if len(w) > 2}


def others(queries, claims):
    """For each query the claims that share the rarest words with it."""
    holders = collections.defaultdict(list)
    sizes = []
    for number, text in enumerate(claims):
        found = words(text)
        sizes.append(10 + len(found))
        for word in sorted(found):
            holders[word].append(number)
    for query in queries:
        scores = collections.Counter()
        for word in sorted(words(query)):
            for number in holders[word]:
                scores[number] += math.log(len(claims) / len(holders[word])) / sizes[number]
        yield [number for number, _ in sorted(scores.items(), key=lambda x: (-x[1], x[0]))[:OTHERS]]


def write_pairs(data, work):
    with open(work / "alike.tsv", "w", encoding="utf-8") as out:
        for number, (_, _, score, a, b) in enumerate(rows(data / "headline_sts" / "pairs.tsv.gz")):
            print(f"{number}:{score}", a, b, sep="\t", file=out)
            print(f"{number}:{score}", b, a, sep="\t", file=out)
    folder = data / "claim_retrieval" / "checkthat2020"
    claims = rows(folder / "claims.tsv.gz")
    texts = [f"{c[1]} {c[2]}" for c in claims]
    right = {tuple(row) for row in rows(folder / "qrels.tsv.gz")}
    queries = [q for q in rows(folder / "queries.tsv.gz") if q[2] == "train"]
    with open(work / "says.tsv", "w", encoding="utf-8") as out:
        for query, found in zip(queries, others([q[1] for q in queries], texts)):
            gold = [n for n, c in enumerate(claims) if (query[0], c[0]) in right]
            for number in sorted(set(found) | set(gold)):
                print(f"{query[0]}:{int(number in gold)}", query[1], texts[number], sep="\t", file=out)


def read(path):
    lines = [line.split("\t") for line in path.read_text().splitlines()]
    ids = np.array([int(line[0].split(":")[0]) for line in lines])
    gold = np.array([float(line[0].split(":")[1]) for line in lines])
    return ids, gold, np.array([[float(x) for x in line[1:]] for line in lines])


def ridge(ids, signs, gold):
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    x = (signs - mean) / spread
    weights = np.linalg.solve(x.T @ x + RIDGE * np.eye(x.shape[1]), x.T @ (gold - gold.mean())) / spread
    return np.append(weights, gold.mean() - weights @ mean)


def choice(ids, signs, gold):
    """Newton's method on the chance of the right claim among those that were compared."""
    posts = np.unique(ids, return_inverse=True)[1]
    count = posts.max() + 1
    sums = lambda values: np.bincount(posts, values, count)  # noqa: E731
    right = sums(gold)[posts]
    spread = signs.std(0) + 1e-9
    x = signs / spread
    weights = np.zeros(x.shape[1])
    for _ in range(15):
        chance = np.exp(x @ weights - np.max(x @ weights))
        chance /= sums(chance)[posts]
        means = np.stack([sums(chance * column) for column in x.T], 1)
        curve = (x * (chance * right)[:, None]).T @ x - (means * sums(gold)[:, None]).T @ means
        slope = x.T @ (chance * right - gold) + PENALTY * weights
        weights -= np.linalg.solve(curve + PENALTY * np.eye(x.shape[1]), slope)
    return np.append(weights / spread, 0)


def calibrated(weights, signs, gold):
    """Scaled so that its logistic function is the share of right claims among those with this number."""
    x = np.stack([signs @ weights[:-1], np.ones(len(signs))], 1)
    line = np.array([1.0, -np.quantile(x[:, 0], 0.95)])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ line)))
        line -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (p - gold))
    return np.append(weights[:-1] * line[0], line[1])


def held_out(fit, ids, gold, signs):
    """Scores of every pair by weights that were fitted without its fold."""
    order = {number: k for k, number in enumerate(sorted(set(ids)))}
    folds = np.array([order[number] % FOLDS for number in ids])
    scores = np.zeros(len(gold))
    for fold in range(FOLDS):
        weights = fit(ids[folds != fold], signs[folds != fold], gold[folds != fold])
        scores[folds == fold] = signs[folds == fold] @ weights[:-1] + weights[-1]
    return scores


def mean_rank(ids, gold, scores):
    """Mean reciprocal rank of the right claims among those that were compared."""
    found = []
    for number in sorted(set(ids)):
        here = ids == number
        best = max(scores[here & (gold > 0)])
        found.append(1 / (1 + np.sum(scores[here & (gold == 0)] >= best)))
    return float(np.mean(found))


def fit(work, out):
    ids, gold, signs = read(work / "alike.signs")
    scores = held_out(ridge, ids, gold, signs)
    pairs = np.corrcoef((scores[::2] + scores[1::2]) / 2, gold[::2])[0, 1]
    print(f"alike: Pearson {pairs:.4f}, cross-validated")
    alike = ridge(ids, signs, gold / 5)
    ids, gold, signs = read(work / "says.signs")
    print(f"says: MRR {mean_rank(ids, gold, held_out(choice, ids, gold, signs)):.4f}, cross-validated")
    tables = {"pair_alike": alike, "pair_says": calibrated(choice(ids, signs, gold), signs, gold)}
    head, _ = out.read_text(encoding="utf-8").split("// clang-format off\n")
    body = "".join(f"inline constexpr std::array<double, {len(w)}> {name}{{\n    " + ", ".join(f"{x:.5g}" for x in w) + "};\n"
                   for name, w in tables.items())
    out.write_text(f"{head}// clang-format off\n{body}// clang-format on\n\n}}  // namespace hearsay::matching\n", encoding="utf-8")


if __name__ == "__main__":
    command, first, second = sys.argv[1:]
    {"pairs": write_pairs, "fit": fit}[command](pathlib.Path(first), pathlib.Path(second))
