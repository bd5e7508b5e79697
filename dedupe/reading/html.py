"""``.html``: one article a page, cut out by trafilatura in the worker (see pages).

The KEY of a page in a file is its path, as it is of a text: what a page says its address is goes to
``url``, and many pages of a site may say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.streams import whole
from dedupe.reading.validity import Unreadable
from dedupe.reading.values import article_from
from dedupe.reading.worker import Refused
from dedupe.records import Article, Origin


def read_html(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield the one article of a page, or its rejection."""
    try:
        yield article_of_page(whole(stream), file, file.origin(), context, key=file.key)
    except Unreadable as error:
        yield file.rejection(str(error))


def article_of_page(
    content: bytes, file: InputFile, origin: Origin, context: Context, *, key: str | None = None, **known: str
) -> Article:
    """Return the article of a page; ``known`` are fields that come from elsewhere, ``charset`` what HTTP says of it.

    Raises Unreadable where it holds none.
    """
    try:
        (record,) = context.worker.ask("page", content, known.pop("charset", ""))
    except Refused as error:
        raise Unreadable(str(error)) from error
    for caution in record.pop("cautions", ()):
        context.warn(origin, caution)
    return article_from(record | known, file, origin, context, key=key)
