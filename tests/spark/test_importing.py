"""A store of what Spark left: all of it, or whole stories; never a part that nobody asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dedupe.cli.program import program
from dedupe.errors import InputError, StoreError
from dedupe.spark import Slice
from dedupe.store import open_store
from tests.spark.conftest import exported, imported

pytestmark = pytest.mark.filterwarnings("ignore")  # what Spark warns of is its own affair


def test_an_import_again_changes_nothing(folded: Path, tmp_path: Path) -> None:
    first = imported(folded, tmp_path / "news.db")
    before = exported(tmp_path / "news.db")
    again = imported(folded, tmp_path / "news.db")
    assert (again.articles, again.pairs, exported(tmp_path / "news.db")) == (first.articles, first.pairs, before)


def test_a_slice_is_whole_stories_and_says_what_it_left_out(folded: Path, tmp_path: Path) -> None:
    every = imported(folded, tmp_path / "all.db")
    with open_store(tmp_path / "all.db") as store:
        source = next(each.article.source for each in store.articles() if each.article.source)
        whole = {
            tuple(sorted(one.article.hash for one in story.revisions))
            for story in store.stories(1)
            if any(one.article.article.source == source for one in story.revisions)
        }
    some = imported(folded, tmp_path / "some.db", Slice(sources=frozenset({source})))
    with open_store(tmp_path / "some.db") as store:
        found = {tuple(sorted(one.article.hash for one in story.revisions)) for story in store.stories(1)}
    assert found == whole
    assert 0 < some.articles < every.articles
    assert some.articles + some.left_out == every.articles


def test_the_command_takes_a_slice(folded: Path, tmp_path: Path) -> None:
    arguments = [
        "import",
        "spark",
        str(folded),
        "--from",
        "2031-06-01",
        "--to",
        "2031-06-30",
        "--db",
        str(tmp_path / "june.db"),
    ]
    ran = CliRunner().invoke(program, arguments)
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.startswith("imported ")
    with open_store(tmp_path / "june.db") as store:
        assert all(
            any("2031-06" <= (one.article.article.published_at or "")[:7] <= "2031-06" for one in story.revisions)
            for story in store.stories(1)
        )
    assert CliRunner().invoke(program, ["check", "--db", str(tmp_path / "june.db")]).exit_code == 0


def test_another_store_is_refused(folded: Path, tmp_path: Path) -> None:
    text = tmp_path / "other.txt"
    text.write_text("Something that the newsroom never wrote, long enough to be an article.", encoding="utf-8")
    assert CliRunner().invoke(program, ["ingest", str(text), "--db", str(tmp_path / "news.db")]).exit_code == 0
    with pytest.raises(StoreError, match="import into a new store"):
        imported(folded, tmp_path / "news.db")


def test_an_unfinished_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no finished run"):
        imported(tmp_path, tmp_path / "news.db")
