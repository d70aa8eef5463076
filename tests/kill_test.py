"""Kills `add` of a folder and of a WARC with SIGKILL at random moments, many times: the store opens, and nothing that was
reported as added is lost. The moments are drawn from a seed; the delays are what differs from run to run."""
import gzip
import json
import os
import random
import re
import signal
import subprocess
import time

import system

ROUNDS = 25
PAGES = 40


def reported(line):
    """The path in "hearsay: added 3/40 pages/3.html"."""
    found = re.match(r"hearsay: added \S+ (.+)$", line)
    return found.group(1) if found else None


def paths_in(log):
    """The paths that were reported; a line without its end was not printed whole."""
    lines = log.read_bytes().decode("utf-8", "replace").split("\n")[:-1]
    return [path for path in map(reported, lines) if path]


def killed_add(program, folder, pile, reports, delay):
    """Kills `delay` seconds after so many reports. Paths that were reported before, and whether it was killed."""
    log = folder / "stderr"
    with open(log, "wb") as error:
        process = subprocess.Popen([program.path, "add", "-v", "-s", "pile.db", pile], cwd=folder, stderr=error,
                                   stdout=subprocess.DEVNULL)
        while process.poll() is None and len(paths_in(log)) < reports:
            time.sleep(0.001)
        time.sleep(delay)
        killed = process.poll() is None
        if killed:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
    return paths_in(log), killed


def check(program, checks, folder, pile):
    """Adds `pile` again and again, killed each time; in the end the store is as if nothing had happened."""
    dice = random.Random(3)
    begin = time.monotonic()
    whole = program.run("add", "-v", "-s", "whole.db", pile, cwd=folder)
    took = time.monotonic() - begin
    checks.that(whole.code == 0, f"add {pile} without a kill", whole)
    names = [path for path in map(reported, whole.err.split("\n")) if path]
    checks.that(len(names) == PAGES, "every document is reported as added", whole)

    kills = lost_work = 0
    known = set()
    for round_number in range(ROUNDS):
        # A fresh store now and then, else the one that was killed before.
        if round_number % 5 == 0 or len(known) > PAGES - 3:
            for path in folder.glob("pile.db*"):
                path.unlink()
            known = set()
        reports = dice.randrange(PAGES - len(known) - 1)
        added, killed = killed_add(program, folder, pile, reports, dice.uniform(0.0, 2 * took / PAGES))
        kills += killed
        known |= set(added)
        if not (folder / "pile.db").exists():
            checks.that(not known, f"round {round_number}: the store is gone after reports")
            continue
        listed = program.run("documents", "-f", "jsonl", "--limit", "1000", "-s", "pile.db", cwd=folder)
        if "is empty" in listed.err:  # killed before the first page
            checks.that(not known, f"round {round_number}: an empty store after reports", listed)
            continue
        checks.that(listed.code == 0, f"round {round_number}: the store opens", listed)
        held = {json.loads(line)["path"] for line in listed.out.splitlines()}
        checks.that(known <= held, f"round {round_number}: nothing reported is lost", sorted(known - held))
        lost_work += len(held) > 0
    checks.that(kills >= ROUNDS // 2, f"the program was killed in at least half of the rounds ({kills})")
    checks.that(lost_work > 0, "some rounds had added documents before the kill")

    last = program.run("add", "-s", "pile.db", pile, cwd=folder)
    checks.that(last.code == 0, "add after the kills", last)
    audit = program.run("audit", "-s", "pile.db", cwd=folder)
    checks.that(audit.code == 0, "audit after the kills", audit)
    mine = program.run("export", "jsonl", "-s", "pile.db", cwd=folder)
    theirs = program.run("export", "jsonl", "-s", "whole.db", cwd=folder)
    checks.that(mine.code == 0 and mine.out == theirs.out, "the same export as without kills", mine.err)


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    pages = {f"{number:03}.html": system.page(number) for number in range(PAGES)}
    with system.Folder() as folder:
        (folder / "pages").mkdir()
        for name, page in pages.items():
            (folder / "pages" / name).write_text(page, encoding="utf-8")
        check(program, checks, folder, "pages")
    with system.Folder() as folder:
        records = [gzip.compress(system.warc_record(name, page.encode())) for name, page in pages.items()]
        (folder / "pages.warc.gz").write_bytes(b"".join(records))
        check(program, checks, folder, "pages.warc.gz")
    checks.end()


if __name__ == "__main__":
    main()
