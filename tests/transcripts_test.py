"""Runs the transcripts: commands with their expected output, in tests/transcripts/*.txt, and the examples of the README
and the manual. Each file is one session in a folder of its own, in which sample/ holds the sample pages.

    $ hearsay extract missing.html
    2| hearsay: missing.html: ...        a line on stderr
    output                               a line on stdout
    [1]                                  the exit code, where it is not 0

In expected lines "..." stands for any text within the line, and a line "..." for any lines. `--update` rewrites the files
(not the documents) with what was printed; lines with "..." that still hold are kept.
"""
import os
import pathlib
import re
import subprocess

import system

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENTS = [system.ROOT / "README.md", system.ROOT / "docs" / "guide.md"]


def sessions(text):
    """[(command, [expected lines])]; text before the first command is a comment."""
    found = []
    for line in text.split("\n"):
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found:
            found[-1][1].append(line)
    for _, lines in found:
        while lines and not lines[-1].strip():
            lines.pop()
    return found


def run(program, command, folder):
    """Lines as a transcript has them: stdout, then stderr, then the exit code."""
    environment = dict(os.environ, PATH=f"{pathlib.Path(program.path).parent}:{os.environ['PATH']}", NO_COLOR="1", LC_ALL="C.UTF-8")
    environment.pop("HEARSAY_STORE", None)
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    lines += [("2| " + line).rstrip() for line in done.stderr.decode("utf-8", "replace").splitlines()]
    return lines + ([f"[{done.returncode}]"] if done.returncode else [])


def pattern(lines):
    """A regular expression for expected lines."""
    out = []
    for line in lines:
        if line.strip() in ("...", "…"):
            out.append(r"(?:[^\n]*\n)*?")
        else:
            out.append(".*?".join(re.escape(part) for part in line.rstrip().split("...")) + r"[ ]*\n")
    return re.compile("".join(out) + r"\Z")


def matches(expected, printed):
    return pattern(expected).match("".join(line.rstrip() + "\n" for line in printed)) is not None


def check_file(program, checks, path, update):
    text = path.read_text(encoding="utf-8")
    out = [text.split("\n$ ", 1)[0].rstrip("\n")] if not text.startswith("$ ") else []
    with system.Folder() as folder:
        (folder / "sample").symlink_to(system.SAMPLE)
        for command, expected in sessions(text):
            printed = run(program, command, folder)
            holds = matches(expected, printed)
            if not update:
                checks.that(holds, f"{path.name}: $ {command}",
                            "expected:\n" + "\n".join(expected) + "\nprinted:\n" + "\n".join(printed))
            out.append("\n".join(["$ " + command, *(expected if holds else printed)]) + "\n")
    if update:
        path.write_text("\n".join(out).rstrip("\n") + "\n", encoding="utf-8")


def examples(path):
    """Sessions in fenced blocks that begin with "$ hearsay"."""
    if not path.exists():
        return []
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)
    return [session for block in blocks if block.startswith("$ hearsay") for session in sessions(block)]


def check_document(program, checks, path):
    """Examples must run; where the document shows output, its lines must be as printed ("..." as above)."""
    with system.Folder() as folder:
        (folder / "sample").symlink_to(system.SAMPLE)
        for command, expected in examples(path):
            printed = run(program, command, folder)
            failed = printed and re.fullmatch(r"\[[23]\]", printed[-1])
            checks.that(not failed, f"{path.name}: $ {command}", "\n".join(printed))
            if expected:
                stdout = [line for line in printed if not line.startswith("2| ") and not re.fullmatch(r"\[\d+\]", line)]
                checks.that(matches(expected, stdout), f"{path.name}: output of $ {command}",
                            "expected:\n" + "\n".join(expected) + "\nprinted:\n" + "\n".join(stdout))


def main():
    parser = system.arguments(__doc__)
    parser.add_argument("files", nargs="*", help="only these transcripts")
    arguments = parser.parse_args()
    os.environ.update(system.SAME_ARITHMETIC)
    program, checks = system.Program(arguments.hearsay), system.Checks()
    files = [pathlib.Path(name) for name in arguments.files] or sorted((HERE / "transcripts").glob("*.txt"))
    for path in files:
        check_file(program, checks, path, arguments.update)
    if not arguments.files:
        for path in DOCUMENTS:
            check_document(program, checks, path)
    checks.end()


if __name__ == "__main__":
    main()
