"""Memento TimeMaps (RFC 7089, section 5): which versions of a page were seen when, as links (RFC 6690).

A TimeMap is of one page: a story that several publishers carry has one for each address.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

from dedupe.exporting.identifiers import time_seen, urn
from dedupe.records import StoredArticle, StoredStory
from dedupe.stories.addresses import canonical_url

_KEPT = re.compile(r"https?://web\.archive\.org/web/\d{14}(?:[a-z]{2}_)?/(.+)", re.DOTALL)
# What may stand between < and > of a link; the rest is escaped, what is escaped already stays.
_SAFE = "%/:?#[]@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class TimeMap:
    """A page's TimeMap: the name of its file without folder, and its lines."""

    name: str
    lines: tuple[str, ...]


def timemaps(story: StoredStory, archive: str | None = None) -> Iterator[TimeMap]:
    """Yield the TimeMaps of a story's pages, by the order in which they appeared.

    ``archive`` is the address below which an archive serves versions as ``ADDRESS/YYYYMMDDhhmmss/URL``; without it a
    version goes by its name (see identifiers), unless its own address is one of the Wayback Machine. Versions without
    an address or a time are left out: see ``left_out``.
    """
    pages: dict[str, list[StoredArticle]] = defaultdict(list)
    for revision in story.revisions:
        if _tells(revision.article):
            url = _original(revision.article)
            pages[canonical_url(url) or url].append(revision.article)
    for number, versions in enumerate(pages.values(), start=1):
        name = f"{story.id}.link" if len(pages) == 1 else f"{story.id}-{number}.link"
        yield TimeMap(name, tuple(_lines(name, versions, archive)))


def left_out(story: StoredStory) -> int:
    """Return how many articles of a story are in no TimeMap: those without an address or a time."""
    return sum(not _tells(revision.article) for revision in story.revisions)


def _tells(stored: StoredArticle) -> bool:
    return bool(stored.article.url and time_seen(stored.article))


def _original(stored: StoredArticle) -> str:
    url = stored.article.url or ""
    kept = _KEPT.fullmatch(url)
    return kept[1] if kept else url


def _lines(name: str, versions: Sequence[StoredArticle], archive: str | None) -> Iterator[str]:
    ordered = sorted(versions, key=lambda each: (time_seen(each.article) or "", each.hash))
    times = [_http_date(time_seen(each.article) or "") for each in ordered]
    yield f'<{_link(_original(ordered[-1]))}>; rel="original",'
    yield f'<{name}>; rel="self"; type="application/link-format"; from="{times[0]}"; until="{times[-1]}",'
    for place, (version, time) in enumerate(zip(ordered, times, strict=True)):
        first, last = place == 0, place == len(ordered) - 1
        relation = " ".join([*(["first"] if first else []), *(["last"] if last else []), "memento"])
        yield f'<{_link(_memento(version, archive))}>; rel="{relation}"; datetime="{time}"{"" if last else ","}'


def _memento(version: StoredArticle, archive: str | None) -> str:
    url = version.article.url or ""
    if _KEPT.fullmatch(url):
        return url
    if archive is None:
        return urn(version.hash)
    moment = _moment(time_seen(version.article) or "")
    return f"{archive.rstrip('/')}/{moment:%Y%m%d%H%M%S}/{url}"


def _moment(time: str) -> datetime:
    """A day alone is its first second: the format has no days."""
    return datetime.fromisoformat(time).replace(tzinfo=UTC)


def _http_date(time: str) -> str:
    return format_datetime(_moment(time), usegmt=True)


def _link(url: str) -> str:
    return quote(url.encode("utf-8", "replace"), safe=_SAFE)
