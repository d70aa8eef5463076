"""What the system tests share: running the program, checking, reporting (standard library only)."""
import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample" / "pages"

ARTICLE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="{date}"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1><p>{body}</p></article></body></html>
"""


def page(number=1, outlet="The Mill Daily", date="2015-05-05", body=None):
    """A small page of our own writing."""
    body = body or (f"More than {40 + number} leaks were found in the roof of the town library, an engineer who inspected "
                    "it told Meadow Wire on Monday. \"It is worse than we thought,\" said the mayor, Anna Weiss. The library "
                    "was closed on Tuesday.")
    return ARTICLE.format(title=f"Library closed over leaks, part {number}", outlet=outlet, date=date, body=body)


def warc_record(number, body, kind="response", length=None, headers=b""):
    """A page as a crawler keeps it; `length` lies about its size."""
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://mill.example/{number}\r\n"
            f"WARC-Date: 2015-05-06T10:00:00Z\r\nContent-Length: ")
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + headers + b"\r\n" + body
    return head.encode() + str(len(block) if length is None else length).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


class Run:
    """What one run of the program gave."""

    def __init__(self, code, out, err, seconds):
        self.code, self.out, self.err, self.seconds = code, out, err, seconds

    def __repr__(self):
        return f"exit {self.code} after {self.seconds:.1f} s\nstdout: {self.out[-2000:]}\nstderr: {self.err[-2000:]}"


# What is compared with words written down reads with arithmetic that every processor of the last ten years has: elsewhere
# a number halfway between two of eight bits may be rounded to the other (docs/models.md).
SAME_ARITHMETIC = {"ONEDNN_MAX_CPU_ISA": "AVX2", "DNNL_MAX_CPU_ISA": "AVX2"}


class Program:
    """The program under test, run in folders of its own."""

    def __init__(self, path):
        self.path = str(pathlib.Path(path).resolve())

    def run(self, *arguments, cwd=None, stdin=b"", env=None, limits=None, timeout=300, user=None):
        """limits: {resource.RLIMIT_…: bytes}."""
        environment = {key: value for key, value in os.environ.items() if key != "HEARSAY_STORE"}
        environment["HEARSAY_GAZETTEER"] = "/nonexistent/gazetteer.bin"  # not one that somebody here has imported
        environment.update(env or {})

        def prepare():
            for kind, value in (limits or {}).items():
                resource.setrlimit(kind, (value, value))

        begin = time.monotonic()
        done = subprocess.run([self.path, *map(str, arguments)], cwd=cwd, input=stdin, env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=prepare, timeout=timeout, user=user)
        return Run(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"),
                   time.monotonic() - begin)


class Checks:
    """Counts what holds; the test fails at its end, with everything that did not."""

    def __init__(self):
        self.failed = 0
        self.count = 0

    def that(self, holds, what, details=""):
        self.count += 1
        if not holds:
            self.failed += 1
            print(f"FAILED: {what}\n{details}\n", flush=True)
        return holds

    def end(self):
        print(f"{self.count - self.failed} of {self.count} checks hold")
        sys.exit(1 if self.failed else 0)


class Folder:
    """A temporary folder: `with Folder() as folder`."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="hearsay-test-"))
        return self.path

    def __exit__(self, *_):
        for path in self.path.rglob("*"):
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(self.path, ignore_errors=True)


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--hearsay", required=True, help="the program")
    parser.add_argument("--update", action="store_true", help="write what is found as what is expected")
    return parser


def harmful(text):
    """Control and bidirectional characters in what would reach a terminal."""
    points = set(range(0x20)) - {0x0A} | set(range(0x7F, 0xA0)) | {0x61C, 0x200E, 0x200F, 0x2028, 0x2029}
    points |= set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A))
    return sorted({f"U+{ord(c):04X}" for c in text if ord(c) in points})
