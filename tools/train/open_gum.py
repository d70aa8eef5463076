#!/usr/bin/env python3
"""Copies GUM's CoNLL-U from standard input to standard output without the kinds of text that are under
a non-commercial licence."""

import sys

NON_COMMERCIAL = {"whow", "fiction", "essay", "letter", "podcast"}

keep = True
for line in sys.stdin:
    if line.startswith("# newdoc id = "):
        keep = line.split("GUM_")[1].split("_")[0] not in NON_COMMERCIAL
    if keep:
        sys.stdout.write(line)
