"""What must not change, or must change in one known way, when a whole pile changes: shuffled, doubled, an outlet renamed, an
unrelated pile beside it, a reprint more, a middle link left out and added again, two dates swapped. The piles are the cases
of tests/trace_cases, so nothing of this needs an expected answer."""
import json
import random
import sys

import system

CASES = system.ROOT / "tests" / "trace_cases"


def pile(number):
    folder = next(CASES.glob(f"{number:02}-*"))
    rows = [json.loads(line) for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines()]
    return rows, json.loads((folder / "expected.json").read_text(encoding="utf-8"))["query"]


class Traced:
    """A pile, added and traced."""

    def __init__(self, program, rows, query):
        with system.Folder() as folder:
            (folder / "docs.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

            def run(*command):
                done = program.run(*command, cwd=folder, env=system.SAME_ARITHMETIC)
                if done.code:
                    raise SystemExit(repr(done))
                return done.out

            run("add", "docs.jsonl", "-q")
            records = [r for r in map(json.loads, run("export", "jsonl").splitlines()) if r["record"] == "document"]
            self.bytes = run("trace", query, "-f", "jsonl")
        self.trace = json.loads(self.bytes)
        self.input_of = {r["id"]: r["input_id"] for r in records}

    def counts(self):
        return [self.trace["independent_origins"][field] for field in ("min", "count", "max")]

    def origins(self):
        return sorted(o["name"] for o in self.trace["origins"])

    def documents(self):
        return {self.input_of[i] for i in self.trace["narrative"]["documents"]}

    def edges(self):
        """Between documents, by their input ids."""
        return {(self.input_of.get(e["from"]), self.input_of.get(e["to"]), e["kind"]) for e in self.trace["edges"]}

    def missing(self):
        return [m["name"] for m in self.trace["missing"]]


def order_and_doubles(checks, program, number):
    rows, query = pile(number)
    before = Traced(program, rows, query)
    shuffled = rows * 2
    random.Random(number).shuffle(shuffled)
    checks.that(Traced(program, shuffled, query).bytes == before.bytes, f"case {number}: shuffled and doubled, byte for byte the same")
    return before


def renamed(checks, program, number, old, new, before):
    rows, query = pile(number)
    after = Traced(program, [json.loads(json.dumps(row).replace(old, new)) for row in rows], query)
    checks.that(after.counts() == before.counts(), f"case {number}: {old} renamed, the same counts", f"{before.counts()} {after.counts()}")
    checks.that(after.edges() == before.edges(), f"case {number}: {old} renamed, the same edges", f"{before.edges() ^ after.edges()}")


def beside_another(checks, program, number, other, before):
    rows, query = pile(number)
    strangers = [dict(row, id="x" + row["id"]) for row in pile(other)[0]]
    after = Traced(program, rows + strangers, query)
    checks.that(after.documents() == before.documents(), f"case {number} beside case {other}: the same documents", after.documents())
    checks.that(after.counts() == before.counts(), f"case {number} beside case {other}: the same counts", f"{before.counts()} {after.counts()}")


def reprinted(checks, program, number, original, before):
    rows, query = pile(number)
    row = next(r for r in rows if r["id"] == original)
    copy = dict(row, id="copy", url="https://quietreprint.example/page", publisher="Quiet Reprint", published="2029-01-01")
    after = Traced(program, rows + [copy], query)
    checks.that(after.counts() == before.counts(), f"case {number}: a verbatim reprint adds no origin", f"{before.counts()} {after.counts()}")
    checks.that("copy" in after.documents(), f"case {number}: the reprint is of the story")


def gap(checks, program, number, middle, name, before):
    rows, query = pile(number)
    after = Traced(program, [row for row in rows if row["id"] != middle], query)
    checks.that(not any(name in m for m in before.missing()), f"case {number}: {name} is held", before.missing())
    checks.that(any(name in m for m in after.missing()), f"case {number}: without its page {name} is cited, not held", after.missing())


def swapped(checks, program, number, first, second):
    """Two pages without a credit between them: the copy is whichever is dated later."""
    rows, query = pile(number)
    dates = {row["id"]: row["published"] for row in rows}
    turned = dict(dates, **{first: dates[second], second: dates[first]})
    before = Traced(program, rows, query).edges()
    after = Traced(program, [dict(row, published=turned[row["id"]]) for row in rows], query).edges()
    checks.that((first, second, "copies") in before, f"case {number}: {second} copies {first}", before)
    checks.that((second, first, "copies") in after, f"case {number}: with the dates swapped {first} copies {second}", after)


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    traced = {number: order_and_doubles(checks, program, number) for number in (4, 14, 15)}
    renamed(checks, program, 14, "Quayle Agency", "Ferrant Agency", traced[14])
    beside_another(checks, program, 14, 4, traced[14])
    reprinted(checks, program, 14, "a1", traced[14])
    reprinted(checks, program, 4, "a1", traced[4])
    gap(checks, program, 14, "a1", "Quayle Agency", traced[14])
    gap(checks, program, 4, "a2", "Dale Tribune", traced[4])
    swapped(checks, program, 4, "a1", "a2")
    checks.end()


if __name__ == "__main__":
    sys.exit(main())
