"""Writing what clustering found: pairs, stories, revisions and caps, all replaced in one transaction.

The steps name articles by position; the store gives each its row. Nothing that is written depends on the
order of rows: of a pair, ``a`` is the article of the smaller hash, and a story's id and title come from its
members alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import msgspec

from dedupe.errors import StoreError
from dedupe.records import Cap, Revision, ScoredPair, Story
from dedupe.store.connection import Connection, write_transaction
from dedupe.store.names import HASH_PREFIX, STORY_DIGITS, shortest_prefixes
from dedupe.store.seals import Value, checksum_of
from dedupe.text.paragraphs import split_paragraphs

_TITLE_WORDS = 9
_TITLE_CHARACTERS = 80  # where words are not set apart by spaces
_TITLE_READS = 500  # characters of a text: more than a title takes
_WRAPPED = 100  # characters of a line: nobody breaks longer ones by hand

_ADD_PAIR = """
    INSERT INTO scored_pair (a, b, relation, score, jaccard, containment_a, containment_b, reasons, checksum)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_STORY = """
    INSERT INTO story (id, story_id, title, articles, first_published, checksum) VALUES (?, ?, ?, ?, ?, ?)
"""
_ADD_REVISION = """
    INSERT INTO revision (article, story, position, number, relation, ordered_by) VALUES (?, ?, ?, ?, ?, ?)
"""
_BEGINNINGS = """
    SELECT article.id, substr(text, 1, ?) FROM article JOIN body ON body.id = body
    WHERE article.id IN (SELECT value FROM json_each(?))
"""


def save_clustering(
    connection: Connection,
    pairs: Iterable[ScoredPair],
    stories: Iterable[Story],
    caps: Iterable[Cap],
    hashes: Sequence[str],
) -> None:
    """Replace the last clustering by this one; positions in pairs and stories are those in ``hashes``.

    Articles of ``hashes`` that are in no story become stories of one. Raises StoreError where one of
    the hashes is not in the store.
    """
    with write_transaction(connection):
        rows = _rows_of(connection, hashes)
        for table in ("revision", "story", "scored_pair", "cap"):
            connection.execute(f"DELETE FROM {table}")
        connection.executemany(_ADD_PAIR, (_pair_row(pair, rows, hashes) for pair in pairs))
        _save_stories(connection, [*stories], rows, hashes)
        connection.executemany(
            "INSERT INTO cap VALUES (?, ?, ?, ?)", (_sealed(cap.name, cap.times, cap.left_out) for cap in caps)
        )


def story_ids(smallest: Sequence[str]) -> list[str]:
    """Return the ids of stories whose smallest hashes are these: 12 hex digits, more where two would be one."""
    digits = [hashed.removeprefix(HASH_PREFIX) for hashed in smallest]
    prefixes = shortest_prefixes(digits, STORY_DIGITS)
    return [prefixes[whole] for whole in digits]


def story_checksum(head: Sequence[Value], revisions: Iterable[Sequence[Value]]) -> str:
    """Return the hash of a story's own columns and of the rows of its revisions, in order."""
    return checksum_of(*head, *chain.from_iterable(revisions))


def first_words(text: str) -> str:
    """Return the first words of a text's first paragraph, to call a story by that has no headline."""
    read = text[:_TITLE_READS]
    words = read.lstrip().partition("\n")[0].split()
    if sum(map(len, words)) <= _WRAPPED:  # else the line was surely not broken by hand, and is the paragraph
        words = next(iter(split_paragraphs(read).paragraphs), "").split()
    start = " ".join(words[:_TITLE_WORDS])
    cut = start[:_TITLE_CHARACTERS]
    return cut if cut == " ".join(words) else f"{cut.rstrip()}…"


def _rows_of(connection: Connection, hashes: Sequence[str]) -> list[int]:
    known = dict(connection.execute("SELECT article_hash, id FROM article").fetchall())
    try:
        return [known[hashed] for hashed in hashes]
    except KeyError as missing:
        raise StoreError(f"{connection.path}: no article has the hash {missing.args[0]!r}") from None


def _pair_row(pair: ScoredPair, rows: Sequence[int], hashes: Sequence[str]) -> tuple[object, ...]:
    if hashes[pair.a] > hashes[pair.b]:
        pair = swapped(pair)
    return _sealed(
        rows[pair.a], rows[pair.b], pair.relation, float(pair.score), float(pair.jaccard), float(pair.containment_a),
        float(pair.containment_b), msgspec.json.encode(pair.reasons).decode(),
    )  # fmt: skip


def _sealed(*values: Value) -> tuple[Value, ...]:
    return (*values, checksum_of(*values))


def swapped(pair: ScoredPair) -> ScoredPair:
    """Return the same pair seen from its other article."""
    return replace(pair, a=pair.b, b=pair.a, containment_a=pair.containment_b, containment_b=pair.containment_a)


def _save_stories(connection: Connection, stories: Sequence[Story], rows: Sequence[int], hashes: Sequence[str]) -> None:
    every = [*stories, *_alone(stories, len(hashes))]
    members = [[rows[revision.article] for revision in story.revisions] for story in every]
    ids = story_ids([min(hashes[revision.article] for revision in story.revisions) for story in every])
    published = dict(connection.execute("SELECT id, published_at FROM article WHERE published_at IS NOT NULL"))
    titles = _titles(connection, members)

    def story_rows() -> Iterator[tuple[object, ...]]:
        for number, (story_id, of_story, title, story) in enumerate(zip(ids, members, titles, every, strict=True), 1):
            first = min((published[row] for row in of_story if row in published), default="")
            head = (story_id, title, len(of_story), first)
            yield number, *head, story_checksum(head, _revision_rows(number, story, rows))

    connection.executemany(_ADD_STORY, story_rows())
    connection.executemany(
        _ADD_REVISION, chain.from_iterable(_revision_rows(number, story, rows) for number, story in enumerate(every, 1))
    )


def _alone(stories: Sequence[Story], articles: int) -> Iterator[Story]:
    told = {revision.article for story in stories for revision in story.revisions}
    for article in range(articles):
        if article not in told:
            yield Story(revisions=(Revision(article=article, number=1, relation=None, ordered_by="alone"),))


def _revision_rows(number: int, story: Story, rows: Sequence[int]) -> Iterator[tuple[Value, ...]]:
    for position, revision in enumerate(story.revisions):
        yield rows[revision.article], number, position, revision.number, revision.relation, revision.ordered_by


def _titles(connection: Connection, stories: Sequence[Sequence[int]]) -> list[str]:
    """Return what each story is called by, given the rows of its members: the last headline, else its last text's words."""
    titles = dict(connection.execute("SELECT id, title FROM article WHERE title <> ''"))
    found = [next((titles[row] for row in reversed(members) if row in titles), None) for members in stories]
    untitled = [members[-1] for members, title in zip(stories, found, strict=True) if title is None]
    texts = connection.execute(_BEGINNINGS, (_TITLE_READS, json.dumps(untitled)))
    words = {row: first_words(text) for row, text in texts}
    return [words[members[-1]] if title is None else title for members, title in zip(stories, found, strict=True)]
