"""The analyst's decisions, as a user takes them on the sample pile: what is decided shows at once, in every count; undo gives
the same export, byte for byte; a rebuild keeps the log."""
import json
import os
import random
import re
import signal
import subprocess
import time

import system

FIXED = {"SOURCE_DATE_EPOCH": "1430820000"}  # 5 May 2015, 10:00 UTC


class Analyst:
    """Works on one store."""

    def __init__(self, program, checks, folder):
        self.program, self.checks, self.folder = program, checks, folder

    def run(self, *arguments, codes=(0,)):
        run = self.program.run(*arguments, cwd=self.folder, env=FIXED)
        self.checks.that(run.code in codes, " ".join(map(str, arguments)), run)
        return run

    def lines(self, *arguments):
        return [json.loads(line) for line in self.run(*arguments, "-f", "jsonl").out.splitlines()]

    def trace(self, narrative):
        return self.lines("trace", "--claim", narrative)[0]

    def export(self):
        return self.run("export", "jsonl").out

    def decide(self, *arguments):
        """The number of the decision."""
        return self.lines(*arguments, "--reason", "it is so", "--by", "ann")[0]["number"]


def without(export, *numbers):
    """An export without the decisions of these numbers."""
    lines = (json.loads(line) for line in export.splitlines())
    return [line for line in lines if line["record"] != "decision" or line["number"] not in numbers]


def check_set(analyst, checks, narrative):
    before, trace = analyst.export(), analyst.trace(narrative)
    entry = [each for each in trace["timeline"] if each["date"]][-1]
    page = entry["documents"][0]
    run = analyst.run("set", page[:10], "published=2017-02-02", "--reason", "the archive's stamp", "--by", "ann")
    checks.that(re.search(r"^1 +set published of " + page + r' to "2017-02-02"', run.out), "what was set is said", run.out)
    checks.that("ann, 5 May 2015: the archive's stamp" in run.out, "by whom, when and why", run.out)
    first = analyst.trace(narrative)
    dates = {tuple(each["documents"]): each["date"] for each in first["timeline"]}
    checks.that(dates.get((page,)) == "2017-02-02", "the timeline follows", dates)
    checks.that(first["narrative"]["first_seen"] == "2017-02-02", "the narrative's first day follows", first["narrative"])
    shown = analyst.lines("show", page)[0]
    checks.that(shown["overruled"][0]["value"] == entry["date"], "the page's own value is kept", shown["overruled"])
    checks.that(any(date["from"] == "analyst" for date in shown["dates"]), "the date is the analyst's", shown["dates"])
    checks.that(any(date["value"] == entry["date"] for date in shown["dates"]), "the page's date is still there")
    text = analyst.run("trace", "--claim", narrative).out
    checks.that(re.search(r"^DECIDED +1: set published", text, re.M), "the trace says what it rests on", text[-1500:])
    second = analyst.run("set", page, "published=2017-02-03", "--reason", "a better one").err
    checks.that("decision 2 overrules decision 1" in second, "the later wins, and that is said", second)
    checks.that(analyst.trace(narrative)["narrative"]["first_seen"] == "2017-02-03", "the later wins")
    analyst.run("undo")
    checks.that(analyst.trace(narrative)["narrative"]["first_seen"] == "2017-02-02", "the earlier is in force again")
    analyst.run("undo", "1")
    checks.that(analyst.export() == before, "undo gives the same export")


def with_single_attribution(analyst):
    """(narrative, an attribution that is all one of its origins has), of the first narrative that has such an origin."""
    for narrative in (each["id"] for each in analyst.lines("narratives")):
        for origin in analyst.trace(narrative)["origins"]:
            if len(origin["attributions"]) == 1 and not origin["denies"]:
                return narrative, origin["attributions"][0]
    return None, None


def check_reject(analyst, checks):
    narrative, attribution = with_single_attribution(analyst)
    if not checks.that(attribution is not None, "an origin with one attribution"):
        return
    before, trace = analyst.export(), analyst.trace(narrative)
    number = analyst.decide("reject", attribution)
    after = analyst.trace(narrative)
    named = [each for origin in after["origins"] for each in origin["attributions"]]
    checks.that(attribution not in named, "nobody is given as its source")
    checks.that(len(after["origins"]) < len(trace["origins"]), "the count of origins follows")
    again = analyst.run("show", attribution)
    checks.that("REJECTED" in again.out, "it is still shown, as rejected", again.out)
    analyst.run("undo", number)
    checks.that(analyst.export() == before, "undo of reject gives the same export")


def check_origins(analyst, checks, narrative):
    before, trace = analyst.export(), analyst.trace(narrative)
    named = [each for each in trace["origins"] if each["attributions"] and not each["denies"]]
    if not checks.that(len(named) > 1, "two origins"):
        return
    ids = [each["attributions"][0] for each in named[:2]]
    merged = analyst.decide("merge", *ids)
    one = analyst.trace(narrative)
    checks.that(len(one["origins"]) == len(trace["origins"]) - 1, "merged origins are one")
    checks.that(one["independent_origins"]["max"] <= trace["independent_origins"]["max"], "the count follows",
                (one["independent_origins"], trace["independent_origins"]))
    reasons = [group["reason"] for group in one["independent_origins"]["groups"]]
    checks.that(f"decision {merged}: it is so" in reasons, "with the analyst's reason", reasons)
    split = analyst.decide("split", *ids)
    two = analyst.trace(narrative)
    checks.that(len(two["origins"]) == len(trace["origins"]), "split again")
    checks.that(two["independent_origins"]["min"] >= trace["independent_origins"]["min"], "they are surely two")
    analyst.run("undo", merged)
    analyst.run("undo", split)
    checks.that(analyst.export() == before, "undo of merge and split of origins gives the same export")


def check_entities(analyst, checks):
    before = analyst.export()
    groups = [line for line in map(json.loads, before.splitlines()) if line["record"] == "entity"]
    largest = max(groups, key=lambda group: len(group["members"]))
    member = largest["members"][-1]
    split = analyst.decide("split", member)
    after = [line for line in map(json.loads, analyst.export().splitlines()) if line["record"] == "entity"]
    alone = [group for group in after if group["members"] == [member]]
    checks.that(len(alone) == 1, "a name that is split off stands alone", alone)
    checks.that(f"decision {split}: it is so" in alone[0]["reasons"], "with the reason", alone)
    rest = [group for group in after if largest["members"][0] in group["members"]]
    checks.that(len(rest[0]["members"]) == len(largest["members"]) - 1, "the others stay together")
    other = next(group for group in groups if group["id"] != largest["id"])
    merged = analyst.decide("merge", other["id"], largest["id"])
    after = [line for line in map(json.loads, analyst.export().splitlines()) if line["record"] == "entity"]
    whole = [group for group in after if other["id"] in group["members"]]
    checks.that(len(whole[0]["members"]) == len(largest["members"]) - 1 + len(other["members"]) and
                whole[0]["name"] == other["name"], "merged names are one, called by the first", whole)
    analyst.run("undo", split)
    analyst.run("undo", merged)
    checks.that(analyst.export() == before, "undo of entities gives the same export")


def check_hops(analyst, checks, narrative):
    before, trace = analyst.export(), analyst.trace(narrative)
    hop = next(edge for edge in trace["edges"] if edge["kind"] in ("relays", "republishes", "copies") and
               edge["to"] in trace["narrative"]["documents"])
    names = {node["id"]: node["name"] for node in trace["nodes"]}
    start = hop["from"] if hop["from"] in trace["narrative"]["documents"] else names[hop["from"]]
    number = analyst.decide("reject", start, hop["to"])
    edges = [(edge["from"], edge["to"]) for edge in analyst.trace(narrative)["edges"] if edge["kind"] != "says"]
    checks.that((hop["from"], hop["to"]) not in edges, "a rejected hop is gone", hop)
    analyst.run("undo", number)
    known = {(edge["from"], edge["to"]) for edge in trace["edges"]}
    pages = trace["narrative"]["documents"]
    one, other = next((a, b) for a in pages for b in pages if a != b and (a, b) not in known)
    number = analyst.decide("link", one, other, "--kind", "copies")
    linked = [edge for edge in analyst.trace(narrative)["edges"] if (edge["from"], edge["to"]) == (one, other)]
    checks.that(linked and linked[0]["basis"] == "analyst" and linked[0]["reason"] == f"decision {number}: it is so",
                "a linked hop is the analyst's", linked)
    analyst.run("undo", number)
    checks.that(analyst.export() == before, "undo of hops gives the same export")


def check_stories(analyst, checks):
    before = analyst.export()
    narratives = analyst.lines("narratives")
    numbers = [analyst.decide("merge", narratives[0]["id"], narratives[1]["id"])]
    after = analyst.lines("narratives")
    checks.that(len(after) == len(narratives) - 1, "merged narratives are one")
    union = set(narratives[0]["documents"]) | set(narratives[1]["documents"])
    whole = next(each for each in after if union <= set(each["documents"]))
    checks.that(whole["label"] == narratives[0]["label"], "called by the first", whole)
    allegations = whole["allegations"]
    numbers.append(analyst.decide("split", allegations[0]))
    checks.that(all(allegations[0] not in each["allegations"] for each in analyst.lines("narratives")
                    if set(each["documents"]) & set(narratives[1]["documents"]) and len(each["allegations"]) > 1),
                "an allegation that is split off has left")
    numbers.append(analyst.decide("merge", allegations[1], allegations[2]))
    page = narratives[0]["documents"][0]
    numbers.append(analyst.decide("split", page))
    checks.that(all(page not in each["documents"] for each in analyst.lines("narratives")), "a page that is split off stands alone")
    for number in numbers:
        analyst.run("undo", number)
    checks.that(analyst.export() == before, "undo of allegations and narratives gives the same export")


def check_log(analyst, checks, page):
    before = analyst.export()
    analyst.run("note", page[:8], "ask the desk", "--by", "ann")
    analyst.run("set", page, "publisher=Lom Weekly", "--reason", "the imprint", "--by", "ann")
    decided = analyst.export()
    rows = analyst.lines("decisions")
    checks.that([row["number"] for row in rows] == list(range(1, len(rows) + 1)), "the log has every entry", rows)
    checks.that(all(row["undone_by"] for row in rows[:-2] if row["verb"] != "undo"), "and which are undone")
    text = analyst.run("decisions").out
    checks.that("ask the desk" in text and "the imprint" in text, "decisions are listed for people", text[-800:])
    analyst.run("rebuild", "-q")
    checks.that(analyst.export() == decided, "a rebuild keeps what is decided")
    checks.that(analyst.lines("decisions") == rows, "and the log")
    analyst.run("undo")
    analyst.run("undo")
    checks.that(analyst.export() == before, "undo after a rebuild gives the same export")
    last = analyst.lines("decisions")[-1]["number"]
    analyst.run("undo", last)
    checks.that(len(without(analyst.export(), 0)) == len(before.splitlines()) + 1, "an undo can be undone")
    analyst.run("undo", analyst.lines("decisions")[-1]["number"])
    checks.that(analyst.export() == before, "and again")


def check_refusals(analyst, checks, page):
    for arguments, code, says in (
            (("set", page, "colour=red", "--reason", "x"), 2, "published, modified, publisher, author, title"),
            (("set", page, "published=May", "--reason", "x"), 2, "2015-05-06"),
            (("set", page, "published", "--reason", "x"), 2, "FIELD=VALUE"),
            (("set", page, "published=2015-05-05"), 2, "--reason"),
            (("set", page, "published=2015-05-05", "--reason", " "), 2, "reason"),
            (("set", "ffffffffffff", "published=2015-05-05", "--reason", "x"), 1, "holds no document"),
            (("reject", page + "#a9999", "--reason", "x"), 1, "nothing of the id"),
            (("reject", "Meadow Wire", "nowhere", "--reason", "x"), 2, "FROM TO"),
            (("reject", "A paper that nobody names", page, "--reason", "x"), 1, "no such hop"),
            (("merge", page + "#e1", "--reason", "x"), 2, "two"),
            (("undo", "99999"), 1, "no decision 99999"),
            (("undo", "1"), 2, "undone already"),
            (("note", page, ""), 2, "words")):
        run = analyst.run(*arguments, codes=(code,))
        checks.that(says in run.err, " ".join(arguments) + " says why", run)


def check_kill(program, checks, folder, page):
    """Killed anywhere, the store holds the decision and its reading, or neither."""
    dice = random.Random(7)
    number = 0
    for _ in range(4):
        command = [program.path, "set", page, f"publisher=Weekly {number}", "--reason", "x", "--by", "ann"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.0, 2.0))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        log = program.run("decisions", "-f", "jsonl", cwd=folder)
        shown = program.run("show", page, "-f", "jsonl", cwd=folder)
        last = json.loads(log.out.splitlines()[-1])
        publisher = json.loads(shown.out)["publisher"]
        stands = last["verb"] == "set" and last["value"] == f"Weekly {number}"
        checks.that(stands == (publisher == f"Weekly {number}"), "the log and the reading say the same", (last, publisher))
        number += 1


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    with system.Folder() as folder:
        (folder / "pages").symlink_to(system.SAMPLE)
        analyst = Analyst(program, checks, folder)
        analyst.run("add", "-q", "pages")
        narrative = analyst.lines("narratives")[0]["id"]
        page = analyst.lines("documents")[0]["id"]
        check_set(analyst, checks, narrative)
        check_reject(analyst, checks)
        check_origins(analyst, checks, narrative)
        check_entities(analyst, checks)
        check_hops(analyst, checks, narrative)
        check_stories(analyst, checks)
        check_log(analyst, checks, page)
        check_refusals(analyst, checks, page)
        check_kill(program, checks, folder, page)
    checks.end()


if __name__ == "__main__":
    main()
