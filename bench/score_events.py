#!/usr/bin/env python3
"""Who did what to whom, on PLOVER's gold standard records: whether claims and attributions hold the words of the event, its
actor and its target, and the class of the event by its predicate (a table learned from the train part).

    bench/score_events.py --hearsay BIN [--split dev] [--missed] FOLDER      FOLDER: plover_gsr

found: a predicate or cue stands in the event's words. actor, target: the last word of one of the set's phrases stands in the
phrase of who does or says it (source), or of any other participant (target), of an event found. class: the one that most
events of the predicates have in train, where they are known there."""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys


def records(folder, split):
    return [json.loads(line) for line in (pathlib.Path(folder) / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]


def annotated(program, rows):
    lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    done = subprocess.run([program, "annotate", "-", "--raw"], input=lines.encode(), capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode())
    by_id = {document["input_id"]: document for document in map(json.loads, done.stdout.splitlines())}
    return [by_id[row["id"]] for row in rows]


def words(text):
    return re.findall(r"\w+", text.lower())


def stem(word):
    return re.sub(r"(ing|ed|es|s|e)$", "", word)[:6]


def events(document):
    """(words of the predicate, its lemma, phrases of who does it, phrases of whom it is done to) of claims and attributions."""
    text = document["text"]

    def said(span):
        return text[span[0]:span[1]]

    for claim in document["claims"]:
        roles = collections.defaultdict(list)
        for filler in claim["fillers"]:
            roles[filler["role"]].append(said(filler["span"]))
        whom = roles["patient"] + roles["recipient"] + roles["instrument"]
        yield said(claim["predicate_span"]), claim["predicate"], roles["agent"], whom + roles["purpose"]
    for attribution in document["attributions"]:
        cue = " ".join(map(said, attribution["cue"]))
        yield cue, " ".join(words(cue)), [said(s) for s in attribution["source"]], [said(s) for s in attribution["content"]]


def actors_of(row, side):
    """The words for its actors; a record may give one, a list, or plain words."""
    given = row.get(side) or []
    given = given if isinstance(given, list) else [given]
    return [g if isinstance(g, str) else g.get("actorText") or "" for g in given]


def names(actors, phrases):
    wanted = [words(actor)[-1] for actor in actors if words(actor)]
    found = {word for phrase in phrases for word in words(phrase)}
    return any(word in found for word in wanted)


def judged(row, document):
    wanted = {stem(word) for word in words(row.get("eventText") or "")}
    found = [event for event in events(document) if wanted & {stem(w) for w in words(event[0]) + words(event[1])}]
    return {
        "found": bool(found),
        "actor": names(actors_of(row, "source"), [p for event in found for p in event[2]]),
        "target": names(actors_of(row, "target"), [p for event in found for p in event[3]]),
        "predicates": sorted({event[1] for event in found}),
    }


def classes(rows, documents):
    """The votes of each predicate's events."""
    votes = collections.defaultdict(collections.Counter)
    for row, document in zip(rows, documents):
        for predicate in judged(row, document)["predicates"]:
            votes[predicate][row["event"]] += 1
    return votes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hearsay", required=True)
    parser.add_argument("--split", default="dev", choices=["dev", "train"])
    parser.add_argument("--missed", action="store_true", help="the ids of what is missed, by what")
    parser.add_argument("folder")
    arguments = parser.parse_args()
    train = records(arguments.folder, "train")
    votes = classes(train, annotated(arguments.hearsay, train))
    rows = records(arguments.folder, arguments.split)
    right, total, missed = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for row, document in zip(rows, annotated(arguments.hearsay, rows)):
        answer = judged(row, document)
        ballot = sum((votes[p] for p in answer["predicates"]), collections.Counter())
        if arguments.split == "train":  # each record judged by the others
            ballot[row["event"]] -= len(answer["predicates"])
        best = max(sorted(+ballot), key=ballot.get, default=None)
        answer["class"] = best == row["event"]
        answer["actor and target"] = answer["actor"] and answer["target"]
        for what in ("found", "actor", "target", "actor and target", "class"):
            if what in ("target", "actor and target") and not actors_of(row, "target"):
                continue
            total[what] += 1
            right[what] += answer[what]
            if not answer[what]:
                missed[what].append(row["id"])
    for what, all_ in total.items():
        print(f"{what:<18} {right[what]:>4} of {all_:>4} {right[what] / all_:.3f}")
    if arguments.missed:
        for what, ids in missed.items():
            print(f"\n{what}: {' '.join(ids)}")


if __name__ == "__main__":
    main()
