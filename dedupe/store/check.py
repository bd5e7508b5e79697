"""Is what is in the store what was written, and does it keep its laws? Finds; repairs nothing.

The quick check asks SQLite, counts, and applies every edit script both ways. Reading the data too hashes
every text, article and signature again and makes the search index anew, which finds a bit that flipped on the disk and SQLite cannot know.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from dedupe.errors import DedupeError, PatchError
from dedupe.records import Comparison
from dedupe.store import derived
from dedupe.store.articles import IN_ORDER, load_articles
from dedupe.store.clustering import story_ids
from dedupe.store.compared import comparison, comparisons_of
from dedupe.store.connection import Connection
from dedupe.store.forgetting import unpurged
from dedupe.store.ingest import word_count
from dedupe.store.layouts import load_layouts
from dedupe.store.rows import Signature
from dedupe.store.search_check import search_problems
from dedupe.store.signatures import checksum
from dedupe.store.steps import step_state
from dedupe.store.stories import caps, pairs, stories
from dedupe.store.verdicts import verdicts
from dedupe.text.hashing import content_hash

Problems = Iterator[str]


def check(connection: Connection, *, read_data: bool) -> list[str]:
    """Return one line for each thing that is wrong; none when all is well."""
    checks: list[Callable[[Connection], Problems]] = [
        _sqlite,
        _references,
        _counts,
        _forgotten,
        _numbering,
        _ids,
        _layouts,
        _scripts,
        _reversions,
    ]
    if read_data:
        checks += [_readable, _bodies, _articles, _signatures, _sealed, search_problems]
    return [problem for each in checks for problem in _guarded(each, connection)]


def _guarded(each: Callable[[Connection], Problems], connection: Connection) -> Problems:
    # A file so damaged that a check cannot finish is a finding, not an accident.
    try:
        yield from each(connection)
    except (DedupeError, sqlite3.Error, ValueError) as error:
        yield f"{each.__name__.strip('_')}: {error}"


def _sqlite(connection: Connection) -> Problems:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield f"SQLite: {message}"


def _references(connection: Connection) -> Problems:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} {row}: refers to a {parent} that is not there"


def _counts(connection: Connection) -> Problems:
    query = """
        SELECT id, articles_read, stored, sighted, rejected, forgotten,
               (SELECT count(*) FROM article WHERE run = ingest_run.id),
               (SELECT count(*) FROM sighting WHERE run = ingest_run.id),
               (SELECT count(*) FROM rejected WHERE run = ingest_run.id)
        FROM ingest_run ORDER BY id
    """
    for run, read, stored, sighted, rejected, forgotten, *rows in connection.execute(query):
        if read is not None and read != stored + sighted + rejected + forgotten:
            gone = f" + forgotten {forgotten}" if forgotten else ""
            yield f"run {run}: read {read}, but stored {stored} + sighted {sighted} + rejected {rejected}{gone}"
        for what, counted, there in zip(
            ("stored", "sighted", "rejected"), (stored, sighted, rejected), rows, strict=True
        ):
            if counted != there:
                yield f"run {run}: {what} {counted}, but {there} are there"


def _forgotten(connection: Connection) -> Problems:
    for key in unpurged(connection):
        yield f"article {key!r}: forgotten, but bytes of it may be left in the file: run dedupe forget once more"
    query = "SELECT article_key FROM forgotten WHERE body_hash IN (SELECT body_hash FROM body) ORDER BY article_hash"
    for (key,) in connection.execute(query):
        yield f"article {key!r}: forgotten, but its text is there"


def _numbering(connection: Connection) -> Problems:
    query = "SELECT story_id, position, number, relation FROM revision JOIN story ON story.id = story ORDER BY 1, 2"
    for story_id, rows in groupby(connection.execute(query), key=lambda row: row[0]):
        last = 0
        for expected, (_, position, number, relation) in enumerate(rows):
            first = last == 0
            if position != expected or number not in ({1} if first else {last, last + 1}) or (first and relation):
                yield f"story {story_id}: its revisions are not numbered one after the other"
                break
            last = number


def _ids(connection: Connection) -> Problems:
    query = """
        SELECT story_id, articles, min(article_hash), count(article_hash)
        FROM story LEFT JOIN revision ON story = story.id LEFT JOIN article ON article.id = article
        GROUP BY story.id ORDER BY story_id
    """
    rows = connection.execute(query).fetchall()
    for story_id, articles, _, members in rows:
        if articles != members:
            yield f"story {story_id}: has {members} articles, but says {articles}"
    peopled = [(story_id, smallest) for story_id, _, smallest, members in rows if members]
    for (story_id, _), expected in zip(peopled, story_ids([smallest for _, smallest in peopled]), strict=True):
        if story_id != expected:
            yield f"story {story_id}: its members make it {expected}"


def _layouts(connection: Connection) -> Problems:
    query = """
        SELECT id, body_hash, text FROM body WHERE id IN (SELECT body FROM body_paragraph) ORDER BY body_hash
    """
    for row, body_hash, text in connection.execute(query):
        layout = load_layouts(connection, [row]).get(row)
        if layout is None or layout.text() != text:
            yield f"body {body_hash}: its paragraphs do not make its text"


def _scripts(connection: Connection) -> Problems:
    query = """
        SELECT older.article_hash, newer.article_hash FROM edit_script
        JOIN article AS older ON older.id = old JOIN article AS newer ON newer.id = new ORDER BY 1, 2
    """
    for old, new in connection.execute(query).fetchall():
        try:
            compared = comparison(connection, old, new)
        except DedupeError as error:
            yield str(error)
        else:
            if compared is not None:
                yield from _rebuilds(compared)


def _rebuilds(compared: Comparison) -> Problems:
    from dedupe.changes import apply, invert  # the differ is heavy, and other commands need none of it

    old, new, script = compared.old, compared.new, compared.changes.script
    ways = ((old, new, script, "new"), (new, old, invert(script), "old"))
    for before, after, way, side in ways:
        try:
            rebuilt = apply(before.article.text, way)
        except PatchError as error:
            yield f"edit script {old.name} -> {new.name}: {error}"
        else:
            if rebuilt != after.article.text:
                yield f"edit script {old.name} -> {new.name}: does not rebuild its {side} version"


def _reversions(connection: Connection) -> Problems:
    from dedupe.changes.reversions import with_reversions

    # Where articles were folded anew and not compared yet, they follow from stories that are no more.
    done_for = connection.execute("SELECT fingerprint FROM step WHERE name = 'diff'").fetchone()
    if done_for is None or done_for[0] != step_state(connection, "cluster"):
        return
    for told in stories(connection, 2):
        try:
            recorded = tuple(comparisons_of(connection, told.id))
        except DedupeError:
            continue  # told with the scripts
        if with_reversions(told, recorded) != recorded:
            yield f"story {told.id}: its reversions are not those that its versions make"


def _sealed(connection: Connection) -> Problems:
    # Reading proves; of each kind the first that is damaged is told.
    readings: tuple[Callable[[], Iterable[object]], ...] = (
        lambda: pairs(connection),
        lambda: stories(connection, 1),
        lambda: caps(connection),
        lambda: verdicts(connection),
    )
    for reading in readings:
        try:
            deque(reading(), maxlen=0)
        except DedupeError as error:
            yield str(error)


def _readable(connection: Connection) -> Problems:
    for table in derived.TABLES:
        try:
            for _ in connection.execute(f"SELECT * FROM {table}"):
                pass
        except DedupeError as error:
            yield f"{table}: {error}"


def _bodies(connection: Connection) -> Problems:
    for body_hash, text, words in connection.execute("SELECT body_hash, text, word_count FROM body ORDER BY body_hash"):
        if content_hash(text) != body_hash:
            yield f"body {body_hash}: its text is not what was stored"
        elif word_count(text) != words:
            yield f"body {body_hash}: has {word_count(text)} words, but says {words}"


def _articles(connection: Connection) -> Problems:
    for (row,) in connection.execute(IN_ORDER).fetchall():
        try:
            load_articles(connection, [row])
        except DedupeError as error:
            yield str(error)


def _signatures(connection: Connection) -> Problems:
    query = """
        SELECT body_hash, article, passages, scheme, checksum FROM signature JOIN body ON body.id = body
        ORDER BY body_hash
    """
    for body_hash, article, passages, scheme, stored in connection.execute(query):
        if checksum(Signature(body_hash=body_hash, article=article, passages=passages), scheme) != stored:
            yield f"signature of body {body_hash}: is not what was stored"
