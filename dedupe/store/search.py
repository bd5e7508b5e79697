"""Full-text search: an index of words beside the facts, made when it is first asked for.

It holds no text, only which words stand where in which article, cut as everything else here cuts them: each character of a
script without spaces is a word. Articles that came later are added by the next search. SQLite's own ranking (BM25) orders what is
found; a headline counts five times.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

from dedupe.store.articles import load_articles
from dedupe.store.connection import Connection, snapshot, write_transaction
from dedupe.store.rows import Hit, SearchState
from dedupe.text.queries import Phrase
from dedupe.text.tokens import words

TABLE = """
    CREATE VIRTUAL TABLE IF NOT EXISTS article_search
    USING fts5(title, text, content = '', tokenize = 'unicode61 remove_diacritics 2')
"""
_INDEXED = "SELECT coalesce(max(id), 0) FROM article_search_docsize"
_WAITING = """
    SELECT article.id, title, text FROM article JOIN body ON body.id = body
    WHERE article.id > ? ORDER BY article.id LIMIT ?
"""
_ADD = "INSERT INTO article_search (rowid, title, text) VALUES (?, ?, ?)"
_FIND = """
    SELECT article.id, story_id
    FROM article_search JOIN article ON article.id = article_search.rowid
    LEFT JOIN revision ON revision.article = article.id LEFT JOIN story ON story.id = revision.story
    WHERE article_search MATCH ? ORDER BY bm25(article_search, 5, 1), article_hash LIMIT ?
"""
_COUNT = "SELECT count(*) FROM article_search WHERE article_search MATCH ?"
_BATCH = 1000  # articles a transaction


def bring_index_up_to_date(connection: Connection, advance: Callable[[int], None] = lambda _: None) -> None:
    """Add the articles that are not in the index yet, batch by batch; ``advance`` is told of each batch."""
    if state(connection) == "current":
        return
    more = True
    while more:
        with write_transaction(connection):
            connection.execute(TABLE)
            (last,) = connection.execute(_INDEXED).fetchone()
            rows = connection.execute(_WAITING, (last, _BATCH)).fetchall()
            add_articles(connection, rows)
        advance(len(rows))
        more = len(rows) == _BATCH


def add_articles(connection: sqlite3.Connection, rows: Iterable[tuple[int, str | None, str]]) -> None:
    """Add the words of articles (row, headline, text) to the index."""
    connection.executemany(_ADD, ((row, _spaced(title or ""), _spaced(text)) for row, title, text in rows))


def drop_index(connection: Connection) -> None:
    """Forget the index; inside a transaction. The next search makes it anew."""
    connection.execute("DROP TABLE IF EXISTS article_search")


def found(connection: Connection, phrases: Sequence[Phrase], limit: int) -> Iterator[Hit]:
    """Yield the articles in which all phrases stand, the best first, of equals the one of the smaller hash."""
    with snapshot(connection):
        rows = connection.execute(_FIND, (_expression(phrases), limit)).fetchall()
        loaded = load_articles(connection, [article for article, _ in rows])
    return (Hit(article=loaded[article], story=story) for article, story in rows)


def count_found(connection: Connection, phrases: Sequence[Phrase]) -> int:
    """Return in how many articles all phrases stand."""
    return int(connection.execute(_COUNT, (_expression(phrases),)).fetchone()[0])


def state(connection: Connection) -> SearchState:
    """Return whether the index is there, and whether it knows all articles."""
    if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'article_search'").fetchone()[0]:
        return "absent"
    (last,) = connection.execute(_INDEXED).fetchone()
    more = connection.execute("SELECT EXISTS (SELECT 1 FROM article WHERE id > ?)", (last,)).fetchone()[0]
    return "behind" if more else "current"


def _spaced(text: str) -> str:
    return " ".join(words(text))


def _expression(phrases: Sequence[Phrase]) -> str:
    """Return phrases as FTS5 has them; their words hold letters and digits, and what joins these, but no quotation mark."""
    wanted = " AND ".join(_quoted(phrase) for phrase in phrases if not phrase.excluded)
    return "".join([f"({wanted})", *(f" NOT {_quoted(phrase)}" for phrase in phrases if phrase.excluded)])


def _quoted(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{"*" if phrase.open_ended else ""}'
