"""A tiny set of every kind, of our own writing."""

import json
import os
import sys

import pytest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))

CONLLU = """# newdoc id = {id}
# global.Entity = GRP-etype-infstat-salience-centering-minspan-link-identity
# newpar
# sent_id = {id}-1
# text = The miller Anna Reed said she can't stay.
1	The	the	DET	DT	Definite=Def|PronType=Art	2	det	_	Entity=(1-person-new-cf1-1-coref
2	miller	miller	NOUN	NN	Number=Sing	5	nsubj	_	_
3	Anna	Anna	PROPN	NNP	Number=Sing	2	appos	_	_
4	Reed	Reed	PROPN	NNP	Number=Sing	3	flat	_	Entity=1)
5	said	say	VERB	VBD	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_
6	she	she	PRON	PRP	Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs	9	nsubj	_	Entity=(1-person-giv-cf1-1-ana)
7-8	can't	_	_	_	_	_	_	_	_
7	ca	can	AUX	MD	VerbForm=Fin	9	aux	_	_
8	n't	not	PART	RB	Polarity=Neg	9	advmod	_	_
9	stay	stay	VERB	VB	VerbForm=Inf	5	ccomp	_	SpaceAfter=No
10	.	.	PUNCT	.	_	5	punct	_	_

# newpar
# sent_id = {id}-2
# text = Reed left Oakford.
1	Reed	Reed	PROPN	NNP	Number=Sing	2	nsubj	_	Entity=(1-person-giv-cf1-1-coref)
2	left	leave	VERB	VBD	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_
3	Oakford	Oakford	PROPN	NNP	Number=Sing	2	obj	_	Entity=(2-place-new-cf2-1-sgl)|SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	_

"""
TEXT = "The miller Anna Reed said she can't stay.\n\nReed left Oakford."
WORDS = ("the miller anna reed said she can ##t ca n ' t stay . left oakford oak ##ford in of and to a mill town "
         "clerk ministry river council told paper bridge was closed \" , s ##s can ' don't").split()


def spans(text, *words):
    return [[text.index(w), text.index(w) + len(w)] for w in words]


OWN = """=== own-1
person: Reed
place: Oakford

[s1:The ministry] [c1:said] [x1:that [s2:Reed] [c2:told] the clerk [x2:that the bridge of the town was closed]]. Reed left Oakford."""


@pytest.fixture(autouse=True)
def own_articles(tmp_path, monkeypatch):
    """One of our own articles in place of the thousand that lie in the repository."""
    from hearsay_encoder import corpora
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text(OWN, encoding="utf-8")
    monkeypatch.setattr(corpora, "OWN", str(tmp_path / "own"))


@pytest.fixture
def folder(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def lines(*rows):
        return "".join(json.dumps(r) + "\n" for r in rows)
    said = {"id": "A1", "source": spans(TEXT, "The miller Anna Reed"), "cue": spans(TEXT, "said"),
            "content": spans(TEXT, "she can't stay")}
    entities = [{"start": 0, "end": 20, "type": "person", "cluster": "1"},
                {"start": 26, "end": 29, "type": "person", "cluster": "1"},
                {"start": 43, "end": 47, "type": "person", "cluster": "1"},
                {"start": 53, "end": 60, "type": "place", "cluster": "2"}]
    news = '"The bridge was closed," the clerk told the paper.\nThe ministry said the council said the river was closed.'
    outer = {"source": spans(news, "The ministry"), "cue": spans(news, "said"),
             "content": spans(news, "the council said the river was closed")}
    for part in ("train", "dev"):
        write("ud_ewt/%s.conllu" % part, CONLLU.format(id="mill"))
        write("ud_gum/%s.conllu" % part, CONLLU.format(id="GUM_news_mill") + CONLLU.format(id="GUM_fiction_mill"))
        write("gum_attribution/%s.jsonl" % part, lines(*(
            {"id": "GUM_%s_mill" % g, "genre": g, "text": TEXT.replace("\n\n", "\n"), "attributions": [said and dict(
                said, **{k: said[k] for k in ("source", "cue", "content")})],
             "entities": [dict(e, start=e["start"] - (e["start"] > 42), end=e["end"] - (e["end"] > 42)) for e in entities]}
            for g in ("news", "fiction"))))
        write("wikigold/%s.conll" % part, "Anna\tB-PER\nReed\tI-PER\nleft\tO\nOakford\tB-LOC\n.\tO\n\n" * 3)
        write("crossner_politics/%s.conll" % part, "The\tO\nOakford\tB-organisation\nCouncil\tI-organisation\nsaid\tO\n\n" * 2)
        write("re3d/%s.jsonl" % part, lines(
            {"id": "r1", "source": "CENTCOM", "text": "The army left Oakford.", "entities": [
                {"start": 0, "end": 8, "type": "Organisation"}, {"start": 14, "end": 21, "type": "Location"},
                {"start": 9, "end": 13, "type": "Weapon"}]},
            {"id": "r2", "source": "BBC Online", "text": "No.", "entities": []}))
        write("polnear/%s.jsonl" % part, lines({"id": "p1", "text": news, "attributions": [
            outer, {"source": spans(news, "the clerk"), "cue": spans(news, "told"),
                    "content": spans(news, "The bridge was closed")}]}))
    return str(tmp_path)


@pytest.fixture
def word_pieces():
    from hearsay_encoder.pieces import WordPieces
    letters = [p + c for c in "abcdefghijklmnopqrstuvwxyz" for p in ("", "##")]
    return WordPieces(list(dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + letters + WORDS)))
