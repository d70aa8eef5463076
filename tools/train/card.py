#!/usr/bin/env python3
"""Shows a model's card, or sets entries of it (scores are known only after training).

    card.py MODEL [KEY=VALUE...]
"""

import json
import struct
import sys


def main():
    path, *changes = sys.argv[1:]
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    if not changes:
        print("\n".join("%s: %s" % x for x in header["__metadata__"].items()))
        return
    header["__metadata__"].update(x.split("=", 1) for x in changes)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data[8 + size:])


if __name__ == "__main__":
    main()
