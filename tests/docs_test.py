"""docs/commands.md holds the --help of every command, word by word, and the completion files name every command and option.
`--update` writes both anew."""
import re

import system

COMMANDS = system.ROOT / "docs" / "commands.md"
COMPLETIONS = system.ROOT / "completions"
BLOCK = re.compile(r"(<!-- help: ?(\w*) -->\n```text\n).*?(```\n)", re.S)


def help_of(program, command):
    run = program.run(*([command] if command else []), "--help")
    return run.out.rstrip("\n") + "\n" if run.code == 0 else None


def commands_of(text):
    """[(name, description, is built)] from the main help."""
    found, built = [], True
    for line in text.split("\n"):
        if line.startswith("Not built yet:"):
            built = False
        match = re.match(r"  ([a-z]+)\s{2,}(.+)", line)
        if match and not line.strip().startswith("-"):
            found.append((match.group(1), match.group(2).strip(), built))
    return found


def options_of(text):
    """[(names, takes a value, description)]"""
    found = []
    for line in text.split("\n"):
        match = re.match(r"\s+(-[^\s].*?)(?:\s{2,}(.*))?$", line)
        if match:
            words = match.group(1).split(" ", 1)
            value = len(words) > 1
            found.append((words[0].split(","), value, (match.group(2) or "").strip()))
    return found


def bash(commands, options, formats):
    lines = ["# bash completion for hearsay", "_hearsay() {", "  local word=${COMP_WORDS[COMP_CWORD]} command= i",
             "  for ((i = 1; i < COMP_CWORD; i++)); do",
             "    case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac", "  done", "  local words=",
             "  case $command in",
             "    '') words='" + " ".join(name for name, _, built in commands if built) + " --help --version' ;;"]
    for name, found in options.items():
        lines.append(f"    {name}) words='" + " ".join(n for names, _, _ in found for n in names) + "' ;;")
    lines += ["  esac", "  if [[ $word == -* || -z $command ]]; then", "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))", "  elif [[ $command == export ]]; then",
              "    COMPREPLY=($(compgen -W '" + formats + "' -- \"$word\"))", "  else", "    COMPREPLY=($(compgen -f -- \"$word\"))", "  fi", "}",
              "complete -o filenames -F _hearsay hearsay", ""]
    return "\n".join(lines)


def escaped(text, characters):
    for c in characters:
        text = text.replace(c, "\\" + c)
    return text


def zsh(commands, options):
    lines = ["#compdef hearsay", "# zsh completion for hearsay", "_hearsay() {", "  local -a commands", "  commands=("]
    for name, description, built in commands:
        if built:
            lines.append("    '" + name + ":" + description.replace("'", "'\\''") + "'")
    lines += ["  )", "  if (( CURRENT == 2 )); then", "    _describe command commands", "    return", "  fi", "  case ${words[2]} in"]
    for name, found in options.items():
        lines.append(f"    {name}) _arguments \\")
        for names, value, description in found:
            text = escaped(description.replace("'", "'\\''"), "[]:")
            for n in names:
                lines.append(f"      '{n}[{text}]" + (":value:_files" if value else "") + "' \\")
        lines.append("      '*:input:_files' ;;")
    lines += ["  esac", "}", "_hearsay \"$@\"", ""]
    return "\n".join(lines)


def fish(commands, options):
    lines = ["# fish completion for hearsay"]
    for name, description, built in commands:
        if built:
            lines.append(f"complete -c hearsay -n __fish_use_subcommand -f -a {name} -d '" + escaped(description, "'") + "'")
    for name, found in options.items():
        for names, value, description in found:
            short = "".join(f" -s {n[1:]}" for n in names if not n.startswith("--"))
            long = "".join(f" -l {n[2:]}" for n in names if n.startswith("--"))
            lines.append(f"complete -c hearsay -n '__fish_seen_subcommand_from {name}'{short}{long}" + (" -r" if value else "") +
                         " -d '" + escaped(description, "'") + "'")
    return "\n".join(lines) + "\n"


def main():
    arguments = system.arguments(__doc__).parse_args()
    program, checks = system.Program(arguments.hearsay), system.Checks()
    main_help = help_of(program, "")
    checks.that(main_help is not None, "hearsay --help runs")
    commands = commands_of(main_help)
    built = [name for name, _, is_built in commands if is_built]
    checks.that(len(built) >= 15, "the main help lists the commands", main_help)
    helps = {name: help_of(program, name) for name in built}
    options = {name: options_of(text) for name, text in helps.items()}

    text = COMMANDS.read_text(encoding="utf-8")
    wanted = BLOCK.sub(lambda m: m.group(1) + (helps.get(m.group(2)) if m.group(2) else main_help) + m.group(3), text)
    named = {m.group(2) for m in BLOCK.finditer(text)}
    checks.that(named == set(built) | {""}, "docs/commands.md speaks of every command", sorted((set(built) | {""}) ^ named))
    formats = re.search(r"FORMAT +([a-z|]+)", helps["export"]).group(1).replace("|", " ")
    files = {"hearsay.bash": bash(commands, options, formats), "_hearsay": zsh(commands, options), "hearsay.fish": fish(commands, options)}
    if arguments.update:
        COMMANDS.write_text(wanted, encoding="utf-8")
        COMPLETIONS.mkdir(exist_ok=True)
        for name, content in files.items():
            (COMPLETIONS / name).write_text(content, encoding="utf-8")
    else:
        checks.that(wanted == text, "docs/commands.md holds what --help prints (update: tests/docs_test.py --update)")
        for name, content in files.items():
            path = COMPLETIONS / name
            checks.that(path.exists() and path.read_text(encoding="utf-8") == content, f"completions/{name} is up to date")
    for name in built + [name for name, _, is_built in commands if not is_built]:
        checks.that(f"`{name}" in text or f"hearsay {name}" in text, f"docs/commands.md names {name}")
    contract = (system.ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    for name, _, _ in commands:
        checks.that(re.search(rf"`(hearsay )?{name}\b|, `{name}`", contract), f"the contract names {name}")
    checks.end()


if __name__ == "__main__":
    main()
