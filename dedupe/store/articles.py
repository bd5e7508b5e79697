"""Reading facts: articles in their canonical order, whole and verified, in pieces so that memory stays small.

The canonical order (source, date, KEY, hash) is a property of the articles: the order in which they were
ingested never shows. Each article is hashed again as it is read: a bit that flipped on the disk raises
StoreDamaged and never reaches a report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import xxhash

from dedupe.errors import StoreDamaged
from dedupe.records import Article, Origin, Rejection, StoredArticle
from dedupe.store.connection import Connection, snapshot
from dedupe.store.names import article_names
from dedupe.store.rows import BatchCounts, Run, StoredRejection
from dedupe.store.seals import prove
from dedupe.store.verdicts import verdicts
from dedupe.text.hashing import article_hash

IN_ORDER = """
    SELECT id FROM article ORDER BY coalesce(source, ''), coalesce(published_at, ''), article_key, article_hash
"""
_AT_A_TIME = 512
_ARTICLES = """
    SELECT article.id, article_hash, body_hash, article_key, body.text, title, url, source, byline, language, extractor,
           published_at, modified_at, fetched_at, file, line,
           checksum
    FROM article JOIN body ON body.id = body WHERE article.id IN (SELECT value FROM json_each(?))
"""


def canonical_articles(connection: Connection) -> Iterator[StoredArticle]:
    """Yield every article in canonical order."""
    ids = [row for (row,) in connection.execute(IN_ORDER)]
    for start in range(0, len(ids), _AT_A_TIME):
        with snapshot(connection):
            piece = _still_there(connection, ids[start : start + _AT_A_TIME])
            loaded = load_articles(connection, piece)
        yield from (loaded[row] for row in piece)


def articles_of(connection: Connection, hashes: Sequence[str]) -> dict[str, StoredArticle]:
    """Return the articles with these hashes, by hash, without those that are not there."""
    query = "SELECT id FROM article WHERE article_hash IN (SELECT value FROM json_each(?))"
    with snapshot(connection):
        rows = [row for (row,) in connection.execute(query, (json.dumps(hashes),))]
        return {stored.hash: stored for stored in load_articles(connection, rows).values()}


def _still_there(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return those that no other process has forgotten meanwhile."""
    query = "SELECT id FROM article WHERE id IN (SELECT value FROM json_each(?))"
    there = {row for (row,) in connection.execute(query, (json.dumps(ids),))}
    return [row for row in ids if row in there]


def load_articles(connection: Connection, ids: Sequence[int]) -> dict[int, StoredArticle]:
    """Return the articles with these row ids. Raises StoreDamaged where one is not what was stored."""
    names = article_names(connection, ids)
    loaded = {}
    texts: dict[str, str] = {}  # one in memory for all copies
    for row, stored_hash, body_hash, key, text, *fields, checksum in connection.execute(_ARTICLES, (json.dumps(ids),)):
        article = article_of_row((key, texts.setdefault(body_hash, text), *fields))
        if article_hash(article) != stored_hash:
            raise StoreDamaged(f"{connection.path}: article {names[row]!r} is not what was stored: run dedupe check")
        prove(connection, f"where and when article {names[row]!r} was read", checksum, stored_hash, *fields[-3:])
        loaded[row] = StoredArticle(hash=stored_hash, name=names[row], body_hash=body_hash, article=article)
    if not loaded.keys() >= set(ids):
        raise StoreDamaged(f"{connection.path}: an article is there without its text: run dedupe check")
    return loaded


def article_of_row(fields: Sequence[Any]) -> Article:
    """Return the article of the columns from article_key to line."""
    key, text, title, url, source, byline, language, extractor, published, modified, fetched, file, line = fields
    return Article(
        key=key, text=text, title=title, url=url, source=source, byline=byline, language=language,
        extractor=extractor, published_at=published, modified_at=modified, fetched_at=fetched,
        origin=Origin(file=file, line=line),
    )  # fmt: skip


def runs(connection: Connection) -> Iterator[Run]:
    """Yield every ingest, oldest first."""
    query = (
        "SELECT id, tool_version, started_at, finished_at, articles_read, stored, sighted, rejected, forgotten"
        " FROM ingest_run ORDER BY id"
    )
    for row, tool_version, started_at, finished_at, read, *counts in connection.execute(query):
        yield Run(
            id=row, tool_version=tool_version, started_at=started_at, finished_at=finished_at, read=read,
            counts=BatchCounts(*counts),
        )  # fmt: skip


def arrived_since(connection: Connection, run: int) -> Iterator[str]:
    """Yield the hashes of the articles that came with this ingest or a later one, ascending."""
    rows = connection.execute("SELECT article_hash FROM article WHERE run >= ? ORDER BY article_hash", (run,))
    return (hashed for (hashed,) in rows)


def rejections(connection: Connection, run: int | None) -> Iterator[StoredRejection]:
    """Yield what could not be read, in one run or in all, by run, file and line."""
    query = (
        "SELECT run, file, line, reason FROM rejected WHERE ?1 IS NULL OR run = ?1"
        " ORDER BY run, file, coalesce(line, 0), reason, id"
    )
    for of_run, file, line, reason in connection.execute(query, (run,)):
        rejection = Rejection(origin=Origin(file=file, line=line), reason=reason)
        yield StoredRejection(run=of_run, rejection=rejection)


def fingerprint(connection: Connection) -> str:
    """Return one hash of all that decides about stories: article hashes, fetch times, verdicts.

    It does not depend on the order of ingest, and runs and sightings do not count.
    """
    digest = xxhash.xxh3_128()
    for (line,) in connection.execute(
        "SELECT article_hash || ' ' || iif(fetched_at <> '', fetched_at, '-') || char(10) FROM article ORDER BY article_hash"
    ):
        digest.update(line.encode())
    for verdict in verdicts(connection):
        digest.update(json.dumps([verdict.kind, verdict.a, verdict.b, verdict.why]).encode())
    return f"xxh128:{digest.hexdigest()}"
