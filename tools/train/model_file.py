"""Writes the safetensors files that hearsay reads."""

import json
import struct

TYPES = {"F32": "f", "I8": "b", "U8": "B", "U16": "H", "I32": "i", "U32": "I", "U64": "Q"}


def write_safetensors(path, metadata, tensors):
    """tensors: name -> (type, numbers or bytes). Widest types first, so that all are aligned."""
    header, blobs, at = {"__metadata__": metadata}, [], 0
    width = {name: struct.calcsize(TYPES[kind]) for name, (kind, _) in tensors.items()}
    for name in sorted(tensors, key=lambda n: (-width[n], n)):
        kind, numbers = tensors[name]
        blob = bytes(numbers) if isinstance(numbers, (bytes, bytearray)) else struct.pack(
            "<%d%s" % (len(numbers), TYPES[kind]), *numbers)
        header[name] = {"dtype": kind, "shape": [len(blob) // width[name]],
                        "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))
