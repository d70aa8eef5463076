"""The annotated sets, each read into `Document`s: one text with those layers that its set marks.

A layer that a set does not mark is None, and its loss is masked. GUM's NC genres and the BBC's part of re3d are
never read; with `open_only` neither is PolNeAR, whose texts carry no open licence.
"""

import glob
import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Optional

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import mentions_data  # noqa: E402  (the names of all sets under one convention)

GUM_NC = mentions_data.GUM_NC
FEATURES = ("Case", "Gender", "Mood", "Number", "Person", "Tense", "VerbForm", "Voice")
ENTITY_TYPES = {"person": "person", "organization": "organisation", "place": "place", "event": "event",
                "object": "product"}
OWN = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "attribution_own")
RE3D_TYPES = {"Person": "person", "Organisation": "organisation", "Location": "place"}


@dataclass
class Word:
    begin: int
    end: int
    new_token: bool
    upos: str = "X"
    feats: str = "_"
    lemma: str = ""
    head: int = -1          # index in the document, -1: root
    deprel: str = "dep"


@dataclass
class Document:
    id: str
    corpus: str
    text: str
    words: Optional[list] = None             # [Word]
    sentences: Optional[list] = None         # [(first word, end word)]
    names: Optional[list] = None             # [(begin, end, (type, …))]: any of these types is right
    described: Optional[list] = None         # [(begin, end, type)]: names and descriptions, may nest across types
    entities: Optional[list] = None          # [(begin, end, type, cluster)]
    attributions: Optional[list] = None      # [{source, cue, content}: lists of (begin, end)]
    nested: bool = False                     # attributions inside contents are marked too
    some_attributions: bool = False          # there are more than are marked, and cues may be longer
    extra: dict = field(default_factory=dict)


def read_lines(path):
    if not os.path.exists(path) and os.path.exists(path + ".zst"):
        path += ".zst"
    if path.endswith(".zst"):
        data = subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    else:
        data = open(path, encoding="utf-8").read()
    return data.split("\n")


def records(path):
    return [json.loads(line) for line in read_lines(path) if line.strip()]


# -- CoNLL-U ---------------------------------------------------------------------------------------

def conllu(lines, corpus):
    """Documents with words and trees. Texts are put together as `hearsay-bench predict conllu` does."""
    documents, state = [], None

    def finish():
        if state and state["words"]:
            documents.append(Document(state["id"], corpus, "".join(state["text"]), words=state["words"],
                                      sentences=state["sentences"]))

    def fresh(name):
        return {"id": name, "text": [], "at": 0, "glued": True, "words": [], "sentences": [], "rows": [],
                "inside": 0, "begin": 0}

    def add(piece):
        state["text"].append(piece)
        state["at"] += len(piece)

    def end_sentence():
        first = len(state["words"]) - len(state["rows"])
        for word, head in state["rows"]:
            word.head = first + head - 1 if head > 0 else -1
        if state["rows"]:
            state["sentences"].append((first, len(state["words"])))
        state["rows"], state["inside"] = [], 0

    state = fresh("")
    for line in lines:
        if line.startswith("# newdoc"):
            finish()
            state = fresh(line.split("=")[-1].strip())
        elif line == "# newpar" or line.startswith("# newpar "):
            if state["text"]:
                add("\n\n")
            state["glued"] = True
        elif not line:
            end_sentence()
        elif line[0] != "#":
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                if not state["glued"]:
                    add(" ")
                state["inside"], state["first"], state["place"] = last, first, state["at"]
                add(cells[1])
                state["glued"] = "SpaceAfter=No" in cells[9]
                continue
            number = int(cells[0])
            if number <= state["inside"]:
                begin, new = state["place"], number == state["first"]
                state["place"] = min(begin + len(cells[1]), state["at"])
                end = state["place"] if number < state["inside"] else state["at"]
            else:
                if not state["glued"]:
                    add(" ")
                begin, new = state["at"], True
                add(cells[1])
                end = state["at"]
                state["glued"] = "SpaceAfter=No" in cells[9]
            feats = "|".join(f for f in cells[5].split("|") if f.split("=")[0] in FEATURES) or "_"
            word = Word(begin, end, new, cells[3], feats, cells[2], -1, cells[7])
            state["words"].append(word)
            state["rows"].append((word, int(cells[6]) if cells[6] != "_" else 0))
    end_sentence()
    finish()
    return documents


def ewt(data, part):
    return conllu(read_lines("%s/ud_ewt/%s.conllu" % (data, part)), "ewt")


def solid(text):
    """Places of the characters that are not white space."""
    return [i for i, c in enumerate(text) if not c.isspace()]


def moved(spans, back, forward):
    """Spans of one text in another that differs in white space only."""
    out = []
    for begin, end in spans:
        inside = [back[i] for i in range(begin, end) if i in back]
        if inside:
            out.append((forward[inside[0]], forward[inside[-1]] + 1))
    return out


OPENING, CLOSING = "\"“‘'«", "\"”’'»"


def bare_content(text, begin, end):
    """A content of GUM as PolNeAR would mark it: with both of its quotation marks, without the mark that ends the sentence
    around it. One head learns both, so it needs one convention."""
    if text[begin] in OPENING:
        closing = CLOSING[OPENING.index(text[begin])]
        behind = end
        while behind < min(len(text), end + 2) and text[behind] in ".,?!":
            behind += 1
        if text[end - 1] != closing and text[behind:behind + 1] == closing:
            return begin, behind + 1
        return begin, end
    while end - begin > 1 and (text[end - 1] in ".,;:?!" or text[end - 1].isspace()):
        end -= 1
    return begin, end


def gum(data, part, keep_nc=False):
    documents = conllu(read_lines("%s/ud_gum/%s.conllu" % (data, part)), "gum")
    more = {r["id"]: r for r in records("%s/gum_attribution/%s.jsonl" % (data, part))}
    documents = [d for d in documents if keep_nc or d.id.split("_")[1] not in GUM_NC]
    path = "%s/ud_gum/%s.conllu" % (data, part)
    labelled = mentions_data.gum(path if os.path.exists(path) else path + ".zst") if not keep_nc else []
    for number, document in enumerate(documents):
        if labelled:
            document.names = names_of_words(document, [x for s in labelled[number] for x in s])
        record = more.get(document.id)
        if record is None:
            continue
        here, there = solid(document.text), solid(record["text"])
        if [document.text[i] for i in here] != [record["text"][i] for i in there]:
            continue
        back = {place: number for number, place in enumerate(there)}
        document.entities = []
        for e in record["entities"]:
            for begin, end in moved([(e["start"], e["end"])], back, here):
                document.entities.append((begin, end, ENTITY_TYPES.get(e["type"], "other"), e["cluster"]))
        document.attributions = [{role: moved(a[role], back, here) for role in ("source", "cue", "content")}
                                 for a in record["attributions"]]
        for a in document.attributions:
            a["content"] = [bare_content(document.text, *span) for span in a["content"]]
        document.nested = True
    return documents


def names_of_words(document, labels):
    """Names from (word, BIO label) rows that run along the document's words."""
    assert [w for w, _ in labels] and len(labels) == len(document.words)
    names = []
    for begin, end, kind in mentions_data.names_in(labels):
        names.append((document.words[begin].begin, document.words[end - 1].end, (kind,)))
    return names


# -- names -----------------------------------------------------------------------------------------

def conll(data, name, part, per_document):
    return of_labelled(labelled(data, name, part), name, per_document)


def labelled(data, name, part):
    """Sentences of (word, BIO label) of a set in columns. Only places become facilities by their head noun: what the
    sets call an organisation stays one ("George Washington University Hospital")."""
    types, sentences, sentence = mentions_data.CLOSED[name], [], []
    for line in read_lines("%s/%s/%s.conll" % (data, name, part)) + [""]:
        if line.strip():
            sentence.append(line.split("\t"))
        elif sentence:
            words, labels = [w for w, _ in sentence], ["O"] * len(sentence)
            for a, b, tag in mentions_data.names_in(sentence):
                kind = types[tag]
                kind = mentions_data.refined(kind, words[a:b]) if kind in ("place", "other") else kind
                mentions_data.mark(labels, a, b, kind)
            sentences.append(list(zip(words, labels)))
            sentence = []
    return sentences


def swapped(data, part):
    """The sets of names once more with other names in the places of their own, some of them made up, and some
    sentences in the manner of headlines: what tells a name nobody knows is its company."""
    path = "%s/ud_gum/%s.conllu" % (data, part)
    found = mentions_data.gum(path if os.path.exists(path) else path + ".zst")
    for name in sorted(mentions_data.CLOSED):
        sentences = labelled(data, name, part)
        found += [sentences[i:i + 10] for i in range(0, len(sentences), 10)]
    chance = random.Random(1)
    documents = []
    for document in list(mentions_data.swapped(found, chance)) + list(mentions_data.headlines(found)):
        documents += of_labelled(document, "swapped", 10, len(documents))
    return documents


def of_labelled(sentences, name, per_document, number=0):
    """Texts of sentences of (word, BIO label), so many a document, a blank after each word."""
    documents = []
    for first in range(0, len(sentences), per_document):
        text, names = "", []
        for sentence in sentences[first:first + per_document]:
            begins = []
            for word, _ in sentence:
                text += " " if text else ""
                begins.append(len(text))
                text += word
            for a, b, kind in mentions_data.names_in(sentence):
                names.append((begins[a], begins[b - 1] + len(sentence[b - 1][0]), (kind,)))
        documents.append(Document("%s-%d" % (name, number + first // per_document), name, text, names=names))
    return documents


def re3d(data, part, places=frozenset()):
    """Both what the set marks (`described`) and, by the shared convention, its names."""
    documents = []
    for r in records("%s/re3d/%s.jsonl" % (data, part)):
        if r["source"].startswith("BBC"):
            continue
        described = [(e["start"], e["end"], RE3D_TYPES[e["type"]]) for e in r["entities"] if e["type"] in RE3D_TYPES]
        documents.append(Document(r["id"], "re3d", r["text"], described=sorted(set(described))))
    return documents


# -- attribution -----------------------------------------------------------------------------------

def polnear(data, part):
    return [Document(r["id"], "polnear", r["text"], attributions=[
        {role: [tuple(s) for s in a[role]] for role in ("source", "cue", "content")} for a in r["attributions"]])
        for r in records("%s/polnear/%s.jsonl" % (data, part))]


def own(part, folder=None):
    """News of our own (`attribution_own/`, or another folder), one article in eight kept for dev; with the contents that hold attributions once
    more as texts of their own, since the program reads such a content a second time as if it stood alone."""
    from . import marked
    documents = [d for path in sorted(glob.glob(os.path.join(folder or OWN, "*.txt"))) for d in marked.read(path)]
    documents = [d for n, d in enumerate(documents) if (n % 8 == 7) == (part == "dev")]
    return documents + ([c for d in documents for c in marked.contents(d)] if part == "train" else [])


def read(data, part, open_only=False):
    """{name: [Document]} of everything a model may learn from."""
    sets = {"ewt": ewt(data, part), "gum": gum(data, part),
            "wikigold": conll(data, "wikigold", part, 4 if part == "train" else 1),
            "crossner_politics": conll(data, "crossner_politics", part, 1),
            "re3d": re3d(data, part), "own": own(part)}
    if part == "train":
        sets["swapped"] = swapped(data, part)
    if not open_only:
        sets["polnear"] = polnear(data, part)
        for document in sets["gum"]:
            document.some_attributions = True
    return sets
