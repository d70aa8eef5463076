"""Pages and archives made to exhaust the program, one after the other: each is read or refused within its time, with a message where
something was refused or cut, and the page behind it is read. The bounds on time hold under sanitizers on a busy machine."""
import gzip
import json
import os
import subprocess

import system

SECONDS = int(os.environ.get("HEARSAY_HOSTILE_SECONDS", "120"))
MIB = 1 << 20
WORDS = "<p>The library was closed on Monday, said the mayor, Anna Weiss.</p>"


def page(inner, head=""):
    return f"<!doctype html><html><head><title>Library closed</title>{head}</head><body><article>{inner}{WORDS}</article>".encode()


def pages():
    """(name, bytes, words of the note that says what was done; none where all of it is read)."""
    yield "tags.html", page("<b></b>" * 500_000), None
    yield "more_tags.html", page("<b></b>" * 2_100_000), "cut after"
    yield "nested.html", page("<div>" * 200_000), "nested deeper"
    yield "nested_tables.html", page("<table><tr><td>" * 70_000), "nested deeper"
    yield "formatting.html", page("<b><i><a href=x>" * 70_000), None
    yield "attribute.html", page(f'<p title="{"x" * 20 * MIB}">x</p>'), None
    yield "open_attribute.html", page('<p title="' + "x" * 20 * MIB), None
    yield "attributes.html", page("<p " + " ".join(f"a{i}=1" for i in range(1_000_000)) + ">x</p>"), None
    yield "same_attributes.html", page("<p " + "class=a " * 1_000_000 + ">x</p>"), None
    yield "metas.html", page("", '<meta name="author" content="Ann Lee">' * 1_000_000), None
    yield "dates.html", page("", '<meta property="article:published_time" content="2015-05-05">' * 200_000), None
    yield "unclosed.html", page("<div><p><table><tr><td><ul><li><a><b><h1><span><!-- <script>" * 50_000), None
    yield "comments.html", page("<!--" * 1_000_000), None
    yield "entities.html", page("&amp;&#x41;&bogus" * 500_000), None
    yield "ld.html", page("", '<script type="application/ld+json">' + '{"a":[' * 100_000 + '"' + "x" * 5 * MIB + '"'
                          + "]}" * 100_000 + "</script>"), None
    yield "ld_open.html", page("", '<script type="application/ld+json">' + '{"@graph":[' * 500_000), None
    yield "lines.html", page("<br>By Ann Lee, 5 May 2015" * 100_000), None
    yield "quotes.html", page('<p>"' + '"A" said "B" said ' * 50_000), None


def record(body, headers=b""):
    return system.warc_record(1, body, headers=headers)


def zstd(data):
    return subprocess.run(["zstd", "-cq"], input=data, stdout=subprocess.PIPE, check=True).stdout


def archives():
    """(name, bytes, words of the message). Behind each stands a good page."""
    zeros = bytes(100 * MIB)
    thrice = zeros
    for _ in range(3):
        thrice = gzip.compress(thrice, 1)
    good = system.warc_record(2, system.page(2).encode())
    yield "gzip.warc", record(gzip.compress(zeros), b"Content-Encoding: gzip\r\n") + good, "more than the limit"
    yield "gzips.warc", record(thrice, b"Content-Encoding: gzip, gzip, gzip\r\n") + good, "more than the limit"
    yield "codings.warc", record(thrice, b"Content-Encoding: " + b"gzip, " * 1000 + b"gzip\r\n") + good, "packed too many times"
    yield "zstd.warc", record(zstd(zeros), b"Content-Encoding: zstd\r\n") + good, "more than the limit"
    yield "record.warc.zst", zstd(record(zeros)) + zstd(good), "more than the limit"
    yield "record.warc.gz", gzip.compress(record(zeros)) + gzip.compress(good), "more than the limit"
    yield "chunks.warc", record(b"1\r\nx\r\n" * 5_000_000, b"Transfer-Encoding: chunked\r\n") + good, None
    yield "chunk.warc", record(b"ffffffffffffffff\r\n" + b"<p>words " * MIB, b"Transfer-Encoding: chunked\r\n") + good, None
    yield "headers.warc", record(system.page(1).encode(), b"X: y\r\n" * 1_000_000) + good, None
    yield "revisits.warc", b"".join(system.warc_record(n, b"", kind="revisit") for n in range(20_000)) + good, "skipped"
    segment = b"WARC/1.0\r\nWARC-Type: continuation\r\nWARC-Segment-Origin-ID: <x>\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    yield "segments.warc", segment * 100_000 + good, "skipped"
    items = "<item><title>x</title>" * 200_000
    yield "items.warc", record(f"<rss><channel>{items}".encode()) + good, None


def check(program, checks, folder, name, data, message, documents):
    (folder / name).write_bytes(data)
    (folder / "z_good.html").write_text(system.page(3), encoding="utf-8")
    try:
        run = program.run("extract", name, "z_good.html", "-j", "1", cwd=folder, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        checks.that(False, f"{name} is done after {SECONDS} s")
        return
    lines = [json.loads(line) for line in run.out.splitlines()]
    checks.that(run.code in (0, 1), f"{name}: exit code {run.code}", run.err[-500:])
    paths = {line["path"] for line in lines}
    checks.that("z_good.html" in paths, f"{name}: the page behind it is read", run.err[-500:])
    checks.that(len(paths) >= documents, f"{name}: {documents} documents or more", (paths, run.err[-500:]))
    if message:
        checks.that(message in run.err + json.dumps([line.get("notes") for line in lines]), f"{name}: {message!r} is said",
                    run.err[-500:])


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    with system.Folder() as folder:
        for name, data, message in pages():
            check(program, checks, folder, name, data, message, 2)
        for name, data, message in archives():
            check(program, checks, folder, name, data, message, 2)
    checks.end()


if __name__ == "__main__":
    main()
