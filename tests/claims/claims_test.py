"""Sentences of our own with all their claims. FORMAT.md says how they are written; both halves were written from the
definitions alone, before the code, and the test half served for figures only. What expected.json says is reached must stay so.

    claims_test.py --hearsay BIN [--report [PART…]] [--update]      PART: dev test kinds news"""
import collections
import functools
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import scored_cases  # noqa: E402

EXPECTED = HERE / "expected.json"
PARTS = ("dev", "test", "kinds", "news")
SLACK = 0.0001  # rounding
ROLES = ("agent", "patient", "recipient", "instrument", "purpose")
# What a phrase's tail begins with: the head stands before it.
TAIL = re.compile(r"\s(?:of|in|at|on|for|to|from|with|by|against|near|along|under|over|between|into|since|until|behind|outside|inside|"
                  r"across|around|through|after|before|during|beneath|among|who|which|that)\s|,\s")


def cases(part):
    for line in (HERE / f"claims-{part}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def words(phrase):
    return re.findall(r"[\w.,'’-]*\w|[€$£%]", phrase.lower())


def head(phrase):
    """The last word before the phrase's tail."""
    before = words(TAIL.split(phrase.strip() + " ", maxsplit=1)[0]) or words(phrase)
    return before[-1] if before else ""


def alike(found, wanted):
    return head(wanted) in words(found) and head(found) in words(wanted)


class Reading:
    """One annotated document, with what its claims say in words."""

    def __init__(self, document):
        self.text, self.claims = document["text"], document["claims"]
        self.attributions = {a["id"]: a for a in document["attributions"]}
        self.mentions = {m["id"]: m for m in document["mentions"]}
        self.by_entity = collections.defaultdict(list)
        for mention in document["mentions"]:
            self.by_entity[mention["entity"]].append(self.words(mention["span"]))
        self.places = {m["id"]: self.words(m["span"]) for m in document["mentions"]}
        self.times = [self.words(t["span"]) for t in document["times"]]
        self.quantities = [self.words(q["span"]) for q in document["quantities"]]

    def words(self, span):
        return self.text[span[0]:span[1]]

    def fillers(self, claim, role):
        """For each filler, all the words that the article has for it: its own, then those of the same entity."""
        out = []
        for filler in claim["fillers"]:
            if filler["role"] == role:
                mention = self.mentions.get(filler["mention"])
                out.append([self.words(filler["span"])] + (self.by_entity[mention["entity"]] if mention else []))
        return out

    def slot(self, claim, slot):
        if slot in ROLES:
            return self.fillers(claim, slot)
        if slot == "place":  # the phrases, then names that stand in none of them
            spans = claim["place_words"]
            named = [m for m in claim["place"] if not any(s[0] <= self.mentions[m]["span"][0] < s[1] for s in spans)]
            return [[self.words(s)] for s in spans] + [[self.places[m]] for m in named]
        return [[(self.times if slot == "time" else self.quantities)[i]] for i in claim[slot]]

    def source(self, claim):
        attribution = self.attributions.get(claim["attribution"])
        return " ".join(map(self.words, attribution["source"])) if attribution else ""


def same_fillers(found, wanted):
    return (all(any(alike(words, w) for f in found for words in f) for w in wanted)
            and all(any(alike(words, w) for words in f for w in wanted) for f in found))


def same_predicate(found, wanted):
    """The lemma; of an idiom also that of one of its words ("walked off the job"). A particle is left out or not."""
    lemma, asked = found["predicate"].lower(), wanted["predicate"].lower()
    idiom = len(wanted["verb"].split()) > 1
    return lemma.split()[0] == asked.split()[0] or idiom and lemma.split()[0][:3] in [w[:3] for w in words(wanted["verb"])]


def overlaps(span, other):
    return span[0] < other[1] and other[0] < span[1]


def pairs(reading, wanted):
    """Each claim asked for with the one found at its verb, if any: the best ones first."""
    rated = []
    for g, asked in enumerate(wanted):
        places = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(asked["verb"]) + r"(?!\w)", reading.text)]
        for p, claim in enumerate(reading.claims):
            if any(overlaps(claim["predicate_span"], place) for place in places):
                good = sum(same_fillers(reading.fillers(claim, role), asked.get(role, [])) for role in ("agent", "patient"))
                rated.append((-same_predicate(claim, asked), -good, g, p))
    chosen, taken = {}, set()
    for _, _, g, p in sorted(rated):
        if g not in chosen and p not in taken:
            chosen[g] = p
            taken.add(p)
    return [(asked, reading.claims[chosen[g]] if g in chosen else None) for g, asked in enumerate(wanted)], taken


def score(part, program, tally):
    rows = list(cases(part))
    inputs = [{k: row[k] for k in ("id", "text", "published") if row[k]} for row in rows]
    for row, document in zip(rows, scored_cases.annotated(program, inputs, "--raw")):
        reading = Reading(document)
        paired, taken = pairs(reading, row["claims"])
        for asked, claim in paired:
            judge(row, reading, asked, claim, tally)
        for p, claim in enumerate(reading.claims):
            tally.count("asked for", row["id"], p in taken, shown(reading, claim), row["text"])


def judge(row, reading, asked, claim, tally):
    found = claim is not None and same_predicate(claim, asked)
    given = claim and shown(reading, claim)
    core = found and all(same_fillers(reading.fillers(claim, r), asked.get(r, [])) for r in ("agent", "patient"))
    tally.count("predicate", row["id"], found, given, asked)
    tally.count("predicate, agent and patient", row["id"], core, given, asked)
    if not found:
        return
    for field in ("polarity", "modality", "voice"):
        tally.count(field, row["id"], claim[field] == asked[field], given, asked)
    for slot in ROLES + ("place", "time", "quantity"):
        if asked.get(slot):
            tally.count("slot " + slot, row["id"], same_fillers(reading.slot(claim, slot), asked[slot]), given, asked)
    if asked.get("source"):
        tally.count("source", row["id"], alike(reading.source(claim) or "?", asked["source"]), given, asked)


def shown(reading, claim):
    out = {"words": reading.words(claim["predicate_span"]), "predicate": claim["predicate"]}
    for slot in ROLES + ("place", "time", "quantity"):
        fillers = [f[0] for f in reading.slot(claim, slot)]
        if fillers:
            out[slot] = fillers
    return dict(out, polarity=claim["polarity"], modality=claim["modality"], voice=claim["voice"], source=reading.source(claim))


if __name__ == "__main__":
    scored_cases.main(__doc__, {part: functools.partial(score, part) for part in PARTS}, EXPECTED, SLACK)
