"""Which records of a reading are taken: from a day on, and no more than so many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dedupe.reading.files import Context, Record
from dedupe.records import Article


def chosen(records: Iterable[Record], context: Context) -> Iterator[Record]:
    """Yield the records that ``options.since`` and ``options.limit`` let through; rejections count for neither.

    An article that has no date is left out under ``since``, and counted: whether it is too old nobody knows. A reading that
    met its limit ends there, and what comes after is not looked at.
    """
    taken = 0
    since, limit = context.options.since, context.options.limit
    if limit == 0:
        return
    for record in records:
        if isinstance(record, Article):
            if since is not None and (reason := _too_old(record, since)):
                context.passed[reason] += 1
                continue
            taken += 1
        yield record
        if taken == limit:
            return


def _too_old(article: Article, since: str) -> str | None:
    time = article.modified_at or article.published_at or article.fetched_at
    if time is None:
        return "articles without a date"
    precision = min(len(time), len(since))  # a day is not before an hour of it
    return f"articles from before {since}" if time[:precision] < since[:precision] else None
