"""diffengine's SQLite file: every ``entryversion`` is a version of a page, found through a feed.

Its ``summary`` is the text that readability cut out, in ``p`` elements; ``created`` is when that was seen, in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dedupe.importing.databases import opened
from dedupe.reading.dates import read_date
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.markup import plain_text
from dedupe.reading.validity import Unreadable
from dedupe.reading.values import article_from

TABLES: Final = {"entryversion": ("id", "title", "url", "summary", "created", "entry_id")}
EXTRACTOR: Final = "readability (diffengine)"

_VERSIONS = """
    SELECT id, title, url, summary, created,
           (SELECT min(feed.name) FROM feedentry JOIN feed ON feed.url = feedentry.feed_id
            WHERE feedentry.entry_id = entryversion.entry_id) AS source
    FROM entryversion ORDER BY url, created, id
"""
_WITHOUT_FEEDS = "SELECT id, title, url, summary, created, NULL AS source FROM entryversion ORDER BY url, created, id"


def read_diffengine(path: str, context: Context) -> Iterator[Record]:
    """Yield every version, page by page; ``line`` is its id. Raises InputError where this is no such database."""
    file = InputFile(path=path, key=path, size=0, format="diffengine")
    with opened(path) as database:
        database.require(TABLES, "diffengine")
        has_feeds = "feed_id" in database.columns("feedentry") and "name" in database.columns("feed")
        for row in database.rows(_VERSIONS if has_feeds else _WITHOUT_FEEDS):
            record = {
                "text": plain_text(str(row["summary"] or "")), "title": row["title"], "url": row["url"],
                "source": row["source"], "fetched_at": str(row["created"] or ""), "extractor": EXTRACTOR,
            }  # fmt: skip
            number = int(row["id"])
            key = " ".join(filter(None, (row["url"], read_date(record["fetched_at"]) or f"version {number}")))
            try:
                yield article_from(record, file, file.origin(number), context, key=key)
            except Unreadable as error:
                yield file.rejection(str(error), line=number)
