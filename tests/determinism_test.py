"""The same documents give the same export, byte for byte: added twice, in another order, one by one, with one thread and
with eight, and derived anew."""
import random

import system


def export(program, checks, folder, store):
    run = program.run("export", "jsonl", "-s", store, cwd=folder)
    checks.that(run.code == 0, f"export of {store}", run)
    return run.out


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    with system.Folder() as folder:
        (folder / "pages").symlink_to(system.SAMPLE)
        pages = [f"pages/{path.name}" for path in sorted(system.SAMPLE.iterdir())]

        def add(store, inputs, *flags):
            run = program.run("add", *inputs, "-s", store, *flags, cwd=folder)
            checks.that(run.code == 0, f"add into {store}", run)

        add("first.db", pages, "--jobs", "1")
        first = export(program, checks, folder, "first.db")
        checks.that(first.count("\n") > len(pages), "the export holds the pages and more", first[:500])

        def same(store, what):
            other = export(program, checks, folder, store)
            if not checks.that(other == first, f"{what}: the same export"):
                for mine, theirs in zip(first.split("\n"), other.split("\n")):
                    if mine != theirs:
                        print("first difference:\n", mine[:400], "\n", theirs[:400])
                        break

        add("first.db", pages)
        same("first.db", "added twice")
        add("jobs.db", pages, "--jobs", "8")
        same("jobs.db", "with eight jobs")
        for seed in (1, 2):
            shuffled = pages[:]
            random.Random(seed).shuffle(shuffled)
            add(f"order{seed}.db", shuffled)
            same(f"order{seed}.db", f"in another order ({seed})")
        for page in reversed(pages):
            add("single.db", [page])
        same("single.db", "one by one")
        run = program.run("rebuild", "-s", "single.db", cwd=folder)
        checks.that(run.code == 0, "rebuild", run)
        same("single.db", "derived anew")

        one = program.run("annotate", *pages, "--jobs", "1", cwd=folder)
        eight = program.run("annotate", *pages, "--jobs", "8", cwd=folder)
        checks.that(one.code == 0 and one.out == eight.out, "annotate does not depend on the number of threads", one.err)
    checks.end()


if __name__ == "__main__":
    main()
