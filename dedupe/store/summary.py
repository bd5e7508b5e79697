"""How much of everything there is."""

from __future__ import annotations

from dedupe.records import Relation
from dedupe.store.connection import Connection
from dedupe.store.rows import Giant, Summary

_COUNTS = {
    "runs": "SELECT count(*) FROM ingest_run",
    "articles": "SELECT count(*) FROM article",
    "bodies": "SELECT count(*) FROM body",
    "sightings": "SELECT count(*) FROM sighting",
    "rejected": "SELECT count(*) FROM rejected",
    "stories": "SELECT count(*) FROM story WHERE articles > 1",
    "alone": "SELECT count(*) FROM story WHERE articles = 1",
    "pairs": "SELECT count(*) FROM scored_pair",
    "comparisons": "SELECT count(*) FROM edit_script",
}


def summary(connection: Connection) -> Summary:
    """Return the counts of the whole store."""
    return Summary(**{name: connection.execute(query).fetchone()[0] for name, query in _COUNTS.items()})


def relation_counts(connection: Connection) -> dict[Relation, int]:
    """Return how many verified pairs have each relation."""
    return dict(connection.execute("SELECT relation, count(*) FROM scored_pair GROUP BY relation"))


def giants(connection: Connection, most: int) -> list[Giant]:
    """Return the stories of more than ``most`` texts, the largest first."""
    query = """
        SELECT story.story_id, story.title, story.articles, max(revision.number) AS texts
        FROM story JOIN revision ON revision.story = story.id
        WHERE story.articles > :most GROUP BY story.id HAVING texts > :most ORDER BY texts DESC, story.story_id
    """
    return [
        Giant(story=story, title=title, articles=articles, texts=texts)
        for story, title, articles, texts in connection.execute(query, {"most": most})
    ]
