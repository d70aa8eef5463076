import numpy as np

from hearsay_encoder import corpora, decode, features, labels, losses
from hearsay_encoder.labels import ABSENT


def data_of(documents, word_pieces):
    return labels.Tables.learned(documents, features.inner_counts(documents * 2, word_pieces))


def test_boundaries_give_the_words_back(folder, word_pieces):
    document, = corpora.ewt(folder, "train")
    pieces = word_pieces(document.text)
    marks, splits = features.boundaries(document, pieces)
    words, sentences = decode.cut_words(document.text, pieces, marks, splits)
    assert [(w.begin, w.end, w.new_token) for w in words] == [(w.begin, w.end, w.new_token) for w in document.words]
    assert sentences == document.sentences
    assert any(splits)      # "ca|n't" is cut inside the piece "can"


def test_mentions_by_their_heads(folder):
    document, = corpora.gum(folder, "train")
    assert features.mention_rows(document) == [(1, 0, 3, "person", "1"), (5, 5, 5, "person", "1"),
                                               (10, 10, 10, "person", "1"), (12, 12, 12, "place", "2")]


def test_attribution_targets(folder, word_pieces):
    document, = corpora.polnear(folder, "train")
    pieces = word_pieces(document.text)
    right, cues, sources, contents, cue_source, content_cue = features.attribution_targets(
        document, len(pieces.unit_first), features.Places(pieces))
    assert len(cues) == len(sources) == len(contents) == 2
    assert list(cue_source) == [0, 1] and list(content_cue) == [0, 1]
    inside = right[:, 2] > 1
    assert (right[inside, 0] == 0).all()          # inner attributions are not marked: nothing is known there
    assert (right[~inside, 0] > 0).all() and (right[:, 3] == 0).all()


def test_nested_contents_go_to_the_inner_layer(word_pieces):
    text = "the ministry said the council said the river was closed"
    document = corpora.Document("n", "gum", text, nested=True, attributions=[
        {"source": [(0, 12)], "cue": [(13, 17)], "content": [(18, len(text))]},
        {"source": [(18, 29)], "cue": [(30, 34)], "content": [(35, len(text))]}])
    pieces = word_pieces(text)
    right, *_, contents, _, content_cue = features.attribution_targets(document, len(pieces.unit_first), features.Places(pieces))
    assert right[:, 2].tolist() == [1, 1, 1, 2, 4, 4, 4, 4, 4, 4] and right[:, 3].tolist() == [1] * 6 + [2, 4, 4, 4]
    assert contents == [(3, 10), (6, 10)] and list(content_cue) == [0, 1]


def test_a_set_that_marks_some_attributions_says_nothing_of_the_rest(word_pieces):
    text = "by its account the ministry said the council said the river was closed"
    document = corpora.Document("n", "gum", text, nested=True, some_attributions=True, attributions=[
        {"source": [(15, 27)], "cue": [(28, 32)], "content": [(33, len(text))]}])
    right, *_ = features.attribution_targets(document, 13, features.Places(word_pieces(text)))
    assert right[:, 0].tolist() == [0] * 5 + [6] + [1] * 7          # a cue may be longer than its word
    assert right[:, 1].tolist() == [0] * 3 + [6] * 2 + [0] + [1] * 7
    assert right[:, 2].tolist() == [0] * 6 + [2] + [4] * 6


def test_names_mask_allows_any_type_of_a_catch_all(word_pieces):
    pieces = word_pieces("the oakford mill")
    mask = features.names_mask([(4, 16, ("event", "other"))], 3, features.Places(pieces))
    names = labels.NAME_LABELS
    assert [[names[k] for k in range(17) if m >> k & 1] for m in mask] == [["O"], ["B-event", "B-other"], ["I-event", "I-other"]]


def test_parts_of_long_documents(folder, word_pieces):
    document, = corpora.gum(folder, "train")
    both = features.parts(document, lambda text: len(word_pieces(text).ids), longest=14)
    assert [p.text for p in both] == ["The miller Anna Reed said she can't stay.\n\n", "Reed left Oakford."]
    assert both[1].words[0].head == 1 and both[1].sentences == [(0, 4)]
    assert [e[:2] for e in both[1].entities] == [(0, 4), (10, 17)]
    assert len(both[0].attributions) == 1 and both[1].attributions == []


def test_no_part_begins_inside_an_attribution(word_pieces):
    text = "the clerk said\nthe mill\nwas closed\nthe river"
    document = corpora.Document("x", "polnear", text, attributions=[
        {"source": [(0, 9)], "cue": [(10, 14)], "content": [(15, 34)]}])
    found = features.parts(document, lambda t: len(word_pieces(t).ids), longest=4)
    assert "".join(p.text for p in found) == text
    assert sum(len(p.attributions) for p in found) == 1


def test_arrays_of_a_silent_layer_are_absent(folder, word_pieces):
    document, = corpora.re3d(folder, "train")
    a = features.arrays(document, word_pieces(document.text), data_of(corpora.ewt(folder, "train"), word_pieces))
    assert set(a["boundary"]) <= {ABSENT, 0, 2, 3} and (a["names"] == 0).all() and (a["attribution"] == 0).all()
    assert (a["described"] != ABSENT).all() and np.count_nonzero(a["described"] == labels.B) == 2


def test_contents_found_without_a_gold_one_have_no_cue():
    d = {"contents": np.array([[2, 6]]), "content_cue": np.array([0]), "cues": np.array([[7, 8]]),
         "attribution": np.ones((12, 4), np.int64) * [1, 1, 1, 0]}
    spans, cues = losses.contents_to_link(d, [0, 0, 1, 2, 0, 0, 0, 0, 0, 1, 2, 0])
    assert spans.tolist() == [[2, 6], [2, 4], [9, 11]] and cues.tolist() == [0, 0, 1]
    d["attribution"][:, 3] = 1     # a set that leaves attributions unmarked says nothing of those
    assert losses.contents_to_link(d, [1] * 12)[0].tolist() == [[2, 6]]


def test_boundaries_are_evident_where_no_words_are_marked(word_pieces):
    text = "The Millstead council, which cannot 2017 it. Then Oakfordshire closed. It did"
    pieces = word_pieces(text)
    marks, splits = features.evident_boundaries(text, pieces)
    for begin, mark in zip(pieces.begin, marks):
        word = text[:begin + 1].rsplit(" ", 1)[-1]
        if begin and text[begin - 1] == " ":
            assert mark == (3 if word == "I" else ABSENT if text[begin - 2] == "." else 2), (begin, mark)
        elif word[:1].isupper() and word[-1].isalpha() and len(word) > 1:
            assert mark == 0, (begin, mark)
    for begin, split in zip(pieces.begin, splits):
        if text[begin:].startswith(("The ", "2017")):
            assert split == 0
        if text[begin:].startswith("cannot"):
            assert split == ABSENT
