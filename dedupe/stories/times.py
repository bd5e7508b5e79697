"""When an article was: the dates that it carries, and whether two of them can be told apart.

Dates are ISO-8601 strings in UTC, of the day or of the second, so that they compare as text; a day and
a second of that same day cannot be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable

from dedupe.records import Described


def time_of(article: Described) -> tuple[str, str] | None:
    """Return the time at which an article said what it says, and the name of the evidence, or None.

    The date of modification counts before that of publication, which does not move with an update; the
    time of fetching only where the article itself is silent, or names a time that was yet to come when it was
    fetched. A date that cannot be is passed over, and the evidence says why.
    """
    published, modified, fetched = article.published_at, article.modified_at, article.fetched_at
    why = ""
    if modified:
        if published and modified < published:
            why = ", as the modified date is before it" if distinguishable(modified, published) else ""
        elif _after(modified, fetched):
            why = ", as the modified date is after the fetching"
        else:
            return modified, "modified date"
    if published and not _after(published, fetched):
        return published, f"published date{why}"
    if published:
        why = ", as the published date is after it"
    elif why:
        why = ", as the modified date is after it"
    return (fetched, f"fetched date{why}") if fetched else None


def _after(dated: str, fetched: str | None) -> bool:
    """Return whether a date is surely after the article was fetched."""
    return fetched is not None and dated > fetched and distinguishable(dated, fetched)


def earliest(articles: Iterable[Described]) -> str | None:
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
