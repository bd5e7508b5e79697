"""Taking an article out for good, as law or a publisher may ask: its text, and all that was made of it.

Two steps, so that a process may be killed between them: in one transaction every row goes and a tombstone is written;
then the file is written anew and its journal emptied, so that no byte of what went is left in either. A tombstone
that says nothing of the second step is picked up by the next forgetting.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from dedupe.errors import ForgetError, NameNotFound, StoreBusy
from dedupe.store import holders
from dedupe.store.comparisons import drop_orphaned_paragraphs
from dedupe.store.connection import ANOTHER, Connection, write_transaction
from dedupe.store.names import article_names, listed, resolve_article
from dedupe.store.rows import Forgotten
from dedupe.store.search import drop_index
from dedupe.store.verdicts import in_words

# What goes, children first. :ids are the articles, :bodies their texts; what is left of a story waits for the next folding.
_GOES = {
    "reversions": "DELETE FROM reversion WHERE article IN (SELECT value FROM json_each(:ids))",
    "comparisons": "DELETE FROM edit_script WHERE old IN (SELECT value FROM json_each(:ids))"
    " OR new IN (SELECT value FROM json_each(:ids))",
    "pairs": "DELETE FROM scored_pair WHERE a IN (SELECT value FROM json_each(:ids))"
    " OR b IN (SELECT value FROM json_each(:ids))",
    "revisions": "DELETE FROM revision WHERE story IN"
    " (SELECT story FROM revision WHERE article IN (SELECT value FROM json_each(:ids)))",
    "stories": "DELETE FROM story WHERE id NOT IN (SELECT story FROM revision)",
    "steps": "DELETE FROM step WHERE name IN ('cluster', 'diff')",
    "signatures": "DELETE FROM signature WHERE body IN (SELECT value FROM json_each(:bodies))",
    "verdicts": "DELETE FROM verdict WHERE a IN (SELECT value FROM json_each(:ids))"
    " OR b IN (SELECT value FROM json_each(:ids))",
    "sightings": "DELETE FROM sighting WHERE article IN (SELECT value FROM json_each(:ids))",
    "articles": "DELETE FROM article WHERE id IN (SELECT value FROM json_each(:ids))",
}
_BURY = """
    INSERT INTO forgotten (article_hash, body_hash, article_key, why, forgotten_at)
    SELECT article_hash, body_hash, article_key, :why, :at FROM article JOIN body ON body.id = body
    WHERE article.id IN (SELECT value FROM json_each(:ids)) ORDER BY article_hash
"""
# read = stored + sighted + rejected + forgotten, of every run, before and after.
_RECOUNT = """
    UPDATE ingest_run SET stored = stored - :stored, sighted = sighted - :sighted, forgotten = forgotten + :stored + :sighted
    WHERE id = :run
"""
_READ_BY = """
    SELECT run, sum(stored), sum(sighted) FROM (
        SELECT run, 1 AS stored, 0 AS sighted FROM article WHERE id IN (SELECT value FROM json_each(:ids))
        UNION ALL SELECT run, 0, 1 FROM sighting WHERE article IN (SELECT value FROM json_each(:ids)))
    GROUP BY run
"""


def forget(connection: Connection, name: str, why: str, at: str, *, copies: bool, dry_run: bool) -> Forgotten:
    """Take an article out, and (``copies``) all others of its text; return what went, or with ``dry_run`` would go.

    ``at`` is the time in ISO 8601, UTC. Raises NameNotFound, AmbiguousName; ForgetError where others have the same text and
    ``copies`` is not asked for, or there is no reason; StoreBusy where another process keeps what went in the journal.
    """
    reason = in_words(why, ForgetError)
    if dry_run:
        return _what_goes(connection, *_articles_of(connection, name, copies=copies))
    with write_transaction(connection):
        went = _take_out(connection, name, reason, at, copies=copies)
    _purge(connection, at)
    return went


def unpurged(connection: Connection) -> list[str]:
    """Return the KEYs of which the file may still hold bytes: their forgetting was interrupted."""
    query = "SELECT article_key FROM forgotten WHERE purged_at IS NULL ORDER BY article_hash"
    return [key for (key,) in connection.execute(query)]


def _take_out(connection: Connection, name: str, why: str, at: str, *, copies: bool) -> Forgotten:
    try:
        ids, body = _articles_of(connection, name, copies=copies)
    except NameNotFound:
        if name not in unpurged(connection):
            raise
        return Forgotten(names=(name,), characters=0, counts=())  # its rows went before; the file is still to be purged
    went = _what_goes(connection, ids, body)
    wanted = _wanted(ids, body)
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute(_BURY, {**wanted, "why": why, "at": at})
    for run, stored, sighted in connection.execute(_READ_BY, wanted).fetchall():
        connection.execute(_RECOUNT, {"run": run, "stored": stored, "sighted": sighted})
    for statement in _GOES.values():
        connection.execute(statement, wanted)
    drop_orphaned_paragraphs(connection)
    drop_index(connection)  # it says which words stood where; the next search makes it anew
    connection.execute("DELETE FROM body WHERE id = ?", (body,))
    return went


def _articles_of(connection: Connection, name: str, *, copies: bool) -> tuple[Sequence[int], int]:
    """Return the rows of the articles that go, and that of their text."""
    row = resolve_article(connection, name)
    (body,) = connection.execute("SELECT body FROM article WHERE id = ?", (row,)).fetchone()
    ids = [one for (one,) in connection.execute("SELECT id FROM article WHERE body = ? ORDER BY article_hash", (body,))]
    if len(ids) > 1 and not copies:
        others = article_names(connection, [one for one in ids if one != row])
        raise ForgetError(f"{name!r} has the same text as {listed(others.values())}: forget all of them with --copies")
    return ids, body


def _what_goes(connection: Connection, ids: Sequence[int], body: int) -> Forgotten:
    (characters,) = connection.execute("SELECT length(text) FROM body WHERE id = ?", (body,)).fetchone()
    counts = {
        what: connection.execute(_GOES[what].replace("DELETE", "SELECT count(*)", 1), _wanted(ids, body)).fetchone()[0]
        for what in ("sightings", "verdicts", "pairs", "comparisons")
    }
    names = sorted(article_names(connection, ids).values())
    return Forgotten(names=tuple(names), characters=characters, counts=tuple(counts.items()))


def _wanted(ids: Sequence[int], body: int) -> dict[str, str]:
    return {"ids": json.dumps(ids), "bodies": json.dumps([body])}


def _purge(connection: Connection, at: str) -> None:
    connection.execute("VACUUM")
    (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreBusy(
            f"{connection.path}: forgotten, but {holders.reader(connection.path) or ANOTHER} still reads what was there before:"
            " say the same once more when it has ended"
        )
    with write_transaction(connection):
        connection.execute("UPDATE forgotten SET purged_at = ? WHERE purged_at IS NULL", (at,))
