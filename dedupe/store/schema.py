"""Which tables a store has: facts are migrated forward, derived tables are dropped and made anew.

A store says what it is in SQLite's own header: ``application_id`` that it is ours, ``user_version`` how
many migrations its facts have seen. The derived tables carry a hash of their own SQL (without comments):
where it is not today's, another version of dedupe made them, and they are worth nothing.
"""

from __future__ import annotations

import json
import re
import sqlite3

import xxhash

from dedupe.store import derived, facts
from dedupe.store.views import VIEWS

APPLICATION_ID = int.from_bytes(b"fold")
"""Marks a SQLite file as a store of dedupe; ``file(1)`` and SQLite's PRAGMA application_id read it."""

FACTS_VERSION = len(facts.MIGRATIONS)

_LAYOUT_TABLE = """
    CREATE TABLE derived_layout (
        hash   TEXT NOT NULL,  -- of the SQL that made the derived tables
        tables TEXT NOT NULL,  -- JSON array of their names, parents first: what to drop, last first
        views  TEXT NOT NULL   -- JSON array of the views over them
    ) STRICT
"""  # always one row


def is_blank(connection: sqlite3.Connection) -> bool:
    """Return whether nothing was ever made in this database."""
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(objects == 0)


def application_id(connection: sqlite3.Connection) -> int:
    """Return the number by which the maker of a SQLite file marks it; ours is APPLICATION_ID."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def facts_version(connection: sqlite3.Connection) -> int:
    """Return how many migrations the facts of this store have seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_current(connection: sqlite3.Connection) -> bool:
    """Return whether facts and derived tables are as this version makes them."""
    return facts_version(connection) == FACTS_VERSION and _derived_layout(connection) == layout_hash()


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Make or migrate the facts; recreate the derived tables if another layout made them. Inside a transaction."""
    if facts_version(connection) < FACTS_VERSION:
        _migrate(connection)
    if _derived_layout(connection) != layout_hash():
        recreate_derived(connection)


def recreate_derived(connection: sqlite3.Connection) -> None:
    """Drop every derived table and view, and make them empty. Facts are not touched. Inside a transaction."""
    _drop_derived(connection)
    for statement in (_LAYOUT_TABLE, *derived.TABLES.values(), *derived.INDEXES, *VIEWS.values()):
        connection.execute(statement)
    row = (layout_hash(), json.dumps([*derived.TABLES]), json.dumps([*VIEWS]))
    connection.execute("INSERT INTO derived_layout (hash, tables, views) VALUES (?, ?, ?)", row)


def layout_hash() -> str:
    """Return the hash of the SQL of all derived tables, indexes and views, comments and spacing apart."""
    statements = (*derived.TABLES.values(), *derived.INDEXES, *VIEWS.values())
    bare = (" ".join(re.sub(r"--.*", "", statement).split()) for statement in statements)
    return f"xxh128:{xxhash.xxh3_128_hexdigest(chr(10).join(bare).encode())}"


def _migrate(connection: sqlite3.Connection) -> None:
    # Half a second to import, and needed only where a store is made or brought forward.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("dedupe")
    for name, step in facts.MIGRATIONS:
        migrations(name=name)(step)
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FACTS_VERSION}")


def _drop_derived(connection: sqlite3.Connection) -> None:
    # By the names that were made, not by today's: another version may have had other tables.
    if not _has_layout(connection):
        return
    tables, views = connection.execute("SELECT tables, views FROM derived_layout").fetchone()
    for view in json.loads(views):
        connection.execute(f'DROP VIEW IF EXISTS "{view}"')
    for table in (*reversed(json.loads(tables)), "derived_layout"):
        connection.execute(f'DROP TABLE IF EXISTS "{table}"')


def _derived_layout(connection: sqlite3.Connection) -> str | None:
    if not _has_layout(connection):
        return None
    return str(connection.execute("SELECT hash FROM derived_layout").fetchone()[0])


def _has_layout(connection: sqlite3.Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'derived_layout'"
    return bool(connection.execute(query).fetchone()[0])
