"""``dedupe export`` and what it writes where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dedupe.cli.export import KEEP, export
from dedupe.exporting.copies import KEEPS

Dedupe = Callable[..., Result]


def test_the_choices_are_those_of_the_code() -> None:
    assert KEEP == KEEPS


@pytest.mark.parametrize("name", export.commands)
def test_each_way_has_help_with_an_example(name: str, dedupe: Dedupe) -> None:
    assert f"Example:\n  dedupe export {name}" in dedupe("export", name, "--help").stdout


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_a_table_goes_to_a_file_and_the_same_bytes_come_twice(form: str, dedupe: Dedupe, db: str) -> None:
    pytest.importorskip("pyarrow")
    for name in ("one", "two"):
        result = dedupe("export", "table", "what_changed", "--format", form, "--db", db, "-o", name)
        assert (result.output, result.exit_code) == ("", 0)
    assert Path("one").read_bytes() == Path("two").read_bytes() != b""
    assert sorted(path.name for path in Path().iterdir()) == ["one", "two"]


def test_parquet_wants_a_file(dedupe: Dedupe, db: str) -> None:
    result = dedupe("export", "table", "--format", "parquet", "--db", db)
    assert (result.stderr, result.exit_code) == ("dedupe: -: this goes to a file: name one with -o\n", 1)


def test_json_ld_of_a_story_is_one_array(dedupe: Dedupe, db: str) -> None:
    story = next(
        json.loads(line)["story"] for line in dedupe("stories", "--format", "jsonl", "--db", db).stdout.splitlines()
    )
    articles = json.loads(dedupe("export", "json-ld", story, "--db", db).stdout)
    assert [article["version"] for article in articles] == [1, 2]


def test_a_folder_is_replaced_as_a_whole_and_strangers_stay(dedupe: Dedupe, db: str) -> None:
    assert dedupe("export", "corpus", "--keep", "first", "--db", db, "-o", "out").output == ""
    before = {path.name for path in Path("out").rglob("*.txt")}
    assert dedupe("export", "corpus", "--keep", "last", "--db", db, "-o", "out").output == ""
    after = {path.name for path in Path("out").rglob("*.txt")}
    assert len(before) == len(after) == 2
    assert before != after
    Path("out/articles/mine.txt").write_text("mine", encoding="utf-8")
    refused = dedupe("export", "corpus", "--db", db, "-o", "out")
    assert refused.stderr == "dedupe: out: not replaced: it holds articles/mine.txt, which no export has written\n"
    assert Path("out/articles/mine.txt").read_text(encoding="utf-8") == "mine"


def test_timemaps_count_what_has_no_address(dedupe: Dedupe, db: str) -> None:
    result = dedupe("export", "timemaps", "--db", db, "-o", "maps")
    assert result.stderr == "3 articles without an address or a time left out\n"
    assert list(Path("maps").iterdir()) == []


def test_newsedits_appears_when_it_is_complete(dedupe: Dedupe, db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dedupe("export", "newsedits", "--db", db, "-o", "ne.db").output == ""
    whole = Path("ne.db").read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dedupe.exporting.newsedits._write_entry", fail)
    result = dedupe("export", "newsedits", "--db", db, "-o", "ne.db")
    assert result.stderr == "dedupe: ne.db: cannot be written: No space left on device\n"
    assert Path("ne.db").read_bytes() == whole
    assert [path.name for path in Path().iterdir()] == ["ne.db"]


def test_a_corpus_of_what_was_never_folded_is_refused(dedupe: Dedupe, newsroom: Path) -> None:
    dedupe("ingest", str(newsroom))
    result = dedupe("export", "corpus", "-o", "out")
    assert result.stderr == "dedupe: dedupe.db: its articles are in no stories yet: run dedupe cluster first\n"
    assert not Path("out").exists()
