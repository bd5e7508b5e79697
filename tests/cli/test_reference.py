"""docs/commands.md is what ``--help`` prints, of every command; the shells complete what there is.

``UPDATE_DOCS=1 python -m pytest tests/cli/test_reference.py`` writes the page.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from dedupe.cli.options import WithExample
from dedupe.cli.program import COMMANDS, load, program

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/commands.md"
HEAD = """# Commands

What `dedupe COMMAND --help` prints, written by the tests. [What each is for](../README.md#commands);
[exit codes](exit-codes.md); [formats](formats.md); [JSON](json.md).

## Completion

Bash, zsh and fish complete commands, options and their choices once they are told to, in the file that they read at start:

| shell | file | line |
|---|---|---|
| bash (4.4 or later) | `~/.bashrc` | `eval "$(_DEDUPE_COMPLETE=bash_source dedupe)"` |
| zsh | `~/.zshrc` | `eval "$(_DEDUPE_COMPLETE=zsh_source dedupe)"` |
| fish | `~/.config/fish/completions/dedupe.fish` | `_DEDUPE_COMPLETE=fish_source dedupe \\| source` |
"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by the words that call it."""
    for name in COMMANDS:
        command = load(name)
        yield name, command
        for inner in getattr(command, "commands", {}):
            yield f"{name} {inner}", command.commands[inner]  # type: ignore[attr-defined]


def help_of(words: str, command: click.Command) -> str:
    context = click.Context(program, info_name="dedupe", terminal_width=100, max_content_width=100)
    *outer, own = words.split()
    for name in outer:
        context = click.Context(load(name), info_name=name, parent=context)
    return command.get_help(click.Context(command, info_name=own, parent=context, help_option_names=["-h", "--help"]))


def test_the_reference_is_what_help_prints() -> None:
    pages = [f"\n## dedupe {words}\n\n```text\n{help_of(words, command)}\n```\n" for words, command in commands()]
    made = HEAD + "".join(pages)
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == made


@pytest.mark.parametrize(("words", "command"), list(commands()), ids=lambda one: one if isinstance(one, str) else "")
def test_help_tells_all(words: str, command: click.Command) -> None:
    assert isinstance(command, WithExample)
    assert command.example.startswith(f"dedupe {words}")
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or getattr(parameter, "help", None), parameter.name
    assert re.match(r"[A-Z].*\.$", (command.help or "").splitlines()[0])


def completed(words: str, shell: str = "bash") -> list[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "_DEDUPE_COMPLETE": f"{shell}_complete",
                                "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", "from dedupe.cli.program import program; program(prog_name='dedupe')"],
                          capture_output=True, check=True, env=environment, text=True)  # fmt: skip
    return [line.replace("plain,", "", 1) for line in done.stdout.splitlines() if line != "plain,"]


def test_the_shell_completes_commands_options_and_choices() -> None:
    assert completed("dedupe imp") == ["import"]
    assert completed("dedupe export t") == ["table", "timemaps"]
    assert completed("dedupe ingest --da") == ["--date-order"]
    assert completed("dedupe ingest --from p") == ["parquet"]
    assert completed("dedupe ingest art") == completed("dedupe run --db art") == ["file,art"]
    assert completed("dedupe export corpus --keep l") == ["last", "longest"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_what_the_page_says_gives_a_script(shell: str) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "_DEDUPE_COMPLETE": f"{shell}_source"}
    done = subprocess.run(
        [sys.executable, "-m", "dedupe"], capture_output=True, check=False, env=environment, text=True
    )
    assert f"_DEDUPE_COMPLETE={shell}_complete" in done.stdout
