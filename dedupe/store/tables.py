"""Whole tables and views, row by row, for whoever takes them elsewhere.

Beside those of the store there is ``articles``: every article with its text, its name, its story and its version, which
the store keeps in several tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dedupe.errors import NameNotFound
from dedupe.store import derived
from dedupe.store.connection import Connection
from dedupe.store.views import VIEWS

ColumnType = Literal["text", "integer", "real", "blob"]
Cell = str | int | float | bytes | None

ARTICLES: Final = "articles"
"""The table that joins what is known of an article."""

_FACTS = ("ingest_run", "body", "article", "sighting", "rejected", "verdict", "forgotten")
_JOINED = """
    SELECT article_name.name, article_hash AS hash, article_key AS key, story_id AS story, revision.number AS revision,
           revision.relation, revision.ordered_by, source, url, article.title, byline, language, extractor,
           published_at, modified_at, fetched_at, word_count, text
    FROM article
    JOIN body ON body.id = article.body
    JOIN article_name ON article_name.article = article.id
    LEFT JOIN revision ON revision.article = article.id
    LEFT JOIN story ON story.id = revision.story
    ORDER BY coalesce(source, ''), coalesce(published_at, ''), article_key, article_hash
"""
# Views that say no order of their own.
_ORDERS = {"article_name": "name", "story_summary": "coalesce(first_published, ''), story_id"}


@dataclass(frozen=True, slots=True)
class Table:
    """Column -> its type, and the rows, one in memory at a time."""

    columns: dict[str, ColumnType]
    rows: Iterator[Sequence[Cell]]


def table_names() -> tuple[str, ...]:
    """Return the names of all tables and views that can be taken elsewhere."""
    return (ARTICLES, *_FACTS, *derived.TABLES, *VIEWS)


def table(connection: Connection, name: str) -> Table:
    """Return a table by its name; its rows are in the order of its key, those of a view in its own.

    Raises NameNotFound, with the names that there are.
    """
    if name not in table_names():
        raise NameNotFound(f"there is no table {name!r}: there are {', '.join(table_names())}")
    query = _JOINED if name == ARTICLES else f'SELECT * FROM "{name}"{_order(connection, name)}'
    return Table(_types(connection, query), iter(connection.execute(query)))


def _order(connection: Connection, name: str) -> str:
    if name in VIEWS:
        return f" ORDER BY {_ORDERS[name]}" if name in _ORDERS else ""
    info = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk", (name,))
    return " ORDER BY " + ", ".join(f'"{column}"' for (column,) in info)


def _types(connection: Connection, query: str) -> dict[str, ColumnType]:
    """The type of each column: what its values are, text where there are none or several."""
    names = [name for name, *_ in connection.execute(f"SELECT * FROM ({query}) LIMIT 0").description]
    kinds = ", ".join(f"""group_concat(DISTINCT nullif(typeof("{name}"), 'null'))""" for name in names)
    found = connection.execute(f"SELECT {kinds} FROM ({query})").fetchone()
    return {name: _type(kind) for name, kind in zip(names, found, strict=True)}


def _type(found: str | None) -> ColumnType:
    kinds = set((found or "text").split(","))
    if kinds == {"integer"}:
        return "integer"
    if kinds <= {"integer", "real"}:
        return "real"
    return "blob" if kinds == {"blob"} else "text"
