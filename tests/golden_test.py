#!/usr/bin/env python3
"""Whole documents against golden files: all that is read in a page, one line each, so that a change of any stage
shows in the diff. `--update` writes the files anew."""
import json
import os
import pathlib

import system

GOLDEN = pathlib.Path(__file__).resolve().parent / "golden"
PAGES = [
    "meadow-wire-2017-03-13-challapata-depot",       # a wire
    "daily-trumpet-2015-05-07-400-leaks",            # a tabloid with bullets and comments
    "north-monitor-2017-03-15-world-in-brief",       # a digest
    "inspectorate-2015-05-05-statement-drenov-library",
    "loose-threads-2017-03-16-who-told-whom",        # a blog quoting a paper quoting an agency
    "morning-echo-2015-05-06-library-leaks",         # an undated partial lift
]


def reading(record):
    text = record["text"]

    def words(spans):
        spans = spans if isinstance(spans, list) and spans and isinstance(spans[0], list) else [spans] if spans else []
        return " … ".join(" ".join(text[begin:end].split()) for begin, end in spans)

    yield f"title: {record['title']}"
    yield f"authors: {', '.join(record['authors'])}"
    yield f"publisher: {record['publisher']}"
    yield f"published: {record['published']} {words(record['published_span'])!r}"
    yield f"page: {record['page']}, {record['language']}"
    for span in record["body"]:
        yield f"body: {words(span)}"
    for piece in record["boilerplate"]:
        yield f"{piece['kind']}: {words(piece['span'])}"
    for relay in record["relay"]:
        yield f"relay: {relay['name']} ({relay['kind']}, {relay['basis']}): {words(relay['span'])!r} over {words(relay['scope'])[:60]!r}"
    for mention in record["mentions"]:
        if mention["form"] == "name":
            yield f"name: {words(mention['span'])} ({mention['type']})"
    for place in record["places"]:
        yield f"place: {words(place['span'])} = {place['gazetteer']}"
    for time in record["times"]:
        yield f"time: {words(time['span'])} = {time['value']}"
    for quantity in record["quantities"]:
        yield f"quantity: {words(quantity['span'])} = {quantity['low']} to {quantity['high']} {quantity['unit']}"
    for said in record["attributions"]:
        yield (f"said: {said['source_name']} ({said['source_kind']}) | {words(said['cue'])} ({said['modality']}, {said['quote']}) | "
               f"{words(said['content'])}")
    for claim in record["claims"]:
        yield f"claim: {claim['predicate']} ({claim['voice']}, {claim['polarity']}): {words(claim['span'])}"


def main():
    arguments = system.arguments(__doc__).parse_args()
    os.environ.update(system.SAME_ARITHMETIC)
    program, checks = system.Program(arguments.hearsay), system.Checks()
    for name in PAGES:
        run = program.run("annotate", "-f", "json", system.SAMPLE / f"{name}.html")
        if not checks.that(run.code == 0, f"annotate {name}", repr(run)):
            continue
        record = json.loads(run.out)
        lines = "\n".join(reading(record[0] if isinstance(record, list) else record)) + "\n"
        path = GOLDEN / f"{name}.txt"
        if arguments.update:
            path.write_text(lines)
        kept = path.read_text() if path.exists() else ""
        fresh, gone = set(lines.split("\n")) - set(kept.split("\n")), set(kept.split("\n")) - set(lines.split("\n"))
        checks.that(lines == kept, f"{name} reads as in tests/golden (update: tests/golden_test.py --update)",
                    "\n".join([f"- {line}" for line in sorted(gone)] + [f"+ {line}" for line in sorted(fresh)]))
    checks.end()


if __name__ == "__main__":
    main()
