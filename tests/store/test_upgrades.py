"""Stores as every earlier version made them are carried forward: whole, or, where the process dies on the way, not at all."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dedupe.cli.program import program
from dedupe.store import facts, open_store, schema

STORES = Path(__file__).parent / "stores"
EVERY = sorted(path.name.partition(".")[0] for path in STORES.glob("*.db.gz"))
DECISIONS = {
    "separate": ("separate", "courier/ferry", "post/library", "--why", "two subjects"),
    "forget": ("forget", "miralba/1", "--why", "its publisher asked for it"),
}
TABLES = ("ingest_run", "article", "body", "sighting", "rejected", "verdict", "forgotten")
TOLD = {"article", "story", "pair", "comparison"}


def dedupe(*arguments: object) -> Result:
    return CliRunner().invoke(program, [*map(str, arguments)])


@pytest.fixture
def unpacked(tmp_path: Path) -> Callable[[str], Path]:
    def unpack(name: str) -> Path:
        db = tmp_path / "old.db"
        db.write_bytes(gzip.decompress((STORES / f"{name}.db.gz").read_bytes()))
        return db

    return unpack


def facts_of(db: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables of facts that are there."""
    with closing(sqlite3.connect(db)) as connection:
        connection.row_factory = sqlite3.Row
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY rowid")]
            for name in TABLES
            if name in there
        }


def version_of(db: Path) -> int:
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return schema.facts_version(connection)


def assert_kept(before: dict[str, list[dict[str, Any]]], db: Path) -> None:
    """Every row of before is there, with every value that it had; a step may add columns and tables."""
    after = facts_of(db)
    for name, rows in before.items():
        assert [{column: row[column] for column in old} for row, old in zip(after[name], rows, strict=True)] == rows


def told(db: Path) -> list[dict[str, Any]]:
    lines = map(json.loads, dedupe("export", "--db", db).stdout.splitlines())
    return [line for line in lines if line["type"] in TOLD]


def test_there_is_a_store_of_every_version_of_the_facts(unpacked: Callable[[str], Path]) -> None:
    assert {version_of(unpacked(name)) for name in EVERY} == set(range(1, len(facts.MIGRATIONS) + 1))


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_lost_and_the_stories_are_those_of_today(
    unpacked: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    old = unpacked(name)
    before = facts_of(old)
    with open_store(old) as store:
        store.summary()
    assert version_of(old) == schema.FACTS_VERSION
    assert_kept(before, old)
    monkeypatch.chdir(STORES)
    again = dedupe("run", "articles.jsonl", "--db", old)
    assert again.exit_code == 0, again.output
    assert dedupe("check", "--read-data", "--db", old).stdout.endswith(": clean\n")
    fresh = tmp_path / "fresh.db"
    dedupe("run", "articles.jsonl", "--db", fresh)
    for kind, table in (("separate", "verdict"), ("forget", "forgotten")):
        if before.get(table):
            assert dedupe(*DECISIONS[kind], "--db", fresh).exit_code == 0
    dedupe("run", "articles.jsonl", "--db", fresh)
    assert told(old) == told(fresh)


@pytest.mark.parametrize("name", EVERY)
def test_an_older_store_is_read_only_after_a_command_that_writes(unpacked: Callable[[str], Path], name: str) -> None:
    old = unpacked(name)
    content = old.read_bytes()
    result = dedupe("stories", "--db", old)
    if result.exit_code:
        assert len(result.stderr.splitlines()) == 1
        assert str(old) in result.stderr
    assert old.read_bytes() == content


def killed_at(db: Path, statement: int) -> bool:
    """Open a store in a process that is killed before the n-th statement; return whether it was."""
    child = os.fork()
    if child == 0:
        ran = 0

        def count(_: str) -> None:
            nonlocal ran
            ran += 1
            if ran > statement:
                os.kill(os.getpid(), signal.SIGKILL)

        connect = sqlite3.connect

        def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection = connect(*arguments, **options)
            connection.set_trace_callback(count)
            return connection

        sqlite3.connect = watched  # type: ignore[assignment]
        code = 1
        try:
            with open_store(db):
                code = 0
        finally:
            os._exit(code)  # before pytest sees that there are two of it
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.parametrize("version", range(1, len(facts.MIGRATIONS)))
def test_a_store_killed_on_the_way_is_the_old_one_or_the_new_one(
    unpacked: Callable[[str], Path], tmp_path: Path, version: int
) -> None:
    name = next(name for name in EVERY if version_of(unpacked(name)) == version)
    old, victim = unpacked(name), tmp_path / "victim.db"
    before = facts_of(old)
    seen = set()
    statement = 0
    while True:
        for leftover in tmp_path.glob("victim.db*"):
            leftover.unlink()
        shutil.copy(old, victim)
        if not killed_at(victim, statement):
            break
        seen.add(version_of(victim))
        assert_kept(before, victim)
        with open_store(victim):  # whoever comes next carries it forward
            pass
        assert version_of(victim) == schema.FACTS_VERSION
        assert_kept(before, victim)
        statement += 1
    assert seen == {version, schema.FACTS_VERSION}
    assert statement > 10
