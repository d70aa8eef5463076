"""Cases in time: small piles, and what any right trace of them must say. FORMAT.md says what each check means; the checks were
written from the definitions alone, before the code. What expected.json says is reached must stay so, case by case.

    cases_test.py --hearsay BIN [--case N…] [--report [CASE…]] [--update]      CASE: a folder's name, such as 07-reworded-copy"""
import collections
import functools
import json
import math
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import scored_cases  # noqa: E402
import system  # noqa: E402

EXPECTED = HERE / "expected.json"
CHECKS = {}


def check(*names):
    """A function that says whether a check of these names holds, given the pile and the check."""
    def keep(function):
        for name in names:
            CHECKS[name] = function
        return function
    return keep


def listed(value):
    return value if isinstance(value, list) else [value]


def has(text, words):
    """`words` stand in the text, whatever the case; "a|b": either. A number stands there as a whole."""
    text = re.sub(r"[’‘]", "'", text or "").lower()
    for one in words.lower().split("|"):
        if re.search(r"(?<!\d)" + re.escape(one) + r"(?!\d)" if one.isdigit() else re.escape(one), text):
            return True
    return False


def fits(value, wanted):
    """A number, or [low, high]."""
    return wanted[0] <= value <= wanted[1] if isinstance(wanted, list) else value == wanted


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


class Document:
    """An annotated document, with what its spans say."""

    def __init__(self, record):
        self.record, self.text = record, record["text"]
        self.attributions = {a["id"]: a for a in record["attributions"]}

    def words(self, spans):
        return " ".join(self.text[b:e] for b, e in (spans if spans and isinstance(spans[0], list) else [spans])) if spans else ""

    def places_of(self, words):
        return [m.span() for m in re.finditer(re.escape(words), self.text, re.I)]

    def at(self, words, records):
        """Those records whose span overlaps the words."""
        places = self.places_of(words)
        return [r for r in records if any(overlap(r["span"], p) for p in places)]

    def sources(self, claim):
        """Everybody in the chain of a claim, by name and by words."""
        chain = [self.attributions[i] for i in claim.get("chain") or [claim["attribution"]] if i in self.attributions]
        return [a["source_name"] or self.words(a["source"]) for a in chain]


class Pile:
    """What the program says of one case."""

    def __init__(self, program, folder, query):
        with system.Folder() as store:
            def run(*command):
                return program.run(*command, "-s", store / "store.db", env=system.SAME_ARITHMETIC)

            self.added = run("add", folder / "docs.jsonl", "-v", "-f", "jsonl")
            if self.added.code:
                raise SystemExit(repr(self.added))
            records = [r for r in map(json.loads, run("export", "jsonl").out.splitlines()) if r["record"] == "document"]
            self.rows = {row["id"]: row for row in map(json.loads, run("documents", "-f", "jsonl", "--limit", "1000").out.splitlines())}
            self.narratives = [json.loads(line) for line in run("narratives", "-f", "jsonl", "--limit", "1000").out.splitlines()]
            traced = run("trace", query, "-f", "jsonl")
        self.asked = {json.loads(line)["id"] for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()}
        self.input_of = {record["id"]: record["input_id"] for record in records}
        self.id_of = {value: key for key, value in self.input_of.items()}
        self.documents = {record["input_id"]: Document(record) for record in records}
        self.trace = json.loads(traced.out) if traced.code == 0 else None
        self.traced = traced
        if self.trace:
            self.nodes = {node["id"]: node for node in self.trace["nodes"]}
            self.held_in = set(map(self.input, self.trace["narrative"]["documents"]))

    def input(self, identifier):
        return self.input_of.get(identifier.split("#")[0], identifier)

    def inputs(self, identifiers):
        return {self.input(i) for i in identifiers}

    # ---- nodes and edges

    def names_of(self, node):
        """What a node of the graph is called: its name; of a document its publisher."""
        if node in self.input_of:
            return [self.documents[self.input_of[node]].record["publisher"] or ""]
        return [self.nodes.get(node, {}).get("name", node)]

    def is_node(self, node, wanted, strict=False):
        """`wanted`: a document's input id, or words of a name. Not strict: a document is also its publisher's own node."""
        if wanted in self.asked:
            if self.input(node) == wanted or wanted not in self.documents:
                return self.input(node) == wanted
            publisher = self.documents[wanted].record["publisher"]
            return not strict and node not in self.input_of and bool(publisher) and publisher in self.names_of(node)
        return any(has(name, wanted) for name in self.names_of(node))

    def edges(self, test, strict=False):
        for edge in self.trace["edges"]:
            sides = all(any(self.is_node(edge[side], one, strict) for one in listed(test[side])) for side in ("from", "to") if side in test)
            if sides and all(edge[field] in listed(test[field]) for field in ("kind", "basis") if field in test):
                yield edge

    def reached(self, start, without=()):
        """Nodes that the words reach from `start`."""
        seen, front = set(), [node for node in start if node not in without]
        while front:
            node = front.pop()
            if node in seen:
                continue
            seen.add(node)
            front += [e["to"] for e in self.trace["edges"] if e["from"] == node and e["to"] not in without]
        return seen

    # ---- origins, claims

    def origins(self, test):
        found = self.trace["origins"]
        if "name_has" in test:
            found = [o for o in found if has(o["name"], test["name_has"])]
        if "name_has_any" in test:
            found = [o for o in found if any(has(o["name"], name) for name in test["name_has_any"])]
        if test.get("kind") == "named":
            found = [o for o in found if o["kind"] != "unnamed"]
        if test.get("kind") == "unnamed":
            found = [o for o in found if o["kind"] == "unnamed"]
        return found

    def origin(self, identifier):
        return next(o for o in self.trace["origins"] if o["id"] == identifier)

    def allegations_with(self, document):
        return [a for a in self.trace["allegations"] if document in self.inputs(a["documents"])]


# ---- which documents --------------------------------------------------------------------------

@check("documents")
def documents(pile, test):
    return set(test["in"]) <= pile.held_in and not set(test.get("out", [])) & pile.held_in, sorted(pile.held_in)


@check("count_documents")
def count_documents(pile, test):
    return fits(len(pile.held_in), test["count"]), len(pile.held_in)


@check("versions")
def versions(pile, test):
    rows = [pile.rows.get(pile.id_of.get(d)) for d in test["documents"]]
    return all(rows) and len({row["url"] for row in rows}) == 1, rows


@check("not_article")
def not_article(pile, test):
    row = pile.rows.get(pile.id_of[test["document"]], {})
    words = row.get("page", "?").replace("listing", "list of articles")
    said = [line for line in pile.added.err.splitlines() if "no article" in line and has(line, words)]
    inside = any(test["document"] in pile.inputs(n["documents"]) for n in pile.narratives)
    like = test["kind"].replace("tag page", "listing")  # "of this kind in words like these"
    return bool(said) and row.get("page", "?") in like and not inside, [row.get("page"), said, inside]


# ---- origins ----------------------------------------------------------------------------------

@check("origins")
def origins(pile, test):
    found = pile.origins(test)
    right = fits(len(found), test["count"]) if "count" in test else bool(found)
    for origin in found:
        where = pile.inputs(origin["documents"])
        right = right and set(test.get("documents", [])) <= where and not set(test.get("documents_out", [])) & where
        right = right and origin["access"] in listed(test.get("access", origin["access"]))
        right = right and not any(has(via, test["via_lacks"]) for via in origin["via"] if "via_lacks" in test)
    shown = found or pile.trace["origins"]
    return right, [(o["name"], o["kind"], o["access"], sorted(pile.inputs(o["documents"])), o["via"]) for o in shown]


@check("separate")
def separate(pile, test):
    counted = pile.trace["independent_origins"]
    if "of_allegation_with" in test:
        found = pile.allegations_with(test["of_allegation_with"])
        if not found:
            return False, "no such allegation"
        counted = found[0]["independent_origins"]
    deniers = [pile.origin(o)["name"] for o in counted["deniers"]]
    right = all(fits(counted[field], test[field]) for field in ("min", "count", "max", "named", "unnamed") if field in test)
    right = right and all(any(has(name, wanted) for name in deniers) for wanted in test.get("deniers_has", []))
    return right, dict({field: counted[field] for field in ("min", "count", "max", "named", "unnamed")}, deniers=deniers,
                       origins=[o["name"] for o in pile.trace["origins"]], groups=[g["reason"] for g in counted["groups"]])


@check("range_widened")
def range_widened(pile, _):
    counted = pile.trace["independent_origins"]
    return counted["min"] < counted["max"], [counted["min"], counted["max"]]


@check("one_denier")
def one_denier(pile, test):
    names = [pile.origin(o)["name"] for o in pile.trace["independent_origins"]["deniers"]]
    return len([n for n in names if any(has(n, wanted) for wanted in test["names"])]) <= 1, names


@check("not_joined")
def not_joined(pile, test):
    ids = [{o["id"] for o in pile.trace["origins"] if has(o["name"], name)} for name in test["names"]]
    apart = all(ids) and not set.intersection(*ids)
    together = [g for g in pile.trace["independent_origins"]["groups"] if all(set(g["origins"]) & i for i in ids)]
    return apart and not together, [o["name"] for o in pile.trace["origins"]] + together


# ---- the graph --------------------------------------------------------------------------------

def shown(pile, edges):
    return [f"{pile.input(e['from'])} {pile.names_of(e['from'])[0]} -> {pile.input(e['to'])}: {e['basis']} {e['kind']}" for e in edges]


@check("edge")
def edge(pile, test):
    near = [e for e in pile.trace["edges"] if any(pile.is_node(e["to"], one) for one in listed(test["to"]))] if "to" in test else []
    return any(pile.edges(test)), shown(pile, near)


@check("no_edge")
def no_edge(pile, test):
    found = list(pile.edges(test, strict=True))
    return not found, shown(pile, found)


@check("no_path")
def no_path(pile, test):
    """No origin of a claim of these words has it through `from`."""
    document = pile.documents[test["to"]]
    claims = {f"{pile.id_of[test['to']]}#{c['id']}" for c in document.at(test["content_has"], document.record["claims"])}
    found = [o for o in pile.trace["origins"] if set(o["claims"]) & claims]
    first = [e for o in found for e in pile.trace["edges"] if e["from"] == o["id"]]
    led = [e for e in first if any(pile.is_node(e["to"], one, strict=True) for one in listed(test["from"]))]
    return not led, shown(pile, led)


@check("path_each")
def path_each(pile, test):
    start = [o["id"] for o in pile.trace["origins"] if has(o["name"], test["from"])]
    through = {n for n in pile.nodes if any(pile.is_node(n, one, strict=True) for one in test["through"])}
    reached, around = pile.inputs(pile.reached(start)), pile.inputs(pile.reached(start, through))
    over = pile.inputs(through)
    lost = [d for d in test["to"] if d not in reached or d in around and d not in over]
    return not lost, lost


@check("circle")
def circle(pile, test):
    wanted = set(test["documents"])
    own = [e for e in pile.trace["edges"] if any(pile.is_node(e["to"], one) for one in wanted)]
    following = collections.defaultdict(set)
    for e in own:
        if e["kind"] in ("relays", "republishes", "cites"):
            for target in wanted:
                following[target] |= {source for source in wanted if pile.is_node(e["to"], target) and pile.is_node(e["from"], source)}
    front, seen = [test["documents"][0]], set()
    while front:
        node = front.pop()
        for step in following[node] - seen:
            seen.add(step)
            front.append(step)
    said = any(pile.inputs(c["documents"]) == wanted for c in pile.trace["circles"])
    above = [e for e in own if e["kind"] == "says"]
    return seen == wanted and said and not above, shown(pile, own) + [said]


@check("missing")
def missing(pile, test):
    found = [m for m in pile.trace["missing"] if has(m["name"], test["name"])]
    return any(set(test.get("cited_by", [])) <= pile.inputs(m["cited_by"]) for m in found), [m["name"] for m in pile.trace["missing"]]


@check("no_missing")
def no_missing(pile, test):
    names = [m["name"] for m in pile.trace["missing"]]
    return not any(has(name, test["name"]) for name in names), names


# ---- what changed -----------------------------------------------------------------------------

def contradictions(pile, test):
    for one in pile.trace["contradictions"]:
        if one["kind"] in listed(test.get("kind", one["kind"])) and pile.inputs(one["claims"]) <= set(test["documents"]):
            yield one


def said(contradiction):
    return [contradiction["kind"]] + [e["text"] for e in contradiction["evidence"]]


@check("contradiction")
def contradiction(pile, test):
    return any(contradictions(pile, test)), [said(c) for c in pile.trace["contradictions"]]


@check("no_contradiction")
def no_contradiction(pile, test):
    found = list(contradictions(pile, test))
    return not found, [said(c) for c in found]


def values_of(pile, variant):
    return [(variant["slot"], v["value"], sorted(pile.inputs(v["documents"]))) for v in variant["values"]]


def value_fits(pile, value, wanted, test):
    """It is that value, given by the documents that must give it and none of those that must not."""
    where = pile.inputs(value["documents"])
    return (has(value["value"], wanted) and set(test.get("documents_of", {}).get(wanted, [])) <= where
            and not set(test.get("not_documents_of", {}).get(wanted, [])) & where)


@check("variant")
def variant(pile, test):
    found = [v for v in pile.trace["variants"] if v["slot"] == test["slot"]]
    right = any(all(any(value_fits(pile, value, wanted, test) for value in v["values"]) for wanted in test["values_have"]) for v in found)
    return right, [values_of(pile, v) for v in pile.trace["variants"]]


def between(pile, values, names):
    """Two of these documents give two different values."""
    where = [pile.inputs(v["documents"]) & set(names) for v in values]
    return any(a - b and b - a for i, a in enumerate(where) for b in where[i + 1:])


@check("no_variant")
def no_variant(pile, test):
    found = [v for v in pile.trace["variants"] if v["slot"] == test.get("slot", v["slot"])]
    if "values_have" in test:
        found = [v for v in found if all(any(has(value["value"], w) for value in v["values"]) for w in test["values_have"])]
    if "documents" in test:
        found = [v for v in found if between(pile, v["values"], test["documents"])]
    return not found, [values_of(pile, v) for v in found]


def wordings_of(pile):
    return [[(w["text"], sorted(pile.inputs(w["documents"]))) for w in d["wordings"]] for d in pile.trace["drift"]]


@check("drift")
def drift(pile, test):
    if "count" in test:
        return fits(len(pile.trace["drift"]), test["count"]), wordings_of(pile)

    def fits_wording(wording, wanted):
        return has(wording["text"], wanted) and set(test.get("wordings_documents", {}).get(wanted, [])) <= pile.inputs(wording["documents"])

    right = any(all(any(fits_wording(w, wanted) for w in d["wordings"]) for wanted in test["wordings_have"])
                and set(test["documents"]) <= {i for w in d["wordings"] for i in pile.inputs(w["documents"])} for d in pile.trace["drift"])
    return right, wordings_of(pile)


@check("no_drift")
def no_drift(pile, test):
    found = [d for d in pile.trace["drift"] if between(pile, d["wordings"], test["documents"])]
    return not found, wordings_of(pile)


@check("utterances")
def utterances(pile, test):
    found = [d["utterance"] for d in pile.trace["drift"] if has(d["utterance"], test["name_has"])]
    return fits(len(found), test["count"]), [d["utterance"] for d in pile.trace["drift"]]


def attribution_changes(pile, test):
    for change in pile.trace["attribution_changes"]:
        if pile.input(change["document"]) != test["document"]:
            continue
        if all(change[field] in listed(test[field]) for field in ("kind", "where") if field in test):
            yield change


def changes_shown(pile):
    return [(pile.input(c["document"]), c["kind"], c["where"], c["from"], c["to"]) for c in pile.trace["attribution_changes"]]


@check("attribution_change")
def attribution_change(pile, test):
    return any(attribution_changes(pile, test)), changes_shown(pile)


@check("no_attribution_change")
def no_attribution_change(pile, test):
    return not any(attribution_changes(pile, test)), changes_shown(pile)


# ---- groups, time, gaps -----------------------------------------------------------------------

def groups_shown(pile):
    return [(a["label"], sorted(pile.inputs(a["documents"]))) for a in pile.trace["allegations"]]


@check("allegations")
def allegations(pile, test):
    return fits(len(pile.trace["allegations"]), test["count"]), groups_shown(pile)


def most_of_one(pile, test):
    return max((len(pile.inputs(a["documents"]) & set(test["documents"])) for a in pile.trace["allegations"]), default=0)


@check("same_allegation")
def same_allegation(pile, test):
    return most_of_one(pile, test) == len(test["documents"]), groups_shown(pile)


@check("allegation_split")
def allegation_split(pile, test):
    return most_of_one(pile, test) < 2, groups_shown(pile)


def dated(pile):
    return [(entry["date"], pile.inputs(entry["documents"])) for entry in pile.trace["timeline"] if entry["date"]]


@check("timeline_first")
def timeline_first(pile, test):
    entries = dated(pile)
    first = min(entries, key=lambda entry: entry[0], default=(None, set()))
    return test["document"] in first[1], [(d, sorted(i)) for d, i in entries]


@check("undated")
def undated(pile, test):
    found = [d for d, where in dated(pile) if test["document"] in where]
    return not found, found


@check("unsourced_allowed")
def unsourced_allowed(pile, test):
    return True, None


@check("unsourced_if")
def unsourced_if(pile, test):
    document = pile.documents[test["document"]]
    gaps = [c for c in document.at(test["text_has"], document.record["claims"]) if c["voice"] == test["voice"]]
    stands = {u["claim"] for u in pile.trace["unsourced"]}
    return not gaps or any(f"{pile.id_of[test['document']]}#{c['id']}" in stands for c in gaps), sorted(stands)


# ---- the annotated document -------------------------------------------------------------------

@check("date")
def date(pile, test):
    found = pile.documents[test["document"]].record["dates"]
    right = any(d["kind"] == test["kind"] and d["value"].startswith(test["value"]) and d["from"] == test.get("from", d["from"])
                for d in found)
    return right, found


@check("no_date")
def no_date(pile, test):
    found = [d for d in pile.documents[test["document"]].record["dates"] if d["kind"] == test.get("kind", d["kind"])]
    return not any(test.get("value_has", "") in d["value"] for d in found), found


@check("field_null")
def field_null(pile, test):
    value = pile.documents[test["document"]].record[test["field"]]
    return value is None, value


@check("time_resolved")
def time_resolved(pile, test):
    document = pile.documents[test["document"]]
    found = document.at(test["text"], document.record["times"])
    return any((t["begin"] or "").startswith(test["value"]) for t in found), found


@check("time_unresolved")
def time_unresolved(pile, test):
    document = pile.documents[test["document"]]
    found = document.at(test["text"], document.record["times"])
    return not any(t["begin"] or re.match(r"\d{4}", t["value"] or "") for t in found), found


@check("embedded")
def embedded(pile, test):
    document = pile.documents[test["document"]]
    for one in document.record["embedded"]:
        if not has(document.words(one["span"]), test["span_has"]):
            continue
        inside = [c for c in document.record["claims"] if overlap(c["span"], one["span"])]
        by = any(has(name, test["by"]) for name in (one["title"], one["publisher"])) or any(
            has(name, test["by"]) for c in inside for name in document.sources(c))
        if by and (one["published"] or "").startswith(test.get("published", "")):
            return True, None
    return False, [dict(one, text=document.words(one["span"])) for one in document.record["embedded"]]


@check("relay")
def relay(pile, test):
    document = pile.documents[test["document"]]

    def covers(one, words):
        return any(overlap(scope, place) for scope in one["scope"] for place in document.places_of(words))

    for one in document.record["relay"]:
        if (has(one["name"], test["name"]) and one["basis"] in listed(test["basis"]) and all(covers(one, w) for w in test["scope_has"])
                and not any(covers(one, w) for w in test["scope_lacks"])):
            return True, None
    return False, [dict(one, scope=document.words(one["scope"])) for one in document.record["relay"]]


@check("attribution")
def attribution(pile, test):
    document = pile.documents[test["document"]]
    found = [a for a in document.record["attributions"] if has(document.words(a["content"]), test["content_has"])]
    right = any(has(f"{a['source_name']} {document.words(a['source'])}", test["source_has"]) and a["quote"] in listed(test["quote"])
                and a["source_kind"] in listed(test["source_kind"]) for a in found)
    return right, [(a["source_name"], a["source_kind"], a["quote"], document.words(a["content"])) for a in found]


@check("claim_voice", "chain_if_carried")
def claim_voice(pile, test):
    document = pile.documents[test["document"]]
    found = document.at(test["text_has"], document.record["claims"])
    if test["what"] == "chain_if_carried":
        found = [c for c in found if c["voice"] == "carried"]
    right = bool(found) or test["what"] == "chain_if_carried"
    for claim in found:
        names = document.sources(claim)
        right = right and claim["voice"] in listed(test.get("voice", claim["voice"]))
        right = right and ("source_has" not in test or any(has(n, w) for n in names for w in listed(test["source_has"])))
        right = right and not any(has(n, w) for n in names for w in listed(test.get("source_not", [])))
    return right, [(document.words(c["span"]), c["voice"], document.sources(c)) for c in found]


def kilometres(a, b):
    (x, y), (u, v) = (map(math.radians, a), map(math.radians, b))
    return 12742 * math.asin(math.sqrt(math.sin((u - x) / 2) ** 2 + math.cos(x) * math.cos(u) * math.sin((v - y) / 2) ** 2))


def placed(pile, test):
    document = pile.documents[test["document"]]
    mentions = {m["id"]: m for m in document.record["mentions"]}
    named = document.places_of(test["words"])
    return [p for p in document.record["places"] if any(overlap(mentions[p["mention"]]["span"], at) for at in named)]


@check("place")
def place(pile, test):
    found = placed(pile, test)
    right = any(p["country"] == test["country"] and p["lat"] is not None
                and kilometres([p["lat"], p["lon"]], test["near"]) <= test["within_km"] for p in found)
    return right, found


def flags(pile, test):
    flagging = re.compile("flag|note|warning|disagree|conflict")
    found = [(k, v) for p in placed(pile, test) for k, v in p.items() if flagging.search(k) and v]
    record = pile.documents[test["document"]].record
    return found + [(k, v) for k, v in record.items() if flagging.search(k) and has(json.dumps(v), test["words"])]


@check("place_flagged")
def place_flagged(pile, test):
    return bool(flags(pile, test)), placed(pile, test)


@check("place_not_flagged")
def place_not_flagged(pile, test):
    return not flags(pile, test), flags(pile, test)


@check("text_has")
def text_has(pile, test):
    return has(pile.documents[test["document"]].text, test["words"]), None


def labels(pile, test):
    """Labels of the page's own: of the document, or of its node."""
    node = pile.nodes.get(pile.id_of[test["document"]], {})
    found = listed(pile.documents[test["document"]].record.get("labels", [])) + listed(node.get("labels", []))
    return [one for one in found if has(json.dumps(one), test["words"])]


@check("label_shown")
def label_shown(pile, test):
    return bool(labels(pile, test)), None


@check("no_label")
def no_label(pile, test):
    return not labels(pile, test), labels(pile, test)


@check("no_truth_score")
def no_truth_score(pile, _):
    def keys(value):
        if isinstance(value, dict):
            yield from value
            value = list(value.values())
        if isinstance(value, list):
            for one in value:
                yield from keys(one)

    judging = re.compile("tru(e|th|st)|credib|reliab|verdict|veracity")
    judging = [k for k in keys([pile.trace] + [d.record for d in pile.documents.values()]) if judging.search(k)]
    return not judging, judging


# Read the annotated document or what `add` says; all else needs a trace.
WITHOUT_TRACE = {"versions", "date", "no_date", "field_null", "time_resolved", "time_unresolved", "embedded", "relay", "attribution",
                 "claim_voice", "chain_if_carried", "place", "place_flagged", "place_not_flagged", "text_has", "not_article"}


def score(folder, program, tally):
    case = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    pile = Pile(program, folder, case["query"])
    for test in case["checks"]:
        right, found = False, repr(pile.traced)
        if "document" in test and test["document"] not in pile.documents:
            found = test["document"] + " is not held"
        elif pile.trace or test["what"] in WITHOUT_TRACE:
            right, found = CHECKS[test["what"]](pile, test)
        if test.get("optional"):
            continue
        tally.count("checks", test["what"], right, found, test)


def folders():
    chosen = sys.argv[sys.argv.index("--case") + 1:] if "--case" in sys.argv else []
    numbers = []
    while chosen and chosen[0].isdigit():
        numbers.append(int(chosen.pop(0)))
    if numbers:
        at = sys.argv.index("--case")
        del sys.argv[at:at + 1 + len(numbers)]
    return [f for f in sorted(HERE.iterdir()) if f.is_dir() and f.name[:2].isdigit() and (not numbers or int(f.name[:2]) in numbers)]


if __name__ == "__main__":
    scored_cases.main(__doc__, {folder.name: functools.partial(score, folder) for folder in folders()}, EXPECTED, 0.0001)
