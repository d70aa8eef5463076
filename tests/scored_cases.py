"""Cases with several figures, each pinned: what expected.json says is reached must stay reached."""
import argparse
import collections
import json
import sys

import system


class Tally:
    """Right answers of all, by what was asked."""

    def __init__(self):
        self.right, self.all, self.wrong = collections.Counter(), collections.Counter(), []

    def count(self, what, case, right, found, wanted):
        """`wanted` of None: counted, but told nowhere when it is wrong."""
        self.all[what] += 1
        self.right[what] += bool(right)
        if not right:
            self.wrong.append((what, case, found, wanted))

    def figures(self):
        return {what: round(self.right[what] / self.all[what], 4) for what in sorted(self.all)}

    def report(self, part):
        for what, case, found, wanted in self.wrong:
            if wanted is not None:
                print(f"\n{part} {case} {what}\n   found  {json.dumps(found, ensure_ascii=False)}\n"
                      f"   wanted {json.dumps(wanted, ensure_ascii=False)}")


def annotated(program, records, *options):
    """The annotated documents of JSONL records, in their order."""
    lines = "".join(json.dumps(record) + "\n" for record in records)
    done = program.run("annotate", "-", *options, stdin=lines.encode(), env=system.SAME_ARITHMETIC)
    if done.code:
        raise SystemExit(repr(done))
    by_id = {document["input_id"]: document for document in map(json.loads, done.out.splitlines())}
    return [by_id[record["id"]] for record in records]


def main(description, readers, expected_file, slack):
    """`readers`: by part, what counts its cases into a tally, given program and tally. Figures may be lower by `slack`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hearsay", required=True)
    parser.add_argument("--report", nargs="*", metavar="PART", help="what is wrong, of these parts (default: all but test halves)")
    parser.add_argument("--update", action="store_true", help="write what was reached")
    arguments = parser.parse_args()
    program = system.Program(arguments.hearsay)
    expected = json.loads(expected_file.read_text()) if expected_file.exists() else {}
    failed = 0
    for part, read in readers.items():
        tally = Tally()
        read(program, tally)
        for what, figure in tally.figures().items():
            least = expected.get(part, {}).get(what, 0)
            drop = figure < least - slack
            failed += drop and not arguments.update
            print(f"{part + ' ' + what:<60} {tally.right[what]:>4} of {tally.all[what]:>4} {figure:.3f}{'  FELL from ' + str(least) if drop else ''}")
        if arguments.update:
            expected[part] = tally.figures()
        if arguments.report is not None and part in (arguments.report or [p for p in readers if "test" not in p]):
            tally.report(part)
    if arguments.update:
        expected_file.write_text(json.dumps(expected, indent=1) + "\n")
    sys.exit(1 if failed else 0)
