"""run, ingest, cluster, diff --all, rebuild and check: what they print, and what they exit with."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Dedupe = Callable[..., Result]


def test_run_tells_what_became_of_every_record(dedupe: Dedupe, newsroom: Path) -> None:
    result = dedupe("run", newsroom)
    assert result.stdout.splitlines() == [
        "read       3 records = 3 stored + 0 seen before + 0 rejected",
        "stories    1 story of two articles or more, 2 articles in it; 1 stands alone",
        "pairs      1 revision",
        "changes    1 comparison between versions, 1 of them new",
        "next       dedupe stories     dedupe report",
    ]
    assert result.stderr == ""
    assert result.exit_code == 0


def test_a_second_run_has_nothing_to_do(dedupe: Dedupe, newsroom: Path) -> None:
    dedupe("run", newsroom)
    lines = dedupe("run", newsroom).stdout.splitlines()
    assert lines[0] == "read       3 records = 0 stored + 3 seen before + 0 rejected"
    assert lines[3] == "changes    1 comparison between versions, none of them new"


def test_the_steps_alone_make_what_run_makes(dedupe: Dedupe, newsroom: Path, db: str) -> None:
    assert [dedupe(*step).exit_code for step in (["ingest", newsroom], ["cluster"], ["diff", "--all"])] == [0, 0, 0]
    assert dedupe("export").stdout == dedupe("export", "--db", db).stdout


def test_the_next_step_names_the_store(dedupe: Dedupe, newsroom: Path) -> None:
    last = dedupe("run", newsroom, "--db", "my news.db").stdout.splitlines()[-1]
    assert last == "next       dedupe stories --db 'my news.db'     dedupe report --db 'my news.db'"


def test_a_rejected_record_is_named_and_the_rest_goes_on(dedupe: Dedupe, broken: Path) -> None:
    result = dedupe("ingest", broken)
    assert result.stdout == "read       2 records = 1 stored + 0 seen before + 1 rejected\n"
    assert result.stderr.startswith(f"{broken}:2: ")
    assert len(result.stderr.splitlines()) == 1
    assert result.exit_code == 0


def test_strict_exits_with_1_where_anything_was_rejected(dedupe: Dedupe, broken: Path, newsroom: Path) -> None:
    assert dedupe("ingest", "--strict", broken).exit_code == 1
    assert dedupe("run", "--strict", broken).exit_code == 1
    assert dedupe("run", "--strict", newsroom).exit_code == 0


def test_an_input_that_is_not_there_is_a_rejection(dedupe: Dedupe) -> None:
    result = dedupe("ingest", "no-such-folder", "--strict")
    assert result.stderr == "no-such-folder: no such file or folder\n"
    assert result.stdout == "read       1 record = 0 stored + 0 seen before + 1 rejected\n"
    assert result.exit_code == 1


def test_articles_are_read_from_stdin(dedupe: Dedupe) -> None:
    result = dedupe("ingest", "-", input='{"id": "a", "text": "The library will open on Sundays from September."}\n')
    assert result.stdout == "read       1 record = 1 stored + 0 seen before + 0 rejected\n"


def test_rebuild_makes_the_same_again(dedupe: Dedupe, newsroom: Path) -> None:
    dedupe("run", newsroom)
    before = dedupe("export").stdout
    result = dedupe("rebuild")
    assert result.stdout.splitlines()[-1] == "changes    1 comparison between versions, 1 of them new"
    assert dedupe("export").stdout == before


def test_a_whole_store_is_clean(dedupe: Dedupe, db: str) -> None:
    for options in ([], ["--read-data"]):
        result = dedupe("check", "--db", db, *options)
        assert (result.stdout, result.exit_code) == (f"{db}: clean\n", 0)


def test_check_names_what_is_wrong(dedupe: Dedupe, newsroom: Path) -> None:
    dedupe("run", newsroom)
    with sqlite3.connect("dedupe.db") as connection:
        connection.execute("UPDATE body SET text = replace(text, '249', '250')")
    connection.close()
    result = dedupe("check", "--read-data")
    assert result.exit_code == 1
    assert any("its text is not what was stored" in line for line in result.stdout.splitlines())


def test_giant_stories_are_named(dedupe: Dedupe, tmp_path: Path) -> None:
    words = [f"word{number}" for number in range(400)]
    records = [
        {"id": f"live-{version:03}", "title": "Storm: live", "text": " ".join(words[: 60 + 3 * version])}
        for version in range(102)
    ]
    page = tmp_path / "live.jsonl"
    page.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    dedupe("ingest", page)
    lines = dedupe("cluster").stdout.splitlines()
    assert lines[0].startswith("stories    1 story of two articles or more, 102 articles in it")
    (giant,) = (line for line in lines if line.startswith("giant"))
    assert re.fullmatch(r"giant      [0-9a-f]{12} “Storm: live” with 102 texts", giant)
