"""Writing comparisons: what changed between two articles, as rows that anyone can query.

Every distinct paragraph is stored once, and how a body falls into paragraphs once for each body that is
compared at all. A body that a comparison cuts otherwise than one already stored is refused: the hunks
of the other would then point at other paragraphs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from dedupe.errors import StoreError
from dedupe.records import Changes
from dedupe.store.connection import Connection, write_transaction
from dedupe.store.script_rows import COLUMNS, Body, Rows
from dedupe.store.steps import settings_id

_KEYS = """
    SELECT edit_script.id, older.article_hash, newer.article_hash, json FROM edit_script
    JOIN article AS older ON older.id = old
    JOIN article AS newer ON newer.id = new
    JOIN settings ON settings.id = settings
"""


def comparison_keys(connection: Connection, settings_json: str | None) -> set[tuple[str, str]]:
    """Return (hash of old, hash of new) of every comparison, or of those made with these settings."""
    rows = connection.execute(_KEYS)
    return {(old, new) for _, old, new, made_with in rows if settings_json in (None, made_with)}


def save_comparisons(connection: Connection, items: Iterable[tuple[str, str, Changes]], settings_json: str) -> None:
    """Store what changed between pairs of articles, named by their hashes, in one transaction.

    A comparison of the same two articles that is there already is replaced. Raises StoreError where an
    article is not in the store, PatchError where a script does not fit the texts of its articles.
    """
    with write_transaction(connection):
        latest = {(old, new): changes for old, new, changes in items}
        bodies = _bodies(connection, sorted({hashed for key in latest for hashed in key}))
        rows = Rows(
            connection,
            settings_id(connection, settings_json),
            [(bodies[old], bodies[new], changes) for (old, new), changes in latest.items()],
        )
        replaced = [(bodies[old].article, bodies[new].article) for old, new in latest]
        connection.executemany("DELETE FROM edit_script WHERE old = ? AND new = ?", replaced)
        for table, columns in COLUMNS.items():
            places = ", ".join("?" * len(columns.split()))
            statement = f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES ({places})"
            connection.executemany(statement, rows.of[table])


def drop_comparisons_except(connection: Connection, keys: Iterable[tuple[str, str]]) -> None:
    """Delete every comparison that is not of these (hash of old, hash of new), and the paragraphs then nobody's."""
    with write_transaction(connection):
        kept = set(keys)
        dropped = [(row,) for row, old, new, _ in connection.execute(_KEYS) if (old, new) not in kept]
        if not dropped:
            return
        connection.executemany("DELETE FROM edit_script WHERE id = ?", dropped)
        drop_orphaned_paragraphs(connection)


def drop_orphaned_paragraphs(connection: Connection) -> None:
    """Delete the paragraphs of texts that are in no comparison any more. Inside a transaction."""
    connection.execute("""
        DELETE FROM body_paragraph WHERE body NOT IN (
            SELECT body FROM article WHERE id IN (SELECT old FROM edit_script UNION SELECT new FROM edit_script))
    """)
    connection.execute("""
        DELETE FROM paragraph WHERE id NOT IN
            (SELECT paragraph FROM body_paragraph WHERE paragraph IS NOT NULL)
    """)


def _bodies(connection: Connection, hashes: Sequence[str]) -> dict[str, Body]:
    query = """
        SELECT article_hash, article.id, body.id, body.text FROM article JOIN body ON body.id = body
        WHERE article_hash IN (SELECT value FROM json_each(?))
    """
    rows = connection.execute(query, (json.dumps(hashes),))
    bodies = {hashed: Body(hashed, article, row, text) for hashed, article, row, text in rows}
    for missing in (hashed for hashed in hashes if hashed not in bodies):
        raise StoreError(f"{connection.path}: no article has the hash {missing!r}")
    return bodies
