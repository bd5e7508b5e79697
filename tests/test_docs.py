"""What README.md and docs/ show is what comes out: every example is run again and compared.

``UPDATE_DOCS=1 python -m pytest tests/test_docs.py`` writes the outputs into the pages; read the difference before
you commit it. What counts as an output:

- in a ``console`` block, the lines below a command (a command without any is not run);
- a ``json`` block: the document that the last command of the ``console`` block above it writes, spaced out;
- a ``text`` block: the rows of the ``sql`` block above it;
- in a ``python`` block, what stands below ``>>>`` (checked, not written).

The first ``console`` block of docs/the-store.md makes the store of all examples.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dedupe import reports
from dedupe.changes import attention
from dedupe.cli.program import COMMANDS

ROOT = Path(__file__).parents[1]
README, STORE, JSON = ROOT / "README.md", ROOT / "docs/the-store.md", ROOT / "docs/json.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
SCHEMAS = Path(reports.__file__).parent / "schemas"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_LINK = re.compile(r"\]\((?!\w+:)([^)#]+)")
_WIDTH = 110


@dataclass(frozen=True)
class Example:
    """A block of a page, and the block above it."""

    language: str
    body: str
    above: Example | None

    def commands(self) -> list[tuple[str, str]]:
        """The commands of a console block, each with the output that the page shows."""
        return _COMMAND.findall(self.body) if self.language == "console" else []

    def command(self) -> str:
        """The command whose output this block is; empty where it is none."""
        commands = self.above.commands() if self.above else []
        return commands[-1][0] if commands else ""

    def query(self) -> str:
        """The query whose rows this block shows; empty where it shows none."""
        return self.above.body if self.above and self.above.language == "sql" else ""


@dataclass(frozen=True)
class Newsroom:
    """A folder with the sample corpus and, in time, its store."""

    folder: Path

    def run(self, command: str) -> str:
        """What a line of shell prints, on stdout and stderr."""
        environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        environment |= {"PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            ["sh", "-c", f"{{ {command}\n}} 2>&1"],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            check=False,
        )
        return done.stdout.decode()

    def rows(self, query: str) -> str:
        """The rows of a query as ``sqlite3 -column -header`` prints them."""
        connection = sqlite3.connect(f"file:{self.folder}/dedupe.db?mode=ro", uri=True)
        cursor = connection.execute(query)
        cells = [[name for name, *_ in cursor.description]]
        cells += [["" if value is None else str(value) for value in row] for row in cursor]
        connection.close()
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        cells.insert(1, ["-" * width for width in widths])
        lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)
        return "".join(f"{line}\n" for line in lines)


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    folder = tmp_path_factory.mktemp("docs")
    copytree(ROOT / "corpus", folder / "corpus")
    program = folder / "bin" / "dedupe"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dedupe "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    made = Newsroom(folder)
    first = next(examples(STORE.read_text("utf-8")))
    for command, _ in first.commands():
        made.run(command)
    return made


def examples(page: str) -> Iterator[Example]:
    example = None
    for block in _BLOCK.finditer(page):
        example = Example(block[1], block[2], example)
        yield example


def output(example: Example, newsroom: Newsroom) -> str:
    """What the block holds once its examples are run again."""
    match example.language:
        case "console":
            ran = ((command, newsroom.run(command) if shown else "") for command, shown in example.commands())
            return "".join(f"$ {command}\n{printed}" for command, printed in ran)
        case "json" if command := example.command():
            return spaced(json.loads(newsroom.run(command))) + "\n"
        case "text" if query := example.query():
            return newsroom.rows(query)
        case _:
            return example.body


def spaced(value: Any, indent: str = "") -> str:
    """A JSON document on as many lines as it needs to be read."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent + flat) <= _WIDTH or not isinstance(value, dict | list) or _is_edit(value):
        return flat
    inner = indent + "  "
    if isinstance(value, dict):
        items = [f"{json.dumps(name)}: {spaced(each, inner)}" for name, each in value.items()]
    else:
        items = [spaced(each, inner) for each in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([opening, *(inner + line for line in _filled(items, _WIDTH - len(inner))), indent + closing])


def _is_edit(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)


def _filled(items: list[str], width: int) -> Iterator[str]:
    """Items with their commas, as many on a line as go; one that has several lines stands alone."""
    line = ""
    for item, comma in zip(items, [","] * (len(items) - 1) + [""], strict=True):
        if line and (len(f"{line} {item}") > width or "\n" in line + item):
            yield line
            line = ""
        line = f"{line} {item}{comma}".lstrip()
    yield line


def promised() -> list[tuple[str, Any]]:
    """The JSON documents of docs/json.md, each with the command that writes it."""
    shown = (example for example in examples(JSON.read_text("utf-8")) if example.language == "json")
    return [(example.command().split()[1], json.loads(example.body)) for example in shown]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_output_on_the_page_is_what_comes_out(page: Path, newsroom: Newsroom) -> None:
    text = page.read_text("utf-8")
    again = iter([output(example, newsroom) for example in examples(text)])
    made = _BLOCK.sub(lambda block: f"```{block[1]}\n{next(again)}```", text)
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(made, encoding="utf-8", newline="\n")
    assert made.splitlines() == page.read_text("utf-8").splitlines()


def test_the_readme_shows_a_report() -> None:
    shown = [
        command for example in examples(README.read_text("utf-8")) for command, shown in example.commands() if shown
    ]
    assert any(command.startswith("dedupe report ") for command in shown)


def test_every_table_and_view_is_explained(newsroom: Newsroom) -> None:
    page = STORE.read_text("utf-8")
    names = newsroom.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite_%'"
    )
    assert [name for name in names.split()[2:] if f"`{name}`" not in page] == []


def test_every_promised_document_has_an_example() -> None:
    schemas = {path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json")} - {"records"}
    assert {command for command, _ in promised()} == schemas


def test_the_examples_keep_their_schemas() -> None:
    files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")}
    registry = Registry().with_resources((file, Resource.from_contents(schema)) for file, schema in files.items())
    for command, document in promised():
        Draft202012Validator(files[f"{command}.schema.json"], registry=registry).validate(document)


def test_the_python_example_rebuilds_every_text(newsroom: Newsroom) -> None:
    (code,) = (example.body for example in examples(JSON.read_text("utf-8")) if example.language == "python")
    names: dict[str, Callable[[Any, str], str]] = {}
    exec(code, names)  # noqa: S102 - the page is ours
    rows = [json.loads(line) for line in newsroom.run("dedupe export").splitlines()]
    texts = {row["name"]: row["text"] for row in rows if row["type"] == "article"}
    comparisons = [row for row in rows if row["type"] == "comparison"]
    assert comparisons
    for compared in comparisons:
        assert [names["text"](compared, side) for side in ("old", "new")] == [
            texts[compared["old"]],
            texts[compared["new"]],
        ]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if ">>> " in page.read_text("utf-8")], ids=lambda page: page.name
)
def test_every_session_on_the_page_goes_as_it_is_written(
    page: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(newsroom.folder)
    code = "".join(example.body for example in examples(page.read_text("utf-8")) if example.language == "python")
    session = doctest.DocTestParser().get_doctest(code, {}, page.name, str(page), 0)
    assert session.examples
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(session).failed == 0


def test_the_weights_on_the_page_are_those_that_rank() -> None:
    page = (ROOT / "docs/what-changed.md").read_text("utf-8")
    for kind, replaced in attention.REPLACED.items():
        weights = (replaced, attention.GONE[kind], attention.CAME[kind])
        assert f"| {kind} | {' | '.join(_weight(weight) for weight in weights)} |" in page
    told = {
        "a silent correction": attention.SILENT_CORRECTION,
        "a disclosed one": attention.DISCLOSED_CORRECTION,
        "a headline": attention.FIELDS["title"],
        "a byline": attention.FIELDS["byline"],
        "a date of publication": attention.FIELDS["published_at"],
        "is gone ×": attention.ALL_WORDS_GONE,
        "that came ×": attention.ALL_WORDS_CAME,
        "moved by itself,": attention.DATE_ALONE,
    }
    text = " ".join(page.split())
    assert [name for name, weight in told.items() if f"{name} {_weight(weight)}" not in text] == []


def _weight(weight: float) -> str:
    return f"{weight:.2f}".removeprefix("0")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_mentions_every_command(command: str) -> None:
    assert re.search(rf"\bdedupe {command}\b", README.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    assert [link for link in _LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()] == []
