#!/usr/bin/env python3
"""Fails on any #include that the layers forbid.

A folder of src/ may include the records (hearsay/*.h), itself, the foundations that its USES line
in src/CMakeLists.txt names (all their headers), and of other folders it names the front door only.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOUNDATIONS = {"text", "model"}
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)

def uses():
    """{folder: set of folders it names}, from src/CMakeLists.txt."""
    lists = (ROOT / "src/CMakeLists.txt").read_text()
    found = {}
    for name, rest in re.findall(r"hearsay_stage\((\w+)([^)]*)\)", lists):
        named = re.search(r"USES((?:\s+[a-z_]+)+)", rest)
        found[name] = set(named.group(1).split()) if named else set()
    return found

def problem(folder, include, allowed):
    """Why `folder` may not include `include`, or None."""
    head, _, tail = include.partition("/")
    if head in ("hearsay", folder):
        return None
    if not tail:
        return "quoted includes name their folder"
    if head not in allowed:
        return f"{folder} does not USE {head}"
    if head not in FOUNDATIONS and tail != f"{head}.h":
        return f"past the front door {head}/{head}.h"
    return None

def main():
    problems = []
    for folder, allowed in uses().items():
        for path in sorted((ROOT / "src" / folder).glob("*.[ch]*")):

            for include in INCLUDE.findall(path.read_text()):
                why = problem(folder, include, allowed)
                if why:
                    problems.append(f"{path.relative_to(ROOT)}: #include \"{include}\": {why}")
    for path in sorted((ROOT / "include/hearsay").glob("*.h")):
        for include in INCLUDE.findall(path.read_text()):
            if not include.startswith("hearsay/"):
                problems.append(f"{path.relative_to(ROOT)}: a record includes {include}")
    print("\n".join(problems) or "layers hold")
    return 1 if problems else 0

if __name__ == "__main__":
    sys.exit(main())
