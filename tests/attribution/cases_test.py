"""Cases of our own for attribution: direct quotations in every convention of marks, sentences and whole short documents for
kinds of source, access, what is done with the content, voice and relays. FORMAT.md says how they are written; the test halves
were written from the definitions alone, before the code. What expected.json says is reached must stay reached.

    cases_test.py --hearsay BIN [--report [PART…]] [--update]      PART: quotations sentences-dev documents-dev …"""
import collections
import functools
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import scored_cases  # noqa: E402
from scored_cases import annotated  # noqa: E402

EXPECTED = HERE / "expected.json"
PARTS = ("quotations", "sentences-dev", "sentences-test", "documents-dev", "documents-test", "world")
SLACK = 0.011  # one answer of a hundred
MARK = re.compile(r"⟦(\w+) |⟧")


def unmarked(marked):
    """-> (text, [(name, begin, end)]) of a text with ⟦name …⟧ in it, which may nest."""
    text, spans, open_, at = "", [], [], 0
    for mark in MARK.finditer(marked):
        text += marked[at:mark.start()]
        at = mark.end()
        if mark.group(1):
            open_.append((mark.group(1), len(text)))
        else:
            name, begin = open_.pop()
            spans.append((name, begin, len(text)))
    return text + marked[at:], sorted(spans, key=lambda s: s[1:])


def cases(part):
    for line in (HERE / (part + ".jsonl")).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def overlap(spans, others):
    return sum(max(0, min(e, f) - max(b, c)) for b, e in spans for c, f in others)


# -- quotations ------------------------------------------------------------------------------------

def quotations(part, program, tally):
    rows = list(cases(part))
    texts = [unmarked(row["text"]) for row in rows]
    documents = annotated(program, [{"id": row["id"], "text": text} for row, (text, _) in zip(rows, texts)])
    for row, (text, spans), document in zip(rows, texts, documents):
        wanted = collections.defaultdict(list)
        for name, begin, end in spans:
            wanted[name].append((begin, end))
        found = [sorted(map(tuple, a["content"])) for a in document["attributions"]]
        for name, content in sorted(wanted.items()):
            words = [text[b:e] for b, e in content]
            near = max(found, key=lambda f: overlap(f, content), default=[])
            exact = content in found
            tally.count("content", row["id"], exact, [text[b:e] for b, e in near], words)
            tally.count("content, " + row["convention"], row["id"], exact, None, None)


# -- sentences -------------------------------------------------------------------------------------

def sentences(part, program, tally):
    rows = list(cases(part))
    texts = [unmarked(row["text"]) for row in rows]
    documents = annotated(program, [{"id": row["id"], "text": text} for row, (text, _) in zip(rows, texts)])
    for row, (text, spans), document in zip(rows, texts, documents):
        found = document["attributions"]
        if row.get("none"):
            tally.count("no attribution", row["id"], not found, [words_of(text, a) for a in found], text)
            continue
        marked = {role: [(b, e) for name, b, e in spans if name == role] for role in ("source", "cue", "content")}
        best = best_of(found, marked["content"], marked["cue"])
        tally.count("found", row["id"], best is not None, [words_of(text, a) for a in found], row["text"])
        shown = (words_of(text, best) if best else None, row["text"])
        for field, key in (("source_kind", "kind"), ("access", "access"), ("modality", "modality")):
            given = best and best[field]
            tally.count(key, row["id"], given == row[key], (given, *shown), row[key])
        if row.get("claim"):
            given = [c["modality"] for c in document["claims"] if best and c["attribution"] == best["id"]]
            tally.count("claim modality", row["id"], row["claim"] in given[:1], (given, *shown), row["claim"])
        if row.get("source_name"):
            given = best and best["source_name"]
            tally.count("source name", row["id"], same_name(given, row["source_name"]), (given, *shown), row["source_name"])


def best_of(found, content, cue):
    """Whose cue is the one asked about, else whose content is most like it."""
    rated = [(overlap(a["cue"], cue) > 0, 2 * overlap(a["content"], content) - sum(e - b for b, e in a["content"]), -i)
             for i, a in enumerate(found) if overlap(a["content"], content) or overlap(a["cue"], cue)]
    return found[-max(rated)[2]] if rated else None


def words_of(text, attribution):
    return {role: [text[b:e] for b, e in attribution[role]] for role in ("source", "cue", "content")}


def same_name(found, expected):
    """The same words, whatever their order (a role stands before or behind a name) and the articles and marks between them."""
    def plain(name):
        return sorted(w for w in re.findall(r"\w+", (name or "").lower()) if w not in ("the", "a", "an", "of"))
    return plain(found) == plain(expected)


# -- documents -------------------------------------------------------------------------------------

def place(text, words):
    """Where words stand, once, whatever the white space between them."""
    found = list(re.finditer(r"\s+".join(map(re.escape, words.split())), text))
    return [(found[0].start(), found[0].end())] if len(found) == 1 else None


def documents(part, program, tally):
    rows = list(cases(part))
    for row, document in zip(rows, annotated(program, [dict(row["input"], id=row["id"]) for row in rows])):
        attributions_of(row, document, tally)
        voices_of(row, document, tally)
        relays_of(row, document, tally)


def attributions_of(row, document, tally):
    text, found = document["text"], document["attributions"]
    by_id = {a["id"]: a for a in found}
    for asked in row["expect"]["attributions"]:
        content = place(text, asked["content"])
        source = asked.get("source") and place(text, asked["source"])
        holding = [a for a in found if content and overlap(a["content"], content) > 0.5 * (content[0][1] - content[0][0])]
        if source:
            holding = [a for a in holding if overlap(a["source"], source)] or holding
        best = min(holding, key=lambda a: sum(e - b for b, e in a["content"]), default=None)
        tally.count("found", row["id"], best is not None, None, asked)
        shown = best and words_of(text, best)
        for field, key in (("source_kind", "kind"), ("access", "access"), ("modality", "modality")):
            given = best and best[field]
            tally.count(key, row["id"], given == asked[key], (given, shown), asked)
        if asked.get("source_name"):
            given = best and best["source_name"]
            tally.count("source name", row["id"], same_name(given, asked["source_name"]), (given, shown), asked)
        if "parent" in asked:
            parent = best and best["parent"] and by_id[best["parent"]]
            if asked["parent"] is None:
                right = best is not None and parent is None
            else:
                right = bool(parent) and overlap(parent["content"], place(text, asked["parent"]) or []) > 0
            tally.count("parent", row["id"], right, (parent and words_of(text, parent), shown), asked)


def voices_of(row, document, tally):
    for asked in row["expect"]["voices"]:
        where = place(document["text"], asked["words"]) or []
        near = max(document["claims"], key=lambda c: overlap([c["span"]], where), default=None)
        given = near["voice"] if near and overlap([near["span"]], where) else None
        tally.count("voice", row["id"], given == asked["voice"], given, asked)


def relays_of(row, document, tally):
    if "relays" not in row["expect"]:  # what the definitions do not settle
        return
    text, body = document["text"], document["body"]
    left = list(document["relay"])

    def same_scope(relay, asked):
        scope = relay["scope"]
        if asked["scope"] == "all":
            return overlap(scope, body) > 0.9 * sum(e - b for b, e in body)
        inside = all(overlap(scope, place(text, words) or []) for words in asked["scope"])
        return inside and not any(overlap(scope, place(text, words) or []) for words in asked.get("not", []))

    for asked in row["expect"]["relays"]:
        named = next((r for r in left if same_name(r["name"], asked["name"])), None)
        if named:
            left.remove(named)
        tally.count("relay", row["id"], named, [r["name"] for r in document["relay"]], asked)
        if named:
            tally.count("relay kind", row["id"], named["kind"] == asked["kind"], named["kind"], asked)
            tally.count("relay scope", row["id"], same_scope(named, asked), [text[b:e][:80] for b, e in named["scope"]], asked)
    tally.count("no other relay", row["id"], not left, left, row["expect"]["relays"])


def world(part, program, tally):
    """Cases of the design's list, as far as one document shows them."""
    rows = list(cases(part))
    for row, document in zip(rows, annotated(program, [dict(row["input"], id=row["id"]) for row in rows])):
        attributions_of(row, document, tally)
        voices_of(row, document, tally)
        relays_of(row, document, tally)
        for kind in ("published", "modified"):
            if kind in row["expect"]:
                given = [date["value"] for date in document["dates"] if date["kind"] == kind]
                tally.count(kind, row["id"], any(v.startswith(row["expect"][kind]) for v in given), given, row["expect"][kind])
        # Words that one of several voices may have, but no source of their own.
        for words, voices in row["expect"].get("own", {}).items():
            where = place(document["text"], words) or []
            given = {c["voice"] for c in document["claims"] if overlap([c["span"]], where)}
            tally.count("voice", row["id"], given and given <= set(voices), sorted(given), words)
        # Words of a document within the document: none of this one's text.
        for words in row["expect"].get("apart", []):
            where = place(document["text"], words) or []
            said = [a["content"] for a in document["attributions"] if overlap(a["content"], where)]
            inside = overlap(document["body"], where) > 0
            tally.count("apart", row["id"], not inside or said, inside, words)


READERS = {"quotations": quotations, "sentences": sentences, "documents": documents, "world": world}


if __name__ == "__main__":
    scored_cases.main(__doc__, {part: functools.partial(READERS[part.split("-")[0]], part) for part in PARTS}, EXPECTED, SLACK)
