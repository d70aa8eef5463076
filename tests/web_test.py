#!/usr/bin/env python3
"""The page in a browser: every view over the sample corpus, driven by tests/web/drive.mjs.

Starts `hearsay serve` on a free port with a store of the sample and one hostile page, and with one of a page that changed
and of one that calls itself satire. Needs node, npm and chromium
(tools/install-deps --test); where one of them is lacking the test is skipped, unless HEARSAY_WEB=required.
  tests/web_test.py --hearsay BIN [--screenshots FOLDER] [--store FILE] [--url URL]
--store: drives the first views over a large store, and times them; --url: a server that runs already.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
SKIPPED = 77

# Characters beyond the first plane before the words that links point at, and markup that must stay text.
HOSTILE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Mayor &lt;img src=x onerror=alert(1)&gt; opens the \U0001F309 bridge</title>
<meta property="og:site_name" content="The &lt;b&gt;Bold&lt;/b&gt; Post"><meta name="date" content="2016-02-03"></head><body>
<article><h1>Mayor &lt;img src=x onerror=alert(1)&gt; opens the \U0001F309 bridge</h1>
<p>\U0001F680\U0001F680 Mayor Ana Prit said on Wednesday that the bridge had cost "far too much \U0001F4B8 for a town of this size".</p>
<p>"&lt;script&gt;document.title='run'&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; is what the sign reads," said Tom Ravel, an engineer, who had counted twelve bolts.</p>
<p>The bridge over the Little Ash was closed for two years while the town looked for money, and the ferry took its place in that time.</p>
</article></body></html>
"""


def skip(reason: str) -> int:
    print(f"web_test: {reason}")
    return 1 if os.environ.get("HEARSAY_WEB") == "required" else SKIPPED


def browser() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def packages() -> bool:
    """The packages of web/package-lock.json: playwright-core and axe-core are among them."""
    if (WEB / "node_modules" / "playwright-core").is_dir() and (WEB / "node_modules" / "axe-core").is_dir():
        return True
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    return subprocess.run(command, cwd=WEB, check=False).returncode == 0


class Server:
    """`hearsay serve` on a free port, for as long as the block lasts."""

    def __init__(self, hearsay: str, store: str, *more: str):
        self.command = [hearsay, "serve", "--port", "0", "-s", store, *more]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            found = re.search(r"http://[\d.]+:\d+", line)
            if found:
                return found.group()
        raise SystemExit(f"web_test: `{' '.join(self.command)}` ended with {self.process.wait()}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)


def drive(url: str, mode: str, arguments, folder: str) -> int:
    command = ["node", str(ROOT / "tests" / "web" / "drive.mjs"), url, mode, folder, arguments.screenshots or ""]
    return subprocess.run(command, env={**os.environ, "CHROMIUM": browser()}, check=False).returncode


def add(hearsay: str, store: str, *inputs) -> None:
    subprocess.run([hearsay, "add", "-q", "-s", store, *map(str, inputs)], check=True, stdout=subprocess.DEVNULL)


def run(arguments) -> int:
    with tempfile.TemporaryDirectory() as folder:
        hostile = pathlib.Path(folder) / "hostile.html"
        hostile.write_text(HOSTILE, encoding="utf-8")
        if arguments.url:
            return drive(arguments.url, "all", arguments, folder)
        if arguments.store:
            with Server(arguments.hearsay, arguments.store) as url:
                return drive(url, "large", arguments, folder)
        store = str(pathlib.Path(folder) / "sample.db")
        add(arguments.hearsay, store, ROOT / "data" / "sample" / "pages")
        own = str(pathlib.Path(folder) / "own.db")
        for case in ("01-page-changed", "05-satire"):
            add(arguments.hearsay, own, ROOT / "tests" / "trace_cases" / case / "docs.jsonl")
        failed = 0
        token = pathlib.Path(folder) / "token"
        token.write_text("a-token-for-the-page-alone\n", encoding="utf-8")
        for each, mode, more in ((store, "all", ()), (own, "own", ()), (own, "token", ("--token-file", str(token)))):
            with Server(arguments.hearsay, each, *more) as url:
                failed |= drive(url, mode, arguments, folder)
        return failed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hearsay", required=True)
    parser.add_argument("--screenshots", help="folder for the pictures of the README")
    parser.add_argument("--store", help="a large store, made before")
    parser.add_argument("--url", help="a server that runs already, over the sample")
    arguments = parser.parse_args()
    lacking = [name for name in ("node", "npm") if not shutil.which(name)] + ([] if browser() else ["chromium"])
    if lacking:
        return skip(f"{', '.join(lacking)} not there: tools/install-deps --test")
    served = subprocess.run([arguments.hearsay, "serve", "--help"], capture_output=True, text=True, check=False)
    if not arguments.url and "--port" not in served.stdout:
        return skip("this hearsay has no serve")
    if not packages():
        return skip("npm ci in web/ failed")
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
