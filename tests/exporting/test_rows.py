"""Tables leave as they are, in every form, and come back as the same articles."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dedupe.errors import NameNotFound
from dedupe.exporting.parquet import write_parquet
from dedupe.exporting.rows import as_json_lines, as_rows
from dedupe.reading import read
from dedupe.records import Article
from dedupe.reports import as_csv
from dedupe.store import Store, table_names
from dedupe.text.hashing import article_hash


@pytest.mark.parametrize("name", table_names())
def test_every_table_leaves_with_all_its_rows_and_values(name: str, store: Store, news: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [tuple(row) for row in store.table(name).rows]
    columns = list(store.table(name).columns)
    if name != "articles":
        with sqlite3.connect(news) as plain:
            assert sorted(map(repr, plain.execute(f'SELECT * FROM "{name}"'))) == sorted(map(repr, rows))
    path = tmp_path / "table.parquet"
    write_parquet(store.table(name), path)
    table = parquet.read_table(path)
    assert table.column_names == columns
    assert [tuple(row.values()) for row in table.to_pylist()] == rows
    plain_rows = [[cell.hex() if isinstance(cell, bytes) else cell for cell in row] for row in rows]
    assert [list(json.loads(line).values()) for line in as_json_lines(store.table(name))] == plain_rows
    written = io.StringIO("".join(f"{line}\n" for line in as_csv.lines(as_rows(store.table(name)))), newline="")
    read_back = list(csv.reader(written, strict=True))
    assert read_back[0] == columns
    for told, row in zip(read_back[1:], plain_rows, strict=True):
        assert [cell.removeprefix("'") for cell in told] == [
            "" if cell is None else str(cell).removeprefix("'") for cell in row
        ]


def test_no_cell_of_a_csv_is_a_formula(store: Store) -> None:
    rows = list(
        csv.reader(
            io.StringIO("".join(f"{line}\n" for line in as_csv.lines(as_rows(store.table("articles")))), newline="")
        )
    )
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any(cell.startswith("'=cmd|") for row in rows for cell in row)


def test_articles_come_back_as_they_went(store: Store, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    hashes = sorted(each.hash for each in store.articles())
    lines = tmp_path / "articles.jsonl"
    lines.write_text("".join(f"{line}\n" for line in as_json_lines(store.table("articles"))), encoding="utf-8")
    write_parquet(store.table("articles"), tmp_path / "articles.parquet")
    for path in (lines, tmp_path / "articles.parquet"):
        again = [record for record in read([str(path)]) if isinstance(record, Article)]
        assert sorted(map(article_hash, again)) == hashes


def test_a_table_that_is_none_is_named_with_those_that_are(store: Store) -> None:
    with pytest.raises(NameNotFound, match="there is no table 'x; DROP TABLE body': there are articles, ingest_run"):
        store.table("x; DROP TABLE body")


def test_the_types_are_those_of_the_values(store: Store) -> None:
    columns = store.table("scored_pair").columns
    assert (columns["a"], columns["score"], columns["reasons"]) == ("integer", "real", "text")
    assert store.table("signature").columns["passages"] == "blob"


def test_duckdb_reads_what_was_exported(store: Store, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "facts.parquet"
    write_parquet(store.table("fact_timeline"), path)
    query = f"SELECT kind, count(*) FROM '{path}' GROUP BY kind ORDER BY kind"
    kinds = [row[4] for row in store.table("fact_timeline").rows]
    assert duckdb.sql(query).fetchall() == [(kind, kinds.count(kind)) for kind in sorted(set(kinds))]


def test_duckdb_attaches_the_store_itself(store: Store, news: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    # INSTALL sqlite would download what this package holds.
    pytest.importorskip("duckdb_extensions").import_extension("sqlite_scanner")
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{news}' AS news (TYPE sqlite, READ_ONLY)")
    assert connection.execute("SELECT count(*) FROM news.article").fetchone() == (store.article_count(),)
    query = "SELECT kind, count(*) FROM news.fact_timeline GROUP BY kind ORDER BY kind"
    kinds = [row[4] for row in store.table("fact_timeline").rows]
    assert connection.execute(query).fetchall() == [(kind, kinds.count(kind)) for kind in sorted(set(kinds))]


def test_datasette_shows_a_view(news: Path) -> None:
    pytest.importorskip("datasette")
    done = subprocess.run(
        [sys.executable, "-m", "datasette", "-i", str(news), "--get", "/news/story_summary.json?_shape=array&_size=3"],
        check=True, capture_output=True, env=os.environ | {"HOME": str(news.parent)},
    )  # fmt: skip
    assert [row["articles"] >= 2 for row in json.loads(done.stdout)] == [True] * 3
