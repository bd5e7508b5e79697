"""What a store holds as JSON, one object a line, each with its ``type``: article, verdict, story, pair,
comparison.

Names and hashes stand for row numbers, and the order is theirs, so that two stores that read the same
articles in any order export the same bytes. Runs, sightings and times of reading are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe.records import Comparison, StoredArticle, StoredPair, StoredStory
from dedupe.reports import as_json
from dedupe.reports.as_json import Json

if TYPE_CHECKING:
    from dedupe.store import Verdict


def article(stored: StoredArticle) -> Json:
    """Return an article as it was read, but for where and when."""
    named = {"type": "article", "key": stored.article.key, "name": stored.name, "hash": stored.hash}
    return named | as_json.metadata(stored.article) | {"text": stored.article.text}


def verdict(told: Verdict) -> Json:
    """Return what a person decided about two articles."""
    return {"type": "verdict"} | as_json.verdict(told)


def story(told: StoredStory) -> Json:
    """Return a story as its id, title and revisions; the articles are told elsewhere."""
    revisions = [
        {
            "article": revision.article.name,
            "revision": revision.number,
            "relation": revision.relation,
            "ordered_by": revision.ordered_by,
        }
        for revision in told.revisions
    ]
    return {"type": "story", "id": told.id, "title": told.title, "revisions": revisions}


def pair(scored: StoredPair) -> Json:
    """Return a verified pair."""
    return {"type": "pair"} | as_json.pair(scored)


def comparison(compared: Comparison) -> Json:
    """Return what changed between two articles of a story."""
    changes = as_json.comparison(compared)
    return {"type": "comparison"} | changes | {"old": compared.old.name, "new": compared.new.name}
