import os

import pytest
from hearsay_encoder import corpora, features, marked
from hearsay_encoder.labels import ABSENT
from hearsay_encoder.pieces import WordPieces

ARTICLE = """=== mill-1
person: Olga Pint; Pint
organisation: Mill Daily

[s1:The Mill Daily], [c2:citing] [s2:a clerk], [c1:reported] [x1:[x2:that [s3:Olga Pint] [c3:had denied] [x3:closing the old mill near the river last May]]].

[x4:“No,”] [s4:Pint] [c4:said]. [x4:“Never.”]

=== mill-2

Nothing was said."""


def read(tmp_path, text=ARTICLE):
    path = tmp_path / "own.txt"
    path.write_text(text, encoding="utf-8")
    return marked.read(str(path))


def words(document, spans):
    return [document.text[b:e] for b, e in spans]


def test_marks_become_spans(tmp_path):
    first, second = read(tmp_path)
    assert first.id == "mill-1" and second.text == "Nothing was said."
    assert "[" not in first.text and first.nested
    one, two, three, four = first.attributions
    assert words(first, one["source"] + one["cue"]) == ["The Mill Daily", "reported"]
    assert one["content"] == two["content"] and words(first, two["cue"]) == ["citing"]
    assert words(first, three["content"]) == ["closing the old mill near the river last May"]
    assert words(first, four["content"]) == ["“No,”", "“Never.”"]


def test_names_stand_wherever_they_are_the_longest_first(tmp_path):
    first = read(tmp_path)[0]
    assert [(first.text[b:e], kinds) for b, e, kinds in first.names] == [
        ("Mill Daily", ("organisation",)), ("Olga Pint", ("person",)), ("Pint", ("person",))]


@pytest.mark.parametrize("text, said", [("[s1:Pint said", "is not closed"), ("Pint] said", "a ] too many"), ("[p1:Pint]", "what is")])
def test_marks_that_do_not_fit_are_named(tmp_path, text, said):
    with pytest.raises(ValueError, match=said):
        read(tmp_path, "=== bad-1\n\n" + text)


def test_contents_stand_alone_with_what_is_inside(tmp_path):
    first = read(tmp_path)[0]
    alone = marked.contents(first)
    assert [d.text for d in alone if d.attributions] == [
        "that Olga Pint had denied closing the old mill near the river last May"]
    inner, = alone[0].attributions
    assert words(alone[0], inner["source"]) == ["Olga Pint"]


def test_a_content_of_two_cues_teaches_neither(tmp_path):
    first = read(tmp_path)[0]
    vocabulary = sorted({"[PAD]", "[UNK]", "[CLS]", "[SEP]"} | {c for c in first.text.lower()} | {"##" + c for c in first.text.lower()})
    pieces = WordPieces(vocabulary)(first.text)
    units = len(pieces.unit_first)
    _, cues, _, contents, _, content_cue = features.attribution_targets(first, units, features.Places(pieces))
    assert len(cues) == 4
    longest = max(range(len(contents)), key=lambda i: contents[i][1] - contents[i][0])
    assert content_cue[longest] == ABSENT
    assert all(c != ABSENT for i, c in enumerate(content_cue) if i != longest)


def test_one_article_in_eight_is_kept_for_dev():
    folder = os.path.join(os.path.dirname(os.path.dirname(corpora.__file__)), "attribution_own")
    train, dev = corpora.own("train", folder), corpora.own("dev", folder)
    whole = [d for d in train if "@" not in d.id]
    assert abs(len(whole) - 7 * len(dev)) <= 7
    assert not {d.id for d in whole} & {d.id for d in dev}
    assert not [d for d in whole + dev if not d.text]
