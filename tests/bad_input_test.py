"""Bad input: each case gives a clear message, the neighbours are done, the exit code is right, and time and memory stay
bounded."""
import gzip
import json
import os
import resource
import sqlite3
import subprocess

import system

GIB = 1 << 30
MEMORY = 3 * GIB  # of address space; 16 threads' stacks and allocator arenas take their part of it without using it
SECONDS = 60


class Case:
    """One bad file beside a good one."""

    def __init__(self, name, content, says=(), code=1, seconds=SECONDS):
        self.name, self.content, self.says, self.code, self.seconds = name, content, says, code, seconds


def big_page():
    """A page of 200 MB."""
    head = system.page(1).encode().split(b"</article>")[0]
    return head + b"<p>Forty leaks were counted in the roof of the town library.</p>\n" * (200_000_000 // 66) + b"</article></body></html>"


def truncated_gzip():
    packed = gzip.compress(os.urandom(1000) + system.page(2).encode() * 50)
    return packed[:len(packed) // 2]


def cases():
    text = system.page(3)
    yield Case("empty.html", b"", says=["empty"])
    yield Case("binary.html", bytes(range(256)) * 4000, code=None)
    yield Case("image.png", b"\x89PNG\r\n\x1a\n" + os.urandom(5000), code=None)
    yield Case("big.html", big_page(), code=None, seconds=180)
    yield Case("nested.html", b"<html><body>" + b"<div>" * 100_000 + b"<p>Forty leaks were counted.</p>", code=0)
    yield Case("nested_inline.html", b"<p>" + b"<b><i>" * 50_000 + b"Forty leaks", code=0)
    yield Case("quotes.txt", b'"' * 1_000_000, code=0)
    yield Case("one_line.txt", b"leaks " * 500_000, code=0, seconds=180)
    yield Case("lying.html", text.replace("utf-8", "utf-16").encode("utf-8"), code=0)
    yield Case("latin.html", text.replace("Weiss", "Weiß").encode("latin-1"), code=0)
    yield Case("invalid.html", text.encode().replace(b"Anna", b"An\xff\xfe\xc3na"), code=0)
    yield Case("nul.html", text.encode().replace(b"Anna", b"An\0na"), code=None)
    yield Case("truncated.html.gz", truncated_gzip(), says=["truncated.html.gz"])
    yield Case("notes.json", b'{"text": ', code=None)
    yield Case("pile.jsonl", b'{"text": "The mayor said that forty leaks were found."}\n{"text": 3}\nnot json\n', says=["pile.jsonl:2", "pile.jsonl:3"])
    yield Case("escape.html", text.replace("Weiss", "We\x1b[31m\u202eiss\x9b2J").encode(), code=0)
    yield Case("bomb.html.gz", gzip.compress(b"\0" * 400_000_000), code=1, says=["bomb.html.gz"], seconds=120)


def check_case(program, checks, case):
    with system.Folder() as folder:
        (folder / "a_good.html").write_text(system.page(10), encoding="utf-8")
        (folder / case.name).write_bytes(case.content)
        (folder / "z_good.html").write_text(system.page(11, body="The bridge was closed on Monday, the mayor said."))
        for command in (["add", "-s", "pile.db"], ["annotate"]):
            run = program.run(*command, "a_good.html", case.name, "z_good.html", "--jobs", "2", cwd=folder,
                              limits={resource.RLIMIT_AS: MEMORY}, timeout=900)
            what = f"{command[0]} {case.name}"
            allowed = (0, 1) if case.code is None else (case.code,)
            checks.that(run.code in allowed, f"{what}: exit code {run.code}, not {allowed}", run)
            for words in case.says:
                checks.that(words in run.err, f"{what}: the message names {words!r}", run)
            if run.code == 1:
                checks.that(case.name in run.err, f"{what}: the message names the input", run)
            checks.that(run.seconds <= case.seconds, f"{what}: took {run.seconds:.0f} s of {case.seconds}")
            checks.that(not system.harmful(run.err), f"{what}: messages are safe", (system.harmful(run.err), run))
            if command[0] == "annotate":
                checks.that(not system.harmful(run.out), f"{what}: JSON is safe", system.harmful(run.out))
        listed = program.run("documents", "-s", "pile.db", "-f", "jsonl", cwd=folder)
        held = {json.loads(line)["path"] for line in listed.out.splitlines()} if listed.code == 0 else set()
        checks.that({"a_good.html", "z_good.html"} <= held, f"{case.name}: the neighbours are in the store", (listed, held))
        shown = program.run("documents", "-s", "pile.db", cwd=folder)
        checks.that(not system.harmful(shown.out), f"{case.name}: the listing is safe", system.harmful(shown.out))
        audit = program.run("audit", "-s", "pile.db", cwd=folder)
        checks.that(audit.code == 0, f"{case.name}: all spans are found again", audit)


def check_missing(program, checks, folder):
    run = program.run("add", "-s", "m.db", "no_such_file.html", "good.html", cwd=folder)
    checks.that(run.code == 1 and "no_such_file.html" in run.err, "a missing file is named, exit 1", run)
    checks.that("1 read" in run.out, "its neighbour is read", run)
    run = program.run("extract", "no_such_folder/", cwd=folder)
    checks.that(run.code == 1 and "no_such_folder" in run.err, "a missing folder is named, exit 1", run)
    run = program.run("add", "-s", "m.db", "-", cwd=folder, stdin=b"")
    checks.that(run.code == 1, "empty standard input is a failure", run)


def check_stores(program, checks, folder):
    run = program.run("narratives", "-s", "none.db", cwd=folder)
    checks.that(run.code == 3 and "none.db" in run.err and not (folder / "none.db").exists(),
                "a store that is not there is not made by looking", run)

    (folder / "text.db").write_text("this is no database, it is a page of text\n" * 100)
    for command in (["narratives"], ["add", "good.html"]):
        run = program.run(*command, "-s", "text.db", cwd=folder)
        checks.that(run.code == 3 and "text.db" in run.err, f"{command[0]}: a foreign file is no store", run)
    checks.that((folder / "text.db").read_text().startswith("this is no database"), "a foreign file is left alone")

    program.run("add", "-s", "newer.db", "good.html", cwd=folder)
    with sqlite3.connect(folder / "newer.db") as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        checks.that(version > 0, "the schema's version is in the database")
        database.execute(f"PRAGMA user_version = {version + 1000}")
    for command in (["narratives"], ["add", "good.html"], ["rebuild"]):
        run = program.run(*command, "-s", "newer.db", cwd=folder)
        checks.that(run.code == 3 and "newer" in run.err, f"{command[0]}: a newer store is refused", run)

    program.run("add", "-s", "cut.db", "good.html", cwd=folder)
    whole = (folder / "cut.db").read_bytes()
    (folder / "cut.db").write_bytes(whole[:len(whole) // 2])
    run = program.run("narratives", "-s", "cut.db", cwd=folder)
    checks.that(run.code in (1, 3) and run.err, "a truncated store does not crash", run)


def check_read_only(program, checks, folder):
    """As a user whom the folder's mode binds: root may write everywhere, so it becomes nobody."""
    closed = folder / "closed"
    closed.mkdir()
    program.run("add", "-s", "closed/there.db", "good.html", cwd=folder)
    closed.chmod(0o555)
    user = None
    if os.geteuid() == 0:
        user = 65534
        folder.chmod(0o755)
        try:
            reachable = program.run("--version", cwd=folder, user=user).code == 0
        except OSError:
            reachable = False
        if not reachable:
            print("skipped: a read-only folder (the program cannot be run by another user)")
            return
    run = program.run("add", "-s", "closed/new.db", "good.html", cwd=folder, user=user)
    checks.that(run.code == 3 and "closed/new.db" in run.err, "add: a store in a read-only folder", run)
    run = program.run("add", "-s", "closed/there.db", "good.html", cwd=folder, user=user)
    checks.that(run.code in (0, 3), "add: a store that cannot be written", run)
    run = program.run("documents", "-s", "closed/there.db", cwd=folder, user=user)
    checks.that(run.code == 0 or (run.code == 3 and run.err), "documents: a store in a read-only folder", run)
    run = program.run("export", "jsonl", "-s", "closed/there.db", "-o", "closed/out.jsonl", cwd=folder, user=user)
    checks.that(run.code in (1, 3) and run.err, "export into a read-only folder", run)


def check_full_disk(program, checks, folder):
    many = folder / "many"
    many.mkdir()
    for number in range(60):
        (many / f"{number}.html").write_text(system.page(number, body=f"Story {number}. " + os.urandom(3000).hex()))
    run = program.run("add", "-s", "full.db", "many", cwd=folder, limits={resource.RLIMIT_FSIZE: 600_000})
    checks.that(run.code == 3 and "full.db" in run.err, "a full disk is said, exit 3", run)
    checks.that(run.seconds < SECONDS, "a full disk does not hang")
    again = program.run("add", "-s", "full.db", "many", cwd=folder)
    checks.that(again.code == 0, "the store opens once there is room, and takes the rest", again)
    audit = program.run("audit", "-s", "full.db", cwd=folder)
    checks.that(audit.code == 0, "and holds what it says", audit)
    run = program.run("export", "jsonl", "-s", "full.db", "-o", "out.jsonl", cwd=folder, limits={resource.RLIMIT_FSIZE: 10_000})
    checks.that(run.code in (1, 3) and not (folder / "out.jsonl").exists(), "a full disk leaves no half export", run)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([program.path, "export", "jsonl", "-s", "full.db"], cwd=folder, stdout=full, stderr=subprocess.PIPE)
    checks.that(done.returncode == 1 and b"standard output" in done.stderr, "output that cannot be written is said", done)


def check_pipe(program, checks, folder):

    done = subprocess.run(f"'{program.path}' annotate good.html good.html good.html | head -c 10 > /dev/null", shell=True, cwd=folder,
                          stderr=subprocess.PIPE)
    checks.that(done.returncode == 0 and not done.stderr, "a reader that goes away is no error", done)


def check_models(program, checks, folder):
    (folder / "models").mkdir()
    run = program.run("annotate", "good.html", "--data", ".", cwd=folder)
    checks.that(run.code == 3 and run.err, "models that are not there: exit 3", run)


def main():
    parser = system.arguments(__doc__)
    parser.add_argument("--only", help="only this file of the cases; \"none\": only what comes after them")
    arguments = parser.parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    for case in cases():
        if arguments.only in (None, case.name):
            check_case(program, checks, case)
    if arguments.only in (None, "none"):
        for check in (check_missing, check_stores, check_read_only, check_full_disk, check_pipe, check_models):
            with system.Folder() as folder:
                (folder / "good.html").write_text(system.page(20), encoding="utf-8")
                check(program, checks, folder)
    checks.end()


if __name__ == "__main__":
    main()
