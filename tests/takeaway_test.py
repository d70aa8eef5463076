"""What is taken along: citations, exports, reports, bundles. Every quoted word is looked up in the pages' bytes; every export is read by
its standard's own reader where build/checkers has it; foreign words that are mark-up, formulas or control characters do nothing."""
import csv
import hashlib
import html.parser
import io
import json
import re
import shutil
import subprocess
import warnings

import xml.etree.ElementTree
import zipfile

import schema_test
import system

CHECKERS = system.ROOT / "build" / "checkers"
FORMATS = ["jsonl", "csv", "geojson", "graphml", "gexf", "prov", "claim", "webannotation", "stix", "ftm"]

# Each in every field that a carrier can give.
EVIL = ["<script>alert(1)</script>", "=HYPERLINK(\"http://x\";\"y\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1",
        "a\x00b\x01c\x1b[31md\x7f\x9b", "left\u202eright\u2066x\u2069", "\ufffe\uffff\ufeff", "]]>&lt;!--<!DOCTYPE x>-->", "\\input{x}%$#_^~{}",
        "[x](javascript:alert(1)) ![y](http://x/z) `c` **b** | t", "\" onload=\"alert(1)", "' onload='alert(1)", "line\u2028separator\u2029s", "\U000e0041tags"]


def evil_lines():
    """JSONL whose every field is hostile; two tell of one thing, so that there is a narrative."""
    for number, words in enumerate(EVIL * 2):
        body = (f"More than 40 leaks were found in the roof of the library {words} said the mayor, Anna Weiss. "
                f"\"It is worse than we thought {words}\", {words} told Meadow Wire on Monday. The library in Vidin, Bulgaria was closed on Tuesday.")
        record = {"id": words, "url": f"https://mill.example/{number}?{words}", "title": f"{words} Library closed over leaks",
                  "published": "2015-05-05" if number % 3 else words, "publisher": words, "authors": [words, words], "text": f"{body}\n\n{words}"}
        yield json.dumps(record)
    yield json.dumps({"title": "x", "text": "A lone half: "}).replace("half: ", "half: \\ud800 and \\udc00.")


class Places:
    """The pages of a store by the hash of their bytes."""

    def __init__(self, folder):
        self.bytes = {}
        for path in folder.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                self.bytes[hashlib.sha256(data).hexdigest()] = data

    def problem(self, sha256, standing):
        """What is wrong with {"text", "bytes", "line"}, or None."""
        data = self.bytes.get(sha256)
        if data is None:
            return "no such original"
        begin, end = standing["bytes"]
        if standing["line"] != data.count(b"\n", 0, begin) + 1:
            return f"line {standing['line']} is {data.count(10, 0, begin) + 1}"
        try:
            there = data[begin:end].decode("utf-8")
        except UnicodeDecodeError:
            there = data[begin:end].decode("windows-1252", "replace")
        there = html.unescape(re.sub(r"<[^>]*>", " ", there))
        if "".join(there.split()) != "".join(standing["text"].split()):
            return f"{there!r} stands there"
        return None


class PageReader(html.parser.HTMLParser):
    """Collects what a page could run or fetch."""
    TAGS = set("html head meta title style body main header footer section p b h1 h2 h3 a div span table thead tbody tr th td ul li blockquote cite "
               "code details summary br svg defs marker path text g rect".split())

    def __init__(self):
        super().__init__()
        self.bad = []
        self.words = ""

    def handle_starttag(self, tag, attributes):
        if tag not in self.TAGS:
            self.bad.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name in ("src", "srcset", "action", "background", "style") or (value or "").lower().lstrip().startswith("javascript"):
                self.bad.append(f"{tag} {name}={value}")
            if name == "href" and not (value.startswith("#") or value.startswith("reports/") or (tag == "a" and re.match("https?://", value))):
                self.bad.append(f"{tag} href={value}")

    def handle_data(self, data):
        self.words += data


def harmless_page(checks, name, page):
    reader = PageReader()
    reader.feed(page)
    checks.that(not reader.bad, f"{name}: nothing runs or is fetched", reader.bad[:5])
    checks.that("default-src 'none'" in page and "url(" not in page.replace("url(#tip)", "") and "@import" not in page, f"{name}: asks for nothing")
    checks.that(not system.harmful(page), f"{name}: no control or bidirectional characters", system.harmful(page))
    for line in ("Separate means that no link was found in this pile", "Reading confidence is not likelihood of truth."):
        checks.that(line in page, f"{name}: {line}")


def cite(program, checks, folder, pages, validator, name):
    """Citations of one of each kind."""
    trace = json.loads(program.run("trace", "--claim", first(program, folder, "narratives")["id"], "-f", "jsonl", cwd=folder).out)
    narrative, document = trace["narrative"]["id"], trace["narrative"]["documents"][0]
    ids = [narrative, f"{narrative}#o1", trace["allegations"][0]["id"], document, f"{document}:2", f"{document}#c1", f"{document}#a1"]
    for each in ids:
        run = program.run("cite", each, "-f", "jsonl", cwd=folder)
        if not checks.that(run.code == 0, f"{name}: cite {each} runs", run):
            continue
        citation = json.loads(run.out)
        checks.that(not schema_test.problems(validator, citation), f"{name}: cite {each} is valid", schema_test.problems(validator, citation))
        checks.that(citation["words"], f"{name}: cite {each} has words")
        hashes = {document["id"]: document["sha256"] for document in citation["documents"]}
        standings = citation["words"] + [e for hop in citation["hops"] for e in hop["evidence"]]
        if pages:
            wrong = [(s, pages.problem(hashes.get(s["document"]), s)) for s in standings]
            checks.that(not [w for w in wrong if w[1]], f"{name}: every word of cite {each} stands where it is said to", [w for w in wrong if w[1]][:3])
        for form in ("markdown", "bibtex"):
            run = program.run("cite", each, "-f", form, cwd=folder)
            checks.that(run.code == 0 and not system.harmful(run.out), f"{name}: cite {each} as {form}", (run, system.harmful(run.out)))
            checks.that("it is not corroboration" in run.out, f"{name}: cite {each} as {form} ends as it should")
            checks.that(form != "markdown" or "<script" not in run.out and not re.search(r"(?<!\\)\[x\]\(", run.out), f"{name}: mark-up in {form}", run.out[:500])
            if form == "bibtex":
                checks.that(balanced(run.out), f"{name}: cite {each}: braces", run.out[:2000])
    bad = program.run("cite", f"{narrative}#o9999", cwd=folder)
    checks.that(bad.code == 1 and "holds nothing" in bad.err, f"{name}: an origin that is none", bad)


def balanced(text):
    """Braces that are not escaped."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", text):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return False
    return depth == 0


def first(program, folder, listing):
    return json.loads(program.run(listing, "-f", "jsonl", cwd=folder).out.splitlines()[0])


def export(program, checks, folder, name):
    """All formats, twice; structure that needs no reader of its own."""
    for form in FORMATS:
        out = folder / f"export.{form}"
        run = program.run("export", form, "-o", out, cwd=folder)
        if not checks.that(run.code == 0 and out.exists(), f"{name}: export {form} runs", run):
            continue
        text = out.read_text(encoding="utf-8")
        again = program.run("export", form, cwd=folder)
        checks.that(again.out == text, f"{name}: export {form} gives the same bytes again")
        checks.that(not system.harmful(text), f"{name}: export {form} is safe on a terminal", system.harmful(text))
        try:
            structure(form, text, lambda holds, what, details="": checks.that(holds, f"{name}: {form}: {what}", details))
        except Exception as error:
            checks.that(False, f"{name}: export {form} can be read: {error}", text[:500])


def structure(form, text, that):
    if form in ("graphml", "gexf"):
        root = xml.etree.ElementTree.fromstring(text)
        space = root.tag.split("}")[0] + "}"
        nodes = {n.get("id") for n in root.iter(space + "node")}
        edges = list(root.iter(space + "edge"))
        that(nodes and edges and all(e.get("source") in nodes and e.get("target") in nodes for e in edges), "edges lead from node to node")
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(text)))
        that(len({len(row) for row in rows}) == 1 and len(rows) > 1, "rows are of one width", {len(row) for row in rows})
        that(not [c for row in rows for c in row if re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", c)], "no formulas",
             [c for row in rows for c in row if re.match(r"\s*[=+\-@]", c)][:5])
    elif form in ("jsonl", "ftm"):
        that(all(isinstance(json.loads(line), dict) for line in text.splitlines()), "lines are objects")
    elif form == "geojson":
        points = [f["geometry"]["coordinates"] for f in json.loads(text)["features"]]
        that(all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points), "points are on the earth")
    else:
        that(isinstance(json.loads(text), dict), "is an object")


def positions(checks, folder, pages, name):
    """Selectors of annotations, found again by code points here and by Apache Annotator in `reanchor`."""
    texts = {}
    for line in (folder / "export.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["record"] == "document":
            texts["urn:sha256:" + record["sha256"]] = record["text"]
    wrong, count = [], 0
    for item in json.loads((folder / "export.webannotation").read_text(encoding="utf-8"))["items"]:
        for target in item["target"]:
            count += 1
            text, selectors = texts[target["source"]["dc:identifier"]], {s["type"]: s for s in target["selector"]}
            position, quote = selectors["TextPositionSelector"], selectors["TextQuoteSelector"]
            begin, end = position["start"], position["end"]
            if (text[begin:end] != quote["exact"] or text[max(0, begin - 32):begin] != quote["prefix"] or text[end:end + 32] != quote["suffix"]):
                wrong.append(target["id"])
            data = selectors.get("DataPositionSelector")
            sha256 = target["source"]["dc:identifier"].rsplit(":", 1)[1]
            if pages and data:
                there = pages.bytes[sha256]
                standing = {"text": quote["exact"], "bytes": [data["start"], data["end"]], "line": there.count(b"\n", 0, data["start"]) + 1}
                if pages.problem(sha256, standing):
                    wrong.append((target["id"], pages.problem(sha256, standing)))
    checks.that(count > 0 and not wrong, f"{name}: selectors of {count} passages hold", wrong[:5])
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")


def readers(checks, folder, name):
    python = CHECKERS / "bin" / "python"
    if python.exists():
        done = subprocess.run([python, system.ROOT / "tests" / "takeaway_checkers.py", folder], capture_output=True, text=True, timeout=600)
        checks.that(done.returncode == 0, f"{name}: the standards' own readers take all exports", done.stdout[:3000] + done.stderr[-1500:])
    else:
        print(f"{name}: SKIPPED networkx, prov, geojson, PyLD, stix2, stix2-validator, followthemoney: tools/make-checkers has not made build/checkers")
    annotator = CHECKERS / "node_modules" / "@apache-annotator" / "selector"
    if annotator.exists() and shutil.which("node"):
        done = subprocess.run(["node", system.ROOT / "tests" / "reanchor.mjs", annotator, folder / "export.webannotation", folder / "texts.json"],
                              capture_output=True, text=True, timeout=600)
        lines = done.stdout.splitlines()
        checks.that(done.returncode == 0 and len(lines) == 1, f"{name}: Apache Annotator finds every selector", lines[:5] + [done.stderr[-500:]])
    else:
        print(f"{name}: SKIPPED Apache Annotator: there is no node, or no build/checkers/node_modules")


def report(program, checks, folder, name):
    row = first(program, folder, "narratives")
    run = program.run("report", row["id"], "-o", "report.html", cwd=folder)
    checks.that(run.code == 0, f"{name}: report runs", run)
    page = (folder / "report.html").read_text(encoding="utf-8")
    harmless_page(checks, f"{name}: report", page)
    checks.that(program.run("report", row["id"], cwd=folder).out == page, f"{name}: report gives the same bytes again")
    checks.that("<svg class=\"way\"" in page and page.count("<tr id=\"d") >= len(row["documents"]), f"{name}: report has the graph and all articles")
    trace = json.loads(program.run("trace", "--claim", row["id"], "-f", "jsonl", cwd=folder).out)
    shown = " ".join(words(page).split())
    lost = [e["text"] for edge in trace["edges"] for e in edge["evidence"][:1] if " ".join(e["text"].split()) not in shown]
    checks.that(name == "hostile" or not lost, f"{name}: report quotes the words of every hop", lost[:3])


def rezipped(path, out, change=lambda name, data: data, more=(), drop=(), kind=zipfile.ZIP_DEFLATED):
    """A bundle with other files in it."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", kind) as new:
        for info in old.infolist():
            if not any(re.search(pattern, info.filename) for pattern in drop):
                new.writestr(info.filename, change(info.filename, old.read(info)))
        for name, data in more:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a name that comes twice
                new.writestr(name, data)


def replaced(pattern, change):
    return lambda name, data: change(data) if re.search(pattern, name) else data


def link(name, target):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, target


def broken_bundles(folder, good):
    """(name, exit code, words of the message)"""
    data = good.read_bytes()

    def made(name, content):
        (folder / name).write_bytes(content)
        return name

    def rebuilt(name, **how):
        rezipped(good, folder / name, **how)
        return name
    yield made("empty.zip", b""), "no zip file"
    yield made("text.zip", b"PK, but a text"), "no zip file"
    yield made("cut.zip", data[:len(data) // 2]), "no zip file"
    yield made("cut_end.zip", data[:-30]), "no zip file"
    middle = len(data) // 3
    yield made("flipped.zip", data[:middle] + bytes(b ^ 0x55 for b in data[middle:middle + 200]) + data[middle + 200:]), ""
    yield rebuilt("climbs.zip", more=[("../evil.txt", "x")]), "../evil.txt"
    yield rebuilt("absolute.zip", more=[("/etc/evil", "x")]), "/etc/evil"
    yield rebuilt("other.zip", more=[("originals/../../x", "x")]), "no bundle has"
    yield rebuilt("link.zip", more=[link("originals/" + "0" * 64, "/etc/passwd")]), "link"
    yield rebuilt("folder.zip", more=[("originals/", "")]), "folder"
    yield rebuilt("twice.zip", more=[("README.txt", "x")]), "twice"
    yield rebuilt("bomb.zip", more=[("originals/" + "0" * 64, bytes(200 << 20))]), "times its size"
    yield rebuilt("no_manifest.zip", drop=["manifest"]), "manifest"
    yield rebuilt("later.zip", change=replaced("manifest", lambda d: d.replace(b'"schema":1', b'"schema":9'))), "later program"
    yield rebuilt("deep.zip", change=replaced("traces/", lambda d: b"[" * 1_000_000)), "no JSON"
    yield rebuilt("original.zip", change=replaced("originals/", lambda d: d.replace(b" said ", b" sayd "))), "has changed"
    yield rebuilt("missing.zip", drop=["originals/6"]), "missing"
    yield rebuilt("document.zip", change=replaced("documents/", lambda d: d.replace(b" said ", b" sayd "))), "not what the original says"
    yield rebuilt("quotation.zip", change=replaced("traces/", lambda d: d.replace(b" said ", b" sayd "))), "other words"
    yield rebuilt("spans.zip", change=replaced("documents/", lambda d: re.sub(rb'"body":\[\[\d+,\d+', b'"body":[[4294967290,4294967295', d))), "outside"
    yield rebuilt("map.zip", change=replaced("documents/", lambda d: re.sub(rb'"source_map":\[\[\d+,\d+', b'"source_map":[[0,18446744073709551615', d))), "map"
    yield rebuilt("unlisted.zip", more=[("traces/n00.json", "{}")]), "not in the manifest"
    yield rebuilt("page.zip", change=replaced("report.html", lambda d: d + b"<script>")), "not as the manifest"


def bundle(program, checks, folder, name):
    """Packed, audited elsewhere, and broken in every way."""
    narrative = first(program, folder, "narratives")["id"]
    for out, more in (("all.zip", []), ("one.zip", ["--id", narrative])):
        run = program.run("export", "bundle", *more, "-o", out, cwd=folder)
        checks.that(run.code == 0, f"{name}: export bundle {more}", run)
        program.run("export", "bundle", *more, "-o", "again.zip", cwd=folder, env={"TZ": "Asia/Tokyo"})
        checks.that((folder / out).read_bytes() == (folder / "again.zip").read_bytes(), f"{name}: {out} has the same bytes again")
        with zipfile.ZipFile(folder / out) as packed:
            manifest = json.loads(packed.read("manifest.json"))
            listed = {each["path"]: each["sha256"] for each in manifest["files"]}
            found = {n: hashlib.sha256(packed.read(n)).hexdigest() for n in packed.namelist() if n != "manifest.json"}
            checks.that(listed == found and packed.testzip() is None, f"{name}: the manifest of {out} lists every file with its hash")
            schemas = schema_test.validators()
            checks.that(not schema_test.problems(schemas["bundle-manifest"], manifest), f"{name}: the manifest is valid",
                        schema_test.problems(schemas["bundle-manifest"], manifest))
            for n in packed.namelist():
                if n.startswith("documents/"):
                    bad = schema_test.problems(schemas["annotated-document"], json.loads(packed.read(n)))
                    checks.that(not bad, f"{name}: {n} is valid", bad)
                if n.endswith(".html"):
                    harmless_page(checks, f"{name}: {n}", packed.read(n).decode("utf-8"))
        with system.Folder() as elsewhere:
            shutil.copy(folder / out, elsewhere / "b.zip")
            run = program.run("audit", "b.zip", "--data", "/nonexistent", "-f", "jsonl", cwd=elsewhere)
            report = json.loads(run.out or "{}")
            checks.that(run.code == 0 and report.get("problems") == [] and report["documents"] == len(manifest["documents"]) and report["spans"] > 0,
                        f"{name}: {out} is audited elsewhere", run)
            checks.that([p.name for p in elsewhere.iterdir()] == ["b.zip"], f"{name}: an audit writes nothing")
    if name != "sample":
        return
    for broken, message in broken_bundles(folder, folder / "one.zip"):
        run = program.run("audit", broken, cwd=folder, timeout=120)
        checks.that(run.code == 1 and message in run.err + " ".join(run.out.split()), f"{broken}: {message!r} is said", run)
        checks.that(not system.harmful(run.out + run.err), f"{broken}: safe on a terminal")
        if not run.out:
            checks.that(run.err.count("\n") == 1, f"{broken}: one clear message", run.err)


def changed_pages(program, checks):
    """A report says what a page changed in itself, with both wordings, and what a page calls itself."""
    with system.Folder() as folder:
        for case in ("01-page-changed", "05-satire"):
            run = program.run("add", system.ROOT / "tests" / "trace_cases" / case / "docs.jsonl", "-q", cwd=folder)
            checks.that(run.code == 0, f"{case} is added", run)
        revised, labelled = 0, 0
        for row in map(json.loads, program.run("narratives", "-f", "jsonl", cwd=folder).out.splitlines()):
            page = " ".join(words(program.run("report", row["id"], cwd=folder).out).split())
            trace = json.loads(program.run("trace", "--claim", row["id"], "-f", "jsonl", cwd=folder).out)
            for change in (change for revision in trace["revisions"] for change in revision["changes"]):
                revised += 1
                lost = [e["text"] for e in change["before"] + change["after"] if " ".join(e["text"].split()) not in page]
                checks.that(not lost, "a report has the words before and after", lost)
            for label in (label for node in trace["nodes"] for label in node.get("labels", [])):
                labelled += 1
                checks.that(f"\u201c{label}\u201d" in page, "a report has a page's own label", label)
        checks.that(revised > 2 and labelled > 0, "there were such pages", (revised, labelled))


def words(page):
    reader = PageReader()
    reader.feed(page)
    return reader.words


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    validator = schema_test.validators()["citation"]
    with system.Folder() as folder:
        (folder / "pages").symlink_to(system.SAMPLE)
        run = program.run("add", "pages", "-q", cwd=folder)
        checks.that(run.code == 0, "the sample is added", run)
        pages = Places(system.SAMPLE)
        cite(program, checks, folder, pages, validator, "sample")
        export(program, checks, folder, "sample")
        positions(checks, folder, pages, "sample")
        readers(checks, folder, "sample")
        report(program, checks, folder, "sample")
        bundle(program, checks, folder, "sample")
        decided(program, checks, folder)
    with system.Folder() as folder:
        (folder / "evil.jsonl").write_text("\n".join(evil_lines()), encoding="utf-8")
        run = program.run("add", "evil.jsonl", "-q", cwd=folder)
        checks.that(run.code in (0, 1), "the hostile pile is added", run)
        cite(program, checks, folder, None, validator, "hostile")
        export(program, checks, folder, "hostile")
        positions(checks, folder, None, "hostile")
        readers(checks, folder, "hostile")
        report(program, checks, folder, "hostile")
        bundle(program, checks, folder, "hostile")
    changed_pages(program, checks)
    checks.end()


def decided(program, checks, folder):
    """A citation names the decisions that it rests on."""
    row = first(program, folder, "narratives")
    document = row["documents"][0]
    run = program.run("set", document, "published=2015-05-06", "--reason", "the *print* edition <b>", "--by", "ann", cwd=folder)
    checks.that(run.code == 0, "a decision is taken", run)
    citation = json.loads(program.run("cite", row["id"], "-f", "jsonl", cwd=folder).out)
    checks.that([d["reason"] for d in citation["decisions"]] == ["the *print* edition <b>"], "a citation has its decisions", citation["decisions"])
    text = program.run("cite", row["id"], cwd=folder).out
    checks.that("by ann" in text and "the \\*print\\* edition &lt;b&gt;" in text, "a paragraph names who decided and why", text[-1500:])


if __name__ == "__main__":
    main()
