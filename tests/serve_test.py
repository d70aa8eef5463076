"""hearsay serve, asked as programs, pages and strangers ask it: answers hold to the OpenAPI description, and whatever is sent,
nothing breaks, leaks or runs."""
import concurrent.futures
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse
import warnings

import jsonschema

import system

warnings.simplefilter("ignore", DeprecationWarning)

OWN = {"X-Hearsay": "1"}
JSON = {**OWN, "Content-Type": "application/json"}
BYTES = {**OWN, "Content-Type": "application/octet-stream"}
HOSTILE = ["<script>alert(1)</script>", "' OR 1=1 --", "\"; DROP TABLE documents; --", "../../../../etc/passwd",
           "%00", "\x00", "\u202e\u2028", "x" * 500, "a*\" NEAR(b) AND (", "-1", "99999999999999999999", "{{7*7}}", "\r\nX-Evil: 1"]


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, dict(response.getheaders()), response.read()
        self.type = self.headers.get("Content-Type", "")

    def json(self):
        return json.loads(self.body.decode("utf-8"))

    def __repr__(self):
        return f"{self.status} {self.headers}\n{self.body[:600]!r}"


class Server:
    """A running server; `with Server(…) as server`."""

    def __init__(self, program, folder, *arguments, environment=None):
        self.process = subprocess.Popen([program.path, "serve", "--port", "0", *arguments], cwd=folder, text=True,
                                        stderr=subprocess.PIPE, env={**os.environ, "HEARSAY_GAZETTEER": "/nonexistent/g.bin",
                                                                     **(environment or {})})
        line = self.process.stderr.readline()
        found = re.search(r"open http://([^/]+):(\d+)/", line)
        if not found:
            raise RuntimeError(f"the server did not start: {line}{self.process.stderr.read()}")
        self.port = int(found.group(2))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.end()

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, path, method="GET", body=None, headers=None, connection=None):
        asked = connection or self.connect()
        asked.request(method, path, body, headers or {})
        answer = Answer(asked.getresponse())
        if connection is None:
            asked.close()
        return answer

    def raw(self, sent, timeout=30):
        """All that comes back for some bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as stream:
            stream.sendall(sent)
            got = b""
            try:
                while piece := stream.recv(65536):
                    got += piece
                    head, _, body = got.partition(b"\r\n\r\n")
                    length = re.search(rb"(?i)content-length: (\d+)", head)
                    if length and len(body) >= int(length.group(1)):
                        break
            except (TimeoutError, ConnectionError):
                pass
            return got

    def events(self, job):
        """[(event, data)] until the job has ended."""
        found = []
        for block in self.ask(f"/api/v1/jobs/{job}/events").body.decode("utf-8").split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
            if "event" in lines:
                found.append((lines["event"], json.loads(lines["data"])))
        return found

    def add(self, name, content):
        started = self.ask("/api/v1/jobs?" + urllib.parse.urlencode({"name": name}), "POST", content, BYTES)
        return started, self.events(started.json()["id"]) if started.status == 202 else []


class Description:
    """What the server says of itself, to hold answers against."""

    def __init__(self, server):
        self.document = server.ask("/api/v1/openapi.json").json()
        self.resolver = jsonschema.RefResolver("", self.document)
        for schema in self.document["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)

    def problems(self, path, method, answer):
        operation = self.document["paths"][path][method]
        wanted = operation["responses"].get(str(answer.status), operation["responses"]["default"])
        content = wanted.get("content", {})
        if answer.status == 304:
            return []
        kind = answer.type.split(";")[0]
        if kind not in content and "*/*" not in content:
            return [f"{answer.type} is not described: {answer}"]
        schema = content.get(kind, {}).get("schema")
        if schema is None:
            return []
        validator = jsonschema.Draft202012Validator(schema, resolver=self.resolver)
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(answer.json())][:5]


def is_problem(answer, *statuses):
    if answer.status not in statuses or answer.type != "application/problem+json":
        return False
    told = answer.json()
    return told["status"] == answer.status and told["detail"] and told["title"]


def all_routes(server, checks, description):
    """Every reading route on the sample: as described, with an ETag that is known again."""
    narrative = server.ask("/api/v1/narratives").json()["items"][0]
    document = narrative["documents"][0]
    claim = server.ask("/api/v1/claims?limit=1").json()["items"][0]["id"]
    real = {"/api/v1/narratives/{id}": narrative["id"], "/api/v1/places": None, "/api/v1/export/{format}": "jsonl"}
    seen = set()
    for path, methods in description.document["paths"].items():
        if "get" not in methods or "/jobs/" in path:
            continue
        ids = [real[path]] if path in real else [document] if "/documents/" in path else [narrative["id"], claim, document]
        if "/report/" in path or "/cite/" in path:
            ids = [narrative["id"]]
        for each in ids if "{" in path else [None]:
            target = re.sub(r"\{\w+\}", lambda _: urllib.parse.quote(each, safe=""), path)
            if path.endswith("/context"):
                target += "?begin=3&end=20"
            if path.endswith("/trace"):
                target += "?q=library+leaks"
            answer = server.ask(target)
            checks.that(answer.status == 200, f"GET {target}", answer)
            bad = description.problems(path, "get", answer)
            checks.that(not bad, f"GET {target} is as described", "\n".join(bad))
            seen.add(path)
            if "304" not in methods["get"]["responses"]:
                continue
            tag = answer.headers.get("ETag", "")
            again = server.ask(target, headers={"If-None-Match": tag})
            checks.that(tag and again.status == 304 and again.body == b"", f"GET {target} is known again by its ETag", again)
            checks.that(server.ask(target, headers={"If-None-Match": '"other"'}).status == 200, f"GET {target} is given to others")
    checks.that(len(seen) >= 16, "the description has the routes", seen)


def take_away(server, checks, description, program, folder):
    """What leaves the store: as the commands write it, and never for a browser to show."""
    story = server.ask("/api/v1/narratives").json()["items"][0]["id"]
    formats = description.document["paths"]["/api/v1/export/{format}"]["get"]["parameters"][0]["schema"]["enum"]
    for name in formats:
        answer = server.ask(f"/api/v1/export/{name}")
        written = folder / f"export.{name}"
        run = program.run("export", name, "-o", written, cwd=folder)
        checks.that(answer.status == 200 and "attachment" in answer.headers["Content-Disposition"], f"export {name} is to be saved", answer)
        checks.that(run.code == 0 and answer.body == written.read_bytes(), f"export {name} is the command's", (run, len(answer.body)))
    part = server.ask(f"/api/v1/export/bundle?id={story}")
    checks.that(part.status == 200 and part.body[:2] == b"PK" and story in part.headers["Content-Disposition"], "a bundle of one narrative", part)
    checks.that(is_problem(server.ask("/api/v1/export/bundle?id=n0"), 404), "but of none that is not there")
    checks.that(is_problem(server.ask(f"/api/v1/export/csv?id={story}"), 400), "other exports are of all")
    for name, kind in (("json", "application/json"), ("markdown", "text/markdown"), ("bibtex", "application/x-bibtex")):
        answer = server.ask(f"/api/v1/cite/{story}?format={name}")
        told = program.run("cite", story, "-f", name, cwd=folder)
        checks.that(answer.status == 200 and answer.type.startswith(kind), f"cite as {name}", answer)
        same = answer.json() == json.loads(told.out) if name == "json" else answer.body.decode().strip() == told.out.strip()
        checks.that(same, f"cite as {name} is the command's", (answer, told))
    report = server.ask(f"/api/v1/report/{story}")
    run = program.run("report", story, "-o", "report.html", cwd=folder)
    checks.that("attachment" in report.headers.get("Content-Disposition", "") and report.body == (folder / "report.html").read_bytes(),
                "a report is the command's, to be saved", (run, report))


def like_the_commands(server, checks, program, folder):
    def command(*words):
        return json.loads(program.run(*words, "-f", "json", cwd=folder).out)

    for name in ("narratives", "claims", "sources", "documents"):
        listed = server.ask(f"/api/v1/{name}?limit=500").json()
        told = command(name, "--limit", "500")[name]
        common = [{key: row[key] for key in told[0]} for row in listed["items"]]
        checks.that(common == told, f"{name}: the API lists what the command lists")
        pieces, whole = [], listed["total"]
        while len(pieces) < min(whole, 500):
            page = server.ask(f"/api/v1/{name}?limit=7&offset={len(pieces)}").json()
            checks.that(page["total"] == whole and page["limit"] == 7, f"{name}: a page says how many there are", page["total"])
            if not page["items"]:
                break
            pieces += page["items"]
        checks.that(pieces[:500] == listed["items"], f"{name}: the pages make the list")
    days = server.ask("/api/v1/documents?since=2015&until=2015-12&limit=500").json()
    told = command("documents", "--since", "2015", "--until", "2015-12", "--limit", "500")["documents"]
    checks.that(days["items"] == told and days["total"] == len(told) > 0, "dates are bounds as in the command")
    traced = server.ask("/api/v1/trace?q=library+leaks").json()
    rows = traced.pop("documents")
    checks.that(traced == command("trace", "library leaks"), "the trace is the command's")
    checks.that({row["id"] for row in rows} >= set(traced["narrative"]["documents"]), "with the rows of its documents")
    shown = server.ask(f"/api/v1/documents/{rows[0]['id']}").json()
    for name in ("decisions", "versions", "revisions"):
        shown.pop(name)
    checks.that(shown == command("show", rows[0]["id"]), "the document is the command's")
    for row in server.ask("/api/v1/narratives").json()["items"]:
        counted = command("trace", row["id"])["independent_origins"]
        checks.that(all(row["independent_origins"][k] == counted[k] for k in ("count", "min", "max")),
                    "a narrative's origins are those of its trace", (row, counted))


def of_one_document(server, checks):
    """Lists of one document: its claims in the order of its text, what it quotes, the narratives that it is in."""
    row = max(server.ask("/api/v1/documents?limit=500").json()["items"], key=lambda each: each["claims"])
    of = lambda name, more="": server.ask(f"/api/v1/{name}?document={row['id']}&limit=500{more}").json()
    ids = [each["id"] for each in of("claims")["items"]]
    told = server.ask(f"/api/v1/documents/{row['id']}").json()
    checks.that(ids == [f"{row['id']}#{each['id']}" for each in told["claims"]], "the claims of one document", ids)
    checks.that(of("claims", "&offset=1")["total"] == row["claims"], "as many as it has")
    checks.that(of("sources")["items"] and all(each["documents"] == [row["id"]] for each in of("sources")["items"]), "its sources")
    checks.that([each["id"] for each in of("documents")["items"]] == [row["id"]], "itself")
    stories = server.ask("/api/v1/narratives?limit=500").json()["items"]
    checks.that([each["id"] for each in of("narratives")["items"]] == [each["id"] for each in stories if row["id"] in each["documents"]],
                "the narratives that it is in")
    checks.that(server.ask("/api/v1/claims?document=0").json()["total"] == 0, "none of one that is not there")


def counts_for_later(server, checks):
    """Asked for what is known only, the list of narratives counts nothing, and has what was counted once it was."""
    known = server.ask("/api/v1/narratives?origins=known&limit=2&offset=1").json()["items"]
    one = server.ask(f"/api/v1/narratives/{known[0]['id']}").json()
    again = server.ask("/api/v1/narratives?origins=known&limit=2&offset=1").json()["items"]
    checks.that(one["independent_origins"] is not None and again[0] == one, "what was counted is known", (one, again))
    checks.that(is_problem(server.ask("/api/v1/narratives?origins=all"), 400), "of the counting there are two ways")


def made_ready(server, checks):
    """The largest narratives are traced though nobody has asked for any; a note changes no list."""
    listed = lambda: server.ask("/api/v1/narratives?origins=known").json()["items"]
    is_counted = lambda rows: rows and all(row["independent_origins"] for row in rows)
    end = time.monotonic() + 30
    while not is_counted(rows := listed()) and time.monotonic() < end:
        time.sleep(0.1)
    checks.that(is_counted(rows), "origins are counted ahead", rows)
    document = rows[0]["documents"][0]
    note = {"verb": "note", "about": [document], "value": "seen", "reason": "a test"}
    checks.that(server.ask("/api/v1/decisions", "POST", json.dumps(note), JSON).status == 201, "a note is taken")
    checks.that(listed() == rows, "and the list is as it was, counts and all")
    for path in (f"documents/{document}", f"trace?id={rows[0]['id']}"):
        told = server.ask(f"/api/v1/{path}").json()["decisions"]
        checks.that([each["value"] for each in told] == ["seen"], f"{path} has it at once", told)


def wanted(server, checks):
    """What is wanted over all narratives is what is wanted for each."""
    stories = server.ask("/api/v1/narratives?limit=50").json()["items"]
    told = server.ask("/api/v1/wanted?limit=50").json()
    checks.that([each["narrative"]["id"] for each in told["items"]] == [each["id"] for each in stories], "every narrative, in the order of their list")
    for each in told["items"]:
        alone = server.ask(f"/api/v1/wanted/{each['narrative']['id']}").json()["missing"]
        checks.that(each["missing"] == alone, "what is wanted for it", (each, alone))
    checks.that(any(each["missing"] for each in told["items"]), "something is wanted")
    rows = {row["id"] for row in told["documents"]}
    checks.that(rows == {id for each in told["items"] for one in each["missing"] for id in one["cited_by"]}, "with the rows of those who cite it")
    page = server.ask("/api/v1/wanted?limit=1&offset=1").json()
    checks.that(page["items"] == told["items"][1:2] and page["total"] == len(stories), "a page at a time", page)


def versions(program, checks):
    """A page in two versions: each of them knows both, and what changed stands in each where it is said to."""
    with system.Folder() as folder:
        pages = [{"url": "https://mill.example/pipes", "title": "Pipes burst", "published": "2016-02-03", "publisher": "The Mill Daily",
                  "text": f"{count} pipes burst in the town hall on Wednesday. Clerk Una Merrow said that nobody had been hurt.{end}"}
                 for count, end in (("Forty", ""), ("Fifty", " The hall stays closed for a week."))]
        pages.append({"url": "https://mill.example/other", "title": "Ferry", "text": "The ferry ran again on Friday, its captain said."})
        (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, pages)), encoding="utf-8")
        run = program.run("add", "pages.jsonl", cwd=folder)
        checks.that(run.code == 0, "a page and its later version are added", run)
        with Server(program, folder) as server:
            description = Description(server)
            ids = [row["id"] for row in server.ask("/api/v1/documents").json()["items"]]
            told = {each: server.ask(f"/api/v1/documents/{each}").json() for each in ids}
            page = next(each for each in told.values() if each["versions"])
            checks.that(sum(bool(each["versions"] or each["revisions"]) for each in told.values()) == 1, "a page of one version has none", told)
            both = [row["id"] for row in page["versions"]]
            checks.that(len(both) == 2 and len(page["revisions"]) == 1, "both versions are told of", page["versions"])
            for each in both:
                answer = server.ask(f"/api/v1/documents/{each}")
                checks.that(not description.problems("/api/v1/documents/{id}", "get", answer), "as described")
                told[each] = answer.json()
                checks.that(told[each]["revisions"] == page["revisions"] and told[each]["versions"] == page["versions"], "by either")
            changes = page["revisions"][0]["changes"]
            checks.that(sorted(change["kind"] for change in changes) == ["added", "changed"], "one sentence changed, one came", changes)
            for words in (words for change in changes for words in change["before"] + change["after"]):
                begin, end = words["span"]
                checks.that(told[words["document"]]["text"][begin:end] == words["text"], "its words stand there", words)


def context(server, checks):
    """The exact words, and where the original has them."""
    row = server.ask("/api/v1/documents?limit=1").json()["items"][0]
    text = server.ask(f"/api/v1/documents/{row['id']}").json()["text"]
    original = server.ask(f"/api/v1/documents/{row['id']}/original")
    checks.that(original.type == "application/octet-stream" and "attachment" in original.headers["Content-Disposition"],
                "an original is to be saved, not shown", original)
    for begin, end in ((0, 5), (10, 30), (len(text) - 4, len(text)), (7, 7)):
        told = server.ask(f"/api/v1/documents/{row['id']}/context?begin={begin}&end={end}&around=25").json()
        checks.that(told["text"] == text[begin:end], "the words are the span's", told)
        checks.that(text[max(0, begin - 25):begin] == told["before"] and text[end:end + 25] == told["after"], "so is what is around", told)
        if told["bytes"] and begin == 10:
            first, last = told["bytes"]
            checks.that(told["text"].encode() == original.body[first:last], "the bytes are the original's", told)
            checks.that(told["line"] == original.body[:first].count(b"\n") + 1, "the line is the original's", told)
    for wrong in ("begin=9&end=3", f"begin=0&end={len(text) + 1}", "begin=0", "begin=-1&end=2", "begin=0&end=2&around=100000"):
        checks.that(is_problem(server.ask(f"/api/v1/documents/{row['id']}/context?{wrong}"), 400), f"context?{wrong} is refused")


def hostile_parameters(server, checks, description):
    for path, methods in description.document["paths"].items():
        if "get" not in methods:
            continue
        for parameter in methods["get"]["parameters"]:
            for value in HOSTILE:
                quoted = urllib.parse.quote(value, safe="")
                target = path.replace("{" + parameter["name"] + "}", quoted)
                target = re.sub(r"\{\w+\}", "x", target)
                if parameter["in"] == "query":
                    target += f"?{parameter['name']}={quoted}"
                answer = server.ask(target)
                checks.that(answer.status in (200, 400, 404), f"GET {target}", answer)
                checks.that(answer.type.endswith("json") and answer.json() is not None, f"GET {target} is JSON", answer)
                checks.that("X-Evil" not in answer.headers, f"GET {target} makes no header", answer)
                checks.that(answer.headers["X-Content-Type-Options"] == "nosniff", f"GET {target} is not sniffed", answer)
        answer = server.ask(re.sub(r"\{\w+\}", "x", path) + "?unheard=of")
        checks.that(answer.status in (400, 404), f"{path}: a parameter that is not known is an error", answer)
    for target in ("/api/v1/documents?limit=0", "/api/v1/documents?limit=501", "/api/v1/documents?limit=5&limit=6",
                   "/api/v1/documents?since=2015-02-30", "/api/v1/trace", "/api/v1/trace?q=a&id=b", "/api/v1/export/pdf",
                   "/api/v1/trace?q=%ff%fe", "/api/v1/trace?q=" + "x" * 7000):
        checks.that(is_problem(server.ask(target), 400), f"GET {target[:60]} is refused", server.ask(target))
    for target in ("/api/v1/nothing", "/api", "/api/v2/status", "/api/v1/documents/ffffffffffffffff", "/api/v1/narratives/n0",
                   "/api/v1/trace?id=n00", "/api/v1/jobs/j9999", "/api/v1/jobs/j9999/events", "/assets/none.js", "/favicon.ico",
                   "/api/v1/documents//original", "/api/v1/status/"):
        checks.that(is_problem(server.ask(target), 404), f"GET {target} is not there", server.ask(target))


def the_page(server, checks):
    for target in ("/", "/index.html", "/narratives/n1", "/?id=%3Cscript%3E"):
        answer = server.ask(target)
        policy = answer.headers.get("Content-Security-Policy", "")
        checks.that(answer.status == 200 and answer.type.startswith("text/html") and b"<html" in answer.body, f"GET {target} is the page", answer)
        checks.that("default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy, "with a strict policy")
        checks.that(server.ask(target, headers={"If-None-Match": answer.headers["ETag"]}).status == 304, f"GET {target} is known again")
    head = server.ask("/", "HEAD")
    checks.that(head.status == 200 and head.body == b"" and head.type.startswith("text/html"), "HEAD has no body", head)
    for target in ("/../../../../etc/passwd", "/assets/../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
                   "/assets/..%2f..%2f..%2fetc/passwd", "/..\\..\\etc\\passwd", "/page/index.html", "/schemas/trace.json",
                   "/api/v1/documents/..%2f..%2fetc%2fpasswd/original", "file:///etc/passwd"):
        got = server.raw(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        checks.that(b"root:" not in got and got.startswith(b"HTTP/1.1 ") and not got.startswith(b"HTTP/1.1 5"), f"GET {target} stays inside", got[:300])


def who_may_ask(server, checks):
    def status(host, extra=""):
        got = server.raw(f"GET /api/v1/status HTTP/1.1\r\n{host}{extra}Connection: close\r\n\r\n".encode())
        return int(got.split(b" ")[1]), got

    for host, wanted in (("Host: localhost:1\r\n", 200), ("Host: [::1]\r\n", 200), ("Host: LOCALHOST\r\n", 200), ("", 400),
                         ("Host: evil.example\r\n", 421), ("Host: 127.0.0.1.evil.example\r\n", 421), ("Host: 192.168.0.1\r\n", 421),
                         ("Host: localhost\r\nHost: evil.example\r\n", 400), ("Host: localhost@evil.example\r\n", 421), ("Host: localhost:x\r\n", 421)):
        checks.that(status(host)[0] == wanted, f"{host!r} is answered with {wanted}", status(host))
    note = json.dumps({"verb": "note", "about": ["x"], "value": "v", "reason": "r"})
    own = f"http://127.0.0.1:{server.port}"
    for headers, wanted in (({"Content-Type": "application/json"}, 403), ({**JSON, "Origin": "https://evil.example"}, 403),
                            ({**JSON, "Origin": "null"}, 403), ({**JSON, "Origin": f"http://localhost:{server.port}"}, 403),
                            ({**JSON, "X-Hearsay": "0"}, 403), ({**JSON, "Origin": own}, 400), (JSON, 400),
                            ({**OWN, "Content-Type": "text/plain"}, 415), (OWN, 415),
                            ({**OWN, "Content-Type": "application/x-www-form-urlencoded"}, 415),
                            ({**OWN, "Content-Type": "multipart/form-data; boundary=x"}, 415), (BYTES, 415),
                            ({**JSON, "Content-Encoding": "gzip"}, 415)):
        answer = server.ask("/api/v1/decisions", "POST", note, headers)
        checks.that(is_problem(answer, wanted), f"POST with {headers} is answered with {wanted}", answer)
    for method in ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW"):
        answer = server.ask("/api/v1/decisions", method, headers=OWN)
        checks.that(answer.status in (400, 405) and not any(k.lower().startswith("access-control") for k in answer.headers),
                    f"{method} is not taken, and no other site is let in", answer)
    checks.that(server.ask("/api/v1/decisions", "PATCH", headers=OWN).headers.get("Allow") in (None, "GET, POST"), "Allow says what is")
    checks.that(is_problem(server.ask("/api/v1/jobs/j1", "DELETE"), 403), "a job cannot be ended by a foreign page")


def bodies(server, checks):
    """Bad JSON, none, too much."""
    for body in (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"verb":1}', b'{"verb":"undo","about":[],"reason":"x"}', b'{"verb":"note"}',
                 b'{"verb":"note","about":"x","reason":"r"}', b'{"verb":"note","about":[1],"reason":"r"}', b'{"verb":"note","about":["x"],"extra":1}',
                 b'{"verb":"set","about":["ffffffffffffffff"],"field":"nothing","value":"x","reason":"r"}', b"[" * 100_000,
                 json.dumps({"verb": "note", "about": ["x"] * 101, "reason": "r"}).encode(),
                 json.dumps({"verb": "reject", "about": ["' OR 1=1 --"], "reason": "<script>"}).encode()):
        answer = server.ask("/api/v1/decisions", "POST", body, JSON)
        checks.that(is_problem(answer, 400, 404), f"POST {body[:60]!r} is refused", answer)
    for body in (b"{}", b'{"inputs":[]}', b'{"inputs":["-"]}', b'{"inputs":[1]}', b'{"inputs":["x\\u0000y"]}', b'{"inputs":["a"],"more":1}', b'{"inputs":[""]}'):
        checks.that(is_problem(server.ask("/api/v1/jobs", "POST", body, JSON), 400), f"POST jobs {body!r} is refused")
    head = f"POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Hearsay: 1\r\nContent-Type: application/octet-stream\r\n"
    for extra, wanted in (("Content-Length: 99999999999\r\n", 413), ("Content-Length: -1\r\n", 411), ("Content-Length: x\r\n", 411), ("", 411),
                          ("Transfer-Encoding: chunked\r\n", 411), ("Content-Length: 5\r\nContent-Length: 6\r\n", 411)):
        begin = time.monotonic()
        got = server.raw((head + extra + "\r\n").encode())
        checks.that(got.startswith(b"HTTP/1.1 %d " % wanted) and time.monotonic() - begin < 5, f"{extra!r} is answered with {wanted} at once", got[:300])
    answer = server.ask("/api/v1/decisions", "POST", b'{"verb":"' + b"x" * (1 << 20) + b'"}', JSON)
    checks.that(is_problem(answer, 413), "JSON is a megabyte at most", answer)
    got = server.raw(b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    checks.that(got[:12] in (b"HTTP/1.1 414", b"HTTP/1.1 400"), "an address has a bound", got[:300])
    got = server.raw(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n")
    checks.that(got[:12] == b"HTTP/1.1 400" or got == b"", "a head has a bound", got[:300])
    for junk in (b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/1.1\r\nHost\r\n\r\n"):
        got = server.raw(junk + b"\r\n\r\n", timeout=15)
        checks.that(not got.startswith(b"HTTP/1.1 2"), f"{junk!r} is no request", got[:200])
    connection = server.connect()
    server.ask("/api/v1/decisions", "POST", b"{", JSON, connection)
    checks.that(server.ask("/health", connection=connection).status == 200, "after a wrong body the connection goes on")


def script_everywhere(server, checks):
    """A stranger's words stay words in every answer."""
    bad = "</title><script>alert('x')</script>\"'&<img src=x onerror=alert(1)>"
    line = {"id": bad, "url": "https://mill.example/<script>", "title": bad, "publisher": bad, "authors": [bad], "published": "2015-05-05",
            "text": f"{bad} said on Monday that 40 leaks were found in the library. \u202eevil\u2028 \"{bad}\", said the mayor."}
    started, events = server.add("<script>.jsonl", json.dumps(line).encode())
    checks.that(started.status == 202 and events[-1][0] == "done" and events[-1][1]["report"]["added"] == 1, "it is added", (started, events))
    row = next(row for row in server.ask("/api/v1/documents?limit=500").json()["items"] if "script" in (row["title"] or ""))
    for target in ("/api/v1/documents?limit=500", "/api/v1/claims?limit=500", "/api/v1/sources?limit=500", f"/api/v1/documents/{row['id']}",
                   "/api/v1/narratives", "/api/v1/trace?q=leaks+library", "/api/v1/jobs", "/api/v1/places"):
        answer = server.ask(target)
        checks.that(answer.status == 200 and answer.type == "application/json" and answer.json(), f"GET {target} is JSON", answer)
        checks.that(not system.harmful(answer.body.decode("utf-8")), f"GET {target} holds nothing that terminals obey")
    original = server.ask(f"/api/v1/documents/{row['id']}/original")
    checks.that(original.type == "application/octet-stream" and b"<script>" in original.body, "its original is bytes", original)


def jobs(server, checks, folder):
    answer, events = server.add("../../etc/pass wd.html", system.page(71).encode())
    names = [name for name, _ in events]
    checks.that(answer.status == 202 and names[-1] == "done" and "progress" in names, "a job tells how far it is", events)
    job = events[-1][1]
    checks.that(job["state"] == "done" and job["report"]["added"] == 1 and job["inputs"] == ["pass_wd.html"], "a file that is sent is added", job)
    paths = [row["path"] for row in server.ask("/api/v1/documents?limit=500").json()["items"]]
    checks.that("pass_wd.html" in paths and not any("upload" in (path or "") for path in paths), "it is known by its name", paths)
    answer, events = server.add("pass wd.html", system.page(71).encode())
    checks.that(events[-1][1]["report"]["known"] == 1, "sent again it changes nothing", events[-1])
    answer, events = server.add("broken.warc.gz", b"\x1f\x8b\x08\x00broken")
    checks.that("failure" in [name for name, _ in events] and "hearsay-upload" not in json.dumps(events), "failures are told, by name", events)
    (folder / "more").mkdir(exist_ok=True)
    (folder / "more" / "a.html").write_text(system.page(72), encoding="utf-8")
    answer = server.ask("/api/v1/jobs", "POST", json.dumps({"inputs": [str(folder / "more"), "/nonexistent/x"]}), JSON)
    events = server.events(answer.json()["id"])
    job = server.ask(f"/api/v1/jobs/{answer.json()['id']}").json()
    checks.that(job["report"]["added"] == 1 and len(job["failures"]) == 1 and job["failures"] == job["report"]["failures"], "folders are added", job)
    answer = server.ask("/api/v1/jobs", "POST", json.dumps({"inputs": ["http://127.0.0.1:1/x"]}), JSON)
    events = server.events(answer.json()["id"])
    checks.that(events[-1][1]["failures"] and "private" in json.dumps(events[-1]), "private networks are not fetched from", events)
    # A long one, ended in the middle.
    (folder / "many").mkdir(exist_ok=True)
    for number in range(300):
        (folder / "many" / f"{number}.html").write_text(system.page(1000 + number), encoding="utf-8")
    started = server.ask("/api/v1/jobs", "POST", json.dumps({"inputs": [str(folder / "many")]}), JSON).json()["id"]
    waiting = server.ask("/api/v1/jobs", "POST", json.dumps({"inputs": [str(folder / "more")]}), JSON).json()["id"]
    checks.that(server.ask(f"/api/v1/jobs/{waiting}", "DELETE", headers=OWN).json()["state"] == "cancelled", "one that waits is ended at once")
    while server.ask(f"/api/v1/jobs/{started}").json()["done"] < 3:
        time.sleep(0.05)
    server.ask(f"/api/v1/jobs/{started}", "DELETE", headers=OWN)
    ended = server.events(started)[-1][1]
    checks.that(ended["state"] == "cancelled" and 3 <= ended["report"]["added"] < 300, "one that runs is ended after its document", ended["report"])
    listed = server.ask("/api/v1/jobs").json()
    checks.that(listed["items"][0]["id"] == waiting and listed["total"] == len(listed["items"]), "jobs are listed, newest first")


def decisions(server, checks, program, folder):
    row = server.ask("/api/v1/documents?limit=1").json()["items"][0]
    before = server.ask("/api/v1/decisions")
    taken = server.ask("/api/v1/decisions", "POST", json.dumps(
        {"verb": "set", "about": [row["id"]], "field": "publisher", "value": "The <b>Other</b> Mill", "reason": "its imprint", "by": "A. Weiss"}), JSON)
    checks.that(taken.status == 201 and taken.json()["by"] == "A. Weiss", "a decision is taken", taken)
    shown = server.ask(f"/api/v1/documents/{row['id']}").json()
    checks.that(shown["publisher"] == "The <b>Other</b> Mill" and shown["decisions"][-1]["number"] == taken.json()["number"], "and counts at once")
    after = server.ask("/api/v1/decisions", headers={"If-None-Match": before.headers["ETag"]})
    checks.that(after.status == 200 and after.json()["total"] == before.json()["total"] + 1, "the log has another ETag then", after)
    number = taken.json()["number"]
    undone = server.ask(f"/api/v1/decisions/{number}/undo", "POST", b"{}", JSON)
    checks.that(undone.status == 201 and undone.json()["undoes"] == number and undone.json()["by"], "it is taken back", undone)
    checks.that(is_problem(server.ask("/api/v1/decisions/999/undo", "POST", b"{}", JSON), 400, 404), "there is no other")
    # Another process writes.
    run = program.run("note", row["id"], "seen elsewhere", "--reason", "r", "-s", "hearsay.db", cwd=folder)
    checks.that(run.code == 0, "another process decides", run)
    checks.that(server.ask("/api/v1/decisions").json()["items"][-1]["value"] == "seen elsewhere", "the server sees it at once")


def reading_while_adding(server, checks, folder):
    """Every answer is of one moment."""
    (folder / "flow").mkdir(exist_ok=True)
    for number in range(60):
        (folder / "flow" / f"{number}.html").write_text(system.page(2000 + number, outlet=f"Outlet {number % 7}"), encoding="utf-8")
    job = server.ask("/api/v1/jobs", "POST", json.dumps({"inputs": [str(folder / "flow")]}), JSON).json()["id"]
    wrong, over, count = [], threading.Event(), [0]

    def read(which):
        connection = server.connect()
        while not over.is_set():
            if which == 0:
                found = server.ask("/api/v1/documents?limit=500", connection=connection).json()
                good = found["total"] == len(found["items"]) or found["total"] > 500
            elif which == 1:
                found = server.ask("/api/v1/trace?q=library+leaks+roof", connection=connection).json()
                held = {row["id"] for row in found.get("documents", [])}
                good = set(found["narrative"]["documents"]) <= held
            else:
                found = server.ask("/api/v1/narratives?limit=500", connection=connection).json()
                good = found["total"] == len(found["items"]) and all(row["outlets"] for row in found["items"])
            count[0] += 1
            if not good:
                wrong.append(found)

    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read, i % 3) for i in range(6)]
        state = server.events(job)[-1][1]["state"]
        over.set()
        for reader in readers:
            reader.result()
    checks.that(state == "done" and not wrong and count[0] > 20, "answers while a pile is added are of one moment", (state, count, wrong[:1]))


def slow_clients(server, checks):
    """Some that never come to the end of what they say, and some that do not listen."""
    slow = []
    for number in range(100):
        stream = socket.create_connection(("127.0.0.1", server.port))
        stream.sendall(b"GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        slow.append(stream)
    deaf = socket.create_connection(("127.0.0.1", server.port))
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    deaf.sendall(b"GET /api/v1/export/jsonl HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    begin = time.monotonic()
    checks.that(server.ask("/api/v1/documents").status == 200 and time.monotonic() - begin < 5, "others are answered meanwhile")
    still = set(range(len(slow)))
    while still and time.monotonic() - begin < 25:
        for number in sorted(still):
            try:
                slow[number].sendall(b"x")
                slow[number].setblocking(False)
                if slow[number].recv(4096) is not None:
                    still.discard(number)
            except BlockingIOError:
                slow[number].setblocking(True)
            except OSError:
                still.discard(number)
        time.sleep(0.5)
    checks.that(not still, "whoever is too slow is given up within 25 s", len(still))
    for stream in [*slow, deaf]:
        stream.close()
    # More than there is room for.
    many = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(530)]
    got = server.raw(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    checks.that(got.startswith(b"HTTP/1.1 503 ") and b"Retry-After: " in got, "more connections than there is room for are told so", got[:200])
    for stream in many:
        stream.close()
    time.sleep(1.5)
    checks.that(server.ask("/health").status == 200, "when they have gone, there is room again")
    connection = server.connect()
    begin = time.monotonic()
    for _ in range(300):
        server.ask("/health", connection=connection)
    checks.that(time.monotonic() - begin < 8, "a kept connection is quick", time.monotonic() - begin)


def tokens(program, checks, folder):
    run = program.run("serve", "--host", "0.0.0.0", "--port", "0", cwd=folder)
    checks.that(run.code == 2 and "--token-file" in run.err, "another address needs a token", run)
    for content in ("", "short\n", "two words that are long enough\n", "0123456789abcdef01234567\nsecond line\n"):
        (folder / "token").write_text(content)
        run = program.run("serve", "--token-file", "token", "--port", "0", cwd=folder)
        checks.that(run.code == 2, f"{content!r} is no token", run)
    token = "0123456789abcdef01234567"
    (folder / "token").write_text(token + "\n")
    with Server(program, folder, "--host", "0.0.0.0", "--token-file", "token", "--allow-host", "desk.example") as server:
        for headers, wanted in (({}, 401), ({"Authorization": "Bearer x"}, 401), ({"Authorization": f"Basic {token}"}, 401),
                                ({"Authorization": f"Bearer {token}x"}, 401), ({"Authorization": f"Bearer {token}"}, 200)):
            answer = server.ask("/api/v1/status", headers=headers)
            checks.that(answer.status == wanted, f"{headers} is answered with {wanted}", answer)
        checks.that(server.ask("/health").status == server.ask("/").status == 200, "the page and /health are open")
        good = {"Authorization": f"Bearer {token}"}
        checks.that(server.ask("/api/v1/status", headers={**good, "Host": "desk.example"}).status == 200, "the name that was given is its own")
        checks.that(server.ask("/api/v1/status", headers={**good, "Host": "evil.example"}).status == 421, "others are not")
        checks.that(is_problem(server.ask("/api/v1/jobs", "POST", b'{"inputs":["/etc/passwd"]}', {**JSON, **good}), 403), "no files of this machine are read")
        checks.that(is_problem(server.ask("/api/v1/jobs", "POST", b"x", BYTES), 401), "nothing is taken without a token")
        checks.that(server.ask("/api/v1/status", headers=good).json()["token_required"] is True, "the status says so")


def starting_and_ending(program, checks, folder):
    run = program.run("serve", "-s", "none.db", cwd=folder)
    checks.that(run.code == 3 and "no store" in run.err, "no store", run)
    with Server(program, folder) as server:
        run = program.run("serve", "--port", str(server.port), cwd=folder)
        checks.that(run.code == 2 and "port" in run.err, "a port that is taken is said to be", run)
        job = server.ask("/api/v1/jobs", "POST", json.dumps({"inputs": [str(folder / "many")]}), JSON).json()["id"]
        while server.ask(f"/api/v1/jobs/{job}").json()["done"] < 2:
            time.sleep(0.02)
        uploads = [server.ask("/api/v1/jobs?name=late.html", "POST", system.page(3000).encode(), BYTES).status]
        follower = threading.Thread(target=lambda: server.events(job))
        follower.start()
        time.sleep(0.2)
        begin = time.monotonic()
        code = server.end(signal.SIGINT)
        checks.that(code == 0 and time.monotonic() - begin < 40 and uploads == [202], "Ctrl-C ends it after the document in hand", (code, uploads))
        follower.join()
    run = program.run("audit", cwd=folder)
    checks.that(run.code == 0, "what was stored is whole", run)


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    with system.Folder() as folder, tempfile.TemporaryDirectory(prefix="hearsay-test-") as temporary:
        run = program.run("add", "-q", system.SAMPLE, cwd=folder)
        checks.that(run.code == 0, "the sample is added", run)
        with Server(program, folder, environment={"TMPDIR": temporary}) as server:
            description = Description(server)
            checks.that(description.document["openapi"] == "3.1.0", "it describes itself")
            counts_for_later(server, checks)
            made_ready(server, checks)
            all_routes(server, checks, description)
            of_one_document(server, checks)
            wanted(server, checks)
            like_the_commands(server, checks, program, folder)
            take_away(server, checks, description, program, folder)
            context(server, checks)
            the_page(server, checks)
            who_may_ask(server, checks)
            hostile_parameters(server, checks, description)
            bodies(server, checks)
            decisions(server, checks, program, folder)
            script_everywhere(server, checks)
            jobs(server, checks, folder)
            reading_while_adding(server, checks, folder)
            for path in ("/api/v1/narratives", "/api/v1/documents", "/api/v1/jobs", "/api/v1/decisions", "/api/v1/status"):
                bad = description.problems(path, "get", server.ask(path))
                checks.that(not bad, f"GET {path} is as described after all that", bad)
            slow_clients(server, checks)
            checks.that(os.listdir(temporary) == [], "no upload is left behind", os.listdir(temporary))
            checks.that(server.end() == 0, "SIGTERM ends it")
        versions(program, checks)
        tokens(program, checks, folder)
        starting_and_ending(program, checks, folder)
    checks.end()


if __name__ == "__main__":
    main()
