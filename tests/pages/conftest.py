"""The story that every face tells, and a site of the invented newsroom."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dedupe.cli.program import program
from tests.reports.conftest import correction, golden, report, story, update

__all__ = ["correction", "golden", "report", "story", "update"]

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of corpus/."""
    db = tmp_path_factory.mktemp("newsroom") / "news.db"
    ran = CliRunner().invoke(program, ["run", str(HOUSE / "corpus"), "--db", str(db)])
    assert ran.exit_code == 0, ran.output
    return db


@pytest.fixture(scope="session")
def site(newsroom: Path) -> Path:
    """The folder of a site of corpus/, and beside it one.html, a story to mail."""
    folder = newsroom.parent / "site"
    for arguments in (["-o", f"{folder}/"], ["057ea2ea336f", "-o", str(newsroom.parent / "one.html")]):
        ran = CliRunner().invoke(program, ["report", "--db", str(newsroom), *arguments])
        assert ran.exit_code == 0, ran.output
    return folder
