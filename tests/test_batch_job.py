"""What make itself does of the batch job: it looks at the corpus, and refuses what it cannot do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--silent", "-C", str(ROOT), *arguments, f"PYTHON={sys.executable}"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def corpus_seen(folder: Path) -> str:
    """Look at a corpus as the batch job does, and return what is noted of its files."""
    noted = folder.parent / "news.db.steps" / "corpus"
    done = make(str(noted), f"CORPUS={folder}", f"DB={folder.parent / 'news.db'}")
    assert (done.stderr, done.returncode) == ("", 0)
    return noted.read_text(encoding="ascii")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "fog.txt").write_text("In the fog.", encoding="utf-8")
    return folder


@pytest.mark.parametrize("given", ["DB=my news.db", "OUT=my reports", "DB=", "OUT="])
def test_paths_that_make_would_take_apart_are_refused(given: str) -> None:
    done = make("report", given)
    assert "DB and OUT are a path each, without spaces" in done.stderr
    assert done.returncode == 2


def test_a_corpus_of_any_names_and_broken_links_is_looked_at(folder: Path) -> None:
    (folder / "lost.txt").symlink_to("nowhere")
    (folder / os.fsdecode(b"caf\xe9\n.txt")).touch()
    assert [line.split("'")[1].rpartition("/")[2] for line in corpus_seen(folder).splitlines()] == [
        "caf\\xe9\\n.txt",
        "fog.txt",
        "lost.txt",
    ]


def test_a_changed_file_is_seen_also_behind_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("Sun.", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "real.txt")
    before = corpus_seen(folder)
    assert corpus_seen(folder) == before
    (tmp_path / "real.txt").write_text("Sunshine.", encoding="utf-8")
    assert corpus_seen(folder) != before
