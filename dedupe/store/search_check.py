"""Is the search index the one that the texts make? SQLite's own check does not come to it, and a flipped bit in it hides articles.

The index is copied into a file without a name, where FTS5 may examine its structure (which it calls a write), and every place
of every word in it is compared with an index that is made anew of the same articles; then every word is searched for in both, as
what stands there need not be found.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest

from dedupe.errors import StoreDamaged
from dedupe.store.connection import Connection
from dedupe.store.search import TABLE, add_articles, state

_SHADOWS = {"data": "id, block", "idx": "segid, term, pgno", "docsize": "id, sz", "config": "k, v"}
_TOTALS = "SELECT block FROM article_search_data WHERE id = 1"  # how many articles and words, which ranking needs
_SIZES = "SELECT id, sz FROM article_search_docsize ORDER BY id"
_PLACES = "SELECT term, doc, col, offset FROM place"
_FOUND = """
    SELECT term, (SELECT count(*) FROM article_search WHERE article_search MATCH '"' || term || '"') FROM word
"""
_ARTICLES = """
    SELECT article.id, title, text FROM article JOIN body ON body.id = body
    WHERE article.id IN (SELECT id FROM article_search_docsize) ORDER BY article.id
"""


def search_problems(connection: Connection) -> Iterator[str]:
    """Yield one line where the index is damaged; none where it is sound, or where there is none."""
    if state(connection) == "absent":
        return
    with closing(_empty()) as copy, closing(_empty()) as anew:
        try:
            _copy(connection, copy)
            copy.execute("INSERT INTO article_search (article_search) VALUES ('integrity-check')")
            add_articles(anew, connection.execute(_ARTICLES))
            anew.execute("COMMIT")  # which is when the totals are written
            same = all(_equal(copy, anew, query) for query in (_TOTALS, _SIZES, _PLACES, _FOUND))
        except (sqlite3.Error, StoreDamaged, UnicodeDecodeError):
            same = False
    if not same:
        yield "search index: is not what the texts make: run dedupe rebuild, and the next search makes it anew"


def _empty() -> sqlite3.Connection:
    """Return a database of its own, on the disk where it grows, with an empty index."""
    connection = sqlite3.connect("", isolation_level=None)
    connection.execute("BEGIN")
    connection.execute(TABLE)
    connection.execute("CREATE VIRTUAL TABLE place USING fts5vocab(article_search, instance)")
    connection.execute("CREATE VIRTUAL TABLE word USING fts5vocab(article_search, row)")
    return connection


def _copy(connection: Connection, copy: sqlite3.Connection) -> None:
    for table, columns in _SHADOWS.items():
        copy.execute(f"DELETE FROM article_search_{table}")
        places = ", ".join("?" * len(columns.split()))
        rows = connection.execute(f"SELECT {columns} FROM article_search_{table}")
        copy.executemany(f"INSERT INTO article_search_{table} ({columns}) VALUES ({places})", rows)


def _equal(one: sqlite3.Connection, other: sqlite3.Connection, query: str) -> bool:
    return all(a == b for a, b in zip_longest(one.execute(query), other.execute(query)))
