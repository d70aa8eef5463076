"""Writes src/match/names_costs.h from what `hearsay-features names` learned and what names_fit.py fitted.

    names_header.py OUT WORK       WORK has {latin,cyrillic,arabic}.ops and weights.json
    names_header.py --begin WORK   writes a weights.json to begin with
"""
import json
import pathlib
import sys

STEPS = 8  # units of log-odds in a nat; the numbers fit a byte
HEAD = """// How much likelier letters stand for each other in two spellings of one word than by chance, in
// eighths of a nat; and what the signs of two words and of two names count. Made by
// tools/train/names from names of Wikidata (Merhav and Ash 2018, CC0 1.0) and name_bench
// (F. Lindenberg, OpenSanctions, MIT). Do not edit.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace hearsay::matching {

struct LetterOdds {
  std::u16string_view a;
  std::u16string_view b;
  std::int8_t odds;
};

// clang-format off
"""


def table(name, rows):
    cells = [f'{{u"{a}",u"{b}",{odds}}}' for (a, b), odds in rows]
    lines = [",".join(cells[i:i + 6]) for i in range(0, len(cells), 6)]
    return f"inline constexpr auto {name} = std::to_array<LetterOdds>({{\n" + ",\n".join(lines) + "});\n"


def odds(path, symmetric):
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        a, b, value = line.split("\t")
        if symmetric and b < a:
            a, b = b, a
        value = max(-120, min(120, round(float(value) * STEPS)))
        if a and b and len(a) + len(b) == 2 and value < -5 * STEPS:
            continue  # no better than any two letters
        found.setdefault((a, b), []).append(value)
    mean = {pair: round(sum(values) / len(values)) for pair, values in found.items()}
    return sorted(mean.items(), key=lambda row: (len(row[0][0]) + len(row[0][1]), row[0]))


def with_own(rows, path):
    """Romanisations that stand in our own list count at least what it says."""
    found = dict(rows)
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            a, b, value = line.split("\t")
            pair = (min(a, b), max(a, b))
            found[pair] = max(found.get(pair, -128), round(float(value) * STEPS))
    return sorted(found.items(), key=lambda row: (len(row[0][0]) + len(row[0][1]), row[0]))


def main():
    out, work = map(pathlib.Path, sys.argv[1:])
    if str(out) == "--begin":
        words = {f"{script}_word": [0.0, 1.0] + [0.0] * 7 for script in ("latin", "cyrillic", "arabic")}
        (work / "weights.json").write_text(json.dumps({**words, "name_pair": [0.0] * 12}))
        return
    text = HEAD
    for script in ("latin", "cyrillic", "arabic"):
        rows = odds(work / f"{script}.ops", script == "latin")
        if script == "latin":
            rows = with_own(rows, pathlib.Path(__file__).with_name("names_own.tsv"))
        text += table(f"{script}_odds", rows)
    weights = json.loads((work / "weights.json").read_text())
    for name, values in weights.items():
        numbers = ", ".join(f"{v:.4g}F" if "." in f"{v:.4g}" or "e" in f"{v:.4g}" else f"{v:.4g}.0F" for v in values)
        text += f"inline constexpr std::array<float, {len(values)}> {name}{{{numbers}}};\n"
    out.write_text(text + "\n// clang-format on\n\n}  // namespace hearsay::matching\n", encoding="utf-8")


if __name__ == "__main__":
    main()
