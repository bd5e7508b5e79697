"""Reading stories and pairs, named as people name them and in orders that rows know nothing of."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dedupe.errors import StoreDamaged
from dedupe.records import Cap, StoredPair, StoredRevision, StoredStory
from dedupe.store.articles import load_articles
from dedupe.store.clustering import story_checksum
from dedupe.store.connection import Connection
from dedupe.store.names import article_names, resolve_article, resolve_story
from dedupe.store.questions import LAST_DAY, LATEST_STORIES
from dedupe.store.seals import prove

_AT_A_TIME = 64
_PAIRS_AT_A_TIME = 1024
_PAIR = "SELECT a, b, relation, score, jaccard, containment_a, containment_b, reasons, checksum FROM scored_pair"
_PAIRS = """
    SELECT id, a, b, relation, score, jaccard, containment_a, containment_b, reasons, checksum FROM scored_pair
    WHERE id IN (SELECT value FROM json_each(?))
"""


def stories(connection: Connection, min_articles: int) -> Iterator[StoredStory]:
    """Yield the stories of so many articles or more, by (earliest publication, id)."""
    query = "SELECT id FROM story WHERE articles > 1 AND articles >= ? ORDER BY first_published, story_id"
    if min_articles <= 1:
        query = "SELECT id FROM story WHERE articles >= ? ORDER BY first_published, story_id"
    ids = [row for (row,) in connection.execute(query, (min_articles,))]
    for start in range(0, len(ids), _AT_A_TIME):
        piece = ids[start : start + _AT_A_TIME]
        loaded = _load_stories(connection, piece)
        yield from (loaded[row] for row in piece)


def latest_stories(connection: Connection, most: int, start: int) -> list[str]:
    """Return the ids of some stories of two articles or more, the latest change first."""
    return [story for (story,) in connection.execute(LATEST_STORIES, {"most": most, "from": start})]


def last_day(connection: Connection) -> str | None:
    """Return the day of the latest change, None where nothing dated has changed."""
    day: str | None = connection.execute(LAST_DAY).fetchone()[0]
    return day


def story(connection: Connection, name: str) -> StoredStory:
    """Return the story that goes by this name (see names.resolve_story). Raises NameNotFound, AmbiguousName."""
    row = resolve_story(connection, name)
    return _load_stories(connection, [row])[row]


def pairs(connection: Connection) -> Iterator[StoredPair]:
    """Yield every verified pair by (name of a, name of b), ``a < b``."""
    ends = connection.execute("SELECT a, b, id FROM scored_pair").fetchall()
    names = article_names(connection, sorted({article for a, b, _ in ends for article in (a, b)}))
    ordered = sorted((*sorted((names[a], names[b])), row) for a, b, row in ends)
    for start in range(0, len(ordered), _PAIRS_AT_A_TIME):
        piece = [row for *_, row in ordered[start : start + _PAIRS_AT_A_TIME]]
        found = connection.execute(_PAIRS, (json.dumps(piece),))
        loaded = {row: fields for row, *fields in found}
        yield from (_stored_pair(connection, loaded[row], names) for row in piece)


def pair(connection: Connection, a: str, b: str) -> StoredPair | None:
    """Return the verified pair of two articles by name, None where they are none. Raises NameNotFound."""
    ends = (resolve_article(connection, a), resolve_article(connection, b))
    fields = connection.execute(f"{_PAIR} WHERE (a, b) IN (VALUES (?1, ?2), (?2, ?1))", ends).fetchone()
    if fields is None:
        return None
    names = article_names(connection, ends)
    return _stored_pair(connection, fields, names)


def caps(connection: Connection) -> list[Cap]:
    """Return the limits that the last clustering met, by name."""
    rows = connection.execute("SELECT name, times, left_out, checksum FROM cap ORDER BY name").fetchall()
    for *values, checksum in rows:
        prove(connection, f"the limit {values[0]!r}", checksum, *values)
    return [Cap(name=name, times=times, left_out=left_out) for name, times, left_out, _ in rows]


def _load_stories(connection: Connection, ids: Sequence[int]) -> dict[int, StoredStory]:
    wanted = json.dumps(ids)
    query = (
        "SELECT story, article, position, number, relation, ordered_by FROM revision"
        " WHERE story IN (SELECT value FROM json_each(?)) ORDER BY story, position"
    )
    rows = connection.execute(query, (wanted,)).fetchall()
    articles = load_articles(connection, [article for _, article, *_ in rows])
    revisions: dict[int, list[StoredRevision]] = defaultdict(list)
    sealed: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for of_story, article, position, number, relation, ordered_by in rows:
        sealed[of_story].append((article, of_story, position, number, relation, ordered_by))
        revisions[of_story].append(
            StoredRevision(article=articles[article], number=number, relation=relation, ordered_by=ordered_by)
        )
    heads = connection.execute(
        "SELECT id, checksum, story_id, title, articles, first_published FROM story"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    loaded = {}
    for row, checksum, *head in heads:
        if story_checksum(head, sealed[row]) != checksum:
            raise StoreDamaged(f"{connection.path}: story {head[0]!r} is not what was stored: run dedupe check")
        loaded[row] = StoredStory(id=head[0], title=head[1], revisions=tuple(revisions[row]))
    return loaded


def _stored_pair(
    connection: Connection,
    fields: Sequence[Any],
    names: Mapping[int, str],
) -> StoredPair:
    *values, checksum = fields
    a, b, relation, score, jaccard, containment_a, containment_b, reasons = values
    name_a, name_b = names[a], names[b]
    prove(connection, f"what {name_a!r} and {name_b!r} have in common", checksum, *values)
    if name_a > name_b:
        name_a, name_b, containment_a, containment_b = name_b, name_a, containment_b, containment_a
    return StoredPair(
        a=name_a,
        b=name_b,
        relation=relation,
        score=score,
        jaccard=jaccard,
        containment_a=containment_a,
        containment_b=containment_b,
        reasons=msgspec.json.decode(reasons, type=tuple[str, ...]),
    )
