"""The latest pages that were read, which a later record may say it saw again: a ``revisit`` has no page of its own.

Crawls write revisits into other files than the page, and indexes sort them otherwise: so what is remembered is shared by
all files of a reading, and a revisit that came too early is asked again at its end.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dedupe.records import Article, Origin

MAX_REMEMBERED: Final = 32 << 20
"""Characters of the latest articles that revisits may refer to."""

MAX_WAITING: Final = 100_000
"""Revisits that wait for a page that may still come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What names a page in an archive: its address, when it was seen (as written), the sum of its bytes, its record."""

    address: str
    time: str
    digest: str = ""
    record: str = ""

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield the names under which it is found, the surest first."""
        if self.record:
            yield "record", self.record
        if self.time:
            yield self.address, self.time
        if self.digest:
            yield self.address, self.digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisit:
    """A record that says that a page was the same again: which, when (ISO 8601), and where that is written."""

    of: Capture
    seen_at: str | None
    origin: Origin


class Captures:
    """The latest articles by what names their pages, bounded by their length."""

    def __init__(self) -> None:
        self._articles: OrderedDict[Capture, Article] = OrderedDict()
        self._by_name: dict[tuple[str, str], Capture] = {}
        self._length = 0
        self._waiting: list[Revisit] = []

    def keep(self, capture: Capture, article: Article) -> None:
        """Remember the article of a capture; the oldest are forgotten where all together are too long."""
        if capture in self._articles:
            return
        self._articles[capture] = article
        self._length += len(article.text)
        for name in capture.names():
            self._by_name.setdefault(name, capture)
        while self._length > MAX_REMEMBERED and len(self._articles) > 1:
            gone, forgotten = self._articles.popitem(last=False)
            self._length -= len(forgotten.text)
            for name in gone.names():
                if self._by_name.get(name) == gone:
                    del self._by_name[name]

    def sighting(self, revisit: Revisit) -> Article | None:
        """Return the article that was seen again, as it was seen then; None where it is not at hand."""
        found = next((self._by_name[name] for name in revisit.of.names() if name in self._by_name), None)
        if found is None:
            return None
        article = self._articles[found]
        return replace(article, fetched_at=revisit.seen_at or article.fetched_at, origin=revisit.origin)

    def wait(self, revisit: Revisit) -> bool:
        """Keep a revisit for the end of the reading. Return whether there is room for it."""
        if len(self._waiting) < MAX_WAITING:
            self._waiting.append(revisit)
            return True
        return False

    def late(self) -> Iterator[Article | None]:
        """Yield for each revisit that waits the article that was seen again, None where it never came."""
        waiting, self._waiting = self._waiting, []
        yield from map(self.sighting, waiting)
