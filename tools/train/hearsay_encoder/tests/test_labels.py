import pytest

from hearsay_encoder import labels


@pytest.mark.parametrize("form, lemma, script", [
    ("said", "say", "l-2+y"), ("Towns", "town", "l-1+"), ("Reed", "Reed", "k-0+"), ("was", "be", "=be"),
    ("IRAQ", "Iraq", "t-0+"), ("n't", "not", "l-2+ot"), ("NATO", "NATO", "k-0+")])
def test_lemma_scripts(form, lemma, script):
    assert labels.lemma_script(form, lemma) == script
    assert labels.lemma_by(script, form) == lemma


def test_a_script_that_does_not_fit_leaves_something():
    assert labels.lemma_by("l-9+", "it") == "it"


def test_inner_scripts():
    assert labels.inner_by(labels.inner_script([(False, 3), (True, 1)])) == [(False, 3), (True, 1)]
    assert labels.inner_by("") == []


def test_bio_keeps_the_longer():
    found, kept = labels.bio([(0, 2), (1, 5), (5, 6)], 7)
    assert found == [0, 1, 2, 2, 2, 1, 0] and kept == [(1, 5), (5, 6)]
