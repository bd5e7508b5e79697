"""``.txt``: one article a file, as ``Key: value`` headers, a title and the body, of which only the body must be there.

The body is the end of the file exactly as it came. What stands above it is taken off only when there
is no doubt what it is (see headers and titles), and becomes metadata. Some collections put
``date 2031-05-04`` before the first words; that is metadata too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from dedupe.reading.dates import read_date
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.headers import split_headers
from dedupe.reading.streams import whole
from dedupe.reading.titles import after_blank_lines, split_title
from dedupe.reading.validity import Unreadable, check_nul, check_words, decode, unreadable_date
from dedupe.records import Article

BOM = "\ufeff"
_DATE_PREFIX = re.compile(r"\s*date[ \t]+([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ \t]+(?=\S)|[ \t]*\r?\n)")


def read_plain(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield the one article of a file, or its rejection."""
    try:
        yield _article(decode(whole(stream)).removeprefix(BOM), file, context)
    except Unreadable as error:
        yield file.rejection(str(error))


def _article(content: str, file: InputFile, context: Context) -> Article:
    check_nul(content, "the file")
    headed = split_headers(content, context.options.date_order)
    fields = dict(headed.fields)
    text = after_blank_lines(headed.rest) if fields else content
    if "published_at" not in fields and (dated := _split_date(text)):
        fields["published_at"], text = dated
    if titled := split_title(text, known=fields.get("title")):
        fields["title"], text = titled
    check_words(text)
    for name, value in headed.unreadable:
        context.warn(file.origin(), unreadable_date(name, value))
    return Article(
        key=fields.get("key", file.key),
        text=text,
        title=fields.get("title"),
        url=fields.get("url"),
        source=fields.get("source"),
        byline=fields.get("byline"),
        language=fields.get("language"),
        published_at=fields.get("published_at"),
        modified_at=fields.get("modified_at"),
        fetched_at=fields.get("fetched_at"),
        origin=file.origin(),
    )


def _split_date(text: str) -> tuple[str, str] | None:
    prefix = _DATE_PREFIX.match(text)
    if prefix and (date := read_date(prefix[1])):
        return date, after_blank_lines(text[prefix.end() :])
    return None
