"""RSS and Atom files: an article an entry, with as much of its text as the feed carries.

feedparser reads them, in the worker and from bytes alone, so that nothing is ever fetched. A feed
that is not well-formed is read as far as it can be, with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.streams import whole
from dedupe.reading.validity import Unreadable
from dedupe.reading.values import article_from
from dedupe.reading.worker import Refused


def read_feed(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every entry; a rejection says which one, from 1."""
    try:
        records = context.worker.ask("feed", whole(stream))
    except Refused as error:
        yield file.rejection(str(error))
        return
    for number, record in enumerate(records, start=1):
        for caution in record.pop("cautions", ()):
            context.warn(file.origin(), caution)
        try:
            yield article_from(record, file, file.origin(), context)
        except Unreadable as error:
            yield file.rejection(f"entry {number}: {error}")
