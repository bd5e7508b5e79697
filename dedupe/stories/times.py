"""When an article was: the dates that it carries, and whether two of them can be told apart.

Dates are ISO-8601 strings in UTC, of the day or of the second, so that they compare as text; a day and
a second of that same day cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from dedupe.records import Article


def time_of(article: Article) -> tuple[str, str] | None:
    """Return the time at which an article said what it says, and the name of the evidence, or None.

    The date of modification counts before that of publication, which does not move with an update; the
    time of fetching only where the article itself is silent.
    """
    if article.modified_at and (not article.published_at or article.modified_at >= article.published_at):
        return article.modified_at, "modified date"
    if article.published_at:
        return article.published_at, "published date"
    return (article.fetched_at, "fetched date") if article.fetched_at else None


def earliest(articles: Iterable[Article]) -> str | None:
    """Return the earliest time of articles, or None where none has one."""
    times = [time[0] for article in articles if (time := time_of(article))]
    return min(times, default=None)


def distinguishable(a: str, b: str) -> bool:
    """Return whether one of two times is surely before the other.

    >>> distinguishable("2031-05-04", "2031-05-04T09:30:00Z"), distinguishable("2031-05-04", "2031-05-05T09:30:00Z")
    (False, True)
    """
    precision = min(len(a), len(b))
    return a[:precision] != b[:precision]
