"""Containers and addresses as a user gives them: the same article out of a WARC, an MHTML file, a feed and a server as by itself,
all of it audited; broken parts named in their place; nothing fetched from private networks unasked; memory that stays."""
import gzip
import html
import http.server
import json
import os
import quopri
import subprocess
import threading

import system
from system import warc_record as record

MEMORY_MB = 400
LARGE_RECORDS = 40
TINY_RECORDS = 200_000


def mhtml(body):
    return (b"MIME-Version: 1.0\r\nSnapshot-Content-Location: https://mill.example/1\r\n"
            b"Content-Type: multipart/related; type=\"text/html\"; boundary=\"edge\"\r\n\r\n--edge\r\n"
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + quopri.encodestring(body) + b"\r\n--edge--\r\n")


def zstd(data):
    return subprocess.run(["zstd", "-cq"], input=data, stdout=subprocess.PIPE, check=True).stdout


def feed(*items):
    inner = "".join(f"<item><link>https://mill.example/{number}</link><content:encoded>{html.escape(item)}</content:encoded>"
                    "</item>" for number, item in enumerate(items, 1))
    return f"<?xml version=\"1.0\"?><rss><channel><title>The Mill Daily</title>{inner}</channel></rss>"


class Handler(http.server.BaseHTTPRequestHandler):
    """/page, /latin, /feed, /moved, /loop, /file, /large, /cut, /gone"""

    def do_GET(self):
        redirects = {"/moved": "/page", "/loop": "/loop", "/file": "file:///etc/passwd"}
        if self.path in redirects:
            self.send_response(302)
            self.send_header("Location", redirects[self.path])
            self.end_headers()
            return
        types = {"/feed": "application/rss+xml", "/latin": "text/html; charset=iso-8859-1"}
        bodies = {"/page": system.page().encode(), "/large": b"x" * (65 << 20), "/cut": b"<p>cut",
                  "/feed": feed(system.page(1), system.page(2)).encode(),
                  "/latin": system.page(body="The café was closed, said the mayor, Anna Weiß, on Monday.").replace(
                      '<meta charset="utf-8">', "").encode("latin-1")}
        if self.path not in bodies:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", types.get(self.path, "text/html"))
        self.send_header("Content-Length", str(len(bodies[self.path]) + (100 if self.path == "/cut" else 0)))
        self.end_headers()
        try:
            self.wfile.write(bodies[self.path])
        except OSError:
            pass  # the program had enough

    def log_message(self, *_):
        pass


def extracted(program, folder, name, key=("title", "body", "text", "publisher", "published")):
    run = program.run("extract", name, cwd=folder)
    lines = [json.loads(line) for line in run.out.splitlines()]
    return run, lines, [{field: line.get(field) for field in key} for line in lines]


def check_containers(program, checks, folder):
    body = system.page().encode()
    (folder / "page.html").write_bytes(body)
    _, _, alone = extracted(program, folder, "page.html")
    one = record(1, body)
    packed = record(1, gzip.compress(body), headers=b"Content-Encoding: gzip\r\n")
    forms = {"plain.warc": one, "records.warc.gz": gzip.compress(one), "whole.warc.gz": gzip.compress(one + b""),
             "packed.warc": packed, "records.warc.zst": zstd(one) + zstd(b""), "page.mhtml": mhtml(body), "feed.xml": feed(body.decode()).encode()}
    for name, data in forms.items():
        (folder / name).write_bytes(data)
        run, lines, article = extracted(program, folder, name)
        checks.that(article == alone and lines[0]["url"] == "https://mill.example/1", f"{name} reads as the page does", run)
        added = program.run("add", "-s", f"{name}.db", name, cwd=folder)
        audit = program.run("audit", "-s", f"{name}.db", cwd=folder)
        checks.that(added.code == 0 and audit.code == 0, f"{name} is audited", audit)
        again = program.run("add", "-s", f"{name}.db", name, cwd=folder)
        checks.that("1 known before" in again.out, f"{name} added twice changes nothing", again)


def check_broken(program, checks, folder):
    body = system.page().encode()
    good = record(1, body)
    (folder / "broken.warc").write_bytes(good + record(2, body, length=10) + record(3, body))
    run, lines, _ = extracted(program, folder, "broken.warc")
    checks.that(run.code == 1 and len(lines) == 2, "the neighbours of a broken record are read", run)
    checks.that(f"broken.warc:{len(good)}" in run.err and run.err.count("\n") == 1, "one message with the place", run)
    zipped = [gzip.compress(record(number, body)) for number in range(3)]
    (folder / "cut.warc.gz").write_bytes(zipped[0] + zipped[1][:200] + zipped[2])
    run, lines, _ = extracted(program, folder, "cut.warc.gz")
    checks.that(len(lines) == 2 and f"cut.warc.gz:{len(zipped[0])}" in run.err, "gzip cut in the middle", run)


def extracted_alone(program, folder, name, *options):
    """Exit status, pages and MiB at most, of this run alone."""
    # An address sanitizer keeps what was freed for a while, which would count as growth.
    environment = dict(os.environ, ASAN_OPTIONS="quarantine_size_mb=1")
    with open(folder / "alone.jsonl", "wb") as out:
        process = subprocess.Popen([program.path, "extract", name, *options], cwd=folder, stdout=out, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
    return status, (folder / "alone.jsonl").read_text().count("\n"), usage.ru_maxrss >> 10


def check_memory(program, checks, folder):
    with open(folder / "large.warc.gz", "wb") as out:
        for number in range(LARGE_RECORDS):  # a gigabyte and more, unpacked
            out.write(gzip.compress(record(number, b"\0" * (30 << 20), kind="metadata"), 1))
            out.write(gzip.compress(record(number, system.page(number).encode())))
    status, pages, used = extracted_alone(program, folder, "large.warc.gz")
    checks.that(status == 0 and pages == LARGE_RECORDS, "pages between large records", (status, pages))
    checks.that(used < MEMORY_MB, f"memory stays below {MEMORY_MB} MiB", f"{used} MiB")


def check_tiny_records(program, checks, folder):
    """Requests and redirects by the hundred thousand: nothing of each is kept."""
    used = []
    for count in (TINY_RECORDS // 10, TINY_RECORDS):
        with gzip.open(folder / "tiny.warc.gz", "wb", 1) as out:
            for number in range(count):
                out.write(record(number, b"", kind=("request", "metadata", "revisit")[number % 3]))
            out.write(record(1, system.page().encode()))
        status, pages, megabytes = extracted_alone(program, folder, "tiny.warc.gz", "-j", "1")
        checks.that(status == 0 and pages == 1, "a page behind tiny records", (status, pages))
        used.append(megabytes)
    checks.that(used[1] < used[0] * 1.1, "memory does not grow with the number of records", f"{used} MiB")


def revisit(number, profile, date, extra=b"", block=b""):
    return (f"WARC/1.1\r\nWARC-Type: revisit\r\nWARC-Target-URI: https://mill.example/{number}\r\nWARC-Date: {date}\r\n"
            f"WARC-Profile: http://netpreserve.org/warc/1.1/revisit/{profile}\r\n").encode() + extra \
        + f"Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def check_revisits(program, checks, folder):
    """What was fetched again unchanged is a sighting of what it repeats, also where that stands behind it or came before."""
    refers = b"WARC-Refers-To-Target-URI: https://mill.example/1\r\nWARC-Refers-To-Date: 2015-05-06T10:00:00Z\r\n"
    original = record(1, system.page().encode())
    again = revisit(1, "identical-payload-digest", "2015-05-07T10:00:00Z", refers)
    unchanged = revisit(1, "server-not-modified", "2015-05-08T10:00:00Z", block=b"HTTP/1.1 304 Not Modified\r\n\r\n")
    reprint = revisit(2, "identical-payload-digest", "2015-05-09T10:00:00Z", refers)
    lost = revisit(3, "identical-payload-digest", "2015-05-09T10:00:00Z", refers.replace(b"example/1", b"example/9"))

    def documents(*names):
        store = "-".join(names) + ".db"
        run = program.run("add", "-s", store, *names, cwd=folder)
        lines = [json.loads(line) for line in program.run("export", "jsonl", "-s", store, cwd=folder).out.splitlines()]
        return run, {line["url"]: len(line["paths"]) for line in lines if line["record"] == "document"}

    forms = {"one.warc": original + again + unchanged + reprint + lost, "before.warc": reprint + again + unchanged + original,
             "first.warc": original, "second.warc": again + unchanged + reprint}
    for name, data in forms.items():
        (folder / name).write_bytes(data)
    for names in (["one.warc"], ["before.warc"], ["first.warc", "second.warc"]):
        run, found = documents(*names)
        checks.that(run.code == 0 and found == {"https://mill.example/1": 3, "https://mill.example/2": 1},
                    f"revisits in {names} are sightings, and a reprint", (run, found))
    run = program.run("add", "-s", "one.warc.db", "one.warc", cwd=folder)
    checks.that("4 known before" in run.out, "adding them again changes nothing", run)
    checks.that("1 revisit record repeats" in run.err, "what is not there is told", run)
    run, found = documents("second.warc")
    checks.that(not found and "3 revisit records repeat" in run.err, "revisits alone give a note", run)
    run = program.run("extract", "one.warc", cwd=folder)
    checks.that(run.code == 0 and "4 revisit records" in run.err, "extract counts them", run)


def check_feed_in_archive(program, checks, folder):
    body = feed(system.page(1)).replace("</channel>", "<item><link>https://mill.example/2</link><description>short"
                                        "</description></item></channel>")
    data = record(1, body.encode()).replace(b"text/html", b"application/rss+xml")
    # The length of the head has changed with the type.
    length = len(data.split(b"\r\n\r\n", 1)[1]) - 4
    data = data.replace(b"Content-Length: " + str(length - 10).encode(), b"Content-Length: " + str(length).encode())
    (folder / "feed.warc").write_bytes(data)
    run = program.run("extract", "feed.warc", cwd=folder)
    lines = [json.loads(line) for line in run.out.splitlines()]
    checks.that([line["url"] for line in lines] == ["https://mill.example/1"] and "1 feed item" in run.err,
                "items with their full text are read, summaries counted", run)
    checks.that(lines and lines[0]["path"] == "feed.warc:0:1", "an item's place", run)


def check_feed_item(program, checks, folder):
    (folder / "authors.xml").write_text(
        "<rss><channel><title>The Mill Daily</title><item><title>Library closed</title><dc:creator>Anna Weiss</dc:creator>"
        "<pubDate>Tue, 05 May 2015 10:00:00 +0200</pubDate><atom:updated>2015-05-06T08:00:00Z</atom:updated>"
        "<description>The library was closed on Monday, said the mayor.</description></item></channel></rss>")
    program.run("add", "-s", "authors.db", "authors.xml", cwd=folder)
    for step in ("add", "rebuild"):
        if step == "rebuild":
            program.run("rebuild", "-s", "authors.db", cwd=folder)
        run = program.run("export", "jsonl", "-s", "authors.db", cwd=folder)
        line = json.loads(run.out.splitlines()[0])
        dates = {(date["kind"], date["from"], date["value"]) for date in line["dates"]}
        checks.that(line["authors"] == ["Anna Weiss"], f"{step}: the author of an item", line["authors"])
        checks.that({("published", "feed", "2015-05-05T10:00:00+02:00"), ("modified", "feed", "2015-05-06T08:00:00Z")} <= dates,
                    f"{step}: its dates are the feed's", dates)


def check_addresses(program, checks, folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"

    def add(path, *options):
        return program.run("add", "-s", f"web{path.replace('/', '-')}.db", *options, base + path, cwd=folder)

    refused = add("/page")
    checks.that(refused.code == 1 and "--allow-private" in refused.err, "a private address is refused", refused)
    for path, documents in {"/page": 1, "/moved": 1, "/latin": 1, "/feed": 2}.items():
        run = add(path, "--allow-private")
        checks.that(run.code == 0 and run.out.startswith(f"{documents} read"), f"{path} is read", run)
        audit = program.run("audit", "-s", f"web{path.replace('/', '-')}.db", cwd=folder)
        checks.that(audit.code == 0, f"{path} is audited", audit)
    rows = program.run("documents", "-f", "jsonl", "-s", "web-moved.db", cwd=folder).out
    checks.that(f'"url":"{base}/page"' in rows, "the address is the one behind the redirect", rows)
    for path, reason in {"/loop": "redirects", "/file": "neither http nor https", "/large": "larger than the limit",
                         "/cut": "cannot be fetched", "/gone": "status 404"}.items():
        run = add(path, "--allow-private")
        checks.that(run.code == 1 and reason in run.err, f"{path} fails", run)
    server.shutdown()


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    with system.Folder() as folder:
        check_containers(program, checks, folder)
        check_broken(program, checks, folder)
        check_memory(program, checks, folder)
        check_tiny_records(program, checks, folder)
        check_revisits(program, checks, folder)
        check_feed_in_archive(program, checks, folder)
        check_feed_item(program, checks, folder)
        check_addresses(program, checks, folder)
    checks.end()


if __name__ == "__main__":
    main()
