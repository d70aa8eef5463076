"""Everything that is printed as JSON holds to schemas/*.json (JSON Schema 2020-12)."""
import json
import warnings

import jsonschema

import system

warnings.simplefilter("ignore", DeprecationWarning)
SCHEMAS = system.ROOT / "schemas"


def validators():
    """{name: validator}; schemas refer to each other by file name."""
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    store = {}
    for name, schema in schemas.items():
        store[name] = schema
        store[schema.get("$id", name)] = schema
    out = {}
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        base = schema.get("$id", name)
        resolver = jsonschema.RefResolver(base, schema, store=store)
        out[name[:-len(".json")]] = jsonschema.Draft202012Validator(schema, resolver=resolver)
    return out


def problems(validator, record):
    found = sorted(validator.iter_errors(record), key=lambda error: list(map(str, error.absolute_path)))
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found[:5]]


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    schemas = validators()
    with system.Folder() as folder:
        (folder / "pages").symlink_to(system.SAMPLE)

        def lines(name, schema, *command, codes=(0,)):
            run = program.run(*command, cwd=folder)
            if not checks.that(run.code in codes, f"{name} runs", run):
                return []
            records = [json.loads(line) for line in run.out.splitlines()]
            checks.that(bool(records), f"{name} prints something", run)
            bad = [problem for record in records for problem in problems(schemas[schema], record)]
            checks.that(not bad, f"{name} is valid", "\n".join(bad[:10]))
            checks.that(not system.harmful(run.out), f"{name} is safe on a terminal", system.harmful(run.out))
            return records

        lines("extract", "extract-line", "extract", "pages")
        lines("annotate", "annotated-document", "annotate", "pages")
        lines("annotate --explain", "annotated-document", "annotate", "--explain", "-f", "jsonl", "pages")
        lines("add", "add-report", "add", "pages", "-f", "jsonl")
        documents = lines("documents", "document-line", "documents", "-f", "jsonl", "--limit", "1000")
        lines("claims", "claim-line", "claims", "-f", "jsonl", "--limit", "1000")
        lines("sources", "source-line", "sources", "-f", "jsonl", "--limit", "1000")
        narratives = lines("narratives", "narrative-line", "narratives", "-f", "jsonl")
        lines("audit", "audit-report", "audit", "-f", "jsonl")
        lines("export", "export-line", "export", "jsonl")
        for narrative in narratives:
            lines(f"citation of {narrative['label']}", "citation", "cite", narrative["id"], "-f", "jsonl")
            lines(f"trace of {narrative['label']}", "trace", "trace", "--claim", narrative["id"], "-f", "jsonl")
        if documents:
            lines("show", "annotated-document", "show", documents[0]["id"], "-f", "jsonl")
        if documents and narratives:
            lines("set", "decision-line", "set", documents[0]["id"], "published=2015-01-02", "--reason", "x", "-f", "jsonl")
            lines("reject", "decision-line", "reject", documents[0]["id"] + "#a1", "--reason", "x", "-f", "jsonl")
            lines("note", "decision-line", "note", narratives[0]["id"], "a note", "-f", "jsonl")
            lines("undo", "decision-line", "undo", "-f", "jsonl")
            lines("decisions", "decision-line", "decisions", "-f", "jsonl")
            lines("export of what is decided", "export-line", "export", "jsonl")
            lines("show of what is decided", "annotated-document", "show", documents[0]["id"], "-f", "jsonl")
        for command in (["trace", "--claim", narratives[0]["id"]] if narratives else [], ["narratives"], ["documents"]):
            if command:
                pretty = program.run(*command, "-f", "json", cwd=folder)
                try:
                    json.loads(pretty.out)
                    checks.that(True, "json")
                except ValueError as error:
                    checks.that(False, f"{command[0]} -f json is JSON: {error}", pretty)
    checks.end()


if __name__ == "__main__":
    main()
