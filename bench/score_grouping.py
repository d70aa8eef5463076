"""Whether pages of one event end in one allegation, through the whole program: pages in, groups out.

    bench/score grouping event_clusters --split train

`event_clusters` compares bare texts; here each text of the set becomes a page, is added to a store and read. A page is in the allegation that has
most of its claims. Two figures: allegations against events (ECB+ has two events of one kind for each topic), and narratives against topics,
as the recurring story that similar events make.
"""
import collections
import html
import json
import re
import subprocess

MOST_SENTENCES = 3  # in a paragraph


def untokenised(text):
    """The set has its tokens set apart by blanks."""
    text = re.sub(r" ([.,;:!?%)’])| (n't|'[a-z]+)\b", r"\1\2", text)
    return re.sub(r"([($]) ", r"\1", text).replace("`` ", "“").replace(" ''", "”")


def page_of(text):
    first, *rest = re.split(r"(?<=[.?!]) ", untokenised(text))
    paragraphs = [" ".join(rest[i:i + MOST_SENTENCES]) for i in range(0, len(rest), MOST_SENTENCES)]
    body = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
    title = html.escape(first[:200])
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def groups_of(program, store):
    """{page: allegation}, {page: narrative}, of those that are in one."""
    done = subprocess.run([program, "export", "jsonl", "--store", str(store)], stdout=subprocess.PIPE, check=True)
    page, claims, narrative = {}, collections.defaultdict(collections.Counter), {}
    for line in done.stdout.decode("utf-8").splitlines():
        record = json.loads(line)
        if record["record"] == "document":
            page[record["id"]] = record["path"].split("/")[-1].removesuffix(".html")
        elif record["record"] == "allegation":
            for claim in record["claims"]:
                claims[claim.split("#")[0]][record["id"]] += 1
        elif record["record"] == "narrative":
            for document in record["documents"]:
                narrative.setdefault(document, record["id"])
    return ({page[document]: max(sorted(counts), key=counts.get) for document, counts in claims.items()},
            {page[document]: each for document, each in narrative.items()})


def score(run, documents):
    """`documents`: records of the set, with id, text, cluster and topic. {what: {figure: value}}"""
    pages, store = run.folder / "pages", run.folder / "store.db"
    pages.mkdir()
    name_of = {each["id"]: each["id"].replace("/", "_") for each in documents}
    for each in documents:
        (pages / f"{name_of[each['id']]}.html").write_text(page_of(each["text"]), encoding="utf-8")
    program = str(run.bench.parent / "hearsay")
    subprocess.run([program, "add", "--quiet", str(pages), "--store", str(store)], check=True, stdout=subprocess.DEVNULL)
    results = {}
    for what, found, label in zip(("allegations, by event", "narratives, by topic"), groups_of(program, store), ("cluster", "topic")):
        gold = run.write("gold.json", json.dumps({name_of[each["id"]]: each[label] for each in documents}))
        predicted = run.write("predicted.json", json.dumps(found))
        results[what] = json.loads(run.scorer("score_clusters", gold, predicted))
    return results
