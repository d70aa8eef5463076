"""Runs other extractors and ours over the dev parts of the sets of pages and scores all alike (see bench/peers).

Each peer gives {articleBody, title, authors, date} of a page, as far as it knows them, from the page's bytes alone. Pages
per second (of processor time) are of web_extraction on one thread, reading the body and the metadata. A page on which a peer fails counts as
empty. peers_metadata.py, where it is there, adds its own table.
"""
import datetime
import json
import logging
import pathlib
import platform
import re
import struct
import subprocess
import tempfile
import time
import warnings

import scoring

SETS = [("web_extraction", "pages"), ("news_pages", "fixtures"), ("news_pages", "eval")]


def decoded(page):
    for charset in ("utf-8", "windows-1252"):
        try:
            return page.decode(charset)
        except UnicodeDecodeError:
            pass
    return page.decode("utf-8", "replace")


def names(authors):
    """Names as a list, whichever way a peer gives them."""
    listed = re.split(r"[;,]", authors) if isinstance(authors, str) else authors or []
    return [name.strip() for name in listed if name.strip()]


def day(value):
    return str(value)[:10] if value else None


def trafilatura(**options):
    from trafilatura import bare_extraction

    def read(page):
        found = bare_extraction(page, with_metadata=True, include_comments=False, **options)
        found = found.as_dict() if found is not None else {}
        return {"articleBody": found.get("text") or "", "title": found.get("title") or "", "authors": names(found.get("author")),
                "date": day(found.get("date"))}
    return read


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(page):
        tree = HTMLTree.parse_from_bytes(page)
        return {"articleBody": extract_plain_text(tree, main_content=True, comments=False), "title": tree.title or ""}
    return read


def readability():
    from lxml import html
    from readability import Document

    def read(page):
        document = Document(decoded(page))
        body = html.fromstring(document.summary()).text_content()
        return {"articleBody": body, "title": document.short_title()}
    return read


def newspaper():
    from newspaper import Article

    def read(page):
        article = Article("https://news.example/article", fetch_images=False)
        article.download(input_html=decoded(page))
        article.parse()
        return {"articleBody": article.text, "title": article.title, "authors": names(article.authors), "date": day(article.publish_date)}
    return read


def htmldate():
    from htmldate import find_date
    return lambda page: {"date": find_date(page.decode("utf-8", "replace"), original_date=True)}


PEERS = {"trafilatura": trafilatura, "trafilatura, favor_precision": lambda: trafilatura(favor_precision=True),
         "resiliparse": resiliparse, "readability-lxml": readability, "newspaper4k": newspaper, "htmldate": htmldate}


def run_peer(read, pages):
    """{file: answer}, and the seconds that took."""
    answers, begin = {}, time.process_time()
    for name, page in pages.items():
        try:
            answers[name] = read(page)
        except Exception:  # a peer's own fault on that page
            answers[name] = {}
    seconds = time.process_time() - begin
    for answer in answers.values():
        answer["author"] = ", ".join(answer.get("authors") or [])
    return answers, seconds


def run_ours(folder):
    bench = scoring.bench_program()
    predicted = subprocess.run([str(bench), "predict", "page", str(folder), "-j", "1"], stdout=subprocess.PIPE, check=True)
    timed = subprocess.run([str(bench), "pages", str(folder)], stdout=subprocess.PIPE, check=True).stdout.decode()
    return json.loads(predicted.stdout), float(re.search(r"([\d.]+) pages/s", timed).group(1))


def unpacked(archive, folder):
    folder.mkdir(parents=True)
    unpack = subprocess.Popen(["zstd", "-dcq", "--long=27", str(archive)], stdout=subprocess.PIPE)
    subprocess.run(["tar", "x", "-C", str(folder)], stdin=unpack.stdout, check=True)
    return folder / "pages"


def cells(figures, rate):
    def body(part):
        found = figures[part]
        return ("%.3f / %.3f / %.3f" % tuple(found["body " + key] for key in ("precision", "recall", "f1"))
                if found.get("body f1") else "-")
    meta = figures["fixtures"]
    rest = ["%.3f" % meta[key] if meta.get(key) else "-" for key in ("title exact", "authors token_f1", "date accuracy")]
    return [body(part) for _, part in SETS] + rest + ["%.0f" % rate]


def cross_validated():
    """Ours on sites that the classifier did not learn from: what its card says of its training."""
    model = (scoring.ROOT / "models/blocks.safetensors").read_bytes()
    card = json.loads(model[8:8 + struct.unpack("<Q", model[:8])[0]])["__metadata__"]
    scores = json.loads(card.get("cross_validated") or "{}")
    return ["%.3f / %.3f / %.3f" % tuple(scores[f"{name}-{part}"]) if f"{name}-{part}" in scores else "-" for name, part in SETS]


def processor():
    info = pathlib.Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.*)", info.read_text()) if info.exists() else None
    return found.group(1) if found else platform.machine()


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    figures, rates = {}, {}
    with tempfile.TemporaryDirectory(prefix="hearsay-peers-") as folder:
        run = scoring.Run(None, folder, [], "dev", set())
        readers = {name: make() for name, make in PEERS.items()}
        for set_name, part in SETS:
            _, archive, gold_path = next(entry for entry in scoring.page_parts(scoring.DATA / set_name) if entry[0] == part)
            gold = json.loads(scoring.read_text(gold_path))
            pages_folder = unpacked(archive, pathlib.Path(folder) / part)
            pages = {path.name: path.read_bytes() for path in sorted(pages_folder.iterdir())}
            stem = not set(gold) & set(pages)

            def score(name, answers, rate):
                if stem:
                    answers = {pathlib.Path(page).stem: answer for page, answer in answers.items()}
                figures.setdefault(name, {})[part] = scoring.page_figures(run, gold, answers)
                rates.setdefault(name, rate)
            ours, rate = run_ours(pages_folder)
            score("hearsay as shipped, learned from these pages", ours, rate)
            for name, read in readers.items():
                answers, seconds = run_peer(read, pages)
                score(name, answers, len(pages) / seconds)
    print("Measured %s, one thread of %s, dev parts. Body: precision / recall / F1; pages/s on web_extraction, body and metadata.\n" %
          (datetime.date.today(), processor()))
    print("| | web_extraction | news_pages fixtures | news_pages eval | title exact | authors token F1 | date accuracy | pages/s |")
    print("|---|---|---|---|---|---|---|---|")
    print("| " + " | ".join(["**hearsay**, sites not learned from"] + cross_validated() + [""] * 4) + " |")
    for name in figures:
        print("| " + " | ".join([name] + cells(figures[name], rates[name])) + " |")
    try:
        import peers_metadata
    except ImportError:
        return
    peers_metadata.main()


if __name__ == "__main__":
    main()
