#!/usr/bin/env python3
"""Writes src/claim/event_nouns.inc: nouns that name what happens, each with the verb that they are derived from.

    tools/event_nouns/make.py DATA READ > src/claim/event_nouns.inc     DATA: with ud_ewt, ud_gum and polnear

A noun is one where English derivation leads to a verb of the treebanks' training parts (Universal Dependencies, EWT and GUM's
open kinds) or of news as the program itself reads it: by suffix ("closure", close), by a particle ("walkout", walk out), by none
("attack"), or by a short list of what no rule gives. How often it means what happens is told by its company there: after
"during" or "after", beside "carry out" or "happen".

READ: polnear's training part, `{id, text}` a line, through `hearsay annotate --raw -f conllu`."""
import collections
import json
import pathlib
import re
import subprocess
import sys

NONE = {"station"}  # looks derived and is not
IRREGULAR = {"sale": "sell", "theft": "steal", "loss": "lose", "flight": "fly", "death": "die", "birth": "bear", "growth": "grow",
             "choice": "choose", "proof": "prove", "belief": "believe", "relief": "relieve", "gift": "give", "thought": "think",
             "complaint": "complain", "restraint": "restrain", "pursuit": "pursue", "descent": "descend", "ascent": "ascend",
             "speech": "speak", "destruction": "destroy", "reconstruction": "reconstruct", "suspicion": "suspect",
             "intervention": "intervene", "prevention": "prevent", "explosion": "explode", "collision": "collide",
             "invasion": "invade", "provision": "provide", "division": "divide", "conversion": "convert", "deceit": "deceive",
             "redemption": "redeem", "resumption": "resume", "consumption": "consume", "reception": "receive", "deception": "deceive",
             "revelation": "reveal", "exclamation": "exclaim", "explanation": "explain", "detention": "detain", "retention": "retain",
             "abstention": "abstain", "acquisition": "acquire", "inquiry": "inquire", "defence": "defend", "defense": "defend",
             "response": "respond", "offence": "offend", "advice": "advise", "burial": "bury", "trial": "try", "entry": "enter",
             "expulsion": "expel", "repulsion": "repel", "compulsion": "compel", "submission": "submit", "emission": "emit",
             "permission": "permit", "admission": "admit", "omission": "omit", "transmission": "transmit", "dismissal": "dismiss",
             "solution": "solve", "resolution": "resolve", "evolution": "evolve", "dissolution": "dissolve", "applause": "applaud",
             "seizure": "seize", "apology": "apologise", "outbreak": "break out", "exposure": "expose", "attendance": "attend", "robbery": "rob", "action": "act", "auction": "auction"}
SUFFIXES = [("ification", ("ify",)), ("isation", ("ise", "ize")), ("ization", ("ize", "ise")), ("ation", ("ate", "e", "")), ("ition", ("e", "it", "")),
            ("cation", ("cate", "y")), ("tion", ("t", "te")), ("sion", ("d", "de", "se", "s")), ("ion", ("", "e")),
            ("ment", ("", "e")), ("al", ("", "e")), ("ure", ("", "e")), ("ance", ("", "e")), ("ence", ("", "e")),
            ("ery", ("er", "e", "")), ("age", ("", "e")), ("ing", ("", "e"))]
PARTICLES = ("out", "down", "over", "up", "off", "away", "back", "in")
TIME = {"after", "before", "during", "since", "following", "amid", "until", "despite", "pending"}
BESIDE = {"happen", "occur", "follow", "begin", "start", "continue", "end", "launch", "conduct", "cause", "trigger", "stop", "prevent",
          "carry", "stage", "halt", "resume", "order", "plan", "announce", "make", "commit", "perform", "undergo", "face", "attempt"}
MOSTLY, SOMETIMES = .09, .045
FEW = 3  # a word read as a verb less often may be misread


NON_COMMERCIAL = {"whow", "fiction", "essay", "letter", "podcast"}  # kinds of text in GUM


def unpacked(path):
    return subprocess.run(["zstd", "-dcq", path], stdout=subprocess.PIPE, check=True).stdout.decode()


def sentences(text):
    rows, keep = [], True
    for line in text.splitlines():
        if line.startswith("# newdoc id = GUM_"):
            keep = line.split("GUM_")[1].split("_")[0] not in NON_COMMERCIAL
        if line.startswith("#") or not keep:
            continue
        if not line:
            yield rows
            rows = []
            continue
        field = line.split("\t")
        if field[0].isdigit():
            rows.append((field[2].lower(), field[3], int(field[6]), field[7]))
    if rows:
        yield rows


class Counts:
    def __init__(self, data, read):
        self.verb, self.object = collections.Counter(), collections.Counter()
        self.noun, self.event = collections.Counter(), collections.Counter()
        for name in ("ud_ewt", "ud_gum"):
            for rows in sentences(unpacked(data / name / "train.conllu.zst")):
                self.count(rows)
        for rows in sentences(read.read_text(encoding="utf-8")):
            self.count(rows)

    def count(self, rows):
        in_company = set()
        for lemma, tag, head, relation in rows:
            if relation == "case" and lemma in TIME:
                in_company.add(head)
            if relation in ("obj", "nsubj:pass") and head:
                self.object[rows[head - 1][0]] += 1
        for at, (lemma, tag, head, relation) in enumerate(rows, 1):
            if tag == "VERB":
                self.verb[lemma] += 1
            if tag == "NOUN":
                self.noun[lemma] += 1
                governed = head and relation in ("obj", "nsubj", "nsubj:pass") and rows[head - 1][0] in BESIDE
                self.event[lemma] += at in in_company or bool(governed)

    def share(self, noun):
        return (self.event[noun] + 1) / (self.noun[noun] + 8)  # what is rare is given some company


def verb_of(noun, verbs):
    if noun in NONE or noun in IRREGULAR:
        return IRREGULAR.get(noun)
    for suffix, endings in SUFFIXES:
        stem = noun[:-len(suffix)]
        if not noun.endswith(suffix) or len(stem) < (4 if suffix in ("tion", "sion", "ion") else 3):
            continue
        doubled = stem[:-1] if stem[-1] == stem[-2] else None  # "bidding"
        for base in [stem + ending for ending in endings] + ([doubled] if doubled else []):
            if verbs[base]:
                return base
        if suffix == "al" and stem.endswith("i") and verbs[stem[:-1] + "y"]:  # "denial"
            return stem[:-1] + "y"
    for particle in PARTICLES:
        stem = noun[:-len(particle)]
        if noun.endswith(particle) and len(stem) >= 3 and verbs[stem] >= FEW:
            return f"{stem} {particle}"
    return noun if verbs[noun] >= FEW else None


def derived(verbs):
    """What is regular enough to be made of any verb: "evacuation", "ratification"."""
    out = set()
    for verb, count in verbs.items():
        if count < FEW or not re.fullmatch("[a-z]{5,}", verb):
            continue
        for ending, suffixes in (("ate", ["ation"]), ("ify", ["ification"]), ("ize", ["ization", "isation"]), ("ise", ["isation"])):
            if verb.endswith(ending):
                out.update(verb[:len(verb) - len(ending)] + suffix for suffix in suffixes)
        if not verb.endswith(("ate", "ify", "ize", "ise", "ish", "ment", "ing", "y")):
            out.add(verb + "ment")
    return out


def share_of(noun, verb, counts):
    share = counts.share(noun)
    if noun in IRREGULAR or share >= (SOMETIMES if noun != verb else MOSTLY):
        return "mostly"
    return "sometimes" if share >= (SOMETIMES / 2 if noun != verb else SOMETIMES) else "rarely"


def words_of(data):
    """What news has that the treebanks lack: "closure"."""
    text = unpacked(data / "polnear" / "train.jsonl.zst")
    found = collections.Counter(word for line in text.splitlines() for word in re.findall(r"\b[a-z]{5,}\b", json.loads(line)["text"]))
    suffixes = tuple(suffix for suffix, _ in SUFFIXES if suffix != "ing")
    return {word for word, count in found.items() if count >= 2 and word.endswith(suffixes)}


def main(data, read):
    counts = Counts(pathlib.Path(data), pathlib.Path(read))
    nouns = {n for n, c in counts.noun.items() if c >= 1 and re.fullmatch("[a-z]{3,}", n)}
    print("// Made by tools/event_nouns/make.py.")
    for noun in sorted(nouns | words_of(pathlib.Path(data)) | derived(counts.verb) | set(IRREGULAR)):
        verb = verb_of(noun, counts.verb)
        if not verb:
            continue
        alone = counts.verb[verb] and counts.object[verb] < counts.verb[verb] / 5
        print('{"%s", "%s", %s, %s},' % (noun, verb, share_of(noun, verb, counts), "alone" if alone else "object"))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
