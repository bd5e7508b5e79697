"""An invented newsroom on disk, and a store made from it by the program itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dedupe.cli.program import program

FIRST = """Title: Fire on ferry off Sarama
Date: 2031-05-04

A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said.

At least 227 people were taken off the ship by four coastguard boats and a navy helicopter.

The Alba left Orle at midnight with lorries and summer visitors on board, its owners said in a statement.

Ferries to the islands will not run before Tuesday, when divers are due to inspect the harbour mouth.
"""
SECOND = FIRST.replace("2031-05-04", "2031-05-05").replace("227", "249") + "\nTwo of them died in hospital.\n"
OTHER = """Title: Library opens on Sundays
Date: 2031-05-04

The city library of Lindenholt will open on Sunday afternoons from September, the council decided by one vote.

Readers had asked for it for eleven years; the choir that rehearses in the reading room had asked for the opposite.
"""


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of one story, and another article."""
    folder = tmp_path_factory.mktemp("press") / "harbour-post"
    folder.mkdir()
    for name, text in (("fire.txt", FIRST), ("fire-2.txt", SECOND), ("library.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def db(newsroom: Path) -> str:
    """A store of the newsroom; tests only read it."""
    path = str(newsroom.parent / "news.db")
    result = CliRunner().invoke(program, ["run", str(newsroom), "--db", path])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def dedupe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run the program in an empty folder: ``dedupe("stories", "--db", db)``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str, **options: object) -> Result:
        return CliRunner().invoke(program, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file of two lines, one of which is no JSON."""
    path = tmp_path / "wire" / "wire.jsonl"
    path.parent.mkdir()
    article = {"id": "w1", "title": "Ten words", "text": "One sentence of ten words is enough for an article."}
    path.write_text(json.dumps(article) + "\n{broken\n", encoding="utf-8")
    return path
