#!/usr/bin/env python3
"""Check data/sample/truth.json against the pages it speaks of (standard library only).

usage: check_sample.py [SAMPLE_FOLDER]      exit 0: nothing to say; 1: problems, one a line
"""
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HIDDEN = {"script", "style", "head", "noscript", "template"}
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub",
          "sup", "time", "u"}
KINDS = {"says", "relays", "republishes", "copies", "cites"}
SOURCE_KINDS = {"named_person", "named_organisation", "state", "unnamed", "collective", "document", "author", "unspecified"}
DATE_KINDS = {"published", "first_published", "republished", "modified", "captured"}
DATE_FROM = {"json-ld", "microdata", "meta", "visible", "url", "feed", "http", "input", "analyst"}
SLOTS = {"agent", "patient", "recipient", "instrument", "purpose", "place", "time", "quantity"}
VOICES = {"attributed", "carried", "own_voice", "no_source_given", "unspecified"}
QUOTES = {None, "direct", "indirect", "mixed"}
MODALITIES = {None, "assert", "deny", "warn", "accuse", "promise", "ask", "threaten", "predict", "decline"}
RELAY_KINDS = {"outlet", "agency", "person", "state", "unnamed"}
ACCESS = {"witnessed", "document", "footage", "told", "not_stated"}


class Visible(HTMLParser):
    """The text a reader sees: tags away, entities read, blocks apart; title and canonical address beside it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden, self.canonical = [], 0, None

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "link" and a.get("rel") == "canonical":
            self.canonical = a.get("href")
        if tag in HIDDEN:
            self.hidden += 1
        elif tag not in INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag):
        if tag in HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag not in INLINE and tag not in VOID:
            self.parts.append(" ")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def squeeze(text):
    return " ".join(text.split())


def read_page(path):
    raw = path.read_bytes()
    m = re.search(rb'(?:charset|encoding)\s*=\s*["\']?([A-Za-z0-9_-]+)', raw[:2048], re.I)
    html = raw.decode(m.group(1).decode("ascii") if m else "utf-8")
    parser = Visible()
    parser.feed(html)
    parser.close()
    return squeeze("".join(parser.parts)), parser.canonical


def main(folder):
    problems = []
    say = problems.append
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    if truth.get("schema") != 1:
        say("schema is not 1")
    texts, canonical, raw = {}, {}, {}
    for path in sorted((folder / "pages").glob("*.html")):
        texts[path.name], canonical[path.name] = read_page(path)
        raw[path.name] = path.read_bytes().decode("utf-8", "replace")

    def quoted(where, page, words):
        if page not in texts:
            say(f"{where}: no such page: {page}")
        elif not words or squeeze(words) != words or words not in texts[page]:
            say(f"{where}: not in {page}: {words!r}")

    def passage(where, page, span):
        quoted(where, page, span["first"])
        quoted(where, page, span["last"])
        text = texts.get(page, "")
        at = text.find(span["first"])
        if at >= 0 and text.rfind(span["last"]) + len(span["last"]) < at + len(span["first"]):
            say(f"{where}: in {page} {span['last']!r} ends before {span['first']!r}")

    # every page once
    files = [p["file"] for p in truth["pages"]]
    for name in sorted(set(files)):
        if files.count(name) != 1:
            say(f"pages: {name} is listed {files.count(name)} times")
        if name not in texts:
            say(f"pages: {name} does not exist")
    for name in texts:
        if name not in files:
            say(f"pages: {name} is not listed")
    narratives = {n["id"]: n for n in truth["narratives"]}
    for name in truth["not_articles"] + truth["no_narrative"]:
        if name not in texts:
            say(f"not_articles/no_narrative: no such page: {name}")

    for p in truth["pages"]:
        name = p["file"]
        if name not in texts:
            continue
        if canonical[name] != p["url"]:
            say(f"{name}: url {p['url']} but canonical {canonical[name]}")
        if p["title"]:
            quoted(f"{name}: title", name, p["title"])
        if p["publisher"] and p["publisher"].lower() not in raw[name].lower():
            say(f"{name}: publisher {p['publisher']} is nowhere on the page")
        for author in p["authors"]:
            quoted(f"{name}: author", name, author)
        for date in p["dates"]:
            day = re.match(r"\d{4}-\d\d-\d\d", date["value"])
            if date["from"] == "url" and (not day or day.group().replace("-", "/") not in p["url"].replace("-", "/")):
                say(f"{name}: {date['value']} is not in the address")
            elif date["from"] not in ("visible", "url") and date["value"] not in raw[name]:
                say(f"{name}: {date['value']} is nowhere on the page")
            if not day or date["kind"] not in DATE_KINDS or date["from"] not in DATE_FROM:
                say(f"{name}: date {date}")
        if p["published"] and not any(d["kind"] in ("published", "republished") and d["value"].startswith(p["published"])
                                      for d in p["dates"]):
            say(f"{name}: published {p['published']} is among no date of the page")
        for r in p["relays"]:
            quoted(f"{name}: relay {r['name']}", name, r["words"])
            if r["kind"] not in RELAY_KINDS or r["basis"] not in ("stated", "inferred"):
                say(f"{name}: relay {r['name']}: kind or basis")
            for s in r["scope"]:
                passage(f"{name}: relay {r['name']}: scope", name, s)
        ids = {a["id"] for a in p["attributions"]}
        if len(ids) != len(p["attributions"]):
            say(f"{name}: an attribution id stands twice")
        for a in p["attributions"]:
            where = f"{name}: {a['id']}"
            for part in ("source", "cue"):
                if a[part] is not None:
                    quoted(f"{where}: {part}", name, a[part])
            passage(f"{where}: content", name, a["content"])
            if a["source_kind"] not in SOURCE_KINDS:
                say(f"{where}: source kind {a['source_kind']}")
            if a.get("access", "not_stated") not in ACCESS:
                say(f"{where}: access {a['access']}")
            if a.get("quote") not in QUOTES or a.get("modality") not in MODALITIES:
                say(f"{where}: quote {a.get('quote')} or modality {a.get('modality')}")
            if a["parent"] is not None and a["parent"] not in ids:
                say(f"{where}: parent {a['parent']} unknown")
        for n in p["narratives"]:
            if n not in narratives or name not in narratives[n]["pages"]:
                say(f"{name}: narrative {n} does not list it")
        if p["article"] == (name in truth["not_articles"]):
            say(f"{name}: article is {p['article']}, not_articles says otherwise")
        if bool(p["narratives"]) == (name in truth["no_narrative"]):
            say(f"{name}: narratives {p['narratives']}, no_narrative says otherwise")

    for n in truth["narratives"]:
        origins = {o["id"]: o for o in n["origins"]}
        by_page = {p["file"]: p for p in truth["pages"]}
        for name in n["pages"]:
            if n["id"] not in by_page.get(name, {"narratives": []})["narratives"]:
                say(f"{n['id']}: {name} does not say so")
        in_allegations = {f for al in n["allegations"] for f in al["pages"]}
        if in_allegations != set(n["pages"]):
            say(f"{n['id']}: pages differ from its allegations': {sorted(in_allegations ^ set(n['pages']))}")
        for o in n["origins"]:
            where = f"{n['id']}: origin {o['id']}"
            quoted(where, o["words"]["page"], o["words"]["text"])
            if not any(o["name"] in texts.get(f, "") for f in o["pages"]):
                say(f"{where}: name {o['name']!r} is on none of its pages")
            for alias in o.get("aliases", []):
                if not any(alias in texts.get(f, "") for f in o["pages"]):
                    say(f"{where}: alias {alias!r} is on none of its pages")
            for name in o["pages"]:
                if name not in n["pages"]:
                    say(f"{where}: {name} is not of this narrative")
            for via in o["via"]:
                if via not in {p["publisher"] for p in truth["pages"]} | {m["name"] for al in n["allegations"] for m in al["missing"]}:
                    say(f"{where}: via {via}")
            if o["access"] not in ACCESS or o["kind"] not in SOURCE_KINDS:
                say(f"{where}: access or kind")
            if not any(o["id"] in al["origins"] for al in n["allegations"]):
                say(f"{where}: in no allegation")
        check_counts(n["id"], n["independent_origins"], origins, list(origins), say, quoted)

        for al in n["allegations"]:
            where = al["id"]
            check_counts(where, al["independent_origins"], origins, al["origins"], say, quoted)
            outlets = {p["publisher"] for p in truth["pages"]} | {m["name"] for m in al["missing"]}
            outlets |= {v for o in n["origins"] for v in o["via"]}
            nodes = {origins[o]["name"] for o in al["origins"]} | set(al["pages"]) | outlets
            pairs = set()
            for e in al["edges"]:
                for end in ("from", "to"):
                    if e[end] not in nodes:
                        say(f"{where}: edge end {e[end]!r} is no known node")
                if e["kind"] not in KINDS or e["basis"] not in ("stated", "inferred"):
                    say(f"{where}: edge {e}")
                if (e["from"], e["to"], e["kind"]) in pairs:
                    say(f"{where}: edge stands twice: {e}")
                pairs.add((e["from"], e["to"], e["kind"]))
                if e["kind"] == "says" and e["from"] not in {origins[o]["name"] for o in al["origins"]}:
                    say(f"{where}: says from no origin: {e['from']}")
            for o in al["origins"]:
                if not any(e["kind"] == "says" and e["from"] == origins[o]["name"] for e in al["edges"]):
                    say(f"{where}: origin {o} says nothing")
            touched = {e[x] for e in al["edges"] for x in ("from", "to")} | {u["page"] for u in al["unsourced"]}
            for name in al["pages"]:
                if name not in touched:
                    say(f"{where}: {name} has neither an edge nor an unsourced statement")
            for m in al["missing"]:
                for name in m["cited_by"]:
                    if name not in al["pages"]:
                        say(f"{where}: missing {m['name']}: {name} is not of this allegation")
            for u in al["unsourced"]:
                quoted(f"{where}: unsourced", u["page"], u["words"])
                if u["voice"] not in VOICES:
                    say(f"{where}: voice {u['voice']}")
            for v in al["variants"]:
                if v["slot"] not in SLOTS:
                    say(f"{where}: slot {v['slot']}")
                for value in v["values"]:
                    for name in value["pages"]:
                        quoted(f"{where}: variant {v['slot']}", name, value["words"])
            for c in al["contradictions"]:
                if c["kind"] not in ("denial", "quantity", "place", "time", "actor"):
                    say(f"{where}: contradiction {c['kind']}")
                if len(c["pages"]) != len(c["words"]):
                    say(f"{where}: contradiction: pages and words differ in number")
                for name, words in zip(c["pages"], c["words"]):
                    quoted(f"{where}: contradiction", name, words)
            for d in al["drift"]:
                for wording in d["wordings"]:
                    for name in wording["pages"]:
                        quoted(f"{where}: drift", name, wording["text"])
            for c in al["attribution_changes"]:
                quoted(f"{where}: attribution change", c["page"], c["words"])
                if c["kind"] not in ("dropped", "strengthened", "weakened", "added") or c["where"] not in (
                        "headline", "body"):
                    say(f"{where}: attribution change {c}")
                quoted(f"{where}: attribution change: from", c["compared_with"], c["from"])
            dates = [t["date"] for t in al["timeline"] if t["date"]]
            if dates != sorted(dates):
                say(f"{where}: timeline out of order")
            if sorted(f for t in al["timeline"] for f in t["pages"]) != sorted(al["pages"]):
                say(f"{where}: timeline and pages differ")
            for t in al["timeline"]:
                for name in t["pages"]:
                    if by_page[name]["published"] != t["date"]:
                        say(f"{where}: timeline puts {name} at {t['date']}")

    for line in problems:
        print(line)
    words = sum(len(t.split()) for t in texts.values())
    print(f"{len(texts)} pages, {words} visible words, {len(truth['narratives'])} narratives, "
          f"{sum(len(p['attributions']) for p in truth['pages'])} attributions: "
          f"{len(problems) or 'no'} problem{'' if len(problems) == 1 else 's'}", file=sys.stderr)
    return 1 if problems else 0


def joined(origins, groups, level):
    """How many stay when every group that is joined at this level counts once."""
    parent = {o: o for o in origins}

    def find(o):
        while parent[o] != o:
            o = parent[o]
        return o

    for g in groups:
        if level in g["joined_in"]:
            for o in g["origins"][1:]:
                parent[find(o)] = find(g["origins"][0])
    return len({find(o) for o in origins})


def check_counts(where, io, origins, all_ids, say, quoted):
    deniers = {o for o in all_ids if origins[o].get("denies")}
    if set(io["deniers"]) != deniers:
        say(f"{where}: deniers {io['deniers']}, origins say {sorted(deniers)}")
    if set(io["origins"]) != set(all_ids) - deniers:
        say(f"{where}: origins {io['origins']}, should be those that do not only deny")
    if not io["min"] <= io["count"] <= io["max"]:
        say(f"{where}: min, count, max out of order")
    for g in io["groups"]:
        for w in g.get("words", []):
            quoted(f"{where}: group", w["page"], w["text"])
        if not set(g["origins"]) <= set(io["origins"]) or not g["reason"]:
            say(f"{where}: group {g}")
        if ("max" in g["joined_in"] and "count" not in g["joined_in"]) or (
                "count" in g["joined_in"] and "min" not in g["joined_in"]):
            say(f"{where}: what is joined in max is joined in count, and what in count in min: {g}")
    for level in ("min", "count", "max"):
        if joined(io["origins"], io["groups"], level) != io[level]:
            say(f"{where}: {level} is {io[level]}, its groups give {joined(io['origins'], io['groups'], level)}")
    unnamed = sum(origins[o]["kind"] == "unnamed" for o in io["origins"])
    if (io["named"], io["unnamed"]) != (len(io["origins"]) - unnamed, unnamed):
        say(f"{where}: named {io['named']} and unnamed {io['unnamed']} differ from the origins listed")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "data" / "sample"))
