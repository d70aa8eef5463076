"""Text to word pieces, as the reference tokenizer of BERT (uncased) gives them, with their places in the text.

Beside its id every piece has a case shape and a gap (what stands between it and the piece before it), which
the encoder takes as further embeddings. A *unit* is a pre-token: a run of letters and digits, or one
punctuation mark. `docs/models.md` says the same in words; a C++ reader does exactly this.
"""

import unicodedata
from dataclasses import dataclass, field

PAD, UNK, CLS, SEP = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
LONGEST_UNIT = 100
LOWER, TITLE, UPPER, MIXED, DIGIT, OTHER = range(6)
SHAPES = ("lower", "title", "upper", "mixed", "digit", "other")
INSIDE, GLUED, SPACE, LINE, PARAGRAPH = range(5)
GAPS = ("inside", "glued", "space", "line", "paragraph")
IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
              (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


def is_white(char):
    return char in " \t\n\r" or char.isspace() and unicodedata.category(char)[0] == "Z"


def is_blank(char):
    """What the end of a word is stripped of."""
    return "\t" <= char <= "\r" or char in " \x85" or unicodedata.category(char)[0] == "Z"


def is_dropped(char):
    return char not in "\t\n\r" and (char in "\x00\ufffd" or unicodedata.category(char)[0] == "C")


def is_punctuation(char):
    code = ord(char)
    return 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126 \
        or unicodedata.category(char)[0] == "P"


def is_ideograph(char):
    code = ord(char)
    return code >= 0x3400 and any(low <= code <= high for low, high in IDEOGRAPHS)


def normalised(char):
    """The characters that stand for one in the vocabulary: without accents, lower case."""
    if char < "\x80":
        return char.lower()
    return "".join(c.lower() for c in unicodedata.normalize("NFD", char) if unicodedata.category(c) != "Mn")


def units(text):
    """[[(normalised character, index in text), …], …]"""
    found, current = [], []
    for at, char in enumerate(text):
        if is_white(char):
            alone, chars = True, ""
        elif is_dropped(char):
            continue
        else:
            alone, chars = is_ideograph(char), normalised(char)
        if alone and current:
            found.append(current)
            current = []
        for c in chars:
            if is_punctuation(c):
                if current:
                    found.append(current)
                    current = []
                found.append([(c, at)])
            else:
                current.append((c, at))
        if alone and current:
            found.append(current)
            current = []
    return found + [current] if current else found


def shape(text):
    upper = lower = 0
    for char in text:
        kind = unicodedata.category(char)
        if kind == "Nd":
            return DIGIT
        upper += kind in ("Lu", "Lt")
        lower += kind == "Ll"
    if not upper:
        return LOWER if lower else OTHER
    if not lower:
        return UPPER if upper > 1 else TITLE
    first = next(c for c in text if unicodedata.category(c) in ("Lu", "Lt", "Ll"))
    return TITLE if upper == 1 and unicodedata.category(first) != "Ll" else MIXED


def gap(text, before, begin):
    """`before`: the end of the piece before, None at the beginning of the text."""
    lines = text.count("\n", before, begin) if before is not None else 2
    if lines:
        return PARAGRAPH if lines > 1 else LINE
    return SPACE if any(is_white(c) for c in text[before:begin]) else GLUED


@dataclass
class Pieces:
    """Columns of equal length, one row a piece; `unit_first` and `unit_last` have one row a unit."""
    ids: list = field(default_factory=list)
    begin: list = field(default_factory=list)
    end: list = field(default_factory=list)
    shape: list = field(default_factory=list)
    gap: list = field(default_factory=list)
    unit_first: list = field(default_factory=list)
    unit_last: list = field(default_factory=list)

    def unit_span(self, unit):
        return self.begin[self.unit_first[unit]], self.end[self.unit_last[unit]]


class WordPieces:
    def __init__(self, vocabulary):
        self.vocabulary = list(vocabulary)
        self.ids = {piece: i for i, piece in enumerate(self.vocabulary)}
        self.pad, self.unk, self.cls, self.sep = (self.ids[x] for x in (PAD, UNK, CLS, SEP))

    @classmethod
    def open(cls, path):
        return cls(open(path, encoding="utf-8").read().split("\n")[:-1])

    def split(self, word):
        """[(id, begin, end)] of one normalised unit: always the longest piece that fits."""
        if len(word) > LONGEST_UNIT:
            return [(self.unk, 0, len(word))]
        out, begin = [], 0
        while begin < len(word):
            for end in range(len(word), begin, -1):
                found = self.ids.get(("##" if begin else "") + word[begin:end])
                if found is not None:
                    break
            else:
                return [(self.unk, 0, len(word))]
            out.append((found, begin, end))
            begin = end
        return out

    def __call__(self, text):
        result, before = Pieces(), None
        for unit in units(text):
            kind = shape(text[unit[0][1]:unit[-1][1] + 1])
            result.unit_first.append(len(result.ids))
            for number, (piece, begin, end) in enumerate(self.split("".join(c for c, _ in unit))):
                first, last = unit[begin][1], unit[end - 1][1] + 1
                result.ids.append(piece)
                result.begin.append(first)
                result.end.append(last)
                result.shape.append(kind)
                result.gap.append(INSIDE if number else gap(text, before, first))
                before = last
            result.unit_last.append(len(result.ids) - 1)
        return result
