import pytest
from conftest import TEXT
from hearsay_encoder import corpora


def test_conllu(folder):
    document, = corpora.ewt(folder, "train")
    assert document.text == TEXT
    assert [document.text[w.begin:w.end] for w in document.words[5:9]] == ["she", "ca", "n't", "stay"]
    assert [w.new_token for w in document.words[6:9]] == [True, False, True]
    assert document.sentences == [(0, 10), (10, 14)]
    assert [w.head for w in document.words] == [1, 4, 1, 2, -1, 8, 8, 8, 4, 4, 11, -1, 11, 11]
    assert document.words[4].feats == "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
    assert document.words[0].feats == "_"


def test_gum_without_non_commercial_texts(folder):
    document, = corpora.gum(folder, "train")
    assert document.id == "GUM_news_mill"
    assert [(document.text[b:e], t, c) for b, e, t, c in document.entities] == [
        ("The miller Anna Reed", "person", "1"), ("she", "person", "1"), ("Reed", "person", "1"), ("Oakford", "place", "2")]
    attribution, = document.attributions
    assert [document.text[b:e] for b, e in attribution["content"]] == ["she can't stay"]
    assert {document.text[b:e]: k for b, e, k in document.names}["Oakford"] == ("place",)


def test_names(folder):
    document, = corpora.conll(folder, "wikigold", "train", 4)
    assert [(document.text[b:e], k) for b, e, k in document.names][:2] == [("Anna Reed", ("person",)), ("Oakford", ("place",))]
    assert len(corpora.conll(folder, "crossner_politics", "train", 1)) == 2


def test_re3d_without_the_bbc(folder):
    document, = corpora.re3d(folder, "train")
    assert document.described == [(0, 8, "organisation"), (14, 21, "place")]


def test_open_only(folder):
    assert "polnear" in corpora.read(folder, "train")
    assert "polnear" not in corpora.read(folder, "train", open_only=True)


def test_swapped_names_keep_their_types(folder):
    documents = corpora.swapped(folder, "train")
    found = {(kinds, d.text[b:e]) for d in documents for b, e, kinds in d.names}
    assert any(kinds == ("place",) for kinds, _ in found) and any(kinds == ("person",) for kinds, _ in found)
    assert all("\t" not in d.text and d.words is None for d in documents)


@pytest.mark.parametrize("text, content, expected", [
    ("She said it was late.", "it was late.", "it was late"),
    ('"It is late," she said.', '"It is late', '"It is late,"'),
    ('"It is late," she said.', '"It is late,', '"It is late,"'),
    ('"It is late," she said.', '"It is late,"', '"It is late,"'),
    ("“It is late, but”", "“It is late", "“It is late"),
    ("It was late, she said.", "It was late,", "It was late"),
    (".", ".", ".")])
def test_contents_end_as_polnear_has_them(text, content, expected):
    begin = text.index(content)
    a, b = corpora.bare_content(text, begin, begin + len(content))
    assert text[a:b] == expected
