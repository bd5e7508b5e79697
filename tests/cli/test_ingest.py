"""ingest and run take what people say about their files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Dedupe = Callable[..., Result]
TABLE = "no;day;words\n7;04/05/2031;Two ferries collided in the fog off Port Hallam early on Sunday.\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "export.dat"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ["ingest", "run"])
def test_format_columns_and_the_order_of_dates_are_told(command: str, dedupe: Dedupe, table: Path) -> None:
    result = dedupe(
        command, table, "--from", "csv", "--map", "text=words", "--map", "key=no", "--map", "published_at=day",
        "--date-order", "dmy",
    )  # fmt: skip
    assert result.stdout.startswith("read       1 record = 1 stored + 0 seen before + 0 rejected")
    assert result.stderr == ""
    (article,) = (row for row in map(json.loads, dedupe("export").stdout.splitlines()) if row["type"] == "article")
    assert (article["key"], article["published_at"]) == ("7", "2031-05-04")


def test_an_ambiguous_date_is_left_out_with_a_warning(dedupe: Dedupe, table: Path) -> None:
    result = dedupe("ingest", table, "--from", "csv", "--map", "text=words", "--map", "published_at=day")
    assert result.stderr == f"{table}:2: the date '04/05/2031' in 'day' cannot be read: left out\n"


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("text", "'text' is not FIELD=NAME"),
        ("text=", "'text=' is not FIELD=NAME"),
        ("words=text", "'words' is no field; there are key, url, title, text,"),
    ],
)
def test_a_map_that_cannot_be_is_a_usage_error(written: str, complaint: str, dedupe: Dedupe, table: Path) -> None:
    result = dedupe("ingest", table, "--map", written)
    assert result.exit_code == 2
    assert complaint in " ".join(result.stderr.split())


def test_a_field_has_one_name(dedupe: Dedupe, table: Path) -> None:
    result = dedupe("ingest", table, "--map", "text=a", "--map", "text=b")
    assert result.exit_code == 2
    assert "'text' is given two names" in result.stderr


def test_a_format_that_is_none_is_a_usage_error(dedupe: Dedupe, table: Path) -> None:
    assert dedupe("ingest", table, "--from", "docx").exit_code == 2


def test_two_files_of_any_format_are_compared(dedupe: Dedupe, tmp_path: Path) -> None:
    old, new = tmp_path / "old.csv", tmp_path / "new.json"
    old.write_text("id,text\n1,At least 227 were taken off the ship.\n", encoding="utf-8")
    new.write_text('[{"id": "1", "text": "At least 249 were taken off the ship."}]', encoding="utf-8")
    assert "227 → 249" in dedupe("diff", old, new).stdout


def test_since_and_limit_choose_articles(dedupe: Dedupe, newsroom: Path) -> None:
    result = dedupe("ingest", newsroom, "--since", "2031-05-05", "--db", "late.db")
    assert result.stdout.splitlines() == [
        "read       1 record = 1 stored + 0 seen before + 0 rejected",
        "           2 passed over: 2 articles from before 2031-05-05",
    ]
    assert dedupe("ingest", newsroom, "--limit", "2").stdout.startswith("read       2 records = 2 stored")
    assert dedupe("ingest", newsroom, "--since", "lately").exit_code == 2


def test_what_has_no_date_is_left_out_and_counted(dedupe: Dedupe) -> None:
    result = dedupe("ingest", "-", "--since", "2031", input='{"id": "a", "text": "No date is in it."}\n')
    assert result.exit_code == 2
    result = dedupe("ingest", "-", "--since", "2031-01-01", input='{"id": "a", "text": "No date is in it."}\n')
    assert result.stdout.splitlines()[1].strip() == "1 passed over: 1 articles without a date"
