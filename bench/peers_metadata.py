"""Title, author and date: the peers beside ours on the dev parts that have gold for them (see bench/peers).

Prints for each set and field the share of pages that are right: a title or a list of authors with the same words, a date of
the same day. Ours are fitted on these very parts; what they are for publishers left out stands in docs/extract.md.
"""
import json
import logging
import pathlib
import tempfile
import warnings

import peers
import scoring

SETS = [("news_pages", "fixtures"), ("page_meta", "pages"), ("publisher_meta", "pages")]


def htmldate(**options):
    from htmldate import find_date
    return lambda page: {"date": find_date(peers.decoded(page), original_date=True, **options)}


PEERS = {"trafilatura": peers.trafilatura, "htmldate": lambda: htmldate(extensive_search=True),
         "htmldate, fast": lambda: htmldate(extensive_search=False), "newspaper4k": peers.newspaper,
         "readability-lxml": peers.readability}


def by_gold(gold, answers):
    """The answers under the names that the gold has, with or without the file's ending."""
    return {page if page in gold else pathlib.Path(page).stem: answer for page, answer in answers.items()}


def cells(figures):
    found = [figures.get(name) for name in ("date accuracy", "title exact", "author exact", "authors exact")]
    found = found[:2] + [found[2] or found[3]]
    return " / ".join("%.3f" % value if value else "-" for value in found)


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    rows = {}
    readers = {name: make() for name, make in PEERS.items()}
    with tempfile.TemporaryDirectory(prefix="hearsay-peers-") as folder:
        run = scoring.Run(scoring.bench_program(), folder, [], "dev", set())
        for set_name, part in SETS:
            _, archive, gold_path = next(entry for entry in scoring.page_parts(scoring.DATA / set_name) if entry[0] == part)
            gold = json.loads(scoring.read_text(gold_path))
            pages_folder = peers.unpacked(archive, pathlib.Path(folder) / set_name)
            pages = {path.name: path.read_bytes() for path in sorted(pages_folder.iterdir())}
            answers = {"hearsay": json.loads(run.predict("page", pages_folder))}
            for name, read in readers.items():
                answers[name], _ = peers.run_peer(read, pages)
            for name, found in answers.items():
                rows.setdefault(name, []).append(cells(scoring.page_figures(run, gold, by_gold(gold, found))))
    print("\n| date / title / author, share of pages right | " + " | ".join(name for name, _ in SETS) + " |")
    print("| --- |" + " --- |" * len(SETS))
    for name, found in rows.items():
        print(f"| {name} | " + " | ".join(found) + " |")


if __name__ == "__main__":
    main()
