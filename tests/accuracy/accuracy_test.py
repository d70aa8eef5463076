"""Scores on the dev parts of public data against tests/accuracy/expected.json: a drop fails; a gain asks for --update, which
writes the table. Skipped (exit 77) where the data folder ($HEARSAY_DATA, default ../shared/data) does not exist."""
import argparse
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "bench"))
import measure  # noqa: E402
import scoring  # noqa: E402

EXPECTED = HERE / "expected.json"
SLACK = 0.002  # scores may move in their last digits between machines


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", help="hearsay-bench (default: the one built here)")
    parser.add_argument("--only", nargs="+", default=[], metavar="SET")
    parser.add_argument("--update", action="store_true", help="write what was measured")
    arguments = parser.parse_args()
    if not scoring.DATA.is_dir() or not scoring.SCORERS.is_dir():
        print(f"skipped: there is no {scoring.DATA}")
        sys.exit(77)
    expected = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    failed = 0
    print(f"{'set and figure':<70} {'found':>7} {'expected':>8}")
    for entry, figures, _ in measure.measure(arguments.only, arguments.bench):
        name = measure.key(entry)
        for figure, value in figures.items():
            least = expected.get(name, {}).get(figure)
            drop = least is None or value < least - SLACK
            mark = "  NEW" if least is None else "  FELL" if drop else ("  rose" if value > least + SLACK else "")
            print(f"{name + ' ' + figure:<70} {value:>7.4f} {'' if least is None else format(least, '8.4f')}{mark}", flush=True)
            failed += drop and not arguments.update
        if arguments.update:
            expected[name] = figures
    if arguments.update:
        EXPECTED.write_text(json.dumps(expected, indent=1) + "\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
