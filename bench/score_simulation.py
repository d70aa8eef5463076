"""How much of a simulated pile's provenance is found: edges, origins, counts, variants, over all its stories.

    bench/score simulate simulate/b.json --seeds 11 12 -n 300

Each seed's pile is added and every story traced, twice: "pages", read by the program from HTML, and "read", the same documents with a reading
without fault, so that what is lost there is lost in matching or tracing and the rest in reading. Sums run over all stories of all seeds: a
story without a narrative of its own counts with nothing found. Ends of edges, names and pairings are as in tests/sample_test.py.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from sample_test import alike, edge_key, f1, folded, paired


class Sums:
    """Found, true and right ones of each kind, over all stories."""

    def __init__(self):
        self.counts = {}

    def sets(self, name, found, true):
        self.add(name, len(found), len(true), len(found & true))

    def add(self, name, found, true, right):
        sums = self.counts.setdefault(name, [0, 0, 0])
        for i, value in enumerate((found, true, right)):
            sums[i] += value

    def f1(self, name):
        found, true, right = self.counts.get(name, (0, 0, 0))
        return 2 * right / (found + true) if found + true else 1.0

    def recall(self, name):
        _, true, right = self.counts.get(name, (0, 0, 0))
        return right / true if true else 1.0


class Pile:
    """What the program says of one simulated pile."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        rows = self.lines("documents", "-f", "jsonl", "--limit", "1000000")
        self.file = {row["id"]: row["path"].split("/")[-1] for row in rows}
        self.narratives = self.lines("narratives", "-f", "jsonl", "--limit", "1000000")
        for narrative in self.narratives:
            narrative["pages"] = self.files(narrative["documents"])

    def lines(self, *command):
        done = subprocess.run([self.program, *command, "--store", str(self.folder / "store.db")], stdout=subprocess.PIPE, check=True)
        return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]

    def files(self, ids):
        return sorted({self.file.get(name.split("#")[0], name) for name in ids})

    def trace(self, narrative):
        return self.lines("trace", "--claim", narrative["id"], "-f", "jsonl")[0]


class Traces:
    """All that the traces of a pile say, in the words of the truth: stories of one kind may well be one narrative."""

    def __init__(self, pile, stories):
        self.pile, self.stories = pile, stories
        self.traces = [pile.trace(narrative) for narrative in pile.narratives]
        self.allegations = [a for trace in self.traces for a in trace["allegations"]]
        for each in self.allegations:
            each["pages"] = pile.files(each["documents"])
        self.true_allegations = [a for story in stories for a in story["allegations"]]
        self.allegation_of = paired(self.allegations, self.true_allegations, lambda x, y: f1(x["pages"], y["pages"]), 0.1)
        self.found_origins = [(t, o) for t, trace in enumerate(self.traces) for o in trace["origins"]]
        self.true_origins = [o for story in stories for o in story["origins"]]
        self.origin_of = paired([o for _, o in self.found_origins], self.true_origins, self.likeness, 0.5)

    def likeness(self, found, true):
        together = set(self.pile.files(found["documents"])) & set(true["pages"])
        return max(alike(found["name"], other) for other in [true["name"], *true["aliases"]]) if together else 0.0

    def edges(self):
        names = {(self.found_origins[i][0], self.found_origins[i][1]["id"]): self.true_origins[j]["name"] for i, j in self.origin_of.items()}
        out = set()
        for t, trace in enumerate(self.traces):
            nodes = {n["id"]: n for n in trace["nodes"]}

            def end(node):
                known = self.pile.file.get(node) or names.get((t, node))
                return edge_key(known or " ".join(folded(nodes.get(node, {}).get("name", node))))

            out |= {(end(e["from"]), end(e["to"]), e["kind"]) for e in trace["edges"]}
        return out


def score_pile(sums, pile, truths, notes):
    # A story that one page tells recurs nowhere, and is no narrative that is listed.
    stories = [t for t in truths if len(t.get("pages", [])) > 1]
    alone = [t["unrelated"] for t in truths if "unrelated" in t]
    found = Traces(pile, stories)
    allegations, of = found.true_allegations, {j: found.allegations[i] for i, j in found.allegation_of.items()}
    sums.sets("pages", {(found.allegation_of.get(i, -1 - i), p) for i, a in enumerate(found.allegations) for p in a["pages"]},
              {(j, p) for j, a in enumerate(allegations) for p in a["pages"]})

    sums.add("origins", len(found.found_origins), len(found.true_origins), len(found.origin_of))
    notes += [("origin missed", o["name"], o["pages"]) for j, o in enumerate(found.true_origins) if j not in found.origin_of.values()]
    notes += [("origin too much", o["name"], pile.files(o["documents"])) for i, (_, o) in enumerate(found.found_origins) if i not in found.origin_of]
    sums.sets("denials", {found.origin_of.get(i, -1 - i) for i, (_, o) in enumerate(found.found_origins) if o["denies"]},
              {j for j, o in enumerate(found.true_origins) if o["denies"]})

    edges = found.edges()
    true = {(edge_key(e["from"]), edge_key(e["to"]), e["kind"]) for a in allegations for e in a["edges"]}
    sums.sets("edges", edges, true)
    sums.sets("edges, whatever the kind", {e[:2] for e in edges}, {e[:2] for e in true})
    notes += [("edge missed", e) for e in sorted(true - edges)] + [("edge too much", e) for e in sorted(edges - true)]
    for kind in sorted({e[2] for e in true | edges}):
        sums.sets(f"edges {kind}", {e for e in edges if e[2] == kind}, {e for e in true if e[2] == kind})

    for j, allegation in enumerate(allegations):
        counted = of[j]["independent_origins"] if j in of else {}
        for which in ("min", "count", "max"):
            right = counted.get(which) == allegation["independent_origins"][which]
            sums.add(f"separate origins {which}", 1, 1, right)
            if which == "count" and not right:
                notes.append(("count", counted.get(which), allegation["independent_origins"][which], allegation["pages"]))
    index = {found.allegations[i]["id"]: j for i, j in found.allegation_of.items()}
    sums.sets("variants", {(index.get(v["allegation"], -1), v["slot"], p) for trace in found.traces for v in trace["variants"]
                           for value in v["values"] for p in pile.files(value["documents"])},
              {(j, v["slot"], p) for j, a in enumerate(allegations) for v in a["variants"] for value in v["values"] for p in value["pages"]})
    sums.sets("missing", {" ".join(folded(m["name"])) for trace in found.traces for m in trace["missing"]},
              {" ".join(folded(m["name"])) for a in allegations for m in a["missing"]})
    inside = {p for n in pile.narratives for p in n["pages"]}
    sums.add("unrelated", 0, len(alone), len([p for p in alone if p not in inside]))


def figures_of(sums):
    out = {f"{name} f1": sums.f1(name) for name in ("edges", "edges, whatever the kind", "origins", "denials", "missing", "pages")}
    out |= {name: sums.recall(name) for name in ("separate origins min", "separate origins count", "separate origins max")}
    out["variants recall"] = sums.recall("variants")
    out["unrelated in no narrative"] = sums.recall("unrelated")
    out |= {f"{name} f1": sums.f1(name) for name in sorted(sums.counts) if name.startswith("edges ") and name != "edges, whatever the kind"}
    return {name: round(value, 4) for name, value in out.items()}


def score(bench, family, flags):
    """{"pages": {figure: value}, "read": {…}} for a family's file."""
    parser = argparse.ArgumentParser(prog="bench/score simulate")
    parser.add_argument("--seeds", nargs="+", type=int, default=[11])
    parser.add_argument("-n", "--documents", type=int, default=300)
    parser.add_argument("--only", choices=["pages", "read"])
    parser.add_argument("--report", metavar="FILE", help="where to write what was missed and what was too much")
    arguments = parser.parse_args(flags)
    program = str(pathlib.Path(bench).parent / "hearsay")
    results, report = {}, []
    for way in [arguments.only] if arguments.only else ["pages", "read"]:
        sums = Sums()
        for seed in arguments.seeds:
            with tempfile.TemporaryDirectory(prefix="hearsay-simulation-") as name:
                folder, notes = pathlib.Path(name), []
                command = [str(bench), "simulate", str(folder), "--family", pathlib.Path(family).stem, "--seed", str(seed),
                           "-n", str(arguments.documents)]
                subprocess.run(command + (["--store", str(folder / "store.db")] if way == "read" else []), check=True)
                if way == "pages":
                    subprocess.run([program, "add", str(folder / "pages"), "--store", str(folder / "store.db")], check=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                truths = [json.loads(line) for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
                score_pile(sums, Pile(program, folder), truths, notes)
                report += [f"{way}\t{seed}\t" + "\t".join(map(str, note)) for note in notes]
        results[way] = figures_of(sums)
    if arguments.report:
        pathlib.Path(arguments.report).write_text("\n".join(report) + "\n", encoding="utf-8")
    return results
