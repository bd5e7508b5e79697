"""What steps brought back, as rows: written for all stories at once, read with the comparison that they belong to.

Unlike all else that a comparison holds, reversions follow from the whole story: a version that comes between two others
changes them, so they are replaced whenever stories or comparisons were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dedupe.records import Reversion
from dedupe.store.connection import Connection, write_transaction
from dedupe.store.names import article_names, resolve_article
from dedupe.store.spelling import counted

_ADD = "INSERT INTO reversion (edit_script, position, level, article, place) VALUES (?, ?, ?, ?, ?)"
_SCRIPT = """
    SELECT edit_script.id FROM edit_script JOIN article AS older ON older.id = old JOIN article AS newer ON newer.id = new
    WHERE older.article_hash = ? AND newer.article_hash = ?
"""
_OF_SCRIPT = """
    SELECT reversion.position, level, reversion.article, number, place FROM reversion JOIN revision USING (article)
    WHERE edit_script = ? ORDER BY reversion.position
"""


def save_reversions(connection: Connection, items: Iterable[tuple[str, str, Sequence[Reversion]]]) -> None:
    """Replace all reversions by these: (hash of old, hash of new, what was brought back), articles by name or hash.

    What is no comparison of the store is passed over. Raises NameNotFound where a reversion names no article.
    """
    with write_transaction(connection):
        connection.execute("DELETE FROM reversion")
        for old, new, told in items:
            found = connection.execute(_SCRIPT, (old, new)).fetchone()
            if found:
                connection.executemany(_ADD, _rows(connection, found[0], told))


def _rows(connection: Connection, script: int, reversions: Iterable[Reversion]) -> Iterator[tuple[object, ...]]:
    for position, told in enumerate(reversions):
        yield script, position, told.level, resolve_article(connection, told.article), told.place


def reversions_of(connection: Connection, script: int) -> tuple[Reversion, ...]:
    """Return what a comparison brought back, by the row id of its edit script. Raises ValueError where a row is missing."""
    rows = list(counted(connection.execute(_OF_SCRIPT, (script,))))
    names = article_names(connection, sorted({article for _, article, *_ in rows})) if rows else {}
    return tuple(
        Reversion(level=level, article=names[article], revision=number, place=place)
        for level, article, number, place in rows
    )
