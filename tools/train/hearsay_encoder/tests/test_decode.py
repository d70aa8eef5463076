import itertools
import random

import numpy as np
import pytest

from hearsay_encoder import decode, losses, windows
from hearsay_encoder.decode import Token
from hearsay_encoder.pieces import GLUED, INSIDE, LINE, PARAGRAPH, SPACE


def test_paths_never_have_an_inside_without_its_beginning():
    labels = ["O", "B-a", "I-a", "B-b", "I-b"]
    chance = np.random.default_rng(1)
    for _ in range(50):
        logp = decode.log_softmax(chance.normal(size=(chance.integers(1, 6), 5)) * 3)
        path = decode.best_path(logp, labels)
        good = [p for p in itertools.product(range(5), repeat=len(logp)) if all(
            k not in (2, 4) or (i > 0 and p[i - 1] in (k - 1, k)) for i, k in enumerate(p))]
        best = max(good, key=lambda p: sum(logp[i][k] for i, k in enumerate(p)))
        assert tuple(path) == best
    assert decode.best_path(np.zeros((0, 5)), labels) == []


def test_spans():
    assert decode.spans_by([0, 1, 2, 1, 0, 1], "OBI") == [(1, 3, ""), (3, 4, ""), (5, 6, "")]


def is_tree(heads):
    """One root to which all leads, and no arcs that cross."""
    def root_of(word):
        for _ in heads:
            word = heads[word] if heads[word] >= 0 else word
        return word

    def crosses(i, j):
        first, last = sorted((i, heads[i]))
        begin, end = sorted((j, heads[j])) if heads[j] >= 0 else (j, last + 1)
        return first < begin < last < end
    inner = [i for i in range(len(heads)) if heads[i] >= 0]
    return all(heads[root_of(i)] < 0 for i in range(len(heads))) and not any(
        crosses(i, j) for i in inner for j in range(len(heads)))


def test_trees_are_the_best_trees():
    chance = np.random.default_rng(2)
    for _ in range(60):
        n = int(chance.integers(1, 6))
        arcs = chance.normal(size=(n, n + 1)) * 2
        logp = decode.log_softmax(arcs)

        def weight(h):
            return sum(logp[d][1 + h[d]] for d in range(n))
        heads = decode.tree(arcs)
        assert is_tree(heads) and list(heads).count(-1) == 1
        rivals = [h for h in itertools.product(range(-1, n), repeat=n) if h.count(-1) == 1]
        assert weight(heads) == pytest.approx(max(weight(h) for h in rivals if is_tree(h)))


@pytest.mark.parametrize("gap, first, allowed", [
    (PARAGRAPH, False, (3,)), (SPACE, True, (3,)), (SPACE, False, (2, 3)), (LINE, False, (2, 3)),
    (INSIDE, False, (0, 1, 2, 3)), (GLUED, False, (0, 1, 2, 3))])
def test_marks_that_a_gap_allows(gap, first, allowed):
    assert decode.allowed_marks(gap, first) == allowed


def test_windows_cover_and_overlap():
    chance = random.Random(3)
    for _ in range(300):
        size = chance.randrange(8, 40)
        overlap = chance.randrange(0, size // 2)
        count, shift = chance.randrange(1, 200), chance.randrange(0, size - overlap)
        spans, owner = windows.windows(count, size, overlap, shift)
        assert len(owner) == count and sorted(set(owner)) == list(range(len(spans))) or shift
        for i, k in enumerate(owner):
            begin, end = spans[k]
            assert begin <= i < end <= begin + size
            if 0 < begin and i - begin < overlap // 2:
                assert False, "read at a window's edge"
    assert windows.windows(254)[0] == [(0, 254)]
    assert windows.windows(255)[0] == [(0, 254), (206, 255)]
    assert windows.windows(300)[1].tolist() == [0] * 230 + [1] * 70


def test_distance_of_spans():
    cues, spans = np.array([[10, 11]]), np.array([[10, 11], [9, 10], [5, 8], [11, 12], [13, 20], [400, 410], [8, 14]])
    assert losses.span_distances(cues, spans, False).tolist() == [[0, 1, 3, 10, 12, -1, 0]]
    assert losses.span_distances(cues, spans, True).tolist() == [[-1, 1, 3, 10, 12, -1, -1]]


def test_pairs_of_mentions():
    forms = ["anna", "reed", "left", "she", "reed", "she"]
    names = [True, True, False, False, True, False]
    runs = losses.name_runs(names, [(0, 6)])
    match, distance = losses.mention_pairs([0, 3, 4, 5], forms, names, runs)
    assert match[2, 0] == 1 and match[3, 1] == 2 and match[1, 0] == 0
    assert distance.tolist() == [[0, 0, 0, 0], [1, 0, 0, 0], [2, 1, 0, 0], [2, 2, 1, 0]]


def test_outermost():
    a = {"source": [], "cue": [(5, 9)], "content": [(10, 50)]}
    b = {"source": [], "cue": [(20, 24)], "content": [(25, 50)]}
    assert decode.outermost([a, b]) == [a]


def test_rows_of_words_inside_a_token():
    from hearsay_encoder.predict import sentence_rows
    reading = decode.Reading("can't.")
    reading.words = [Token(0, 2, True, head=1), Token(2, 5, False), Token(5, 6, True, head=1)]
    rows = [r.split("\t")[:2] for r in sentence_rows(reading, 0, 3).splitlines()]
    assert rows == [["1-2", "can't"], ["1", "ca"], ["2", "n't"], ["3", "."]]
