"""News of our own with every attribution and name marked in the text: `tools/train/attribution_own/*.txt`.

An article begins with a line `=== ID`, then lines `TYPE: name; name` for the names it has (every place where one stands
counts; the longest first), then an empty line and the text:

    === harbour-3
    person: Olga Pint; Pint
    organisation: Harbour Office

    [s1:The Harbour Office] [c1:said] on Monday [x1:the ferry struck a wreck, [c2:citing] [s2:its pilot]]...

`[s1:…]` is a source, `[c1:…]` a cue, `[x1:…]` a content of attribution 1; pieces of one span have the same mark twice,
and what two share has both numbers (`[s1,2:Pint]`). Marks nest. Attributions inside contents are all marked.

    python -m hearsay_encoder.marked FILE…      # says what is wrong, and counts
"""

import re
import sys

from .corpora import Document
from .labels import NAME_TYPES

OPENING = re.compile(r"\[([scx])(\d+(?:,\d+)*):")
ROLES = {"s": "source", "c": "cue", "x": "content"}


def unmarked(marked, name):
    """-> (text, attributions in the order of their numbers). ValueError if the marks do not fit together."""
    text, stack, found, at = "", [], {}, 0
    while at < len(marked):
        opening = OPENING.match(marked, at)
        if opening:
            stack.append((opening.group(1), opening.group(2).split(","), len(text)))
            at = opening.end()
        elif marked[at] == "]":
            if not stack:
                raise ValueError("%s: a ] too many after «%s»" % (name, text[-40:]))
            role, numbers, begin = stack.pop()
            for number in numbers:
                spans = found.setdefault(int(number), {r: [] for r in ROLES.values()})
                spans[ROLES[role]].append((begin, len(text)))
            at += 1
        elif marked[at] == "[":
            raise ValueError("%s: what is «%s»?" % (name, marked[at:at + 30]))
        else:
            text += marked[at]
            at += 1
    if stack:
        raise ValueError("%s: «%s…» is not closed" % (name, text[stack[-1][2]:][:40]))
    return text, [found[n] for n in sorted(found)]


def named_spans(text, names):
    """Where the names stand, as whole words, the longest first."""
    taken, spans = [False] * len(text), []
    for name, kind in sorted(names.items(), key=lambda x: (-len(x[0]), x[0])):
        for place in re.finditer(r"(?<!\w)%s(?!\w)" % re.escape(name), text):
            if not any(taken[place.start():place.end()]):
                taken[place.start():place.end()] = [True] * len(name)
                spans.append((place.start(), place.end(), (kind,)))
    return sorted(spans)


def articles(lines):
    """(id, {name: type}, marked text) of each."""
    name, head, body, out = None, {}, None, []
    for line in list(lines) + ["=== "]:
        if line.startswith("=== "):
            if name is not None:
                out.append((name, head, "\n".join(body or []).strip()))
            name, head, body = line[4:].strip(), {}, None
        elif body is not None:
            body.append(line.rstrip())
        elif not line.strip():
            body = []
        else:
            kind, _, names = line.partition(":")
            if kind.strip() not in NAME_TYPES:
                raise ValueError("%s: no type of names: «%s»" % (name, line))
            head.update({n.strip(): kind.strip() for n in names.split(";") if n.strip()})
    return out


def read(path):
    """The file's articles as `Document`s."""
    documents = []
    with open(path, encoding="utf-8") as file:
        for name, names, marked in articles(file.read().split("\n")):
            text, attributions = unmarked(marked, name)
            documents.append(Document(name, "own", text, names=named_spans(text, names), attributions=attributions,
                                      nested=True))
    return documents


LEAST_WORDS = 8


def contents(document):
    """Contents long enough to be read alone, each a document with the attributions inside it: all that have some, and
    every fourth of those that have none."""
    out, bare = [], 0
    spans = sorted({s for a in document.attributions for s in a["content"]})
    for begin, end in spans:
        if len(document.text[begin:end].split()) < LEAST_WORDS:
            continue
        inside = [a for a in document.attributions if a["content"] and all(
            begin <= b and e <= end for spans in a.values() for b, e in spans) and a["content"] != [(begin, end)]]
        bare += not inside
        if not inside and bare % 4:
            continue
        moved = [{role: [(b - begin, e - begin) for b, e in spans] for role, spans in a.items()} for a in inside]
        names = [(b - begin, e - begin, kinds) for b, e, kinds in document.names if begin <= b and e <= end]
        out.append(Document("%s@%d-%d" % (document.id, begin, end), "own", document.text[begin:end], names=names,
                            attributions=moved, nested=True))
    return out


# -- what an author should see -----------------------------------------------------------------------

def blunders(document):
    """What can hardly be meant."""
    text = document.text
    for number, a in enumerate(document.attributions):
        shown = " … ".join(text[b:e][:50] for b, e in a["content"] or a["cue"])
        if not a["content"]:
            yield "attribution without content near «%s»" % shown
        if not a["cue"] and not a["source"]:
            yield "neither cue nor source: «%s»" % shown
        for role, spans in a.items():
            for begin, end in spans:
                piece = text[begin:end]
                if piece != piece.strip():
                    yield "%s begins or ends with white space: «%s»" % (role, piece[:60])
                if role == "content" and piece[-1:] in ".,;:" and end - begin > 1:
                    yield "content ends in «%s»: «…%s»" % (piece[-1], piece[-40:])
                if begin > 0 and text[begin - 1].isalnum() and piece[:1].isalnum():
                    yield "%s begins inside a word: «%s»" % (role, piece[:40])
        for other in document.attributions:
            for b, e in a["cue"]:
                for x, y in other["content"]:
                    if b < x < e or b < y < e:
                        yield "a cue crosses a content: «%s»" % text[b:e]
    covered = {i for b, e, _ in document.names for i in range(b, e)}
    for word in re.finditer(r"(?<=[a-z,] )[A-Z][a-z]+", text):
        if word.start() not in covered and word.group() not in WITHOUT_NAME:
            yield "no name? «%s»" % text[max(0, word.start() - 20):word.end() + 20].replace("\n", " ")


WITHOUT_NAME = set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
                   "September October November December Mr Mrs Ms Dr I".split())


def main(paths):
    failed = False
    for path in paths:
        try:
            documents = read(path)
        except ValueError as error:
            print("%s: %s" % (path, error))
            failed = True
            continue
        for document in documents:
            for line in blunders(document):
                print("%s: %s: %s" % (path, document.id, line))
        inner = sum(any(o is not a and any(x <= c[0] and c[1] <= y for x, y in o["content"] for c in a["cue"])
                        for o in d.attributions) for d in documents for a in d.attributions)
        print("%s: %d articles, %d words, %d attributions, %d of them inside others, %d names" % (
            path, len(documents), sum(len(d.text.split()) for d in documents),
            sum(len(d.attributions) for d in documents), inner, sum(len(d.names) for d in documents)))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
