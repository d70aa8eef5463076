"""Compares what the program finds in the sample corpus with the graph that a careful reader drew (data/sample/truth.json),
figure by figure. Every figure lies in [0, 1]; sample_expected.json holds what was reached, and may only rise: a figure
below it fails, `--update` takes over what is higher (and with --allow-drop also what is lower).

`--report` prints, for each narrative, what was missed and what was found too much.
"""
import json
import os
import re
import unicodedata

import system

TRUTH = json.loads((system.ROOT / "data" / "sample" / "truth.json").read_text(encoding="utf-8"))
EXPECTED = system.pathlib.Path(__file__).resolve().parent / "sample_expected.json"
SMALL = set("a an the of in on at to for and or who that which it its his her their has had was were is are been be by with from "
            "as mr ms mrs dr".split())


def folded(text):
    """Lower-case words without accents."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", plain)


def content_words(text):
    return set(folded(text)) - SMALL


def alike(a, b):
    """Share of the smaller one's words that stand in the other."""
    x, y = content_words(a), content_words(b)
    return len(x & y) / min(len(x), len(y)) if x and y else float(folded(a) == folded(b))


def f1(found, true):
    found, true = set(found), set(true)
    both = len(found & true)
    return 2 * both / (len(found) + len(true)) if found or true else 1.0


def share(parts):
    parts = list(parts)
    return sum(map(bool, parts)) / len(parts) if parts else 1.0


def paired(found, true, score, least=0.5):
    """One to one, best first: {index of found: index of true}."""
    order = sorted(((score(x, y), i, j) for i, x in enumerate(found) for j, y in enumerate(true)), key=lambda t: (-t[0], t[1], t[2]))
    out = {}
    for value, i, j in order:
        if value >= least and i not in out and j not in out.values():
            out[i] = j
    return out


class Found:
    """All that the program says about the sample."""

    def __init__(self, program, checks, folder):
        (folder / "pages").symlink_to(system.SAMPLE)
        add = program.run("add", "pages", cwd=folder)
        if not checks.that(add.code == 0, "add takes all pages", add):
            checks.end()

        def lines(*command):
            run = program.run(*command, cwd=folder)
            checks.that(run.code == 0, f"{command[0]} runs", run)
            return [json.loads(line) for line in run.out.splitlines()]

        self.annotated = {record["path"].split("/")[-1]: record for record in lines("annotate", "pages")}
        rows = lines("documents", "-f", "jsonl", "--limit", "1000")
        self.file = {row["id"]: row["path"].split("/")[-1] for row in rows}
        self.kind = {row["path"].split("/")[-1]: row["page"] for row in rows}
        self.narratives = lines("narratives", "-f", "jsonl", "--limit", "1000")
        for narrative in self.narratives:
            narrative["pages"] = self.files(narrative["documents"])
            narrative["trace"] = lines("trace", "--claim", narrative["id"], "-f", "jsonl")[0]

    def files(self, ids):
        return sorted(self.file.get(name.split("#")[0], name) for name in ids)

    def page_of(self, evidence):
        return self.file.get(evidence["document"], evidence["document"])


class Figures:
    """Named figures, with what is worth reading about them."""

    def __init__(self):
        self.values, self.notes = {}, {}

    def add(self, name, value, missed=(), extra=()):
        self.values[name] = round(float(value), 4)
        self.notes[name] = ([f"missed: {x}" for x in missed], [f"too much: {x}" for x in extra])

    def sets(self, name, found, true):
        found, true = set(found), set(true)
        self.add(name, f1(found, true), sorted(map(str, true - found)), sorted(map(str, found - true)))


def page_figures(figures, found):
    pages = TRUTH["pages"]
    for field in ("title", "publisher", "published"):
        wrong = [(p["file"], p[field], found.annotated.get(p["file"], {}).get(field)) for p in pages
                 if (found.annotated.get(p["file"], {}).get(field) or "")[:10 if field == "published" else None] != (p[field] or "")]
        figures.add(f"pages {field}", 1 - len(wrong) / len(pages), wrong)
    wrong = [p["file"] for p in pages if sorted(found.annotated.get(p["file"], {}).get("authors", [])) != sorted(p["authors"])]
    figures.add("pages authors", 1 - len(wrong) / len(pages), wrong)
    wrong = [p["file"] for p in pages if (found.kind.get(p["file"]) == "article") != p["article"]]
    figures.add("pages article or not", 1 - len(wrong) / len(pages), wrong)
    missed = []
    total = 0
    for p in pages:
        have = found.annotated.get(p["file"], {}).get("relay", [])
        for relay in p["relays"]:
            total += 1
            if not any(alike(relay["name"], x["name"]) >= 0.5 for x in have):
                missed.append((p["file"], relay["name"]))
    figures.add("relays recall", 1 - len(missed) / max(total, 1), missed)
    attribution_figures(figures, found)


def attribution_figures(figures, found):
    missed, total, kinds, modality = [], 0, [], []
    for p in TRUTH["pages"]:
        document = found.annotated.get(p["file"])
        if not document:
            continue
        text = document["text"]
        have = [{role: " ".join(text[b:e] for b, e in a[role]) for role in ("source", "cue", "content")} | {"all": a}
                for a in document["attributions"]]
        for a in p["attributions"]:
            total += 1
            first, last = folded(a["content"]["first"]), folded(a["content"]["last"])

            def fits(x):
                words = folded(x["content"])
                begins = set(first[-3:]) & set(words) or set(last[:3]) & set(words)
                return bool(begins) and alike(a["cue"] or "", x["cue"]) >= 0.5 and (not a["source"] or alike(a["source"], x["source"]) >= 0.5)

            hits = [x for x in have if fits(x)]
            if not hits:
                missed.append((p["file"], a["source"], a["cue"]))
            else:
                kinds.append(any(x["all"]["source_kind"] == a.get("source_kind") for x in hits))
                modality.append(any(x["all"]["modality"] == a.get("modality", "assert") for x in hits))
    figures.add("attributions recall", 1 - len(missed) / max(total, 1), missed)
    figures.add("attributions source kind, of those found", share(kinds))
    figures.add("attributions modality, of those found", share(modality))


def narrative_figures(figures, found):
    truth = TRUTH["narratives"]
    match = paired(found.narratives, truth, lambda x, y: f1(x["pages"], y["pages"]), 0.2)
    of = {j: found.narratives[i] for i, j in match.items()}
    together = {(n["id"], p) for n in truth for p in n["pages"]}
    figures.add("narratives found", len(of) / len(truth))
    extra = [n["label"] for i, n in enumerate(found.narratives) if i not in match]
    figures.add("narratives, none too many", len(of) / max(len(found.narratives), 1), extra=extra)
    figures.sets("narratives pages f1", {(truth[j]["id"], p) for j, n in of.items() for p in n["pages"]}, together)
    alone = TRUTH["no_narrative"] + TRUTH["not_articles"]
    inside = [p for p in alone if any(p in n["pages"] for n in found.narratives)]
    figures.add("unrelated pages in no narrative", 1 - len(inside) / len(alone), extra=inside)
    for j, n in enumerate(truth):
        trace_figures(figures, found, n, of.get(j))


def true_origin_of(found_origin, found, truth):
    """Score of an origin that was found for one that is true."""
    def score(x, y):
        names = [y["name"], *y.get("aliases", [])]
        pages = set(found.files(x["documents"])) & set(y["pages"])
        return max(alike(x["name"], name) for name in names) if pages else 0.0
    return score(found_origin, truth)


def endpoint(found, node, origin_names, nodes):
    """How truth.json names an end of an edge."""
    if node in found.file:
        return found.file[node]
    if node in origin_names:
        return origin_names[node]
    return " ".join(folded(nodes.get(node, {}).get("name", node)))


def edge_key(end):
    return end if end.endswith(".html") else " ".join(folded(end))


def trace_figures(figures, found, truth, narrative):
    name = truth["id"]
    trace = narrative["trace"] if narrative else {key: [] for key in (
        "allegations", "origins", "nodes", "edges", "missing", "unsourced", "variants", "drift", "attribution_changes", "contradictions", "circles")}
    for allegation in trace["allegations"]:
        allegation["pages"] = found.files(allegation["documents"])

    allegations = truth["allegations"]
    match = paired(trace["allegations"], allegations, lambda x, y: f1(x["pages"], y["pages"]), 0.01)
    of = {j: trace["allegations"][i] for i, j in match.items()}
    figures.sets(f"{name} allegations pages f1",
                 {(i if i not in match else allegations[match[i]]["id"], p) for i, a in enumerate(trace["allegations"]) for p in a["pages"]},
                 {(a["id"], p) for a in allegations for p in a["pages"]})

    origins = paired(trace["origins"], truth["origins"], lambda x, y: true_origin_of(x, found, y), 0.5)
    figures.add(f"{name} origins f1", 2 * len(origins) / max(1, len(trace["origins"]) + len(truth["origins"])),
                [o["name"] for j, o in enumerate(truth["origins"]) if j not in origins.values()],
                [o["name"] for i, o in enumerate(trace["origins"]) if i not in origins])
    true_of = {trace["origins"][i]["id"]: truth["origins"][j] for i, j in origins.items()}
    figures.add(f"{name} origins kind", share(trace["origins"][i]["kind"] == truth["origins"][j]["kind"] for i, j in origins.items()))
    figures.add(f"{name} origins access", share(trace["origins"][i]["access"] == truth["origins"][j]["access"] for i, j in origins.items()))
    figures.sets(f"{name} origins pages f1",
                 {(true_of[o["id"]]["name"], p) for o in trace["origins"] if o["id"] in true_of for p in found.files(o["documents"])},
                 {(o["name"], p) for o in truth["origins"] for p in o["pages"]})
    figures.sets(f"{name} deniers f1",
                 {true_of[o["id"]]["name"] if o["id"] in true_of else o["name"] for o in trace["origins"] if o["denies"]},
                 {o["name"] for o in truth["origins"] if o.get("denies")})
    count_figures(figures, f"{name}", trace.get("independent_origins"), truth["independent_origins"])
    for j, a in enumerate(allegations):
        count_figures(figures, a["id"], of[j]["independent_origins"] if j in of else None, a["independent_origins"])

    nodes = {n["id"]: n for n in trace["nodes"]}
    names = {key: o["name"] for key, o in true_of.items()}
    edges = {(edge_key(endpoint(found, e["from"], names, nodes)), edge_key(endpoint(found, e["to"], names, nodes)), e["kind"]) for e in trace["edges"]}
    true_edges = {(edge_key(e["from"]), edge_key(e["to"]), e["kind"]) for a in allegations for e in a["edges"]}
    figures.sets(f"{name} edges f1", edges, true_edges)
    figures.sets(f"{name} edges f1, whatever the kind", {e[:2] for e in edges}, {e[:2] for e in true_edges})

    figures.sets(f"{name} missing f1", {" ".join(folded(m["name"])) for m in trace["missing"]},
                 {" ".join(folded(m["name"])) for a in allegations for m in a["missing"]})
    unsourced = [(found.page_of(e), e["text"]) for u in trace["unsourced"] for e in u["evidence"]]
    true_unsourced = [(u["page"], u["words"]) for a in allegations for u in a["unsourced"]]
    missed = [t for t in true_unsourced if not any(t[0] == p and alike(t[1], words) >= 0.5 for p, words in unsourced)]
    figures.add(f"{name} unsourced recall", 1 - len(missed) / max(1, len(true_unsourced)), missed)

    values = {(v["slot"], p) for v in trace["variants"] for value in v["values"] for p in found.files(value["documents"])}
    figures.sets(f"{name} variants f1 (slot, page)", values,
                 {(v["slot"], p) for a in allegations for v in a["variants"] for value in v["values"] for p in value["pages"]})
    pairs = {(c["kind"], p) for c in trace["contradictions"] for p in {found.page_of(e) for e in c["evidence"]}}
    figures.sets(f"{name} contradictions f1 (kind, page)", pairs,
                 {(c["kind"], p) for a in allegations for c in a["contradictions"] for p in c["pages"]})
    drift = {p for d in trace["drift"] for w in d["wordings"] for p in found.files(w["documents"])}
    figures.sets(f"{name} drift f1 (page)", drift, {p for a in allegations for d in a["drift"] for w in d["wordings"] for p in w["pages"]})
    figures.sets(f"{name} attribution changes f1 (page, kind, where)",
                 {(found.file.get(c["document"]), c["kind"], c["where"]) for c in trace["attribution_changes"]},
                 {(c["page"], c["kind"], c["where"]) for a in allegations for c in a["attribution_changes"]})
    circles = [a["circle"] for a in allegations if a.get("circle")]
    if circles:
        have = [set(found.files(c["documents"])) for c in trace.get("circles", [])]
        figures.add(f"{name} circles", share(set(c) in have for c in circles))


def count_figures(figures, name, found, true):
    for which in ("min", "count", "max"):
        value = found[which] if found else None
        figures.add(f"{name} separate origins {which}", value == true[which], [] if value == true[which] else [f"{true[which]}, found {value}"])


def judge(checks, figures, arguments):
    expected = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    print(f"{'figure':<58} {'found':>7} {'expected':>8}")
    for name, value in figures.values.items():
        least = expected.get(name)
        mark = "" if least is None or value == least else ("  fell" if value < least else "  rose")
        print(f"{name:<58} {value:>7.3f} {'' if least is None else format(least, '8.3f')}{mark}")
        if arguments.report:
            for part in figures.notes[name]:
                for note in part:
                    print(f"      {note}")
        if not arguments.update:
            checks.that(least is not None and value >= least - 1e-9, f"{name} is {value}, expected at least {least}",
                        "\n".join(note for part in figures.notes[name] for note in part))
    for name in sorted(set(expected) - set(figures.values)):
        checks.that(arguments.update, f"{name} is no longer measured")
    print(f"mean of {len(figures.values)} figures: {sum(figures.values.values()) / len(figures.values):.3f}")
    if arguments.update:
        kept = {name: value if arguments.allow_drop else max(value, expected.get(name, 0.0)) for name, value in figures.values.items()}
        EXPECTED.write_text(json.dumps(kept, indent=1) + "\n")


def main():
    parser = system.arguments(__doc__)
    parser.add_argument("--report", action="store_true", help="print what was missed and what was too much")
    parser.add_argument("--allow-drop", action="store_true", help="with --update: take over lower figures too")
    arguments = parser.parse_args()
    os.environ.update(system.SAME_ARITHMETIC)
    program, checks, figures = system.Program(arguments.hearsay), system.Checks(), Figures()
    with system.Folder() as folder:
        found = Found(program, checks, folder)
        page_figures(figures, found)
        narrative_figures(figures, found)
    judge(checks, figures, arguments)
    checks.end()


if __name__ == "__main__":
    main()
