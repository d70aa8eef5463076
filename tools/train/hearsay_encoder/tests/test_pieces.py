import pytest

from hearsay_encoder import pieces
from hearsay_encoder.pieces import DIGIT, LOWER, MIXED, OTHER, TITLE, UPPER


@pytest.mark.parametrize("text, expected", [
    ("", []),
    (" \t\n", []),
    ("Oak-ford", ["oak", "-", "ford"]),
    ("Café", ["cafe"]),
    ("İz", ["iz"]),
    ("a\u200bb", ["ab"]),                 # format characters are dropped
    ("a\u00a0b", ["a", "b"]),
    ("§5 €5", ["§", "5", "€5"]),          # § is punctuation (Po), € is not (Sc)
    ("中文a", ["中", "文", "a"]),
    ("“a”…", ["“", "a", "”", "…"]),
])
def test_units(text, expected):
    assert ["".join(c for c, _ in unit) for unit in pieces.units(text)] == expected


def test_pieces_lead_back_to_the_text(word_pieces):
    text = "  Ánna Oakford\n\nxé’ζ"
    found = word_pieces(text)
    assert [word_pieces.vocabulary[i] for i in found.ids] == ["anna", "oakford", "x", "##e", "[UNK]", "[UNK]"]
    assert [text[b:e] for b, e in zip(found.begin, found.end)] == ["Ánna", "Oakford", "x", "é", "’", "ζ"]
    assert found.gap == [4, 2, 4, 0, 1, 1]
    assert found.unit_first == [0, 1, 2, 4, 5] and found.unit_last == [0, 1, 3, 4, 5]


def test_longest_piece_first_and_unknown_whole(word_pieces):
    def split(word):
        return [word_pieces.vocabulary[i] for i, _, _ in word_pieces.split(word)]
    assert split("oakfords") == ["oakford", "##s"]
    assert split("oaken") == ["oak", "##e", "##n"]
    assert split("oakζ") == ["[UNK]"]
    assert split("a" * 101) == ["[UNK]"] and split("a" * 100) == ["a"] + ["##a"] * 99


@pytest.mark.parametrize("text, expected", [
    ("mill", LOWER), ("Mill", TITLE), ("A", TITLE), ("NATO", UPPER), ("iPhone", MIXED), ("McRae", MIXED), ("5th", DIGIT),
    (",", OTHER), ("中", OTHER), ("É", TITLE), ("'Tis", TITLE)])
def test_shape(text, expected):
    assert pieces.shape(text) == expected


@pytest.mark.parametrize("text, expected", [("a b", 2), ("a\nb", 3), ("a \r\n b", 3), ("a\n\nb", 4), ("a,b", 1)])
def test_gap(word_pieces, text, expected):
    assert word_pieces(text).gap[1] == expected


def test_as_the_reference_tokenizer_does():
    tokenizers = pytest.importorskip("tokenizers")
    from hearsay_encoder import train
    try:
        _, vocabulary = train.base_files()
    except ImportError:
        pytest.skip("the base is not installed")
    reference = tokenizers.Tokenizer.from_file(vocabulary.replace("vocab.txt", "tokenizer.json"))
    reference.no_truncation()
    reference.no_padding()
    own = pieces.WordPieces.open(vocabulary)
    for text in ("The Ministry’s spokes­man, Mr. Réné İnönü (aged 54), said: “No.”\n\n„Ça va…“ 10am, can't, O'Neil-Żółć",
                 "Привет, МИР! يقول المتحدث إنّ ذلك 中文字 日本語 テスト ไทย हिन्दी", "a" * 120 + " x\u0301y\u0327 ﬁn €50m ½ ™ C++ @user #tag_1"):
        got, expected = own(text), reference.encode(text, add_special_tokens=False)
        assert got.ids == expected.ids
        assert list(zip(got.begin, got.end)) == expected.offsets
