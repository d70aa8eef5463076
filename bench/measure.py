"""All figures of bench/figures.json, set by set."""
import json
import pathlib
import time

import scoring

FIGURES = pathlib.Path(__file__).resolve().parent / "figures.json"


def entries():
    return json.loads(FIGURES.read_text(encoding="utf-8"))


def key(entry):
    """A name for an entry: "geo lgl --gold-spans"."""
    return " ".join([entry["task"], entry["path"], *([entry["part"]] if entry.get("part") else []), *entry.get("flags", [])])


def measure(only=(), bench=None):
    """Yields (entry, {figure: value}, seconds). `only`: paths or tasks of sets."""
    for entry in entries():
        if only and entry["path"] not in only and entry["task"] not in only:
            continue
        begin = time.monotonic()
        sets = [entry["part"]] if entry.get("part") else []
        results = scoring.score(entry["task"], entry["path"], sets=sets, flags=entry.get("flags", []), bench=bench)
        figures = results[entry["part"]] if entry.get("part") else next(iter(results.values()))
        yield entry, {name: figures[name] for name in entry["figures"]}, time.monotonic() - begin
