"""Amounts in sentences of our own, each with its words, interval and unit. FORMAT.md says how they are written; they were
written from the definitions alone, by others than those who build. All must be right but those in OPEN.

    cases_test.py --hearsay BIN"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import system  # noqa: E402

# What is right by FORMAT.md's own words, though the case has it otherwise.
OPEN = {"q157"}  # "had no papers": "no X" is 0 by FORMAT.md, yet the case leaves it out
SLACK = 0.011  # shares have two decimals


def same_number(a, b):
    return a == b if a is None or b is None else abs(a - b) <= max(SLACK if abs(a) <= 100 else 0, abs(a) * 1e-9)


def same(wanted, found, text):
    begin, end = found["span"]
    return (text[begin:end] == wanted["words"] and same_number(wanted["low"], found["low"])
            and same_number(wanted["high"], found["high"]) and wanted["approximate"] == found["approximate"]
            and (wanted["unit"] or "") == (found["unit"] or ""))


def is_right(case, document):
    wanted, found = case["quantities"], document["quantities"]
    return len(wanted) == len(found) and all(same(w, f, case["text"]) for w, f in zip(wanted, found))


def main():
    arguments = system.arguments(__doc__).parse_args()
    cases = [json.loads(line) for line in (HERE / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    lines = "".join(json.dumps({"id": case["id"], "text": case["text"]}) + "\n" for case in cases)
    checks = system.Checks()
    run = system.Program(arguments.hearsay).run("annotate", "-", "--raw", stdin=lines.encode(), env=system.SAME_ARITHMETIC)
    checks.that(run.code == 0, "the cases are annotated", repr(run))
    documents = {document["input_id"]: document for document in map(json.loads, run.out.splitlines())}
    for case in cases:
        right = is_right(case, documents[case["id"]])
        checks.that(right != (case["id"] in OPEN), f"{case['id']}: {case['text']}",
                    "is right now: take it out of OPEN" if right else json.dumps(documents[case["id"]]["quantities"]))
    checks.end()


if __name__ == "__main__":
    main()
