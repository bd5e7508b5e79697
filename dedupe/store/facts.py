"""The tables of facts: what was read, and what people decided. Nothing deletes them but ``forget``, which is asked to.

A step of MIGRATIONS, once released, is never edited: the next change of a fact table is a new step, so
that every store there has ever been can be carried forward. The comments inside the SQL are kept by
SQLite, so that ``.schema`` explains the store to whoever opens it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FIRST_TABLES = (
    """
    CREATE TABLE ingest_run (
        id            INTEGER PRIMARY KEY,
        tool_version  TEXT NOT NULL,               -- of the dedupe that read
        started_at    TEXT NOT NULL,               -- ISO-8601, UTC
        finished_at   TEXT,                        -- NULL while it runs, and for ever where it was killed
        articles_read INTEGER,                     -- as the reader counted; equals stored + sighted + rejected
        stored        INTEGER NOT NULL DEFAULT 0,  -- articles seen for the first time
        sighted       INTEGER NOT NULL DEFAULT 0,  -- articles seen again
        rejected      INTEGER NOT NULL DEFAULT 0   -- records that could not be read
    ) STRICT
    """,
    """
    CREATE TABLE body (
        id         INTEGER PRIMARY KEY,
        body_hash  TEXT NOT NULL UNIQUE,  -- xxh128:<hex> of the text's UTF-8 bytes
        text       TEXT NOT NULL,         -- exactly as it came
        word_count INTEGER NOT NULL       -- a size for people: characters count as words in scripts without spaces
    ) STRICT
    """,
    """
    CREATE TABLE article (
        id           INTEGER PRIMARY KEY,
        article_hash TEXT NOT NULL UNIQUE,                    -- xxh128:<hex> of key, text and metadata
        article_key  TEXT NOT NULL,                           -- the record's id, else its URL, else its path
        source       TEXT,                                    -- publisher
        url          TEXT,
        title        TEXT,                                    -- headline
        byline       TEXT,
        published_at TEXT,                                    -- ISO-8601, UTC; the day alone where no time is known
        modified_at  TEXT,                                    -- the same
        fetched_at   TEXT,                                    -- the same; the earliest of all its sightings
        language     TEXT,
        extractor    TEXT,                                    -- what cut the text out of a page, with its version
        body         INTEGER NOT NULL REFERENCES body(id),
        run          INTEGER NOT NULL REFERENCES ingest_run(id),  -- the first that read it
        file         TEXT NOT NULL,                           -- where it was read: the smallest (file, line) of all
        line         INTEGER                                  -- from 1; NULL for a whole file
    ) STRICT
    """,
    # People name articles by KEY, and a name is KEY@prefix where a KEY has several.
    "CREATE INDEX article_by_key ON article(article_key)",
    # From a body to the articles that carry it: copies are found so.
    "CREATE INDEX article_by_body ON article(body)",
    """
    CREATE TABLE sighting (
        id         INTEGER PRIMARY KEY,
        article    INTEGER NOT NULL REFERENCES article(id),
        run        INTEGER NOT NULL REFERENCES ingest_run(id),
        seen_at    TEXT NOT NULL,  -- when we read it: ISO-8601, UTC
        file       TEXT NOT NULL,  -- where
        line       INTEGER,        -- from 1; NULL for a whole file
        fetched_at TEXT            -- what the record itself said
    ) STRICT
    """,
    """
    CREATE TABLE rejected (
        id     INTEGER PRIMARY KEY,
        run    INTEGER NOT NULL REFERENCES ingest_run(id),
        file   TEXT NOT NULL,  -- where the record stands
        line   INTEGER,        -- from 1; NULL for a whole file
        reason TEXT NOT NULL   -- one line for a person
    ) STRICT
    """,
    """
    CREATE TABLE verdict (
        id      INTEGER PRIMARY KEY,  -- of two verdicts about one pair the later holds
        verdict TEXT NOT NULL CHECK (verdict IN ('join', 'separate', 'withdrawn')),  -- withdrawn: evidence decides again
        a       INTEGER NOT NULL REFERENCES article(id),  -- of the two, the article of the smaller hash
        b       INTEGER NOT NULL REFERENCES article(id),
        why     TEXT NOT NULL         -- in the words of whoever decided; empty where withdrawn
    ) STRICT
    """,
)


def _first_tables(database: Any) -> None:
    for statement in FIRST_TABLES:
        database.execute(statement)


FORGETTING = (
    """
    CREATE TABLE forgotten (
        id           INTEGER PRIMARY KEY,
        article_hash TEXT NOT NULL UNIQUE,       -- of the article that was taken out
        body_hash    TEXT NOT NULL,              -- of its text, which is refused from now on
        article_key  TEXT NOT NULL,
        why          TEXT NOT NULL,              -- in the words of whoever asked for it
        forgotten_at TEXT NOT NULL,              -- ISO-8601, UTC
        purged_at    TEXT,                       -- the same; NULL while bytes of it may be left in the file
        refused      INTEGER NOT NULL DEFAULT 0  -- how often it was read again
    ) STRICT
    """,
    "ALTER TABLE ingest_run ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0 /* records that are no more, or were refused */",
)


def _forgetting(database: Any) -> None:
    for statement in FORGETTING:
        database.execute(statement)


CHECKSUMS = (
    "ALTER TABLE article ADD COLUMN checksum TEXT NOT NULL DEFAULT '' /* of what article_hash leaves out */",
    "ALTER TABLE verdict ADD COLUMN checksum TEXT NOT NULL DEFAULT '' /* of all columns but id */",
    "UPDATE article SET checksum = checksum_of(article_hash, fetched_at, file, line)",
    "UPDATE verdict SET checksum = checksum_of(verdict, a, b, why)",
)


def _checksums(database: Any) -> None:
    for statement in CHECKSUMS:
        database.execute(statement)


MIGRATIONS: tuple[tuple[str, Callable[[Any], None]], ...] = (
    ("first_tables", _first_tables),
    ("forgetting", _forgetting),
    ("checksums", _checksums),
)
"""(name, step) in order of application; a step takes a sqlite_utils.Database inside a transaction."""
