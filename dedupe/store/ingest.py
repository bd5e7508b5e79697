"""Writing facts. A batch is one transaction: whole or not at all, however the process ends.

Every record that was read leaves exactly one trace: an article that is new, a sighting of one that is
known, a rejection, or a count where it was to be forgotten. What a later reader sees does not depend on which came first: an article keeps the
earliest time at which it was fetched and the smallest place at which it was read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dedupe.errors import StoreError
from dedupe.records import Article, Origin, Rejection
from dedupe.store.connection import Connection, write_transaction
from dedupe.store.ids import next_ids
from dedupe.store.rows import BatchCounts
from dedupe.store.seals import checksum_of
from dedupe.text.hashing import article_hash, content_hash

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_SIZES = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")

_KNOWN = """
    SELECT article_hash, article.id, article_key, text, title, url, source, byline, language, extractor, published_at,
           modified_at
    FROM article JOIN body ON body.id = body WHERE article_hash IN (SELECT value FROM json_each(?))
"""
_ADD_BODY = "INSERT INTO body (id, body_hash, text, word_count) VALUES (?, ?, ?, ?)"
_ADD_ARTICLE = """
    INSERT INTO article (id, article_hash, article_key, source, url, title, byline, published_at, modified_at,
                         fetched_at, language, extractor, body, run, file, line, checksum)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_SIGHTING = "INSERT INTO sighting (article, run, seen_at, file, line, fetched_at) VALUES (?, ?, ?, ?, ?, ?)"
_ADD_REJECTED = "INSERT INTO rejected (run, file, line, reason) VALUES (?, ?, ?, ?)"
_KEEP_EARLIEST = "UPDATE article SET fetched_at = ?1 WHERE id = ?2 AND coalesce(fetched_at > ?1, 1)"
_KEEP_SMALLEST_PLACE = (
    "UPDATE article SET file = ?1, line = ?2 WHERE id = ?3 AND (file, coalesce(line, 0)) > (?1, coalesce(?2, 0))"
)
_SEAL = "UPDATE article SET checksum = checksum_of(article_hash, fetched_at, file, line) WHERE id = ?"
_COUNT = """
    UPDATE ingest_run
    SET stored = stored + ?, sighted = sighted + ?, rejected = rejected + ?, forgotten = forgotten + ? WHERE id = ?
"""
_REFUSED = "UPDATE forgotten SET refused = refused + 1 WHERE id = ?"


def word_count(text: str) -> int:
    """Return the size of a text in words as a person counts them; comparing has its own, finer words.

    >>> word_count("Two ferries collided."), word_count("两艘渡轮相撞")
    (3, 6)
    """
    is_spaced = text.isascii() or not _HAS_UNSPACED.search(text)
    return len(text.split()) if is_spaced else len(_SIZES.findall(text))


def begin_run(connection: Connection, tool_version: str, started_at: str) -> int:
    """Record that an ingest begins, and return its number."""
    with write_transaction(connection):
        run = next(next_ids(connection, "ingest_run"))
        query = "INSERT INTO ingest_run (id, tool_version, started_at) VALUES (?, ?, ?)"
        connection.execute(query, (run, tool_version, started_at))
    return run


def finish_run(connection: Connection, run: int, finished_at: str, counts: BatchCounts) -> None:
    """Record that an ingest came to its end, and what its reader counted."""
    with write_transaction(connection):
        query = "UPDATE ingest_run SET finished_at = ?, articles_read = ? WHERE id = ?"
        connection.execute(query, (finished_at, counts.read, run))


def add_batch(
    connection: Connection, run: int, articles: Sequence[Article], rejections: Sequence[Rejection], seen_at: str
) -> BatchCounts:
    """Store what was read, in one transaction, and return what became of it.

    An article that is not what its hash says (two records of one hash: nobody has seen that happen by
    accident) is rejected, never mistaken for the other. Raises StoreError where a record holds a lone surrogate.
    """
    hashes = [_hash_of(article) for article in articles]
    with write_transaction(connection):
        refused, kept = _told_apart(connection, hashes, articles)
        sorting = _Sorting(connection)
        sorting.take([hashes[place] for place in kept], [articles[place] for place in kept])
        counts = BatchCounts(
            len(sorting.new), len(sorting.again), len(sorting.rejected) + len(rejections), len(refused)
        )
        connection.executemany(_ADD_BODY, sorting.bodies)
        connection.executemany(_ADD_ARTICLE, (_article_row(*row, run) for row in sorting.new))
        connection.executemany(_ADD_SIGHTING, (_sighting_row(row, a, run, seen_at) for row, a in sorting.again))
        _keep_smallest(connection, sorting.again)
        connection.executemany(_ADD_REJECTED, _rejected_rows(run, (*rejections, *sorting.rejected)))
        connection.executemany(_REFUSED, ((tombstone,) for tombstone in refused))
        connection.execute(_COUNT, (counts.stored, counts.sighted, counts.rejected, counts.forgotten, run))
    return counts


def _told_apart(
    connection: Connection, hashes: Sequence[str], articles: Sequence[Article]
) -> tuple[list[int], Sequence[int]]:
    """Return the tombstones of what was to be forgotten, one for each, and the places of all else."""
    rows = connection.execute("SELECT body_hash, article_hash, id FROM forgotten ORDER BY id DESC").fetchall()
    if not rows:
        return [], range(len(articles))
    of_text = {body: row for body, _, row in rows}  # the first of several
    of_article = {hashed: row for _, hashed, row in rows}
    texts = [content_hash(article.text) for article in articles]
    refused = [
        of_article.get(hashed, of_text[text]) for hashed, text in zip(hashes, texts, strict=True) if text in of_text
    ]
    return refused, [place for place, text in enumerate(texts) if text not in of_text]


@dataclass(slots=True)
class _Sorting:
    """A batch told apart: what is new and gets a row id, what was seen before, what cannot be stored."""

    connection: Connection
    new: list[tuple[int, str, Article, int]] = field(default_factory=list)  # row, hash, article, row of its body
    again: list[tuple[int, Article]] = field(default_factory=list)  # row, article as read this time
    rejected: list[Rejection] = field(default_factory=list)
    bodies: list[tuple[int, str, str, int]] = field(default_factory=list)  # row, hash, text, words

    def take(self, hashes: Sequence[str], articles: Sequence[Article]) -> None:
        """Sort out a batch, each article with its hash."""
        known = self._known(hashes)
        unknown = [article.text for hashed, article in zip(hashes, articles, strict=True) if hashed not in known]
        body_of = self._bodies(unknown)
        free = next_ids(self.connection, "article")
        for hashed, article in zip(hashes, articles, strict=True):
            if hashed in known:
                row, identity = known[hashed]
                if identity == _identity(article):
                    self.again.append((row, article))
                else:
                    self._reject(article, hashed)
            elif (body := body_of.get(article.text)) is None:
                self._reject(article, content_hash(article.text))
            else:
                row = next(free)
                self.new.append((row, hashed, article, body))
                known[hashed] = (row, _identity(article))

    def _known(self, hashes: Sequence[str]) -> dict[str, tuple[int, tuple[str | None, ...]]]:
        rows = self.connection.execute(_KNOWN, (json.dumps(hashes),))
        return {hashed: (row, tuple(identity)) for hashed, row, *identity in rows}

    def _bodies(self, texts: Sequence[str]) -> dict[str, int]:
        """Return the row of each text, new ones given one; a text whose hash is another's has none."""
        hash_of = {text: content_hash(text) for text in texts}
        query = "SELECT body_hash, id, text FROM body WHERE body_hash IN (SELECT value FROM json_each(?))"
        rows = self.connection.execute(query, (json.dumps([*hash_of.values()]),))
        known = {body_hash: (row, text) for body_hash, row, text in rows}
        free = next_ids(self.connection, "body")
        for text, body_hash in hash_of.items():
            if body_hash not in known:
                known[body_hash] = (next(free), text)
                self.bodies.append((known[body_hash][0], body_hash, text, word_count(text)))
        return {text: known[hashed][0] for text, hashed in hash_of.items() if known[hashed][1] == text}

    def _reject(self, article: Article, hashed: str) -> None:
        reason = f"{article.key!r} differs from what is stored under the same hash {hashed}"
        self.rejected.append(Rejection(origin=article.origin, reason=reason))


def _hash_of(article: Article) -> str:
    try:
        (article.fetched_at or "").encode()  # the one field that the hash leaves out
        return article_hash(article)
    except UnicodeEncodeError:
        raise StoreError(f"{article.key!r} holds a lone surrogate, which is no character: not stored") from None


def _identity(article: Article) -> tuple[str | None, ...]:
    return (
        article.key, article.text, article.title, article.url, article.source, article.byline, article.language,
        article.extractor, article.published_at, article.modified_at,
    )  # fmt: skip


def _article_row(row: int, hashed: str, article: Article, body: int, run: int) -> tuple[object, ...]:
    return (
        row, hashed, article.key, article.source, article.url, article.title, article.byline, article.published_at,
        article.modified_at, article.fetched_at, article.language, article.extractor, body, run,
        *_place(article.origin), checksum_of(hashed, article.fetched_at, *_place(article.origin)),
    )  # fmt: skip


def _sighting_row(row: int, article: Article, run: int, seen_at: str) -> tuple[object, ...]:
    return (row, run, seen_at, *_place(article.origin), article.fetched_at)


def _keep_smallest(connection: Connection, again: Sequence[tuple[int, Article]]) -> None:
    fetched = ((article.fetched_at, row) for row, article in again if article.fetched_at is not None)
    connection.executemany(_KEEP_EARLIEST, fetched)
    connection.executemany(_KEEP_SMALLEST_PLACE, ((*_place(article.origin), row) for row, article in again))
    connection.executemany(_SEAL, {(row,) for row, _ in again})


def _rejected_rows(run: int, rejections: Iterable[Rejection]) -> Iterator[tuple[object, ...]]:
    return ((run, *_place(rejection.origin), _writable(rejection.reason)) for rejection in rejections)


def _place(origin: Origin) -> tuple[str, int | None]:
    return _writable(origin.file), origin.line


def _writable(text: str) -> str:
    # A file's name need not be UTF-8: Python then holds its bytes as lone surrogates.
    return text.encode("utf-8", "backslashreplace").decode()
