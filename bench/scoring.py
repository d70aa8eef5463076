"""Runs hearsay-bench on public sets and their scorers on what it answers (standard library only).

`score(task, path, …)` gives {name of the part: {figure: value}}. Sets lie under $HEARSAY_DATA (default ../shared/data
beside the checkout), scorers in ../shared/scorers; compressed files are unpacked into a temporary folder.
"""
import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = pathlib.Path(os.environ.get("HEARSAY_DATA", ROOT.parent / "shared" / "data"))
SCORERS = pathlib.Path(os.environ.get("HEARSAY_SCORERS", DATA.parent / "scorers"))


class Problem(Exception):
    """Something to tell the person who called."""


def bench_program(named=None):
    """hearsay-bench: as named, from $HEARSAY_BENCH, or the newest that was built here."""
    if named or os.environ.get("HEARSAY_BENCH"):
        return pathlib.Path(named or os.environ["HEARSAY_BENCH"])
    built = sorted(ROOT.glob("build/*/bin/hearsay-bench"), key=lambda p: p.stat().st_mtime)
    if not built:
        raise Problem("hearsay-bench is not built: cmake --workflow --preset release")
    release = ROOT / "build/release/bin/hearsay-bench"
    return release if release in built else built[-1]


# -- reading ---------------------------------------------------------------------------------------

def read_text(path):
    path = pathlib.Path(path)
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    if path.suffix == ".zst":
        return subprocess.run(["zstd", "-dcq", "--long=27", str(path)], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
    return path.read_text(encoding="utf-8")


def any_form(folder, name):
    """The file `name`, plain or compressed."""
    for ending in ("", ".gz", ".zst"):
        path = pathlib.Path(folder) / (name + ending)
        if path.exists():
            return path
    raise Problem(f"there is no {name} in {folder}")


def records(path):
    return [json.loads(line) for line in read_text(path).split("\n") if line.strip()]


def rows(path):
    """[(cell, …), …] of a TSV, its header first."""
    return [line.split("\t") for line in read_text(path).split("\n") if line]


def split_file(path, split, endings):
    """`path` itself, or the file of the split in that folder."""
    path = pathlib.Path(path)
    if path.is_file():
        return path
    for ending in endings:
        for packed in ("", ".gz", ".zst"):
            for name in (split, "docs", "pairs"):
                found = path / f"{name}{ending}{packed}"
                if found.exists():
                    return found
    raise Problem(f"no {split} part in {path}")


# -- running ---------------------------------------------------------------------------------------

class Run:
    """One scoring: the program, a temporary folder, the flags that go through to `predict`."""

    def __init__(self, bench, folder, flags, split, sets):
        self.bench, self.folder, self.flags, self.split, self.sets = bench, pathlib.Path(folder), flags, split, sets

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def predict(self, task, path, *flags):
        done = subprocess.run([str(self.bench), "predict", task, str(path), *flags, *self.flags], stdout=subprocess.PIPE)
        if done.returncode:
            raise Problem(f"predict {task} {path} failed with {done.returncode}")
        return done.stdout.decode("utf-8")

    def scorer(self, name, *arguments):
        script = SCORERS / f"{name}.py"
        done = subprocess.run([sys.executable, str(script), *map(str, arguments)], stdout=subprocess.PIPE)
        if done.returncode:
            raise Problem(f"{script} failed with {done.returncode}")
        return done.stdout.decode("utf-8")

    def wanted(self, name):
        return not self.sets or name in self.sets


def flat(figures, prefix=""):
    """{"strict": {"f1": …}} as {"strict f1": …}."""
    out = {}
    for key, value in figures.items():
        if isinstance(value, dict):
            out.update(flat(value, f"{prefix}{key} "))
        elif isinstance(value, (int, float)):
            out[prefix + key] = round(value, 4)
    return out


# -- tasks -----------------------------------------------------------------------------------------

def page_parts(path):
    """[(name, archive, gold)] of a folder of pages."""
    for archive in sorted(pathlib.Path(path).glob("*.tar.zst")):
        name = archive.name[:-len(".tar.zst")]
        gold = pathlib.Path(path) / (f"{name}.gold.json.gz" if name != "pages" else "gold.json.gz")
        yield name, archive, gold


def score_page(run, path):
    results = {}
    for name, archive, gold_path in page_parts(path):
        if not run.wanted(name):
            continue
        folder = run.folder / name
        folder.mkdir()
        unpack = subprocess.Popen(["zstd", "-dcq", "--long=27", str(archive)], stdout=subprocess.PIPE)
        subprocess.run(["tar", "x", "-C", str(folder)], stdin=unpack.stdout, check=True)
        gold = json.loads(read_text(gold_path))
        stem = not any((folder / "pages" / key).exists() for key in list(gold)[:5])
        predicted = json.loads(run.predict("page", folder / "pages", *(["--stem"] if stem else [])))
        results[name] = page_figures(run, gold, predicted)
    return results


# What names a newsroom or an agency, whoever works there; the long ones also at the beginning or end of a longer word.
COLLECTIVES = ("redaktion", "redaction", "rédaction", "redacción", "redazione", "redação", "redaktor", "newsroom", "newsdesk", "agency",
               "agencies", "agentur", "agenturen", "agencia", "agence", "press", "presse", "pressestelle", "news", "staff", "team",
               "desk", "online", "reuters", "bloomberg", "magazine", "magazin", "zeitung", "media", "editorial")


def is_person(name, outlet=""):
    """Whether a name has the form of a person's and is not the outlet's: two to five words, two of them with a capital, no
    digits, no abbreviation, nothing that names a newsroom; two to four characters where a script has neither case nor blanks."""
    words = name.split()
    tight, own = (re.sub(r"\W", "", text.casefold()) for text in (name, outlet))
    if re.search(r"\d|@|\w\.\w{2}", name) or (len(own) > 3 and len(tight) > 3 and (tight in own or own in tight)):
        return False
    for word in map(str.casefold, words):
        if word in COLLECTIVES or any(len(c) > 5 and (word.startswith(c) or word.endswith(c)) for c in COLLECTIVES):
            return False
    if name.lower() == name.upper():
        return 2 <= len(tight) <= 4 or len(words) > 1
    abbreviations = [word for word in words if word.isupper() and 2 <= len(word) <= 5 and "." not in word]
    if abbreviations and not name.isupper():
        return False
    return 2 <= len(words) <= 5 and sum(word[0].isupper() for word in words) >= 2


def persons(value, outlet=""):
    """The persons among the authors of a page, outlets and agencies taken out."""
    names = []
    for line in value if isinstance(value, list) else [value or ""]:
        for part in re.split(r"[;,/|\n]|\s(?:and|und|et|y|e|og|och|&)\s", line):
            name = re.sub(r"^(by|von|par|por)\s", "", part.strip(), flags=re.IGNORECASE).strip()
            if is_person(name, outlet):
                names.append(name)
    return names


def persons_alone(run, gold, predicted, field):
    """The scores of authors where only persons count, on both sides; pages that no person signs are left out."""
    kept, answers = {}, {}
    for key, entry in gold.items():
        meta = entry.get("meta") or {}
        outlet = entry.get("publisher") or meta.get("sitename") or ""
        wanted = persons(entry.get(field) or meta.get(field), outlet)
        if wanted:
            kept[key] = {field: wanted}
            answers[key] = {field: persons((predicted.get(key) or {}).get(field), outlet)}
    if not kept:
        return {}
    gold_file, pred_file = run.write("persons.json", json.dumps(kept)), run.write("signed.json", json.dumps(answers))
    values = json.loads(run.scorer("score_meta", gold_file, pred_file, field).split(" ", 1)[1])
    return {f"{field}, persons alone {key}": value for key, value in values.items()}


def page_figures(run, gold, predicted):
    figures = {"pages": len(gold)}
    gold_file = run.write("gold.json", json.dumps(gold))
    pred_file = run.write("pred.json", json.dumps(predicted))
    entries = list(gold.values())
    if any("articleBody" in entry for entry in entries):
        body = json.loads(run.scorer("score_extraction", gold_file, pred_file))
        figures.update({f"body {key}": body[key] for key in ("f1", "precision", "recall", "accuracy")})
    if any(entry.get("date") or entry.get("date_published") for entry in entries):
        dates = run.write("dates.json", json.dumps({key: value.get("date") for key, value in predicted.items()}))
        date = json.loads(run.scorer("score_dates", gold_file, dates))
        figures.update({f"date {key}": value for key, value in date.items()})
    fields = [field for field in ("title", "author", "authors")
              if any(entry.get(field) or (entry.get("meta") or {}).get(field) for entry in entries)]
    for line in run.scorer("score_meta", gold_file, pred_file, *fields).splitlines():
        field, values = line.split(" ", 1)
        figures.update({f"{field} {key}": value for key, value in json.loads(values).items()})
        if field.startswith("author"):
            figures.update(persons_alone(run, gold, predicted, field))
    return figures


def json_scorer(run, name, gold, predicted, *arguments):
    return flat(json.loads(run.scorer(name, gold, predicted, *arguments, "--json")))


def score_attribution(run, path):
    gold = split_file(path, run.split, [".jsonl"])
    predicted = run.write("pred.jsonl", run.predict("attribution", gold))
    return {gold.parent.name: json_scorer(run, "score_attribution", gold, predicted)}


def score_conllu(run, path):
    gold = split_file(path, run.split, [".conllu"])
    predicted = run.write("pred.conllu", run.predict("conllu", gold))
    return {gold.parent.name: json_scorer(run, "score_conllu", gold, predicted)}


NER_NAMES = {
    "Person": "person", "Organisation": "organisation", "Location": "place", "PER": "person", "ORG": "organisation",
    "LOC": "place", "politician": "person", "politicalparty": "organisation", "location": "place", "country": "place",
    "election": "event", "group": "organisation", "facility": "place"}


def score_ner(run, path):
    gold = split_file(path, run.split, [".jsonl", ".conll"])
    text = run.predict("ner", gold)
    if ".jsonl" in gold.name:  # only names are compared: the sets differ in which other mentions they mark
        lines = [json.loads(line) for line in text.splitlines()]
        for line in lines:
            line["entities"] = [e for e in line["entities"] if e.get("form") != "nominal"]
        text = "".join(json.dumps(line) + "\n" for line in lines)
    predicted = run.write("pred.jsonl" if ".jsonl" in gold.name else "pred.conll", text)
    types = "person,organisation,place" + (",event" if "crossner" in str(gold) else "")
    mapping = ",".join(f"{a}={b}" for a, b in NER_NAMES.items())
    return {gold.parent.name: json_scorer(run, "score_ner", gold, predicted, "--map", mapping, "--types", types)}


def score_coreference(run, path):
    gold = split_file(path, run.split, [".jsonl"])
    predicted = run.write("pred.jsonl", run.predict("coreference", gold))
    plain = run.write("gold.jsonl", read_text(gold))
    return {gold.parent.name: own_scorer("score_coreference", plain, predicted, *NOT_OPEN)}


NOT_OPEN = ["--without", "whow,fiction,essay,letter,podcast"]  # genres of GUM that a model here never learns from


def own_scorer(name, *arguments):
    """What a scorer in this folder says."""
    script = ROOT / "bench" / f"{name}.py"
    done = subprocess.run([sys.executable, str(script), *map(str, arguments), "--json"], stdout=subprocess.PIPE, check=True)
    return flat({key: value for key, value in json.loads(done.stdout).items() if key != "bins"})


def attribution_answers(run, path):
    """(the gold file, unpacked; what `predict attribution` says of it)."""
    gold = split_file(path, run.split, [".jsonl"])
    return gold.parent.name, run.write("gold.jsonl", read_text(gold)), run.write("pred.jsonl", run.predict("attribution", gold))


def score_parents(run, path):
    name, gold, predicted = attribution_answers(run, path)
    return {name: own_scorer("score_parents", gold, predicted, *NOT_OPEN)}


def score_sources(run, path):
    name, gold, predicted = attribution_answers(run, path)
    trees = run.write("gold.conllu", read_text(split_file(DATA / "ud_gum", run.split, [".conllu"])))
    return {name: own_scorer("score_sources", gold, trees, predicted, *NOT_OPEN)}


def score_reliability(run, path):
    name, gold, predicted = attribution_answers(run, path)
    figures = {}
    for right in ("overlap", "cue"):
        found = own_scorer("score_reliability", gold, predicted, "--right", right)
        figures.update({f"{right} {key}": value for key, value in found.items()})
    return {name: figures}


def score_timex(run, path):
    gold = split_file(path, run.split, [".jsonl"])
    predicted = run.write("pred.jsonl", run.predict("timex", gold))
    return {gold.parent.name: json_scorer(run, "score_timex", gold, predicted)}


NOT_TOPONYMS = "Non_Toponym,Literal_Expression,Non_Lit_Expression"  # as the GeoWebNews paper counts


def score_geo(run, path):
    gold = split_file(path, run.split, [".jsonl"])
    predicted = run.write("pred.jsonl", run.predict("geo", gold))
    figures = json_scorer(run, "score_geo", gold, predicted)
    if any("type" in toponym for record in records(gold) for toponym in record["toponyms"]):  # demonyms and parts of names
        every = json_scorer(run, "score_geo", gold, predicted, "--all", "--drop", NOT_TOPONYMS)
        figures["all toponyms exact f1"] = every["exact f1"]
    if "--gold-spans" in run.flags:  # beside what nobody could do better with this gazetteer
        best = run.write("oracle.jsonl", run.predict("geo", gold, "--oracle"))
        resolved = "resolved (of all gold)"
        oracle = json_scorer(run, "score_geo", gold, best)[resolved]
        figures["oracle resolved"] = oracle
        figures["resolved of oracle's"] = round(figures[resolved] / oracle, 4) if oracle else 0.0
    return {gold.parent.name: figures}


def score_clusters(task):
    def run_clusters(run, path):
        source = split_file(path, run.split, [".jsonl"])
        kept = [r for r in records(source) if r.get("split", run.split) == run.split]
        plain = run.write("docs.jsonl", "".join(json.dumps(r) + "\n" for r in kept))
        gold = run.write("gold.json", json.dumps({r["id"]: r["cluster"] for r in kept}))
        predicted = run.write("pred.json", run.predict(task, plain))
        return {source.parent.name: flat(json.loads(run.scorer("score_clusters", gold, predicted)))}
    return run_clusters


def score_names(run, path):
    path = pathlib.Path(path)
    files = [path] if path.is_file() else sorted(p for p in path.iterdir() if re.search(r"\.(csv|tsv)(\.gz|\.zst)?$", p.name))
    results = {}
    for file in files:
        name = re.sub(r"\.(csv|tsv)(\.gz|\.zst)?$", "", file.name)
        if name.startswith("all_") or not run.wanted(name):  # lists without labels
            continue
        gold = run.write(re.sub(r"\.(gz|zst)$", "", file.name), read_text(file))
        predicted = run.write("pred.txt", run.predict("names", gold))
        results[name] = flat(json.loads(run.scorer("score_names", gold, predicted)))
    return results


def score_claim_retrieval(run, path):
    path = pathlib.Path(path)
    folders = [path] if any(path.glob("queries.tsv*")) else sorted(p for p in path.iterdir() if p.is_dir())
    results = {}
    for folder in folders:
        if not run.wanted(folder.name):
            continue
        plain = run.folder / folder.name
        plain.mkdir()
        header, *queries = rows(any_form(folder, "queries.tsv"))
        if "split" in header:
            queries = [q for q in queries if q[header.index("split")] == run.split]
        ids = {q[0] for q in queries}
        (plain / "queries.tsv").write_text("\n".join("\t".join(q) for q in [header, *queries]) + "\n")
        (plain / "claims.tsv").write_text(read_text(any_form(folder, "claims.tsv")))
        head, *qrels = rows(any_form(folder, "qrels.tsv"))
        gold = plain / "qrels.tsv"
        gold.write_text("\n".join("\t".join(q) for q in [head, *(q for q in qrels if q[0] in ids)]) + "\n")
        predicted = run.write("run.tsv", run.predict("claim_retrieval", plain))
        results[folder.name] = flat(json.loads(run.scorer("score_retrieval", gold, predicted)))
    return results


def score_headline_sts(run, path):
    source = split_file(path, run.split, [".tsv"])
    gold = run.write("pairs.tsv", read_text(source))
    predicted = run.write("pred.txt", run.predict("headline_sts", gold))
    return {source.parent.name: flat(json.loads(run.scorer("score_sts", gold, predicted)))}


def labels(run, name, task, path, gold):
    gold_file = run.write("gold.txt", "\n".join(gold) + "\n")
    predicted = run.write("pred.txt", run.predict(task, path))
    return {name: flat(json.loads(run.scorer("score_stance", gold_file, predicted)))}


def score_stance(run, path):
    folder = pathlib.Path(path)
    folder = folder / "fnc1" if (folder / "fnc1").is_dir() else folder
    return labels(run, "fnc1", "stance", folder, [r["stance"] for r in records(any_form(folder, "pairs.jsonl"))])


def score_climate_fever(run, path):
    folder = pathlib.Path(path)
    folder = folder / "climate_fever" if (folder / "climate_fever").is_dir() else folder
    gold = [e["evidence_label"] for r in records(any_form(folder, "claims.jsonl")) for e in r["evidences"]]
    return labels(run, "climate_fever", "climate_fever", folder, gold)


def score_text_reuse(run, path):
    gold = [r["label"] for r in records(any_form(path, "answers.jsonl"))]
    return labels(run, "text_reuse", "text_reuse", path, gold)


def score_simulated(run, family):
    import score_simulation
    return score_simulation.score(run.bench, family, run.flags)


def score_grouping(run, path):
    import score_grouping
    documents = [each for each in records(any_form(path, "docs.jsonl")) if each["split"] == run.split]
    return {part: flat(figures) for part, figures in score_grouping.score(run, documents).items()}


TASKS = {
    "page": score_page, "conllu": score_conllu, "ner": score_ner, "attribution": score_attribution, "timex": score_timex,
    "parents": score_parents, "sources": score_sources, "reliability": score_reliability,
    "coreference": score_coreference, "geo": score_geo, "near_dup": score_clusters("near_dup"), "event_clusters": score_clusters("event_clusters"),
    "names": score_names, "claim_retrieval": score_claim_retrieval, "headline_sts": score_headline_sts,
    "simulate": score_simulated, "grouping": score_grouping, "stance": score_stance, "climate_fever": score_climate_fever, "text_reuse": score_text_reuse}


def score(task, path, split="dev", sets=(), flags=(), bench=None):
    """{part: {figure: value}}; a relative path is looked for in the data folder too."""
    if task not in TASKS:
        raise Problem(f"there is no task {task}; one of: {' '.join(TASKS)}")
    path = pathlib.Path(path)
    for folder in (DATA, ROOT / "bench"):
        if not path.exists() and (folder / path).exists():
            path = folder / path
    if not path.exists():
        raise Problem(f"there is no {path}")
    with tempfile.TemporaryDirectory(prefix="hearsay-score-") as folder:
        return TASKS[task](Run(bench_program(bench), folder, list(flags), split, set(sets)), path)
