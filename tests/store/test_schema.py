"""The tables: their habits, and how they come forward."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from dedupe.errors import StoreError
from dedupe.records import Article
from dedupe.store import Store, derived, facts, open_store, schema
from dedupe.store.connection import write_transaction

MORNING = "2031-05-04T06:00:00Z"


def _objects(store: Store, kind: str) -> dict[str, str]:
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE '\\_%' ESCAPE '\\'"
    )
    return dict(store._connection.execute(query, (kind,)).fetchall())


def test_every_table_is_strict(store: Store):
    tables = _objects(store, "table")
    assert [name for name, sql in tables.items() if "STRICT" not in sql.rpartition(")")[2]] == []
    assert len(tables) == 7 + len(derived.TABLES) + 1


def test_the_comments_on_columns_are_kept_in_the_file(store: Store):
    for name, sql in _objects(store, "table").items():
        assert "-- " in sql, name


def test_a_foreign_key_cannot_point_nowhere(store: Store):
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store._connection.execute("INSERT INTO sighting (article, run, seen_at, file) VALUES (1, 1, '', '')")


def test_every_foreign_key_that_is_deleted_through_has_an_index(store: Store):
    """Deleting a parent looks its children up; without an index each deletion would scan a table."""
    connection = store._connection
    parents = {"edit_script", "hunk", "paragraph", "story"}
    for table in derived.TABLES:
        for _, _, parent, column, *_ in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            if parent in parents:
                query = f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = 1"
                plan = connection.execute(query).fetchall()
                assert re.match(r"SEARCH", plan[0][3]), (table, column)


def test_the_derived_tables_are_made_anew_where_another_version_made_them(path: Path, store: Store):
    run = store.begin_run("0.1", MORNING)
    store.add_batch(run, [Article(key="cake", text="The cake fair opens.")], seen_at=MORNING)
    store.record_step("cluster", "f", "{}")
    connection = store._connection
    with write_transaction(connection):
        connection.execute("CREATE TABLE retired (story INTEGER REFERENCES story(id)) STRICT")
        connection.execute("DROP TABLE sentence_move")
        connection.execute(
            "UPDATE derived_layout SET hash = 'xxh128:0', tables = replace(tables, 'sentence_move', 'retired')"
        )
    store.close()
    with pytest.raises(StoreError) as error:
        open_store(path, read_only=True)
    assert str(error.value) == f"{path}: made by another version of dedupe: run dedupe rebuild first"
    with open_store(path) as reopened:
        tables = _objects(reopened, "table")
        assert "retired" not in tables
        assert "sentence_move" in tables
        assert [one.name for one in reopened.articles()] == ["cake"]
        assert not reopened.step_is_current("cluster", "f", "{}")


def test_comments_and_spacing_do_not_make_another_layout(monkeypatch: pytest.MonkeyPatch):
    before = schema.layout_hash()
    cap = derived.TABLES["cap"]
    monkeypatch.setitem(derived.TABLES, "cap", cap.replace("-- what was limited", "--   said otherwise"))
    assert schema.layout_hash() == before
    monkeypatch.setitem(derived.TABLES, "cap", cap.replace("left_out", "omitted"))
    assert schema.layout_hash() != before


def test_a_migration_carries_the_facts_forward(path: Path, store: Store, monkeypatch: pytest.MonkeyPatch):
    run = store.begin_run("0.1", MORNING)
    store.add_batch(run, [Article(key="cake", text="The cake fair opens.")], seen_at=MORNING)
    store.close()

    def add_desk(database: object) -> None:
        database.execute("ALTER TABLE article ADD COLUMN desk TEXT")  # type: ignore[attr-defined]

    monkeypatch.setattr(facts, "MIGRATIONS", (*facts.MIGRATIONS, ("desk", add_desk)))
    monkeypatch.setattr(schema, "FACTS_VERSION", len(facts.MIGRATIONS))
    with open_store(path) as migrated:
        assert [one.name for one in migrated.articles()] == ["cake"]
        assert migrated._connection.execute("SELECT desk FROM article").fetchall() == [(None,)]
        assert schema.facts_version(migrated._connection) == len(facts.MIGRATIONS)


def test_a_migration_that_fails_leaves_the_store_as_it_was(path: Path, store: Store, monkeypatch: pytest.MonkeyPatch):
    store.close()

    def fail(database: object) -> None:
        database.execute("ALTER TABLE article ADD COLUMN desk TEXT")  # type: ignore[attr-defined]
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(facts, "MIGRATIONS", (*facts.MIGRATIONS, ("desk", fail)))
        patched.setattr(schema, "FACTS_VERSION", len(facts.MIGRATIONS))
        with pytest.raises(ZeroDivisionError):
            open_store(path)
    with open_store(path) as untouched:
        assert schema.facts_version(untouched._connection) == schema.FACTS_VERSION
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            untouched._connection.execute("SELECT desk FROM article")


def test_rebuilding_drops_what_was_derived_and_keeps_the_facts(store: Store):
    run = store.begin_run("0.1", MORNING)
    store.add_batch(run, [Article(key="cake", text="The cake fair opens.")], seen_at=MORNING)
    store.record_step("cluster", "f", "{}")
    store.drop_derived()
    assert not store.step_is_current("cluster", "f", "{}")
    assert [one.name for one in store.articles()] == ["cake"]
    assert store.check(read_data=True) == []
