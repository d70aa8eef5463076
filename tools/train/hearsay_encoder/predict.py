"""Predictions in the forms of `hearsay-bench predict`, so that the same scorers take them."""

import json

from . import corpora
from .decode import outermost


def conllu(reader, path):
    out = []
    for number, document in enumerate(corpora.conllu(corpora.read_lines(path), "")):
        reading = reader.read(document.text)
        out.append("# newdoc id = d%d\n" % (number + 1))
        for a, b in reading.sentences:
            out.append(sentence_rows(reading, a, b) + "\n")
    return "".join(out)


def sentence_rows(reading, begin, end):
    rows, words, text = [], reading.words, reading.text
    for i in range(begin, end):
        w = words[i]
        if w.new_token or i == begin:
            last = i + 1
            while last < end and not words[last].new_token:
                last += 1
            token_end = words[last - 1].end
            glued = token_end < len(text) and not text[token_end].isspace()
            space = "SpaceAfter=No" if glued else "_"
            if last - i > 1:
                rows.append("%d-%d\t%s%s%s" % (i - begin + 1, last - begin, form(text[w.begin:token_end]), "\t_" * 7,
                                               "\t" + space))
                space = "_"
        head = w.head - begin + 1 if w.head >= 0 else 0
        rows.append("\t".join([str(i - begin + 1), form(text[w.begin:w.end]), form(w.lemma) or "_", w.upos, "_", w.feats,
                               str(head), w.deprel, "_", space]))
    return "\n".join(rows) + "\n"


def form(text):
    return "".join(text.split())


def ner(reader, path):
    if ".jsonl" in path:
        lines = []
        for r in corpora.records(path):
            found = reader.read(r["text"]).described
            lines.append(json.dumps({"id": r["id"], "entities": [{"start": b, "end": e, "type": t} for b, e, t in found]}))
        return "".join(line + "\n" for line in lines)
    out, sentence = [], []
    for line in corpora.read_lines(path) + [""]:
        if line.strip():
            sentence.append(line.split("\t")[0].split(" ")[0])
        elif sentence:
            out.append(tagged(reader, sentence))
            sentence = []
    return "".join(out)


def tagged(reader, words):
    text, begins = " ".join(words), []
    for word in words:
        begins.append((begins[-1][1] + 1 if begins else 0,) * 2)
        begins[-1] = (begins[-1][0], begins[-1][0] + len(word))
    tags = ["O"] * len(words)
    for b, e, kind in reader.read(text).names:
        mark = "B-"
        for i, (x, y) in enumerate(begins):
            if x < e and b < y and tags[i] == "O":
                tags[i], mark = mark + kind, "I-"
    return "".join("%s\t%s\n" % row for row in zip(words, tags)) + "\n"


def attribution(reader, path, outer=True):
    lines = []
    for r in corpora.records(path):
        found = reader.read(r["text"]).attributions
        found = outermost(found) if outer else found
        lines.append(json.dumps({"id": r["id"], "attributions": [
            {role: [list(s) for s in a[role]] for role in a} for a in found]}) + "\n")
    return "".join(lines)


def coreference(reader, path):
    lines = []
    for r in corpora.records(path):
        found = reader.read(r["text"]).mentions
        lines.append(json.dumps({"id": r["id"], "entities": [
            {"start": b, "end": e, "type": t, "cluster": "c%d" % c if c >= 0 else "s%d" % head}
            for b, e, t, c, head in found]}) + "\n")
    return "".join(lines)
