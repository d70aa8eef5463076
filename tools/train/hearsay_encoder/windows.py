"""Texts of any length in overlapping windows, and batches of windows that hold whole documents."""

import numpy as np

WINDOW = 254      # pieces; [CLS] and [SEP] come on top
OVERLAP = 48


def windows(count, size=WINDOW, overlap=OVERLAP, shift=0):
    """-> ([(begin, end)], owner of each piece). A piece is read from the window in which it stands furthest
    from an edge. `shift` (training only) moves all windows to the left by that many pieces."""
    stride = size - overlap
    last = max(0, -(-(count + shift - size) // stride))
    spans = [(max(0, k * stride - shift), min(count, k * stride + size - shift)) for k in range(last + 1)]
    places = np.arange(count) + shift
    owner = np.clip((places - overlap // 2) // stride, 0, last)
    keep = [k for k, (b, e) in enumerate(spans) if e > b]
    renumbered = {k: i for i, k in enumerate(keep)}
    return [spans[k] for k in keep], np.array([renumbered[k] for k in owner], np.int64)


class Batch:
    """Documents end to end. `rows` are the windows as (ids, shape, gap) columns with [CLS] and [SEP] put on;
    `own` says for every piece of the batch its window and its place there."""

    def __init__(self, documents, cls, sep, shifts=None, overlap=OVERLAP, pad=0):
        self.documents = documents
        self.rows, own = [], []
        self.piece_base, self.unit_base, self.word_base = [], [], []
        pieces = units = words = 0
        for number, d in enumerate(documents):
            self.piece_base.append(pieces)
            self.unit_base.append(units)
            self.word_base.append(words)
            n = len(d["ids"])
            spans, owner = windows(n, overlap=overlap, shift=shifts[number] if shifts else 0)
            first = len(self.rows)
            begins = np.array([b for b, _ in spans], np.int64)
            for b, e in spans:
                self.rows.append((np.concatenate(([cls], d["ids"][b:e], [sep])),
                                  np.concatenate(([5], d["shape"][b:e], [5])),
                                  np.concatenate(([0], d["gap"][b:e], [0]))))
            if n:
                own.append(np.stack([owner + first, np.arange(n) - begins[owner] + 1], 1))
            pieces, units, words = pieces + n, units + len(d["unit_first"]), words + len(d["words"])
        self.own = np.concatenate(own) if own else np.zeros((0, 2), np.int64)
        self.pieces = pieces

    def buckets(self, sizes=(48, 96, 160, 256)):
        """Windows of like length together: (numbers, ids, shape, gap, mask) arrays."""
        lengths = np.array([len(r[0]) for r in self.rows])
        low = 0
        for high in sizes:
            numbers = np.nonzero((lengths > low) & (lengths <= high))[0]
            low = high
            if len(numbers):
                width = lengths[numbers].max()
                columns = [np.zeros((len(numbers), width), np.int64) for _ in range(3)]
                mask = np.zeros((len(numbers), width), bool)
                for i, number in enumerate(numbers):
                    for column, values in zip(columns, self.rows[number]):
                        column[i, :len(values)] = values
                    mask[i, :lengths[number]] = True
                yield (numbers, *columns, mask)

    def joined(self, name, base=None):
        """One column of all documents, its indices moved by the documents' bases."""
        parts = []
        for i, d in enumerate(self.documents):
            values = d[name]
            parts.append(values + base[i] if base is not None else values)
        return np.concatenate(parts)
