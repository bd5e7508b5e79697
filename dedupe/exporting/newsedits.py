"""The SQLite file of NewsEdits (Spangher et al., 2022): versions, their sentences, and which of them match.

``entryversion`` has a row a version of a page, ``split_sentences`` a row a sentence, ``matched_sentences`` a row for each
sentence of two versions in a row: with the one that it matches, or with NULL where it was added or deleted. NewsEdits
matches by word embeddings; here two sentences match where they share words in the same order, by the letters of them, at a
distance (``avg_sentence_distance``) below its threshold of 0.44.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from dedupe.changes.sentences import sentences
from dedupe.exporting.identifiers import time_seen
from dedupe.records import StoredArticle, StoredStory

THRESHOLD = 0.44
"""The distance below which two sentences match, as NewsEdits has it."""

_TABLES = """
    CREATE TABLE entryversion (
        id INTEGER PRIMARY KEY, entry_id INTEGER, version INTEGER, num_versions INTEGER, title TEXT, url TEXT,
        summary TEXT, created TEXT, source TEXT, story_id TEXT, article TEXT
    );
    CREATE TABLE split_sentences (entry_id INTEGER, version INTEGER, sent_idx INTEGER, sentence TEXT);
    CREATE TABLE matched_sentences (
        entry_id INTEGER, version_x INTEGER, version_y INTEGER, sent_idx_x INTEGER, sent_idx_y INTEGER,
        avg_sentence_distance_x REAL, avg_sentence_distance_y REAL
    );
    CREATE INDEX sentences_of ON split_sentences(entry_id, version);
    CREATE INDEX matches_of ON matched_sentences(entry_id, version_x, version_y);
"""
Match = tuple[int | None, int | None, float | None]


def write_newsedits(stories: Iterable[StoredStory], path: Path) -> None:
    """Write the stories of several versions to a new file at ``path``; an entry is what one publisher made of a story."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")  # the file is new, and nobody sees it before it is complete
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        entry = 0
        for story in stories:
            for versions in _lines(story):
                entry += 1
                _write_entry(connection, entry, story.id, versions)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _lines(story: StoredStory) -> Iterator[Sequence[StoredArticle]]:
    """The distinct texts of each publisher in order, copies of the version before left out."""
    lines: dict[str | None, list[StoredArticle]] = {}
    for revision in story.revisions:
        line = lines.setdefault(revision.article.article.source, [])
        if not line or line[-1].body_hash != revision.article.body_hash:
            line.append(revision.article)
    yield from lines.values()


def _write_entry(connection: sqlite3.Connection, entry: int, story: str, versions: Sequence[StoredArticle]) -> None:
    split = [_split(version.article.text) for version in versions]
    for number, (version, parts) in enumerate(zip(versions, split, strict=True)):
        article = version.article
        connection.execute(
            "INSERT INTO entryversion (entry_id, version, num_versions, title, url, summary, created, source, story_id, article)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (entry, number, len(versions), article.title, article.url, _summary(article.text), time_seen(article),
             article.source, story, version.name),
        )  # fmt: skip
        rows = ((entry, number, place, sentence) for place, sentence in enumerate(parts))
        connection.executemany("INSERT INTO split_sentences VALUES (?, ?, ?, ?)", rows)
    for number, (old, new) in enumerate(pairwise(split)):
        matches = ((entry, number, number + 1, x, y, distance, distance) for x, y, distance in match(old, new))
        connection.executemany("INSERT INTO matched_sentences VALUES (?, ?, ?, ?, ?, ?, ?)", matches)


def _split(text: str) -> list[str]:
    return [sentence.strip() for sentence in sentences(text) if sentence.strip()]


def _summary(text: str) -> str:
    """The text as diffengine and NewsEdits keep it: a p an element."""
    escaped = text.strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{paragraph.strip()}</p>" for paragraph in escaped.split("\n\n") if paragraph.strip())


def match(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    """Yield (old, new, distance) for sentences that match, (old, None, None) for those deleted and (None, new, None) added.

    Equal sentences match first, in order; of the rest each takes the nearest that is left.

    >>> list(match(["It sank.", "Two men died."], ["Three men died.", "It sank.", "Rain fell."]))
    [(0, 1, 0.0), (1, 0, 0.214), (None, 2, None)]
    """
    partner = _equal(old, new)
    left_old = [place for place in range(len(old)) if place not in partner]
    taken = set(partner.values())
    left_new = [place for place in range(len(new)) if place not in taken]
    distances = dict.fromkeys(partner, 0.0)
    for distance, x, y in sorted(_near(old, new, left_old, left_new)):
        if x not in partner and y not in taken:
            partner[x], distances[x] = y, distance
            taken.add(y)
    yield from ((x, partner.get(x), distances.get(x)) for x in range(len(old)))
    yield from ((None, y, None) for y in range(len(new)) if y not in taken)


def _equal(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    places: dict[str, list[int]] = {}
    for place in reversed(range(len(new))):
        places.setdefault(new[place], []).append(place)
    return {x: places[sentence].pop() for x, sentence in enumerate(old) if places.get(sentence)}


def _near(
    old: Sequence[str], new: Sequence[str], left_old: Sequence[int], left_new: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    if left_old and left_new:
        table = cdist(
            [old[x] for x in left_old],
            [new[y] for y in left_new],
            scorer=Indel.normalized_distance,
            score_cutoff=THRESHOLD,
        )
        for x, y in zip(*(table < THRESHOLD).nonzero(), strict=True):
            yield round(float(table[x, y]), 3), left_old[x], left_new[y]
