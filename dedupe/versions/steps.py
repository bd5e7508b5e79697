"""Which articles of a story are worth comparing: each text with the one before it, and changed headlines.

A text is compared with the former text of its own publisher, where that carried it, so that another
publisher's headline is not taken for a change. Where the text stayed, articles under one KEY or URL, or under
another headline of one source, are *metadata revisions*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dedupe.records import Article, StoredArticle, StoredStory

Step = tuple[StoredArticle, StoredArticle]
"""(old, new)."""


def steps_of(story: StoredStory) -> Iterator[Step]:
    """Yield the comparisons of a story, oldest first."""
    former: list[StoredArticle] = []
    for _, revisions in groupby(story.revisions, key=lambda revision: revision.number):
        carriers = [revision.article for revision in revisions]
        if former:
            yield counterpart(former, carriers[0]), carriers[0]
        yield from _metadata_steps(carriers)
        former = carriers


def counterpart(former: Sequence[StoredArticle], new: StoredArticle) -> StoredArticle:
    """Return with which of some articles of one text another is compared: the latest of its own publisher, else the first."""
    for likeness in (_same_url, _same_key, _same_source):
        for old in reversed(former):
            if likeness(old.article, new.article):
                return old
    return former[0]


def _metadata_steps(carriers: list[StoredArticle]) -> Iterator[Step]:
    """Yield what follows what among articles of one text; each follows the latest one that it continues."""
    latest: dict[tuple[str, str], StoredArticle] = {}
    for new in carriers:
        article = new.article
        names = [("url", article.url), ("key", article.key), ("source", article.source)]
        lineages = [(kind, name) for kind, name in names if name]
        old = next((latest[lineage] for lineage in lineages if lineage in latest), None)
        if old is not None and _is_metadata_revision(old.article, article):
            yield old, new
        latest.update(dict.fromkeys(lineages, new))


def _is_metadata_revision(old: Article, new: Article) -> bool:
    if (old.title, old.byline) != (new.title, new.byline):
        return True
    moved = (old.url, old.published_at, old.modified_at) != (new.url, new.published_at, new.modified_at)
    return moved and (_same_key(old, new) or _same_url(old, new))


def _same_url(a: Article, b: Article) -> bool:
    return a.url is not None and a.url == b.url


def _same_key(a: Article, b: Article) -> bool:
    return a.key == b.key


def _same_source(a: Article, b: Article) -> bool:
    return a.source is not None and a.source == b.source
