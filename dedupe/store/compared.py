"""Reading comparisons: the rows put together again into exactly the record that was stored.

Each carries a checksum of that record: a row that is missing or altered raises StoreDamaged, so that no
report tells of a change that was never found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from dedupe.changes.hunks import paragraphs
from dedupe.errors import StoreDamaged
from dedupe.records import (
    Changes,
    Comparison,
    EditScript,
    FactChange,
    Hunk,
    MetadataChange,
    SentenceMove,
    Significance,
    StoredArticle,
)
from dedupe.settings import Settings
from dedupe.store.articles import load_articles
from dedupe.store.connection import Connection
from dedupe.store.names import resolve_story
from dedupe.store.reversions import reversions_of
from dedupe.store.spelling import checksum, counted, edits_from_json, edits_of

_HEADS = """
    SELECT edit_script.id, old, new, older.body, newer.body, significance, disclosed, attention, reasons, coarse,
           edit_script.checksum
    FROM edit_script JOIN article AS older ON older.id = old JOIN article AS newer ON newer.id = new
"""
_SIDES = """
    SELECT ordinal, hunk, side, hunk_paragraph.position, text
    FROM hunk JOIN hunk_paragraph ON hunk = hunk.id JOIN paragraph ON paragraph.id = paragraph
    WHERE edit_script = ? ORDER BY hunk, side, ordinal
"""
_FACTS = """
    SELECT fact_change.position, fact_change.kind, old, new, hunk.position, context
    FROM fact_change LEFT JOIN hunk ON hunk.id = hunk
    WHERE fact_change.edit_script = ? ORDER BY fact_change.position
"""


@dataclass(frozen=True, slots=True)
class _Head:
    script: int
    old: int
    new: int
    old_body: int
    new_body: int
    level: str
    disclosed: int | None
    attention: int
    reasons: str
    coarse: int
    checksum: str


def comparison(connection: Connection, old_hash: str, new_hash: str) -> Comparison | None:
    """Return what changed between two articles, named by their hashes; None where they were not compared."""
    query = f"{_HEADS} WHERE older.article_hash = ? AND newer.article_hash = ?"
    row = connection.execute(query, (old_hash, new_hash)).fetchone()
    return None if row is None else _comparison(connection, _Head(*row))


def between(connection: Connection, old: StoredArticle, new: StoredArticle) -> Comparison:
    """Return what changed between any two articles: as recorded, if these very articles were compared, else computed."""
    recorded = comparison(connection, old.hash, new.hash)
    if recorded is not None and (recorded.old, recorded.new) == (old, new):
        return recorded
    from dedupe.changes import compare

    return Comparison(old=old, new=new, changes=compare(old.article, new.article, Settings().changes))


def comparisons_of(connection: Connection, name: str) -> Iterator[Comparison]:
    """Yield the comparisons within a story in the order of its revisions: by the newer one, then the older."""
    story = resolve_story(connection, name)
    query = f"""{_HEADS}
        JOIN revision AS earlier ON earlier.article = old JOIN revision AS later ON later.article = new
        WHERE earlier.story = ? AND +later.story = ? ORDER BY later.position, earlier.position
    """  # + hides an index: SQLite would meet all revisions with all, to look for a comparison of each two
    for row in connection.execute(query, (story, story)).fetchall():
        yield _comparison(connection, _Head(*row))


def all_comparisons(connection: Connection) -> Iterator[Comparison]:
    """Yield every comparison by (hash of old, hash of new)."""
    for row in connection.execute(f"{_HEADS} ORDER BY older.article_hash, newer.article_hash").fetchall():
        yield _comparison(connection, _Head(*row))


def _comparison(connection: Connection, head: _Head) -> Comparison:
    articles = load_articles(connection, [head.old, head.new])
    old, new = articles[head.old], articles[head.new]
    try:
        changes = _changes(connection, head)
        reversions = reversions_of(connection, head.script)
    except ValueError:  # of JSON that is none, of paragraphs that do not fit, of rows that are missing
        raise StoreDamaged(_not_as_stored(connection, old, new)) from None
    if checksum(old.hash, new.hash, changes) != head.checksum:
        raise StoreDamaged(_not_as_stored(connection, old, new))
    return Comparison(old=old, new=new, changes=changes, reversions=reversions)


def _changes(connection: Connection, head: _Head) -> Changes:
    return Changes(
        script=_script(connection, head),
        metadata=tuple(_metadata(connection, head.script)),
        facts=tuple(_facts(connection, head.script)),
        significance=Significance(
            level=head.level,  # type: ignore[arg-type]  # its CHECK holds it
            disclosed=None if head.disclosed is None else bool(head.disclosed),
            attention=head.attention,
            reasons=msgspec.json.decode(head.reasons, type=tuple[str, ...]),
        ),
    )


def _script(connection: Connection, head: _Head) -> EditScript:
    return EditScript(
        hunks=tuple(_hunks(connection, head.script)),
        old_separators=_separators(connection, head.old_body),
        new_separators=_separators(connection, head.new_body),
        sentence_moves=tuple(_sentence_moves(connection, head.script)),
        coarse=bool(head.coarse),
    )


def _hunks(connection: Connection, script: int) -> Iterator[Hunk]:
    sides: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for ordinal, hunk, side, position, text in connection.execute(_SIDES, (script,)):
        if ordinal != len(sides[hunk, side]):
            raise ValueError("the paragraphs of a hunk are not numbered one after the other")
        sides[hunk, side].append((position, text))
    query = "SELECT position, id, kind, moved, edits FROM hunk WHERE edit_script = ? ORDER BY position"
    for hunk, kind, moved, edits in counted(connection.execute(query, (script,))):
        old, new = sides[hunk, "old"], sides[hunk, "new"]
        spelled = Hunk(
            kind=kind,
            old=tuple(position for position, _ in old),
            new=tuple(position for position, _ in new),
            edits=edits_of(kind, edits, [text for _, text in old], [text for _, text in new]),
            moved=bool(moved),
        )
        # The paragraphs are what SQL shows, the edits are what reports show: they may not tell two stories.
        if paragraphs(spelled, "delete") != old or paragraphs(spelled, "insert") != new:
            raise ValueError("edits and paragraphs of a hunk differ")
        yield spelled


def _separators(connection: Connection, body: int) -> tuple[str, ...]:
    query = "SELECT separator FROM body_paragraph WHERE body = ? ORDER BY position"
    return tuple(separator for (separator,) in connection.execute(query, (body,)))


def _facts(connection: Connection, script: int) -> Iterator[FactChange]:
    for kind, old, new, hunk, context in counted(connection.execute(_FACTS, (script,))):
        yield FactChange(kind=kind, old=old, new=new, hunk=hunk, context=context)


def _metadata(connection: Connection, script: int) -> Iterator[MetadataChange]:
    query = "SELECT position, field, old, new, edits FROM meta_change WHERE edit_script = ? ORDER BY position"
    for name, old, new, edits in counted(connection.execute(query, (script,))):
        yield MetadataChange(field=name, old=old, new=new, edits=edits_from_json(edits))


def _sentence_moves(connection: Connection, script: int) -> Iterator[SentenceMove]:
    query = "SELECT position, old, new, text FROM sentence_move WHERE edit_script = ? ORDER BY position"
    for old, new, text in counted(connection.execute(query, (script,))):
        yield SentenceMove(old=old, new=new, text=text)


def _not_as_stored(connection: Connection, old: StoredArticle, new: StoredArticle) -> str:
    return f"{connection.path}: the changes from {old.name!r} to {new.name!r} are not what was stored: run dedupe check"
