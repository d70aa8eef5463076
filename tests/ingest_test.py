"""Containers and addresses as a user gives them: the same article out of a WARC, an MHTML file, a feed and a server as by itself,
all of it audited; broken parts named in their place; nothing fetched from private networks unasked; memory that stays."""
import gzip
import html
import http.server
import json
import quopri
import resource
import threading

import system
from system import warc_record as record

MEMORY_MB = 400
LARGE_RECORDS = 40


def mhtml(body):
    return (b"MIME-Version: 1.0\r\nSnapshot-Content-Location: https://mill.example/1\r\n"
            b"Content-Type: multipart/related; type=\"text/html\"; boundary=\"edge\"\r\n\r\n--edge\r\n"
            b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + quopri.encodestring(body) + b"\r\n--edge--\r\n")


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
             "packed.warc": packed, "page.mhtml": mhtml(body), "feed.xml": feed(body.decode()).encode()}
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


def check_memory(program, checks, folder):
    with open(folder / "large.warc.gz", "wb") as out:
        for number in range(LARGE_RECORDS):  # a gigabyte and more, unpacked
            out.write(gzip.compress(record(number, b"\0" * (30 << 20), kind="metadata"), 1))
            out.write(gzip.compress(record(number, system.page(number).encode())))
    run, lines, _ = extracted(program, folder, "large.warc.gz")
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    checks.that(len(lines) == LARGE_RECORDS, "pages between large records", run.err)
    checks.that(used < MEMORY_MB, f"memory stays below {MEMORY_MB} MiB", f"{used} MiB")


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
        check_addresses(program, checks, folder)
    checks.end()


if __name__ == "__main__":
    main()
