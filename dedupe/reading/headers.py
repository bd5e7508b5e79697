"""The ``Key: value`` lines that may stand above an article in a text file.

A block of them counts only when it is at the very top, every line of it has a known key, no field
comes twice, a blank line follows, and at least one value was understood. Anything else is body: a
line of the article must never be mistaken for a header and lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dedupe.reading.dates import read_date
from dedupe.reading.files import DateOrder

HEADERS: Final[Mapping[str, str]] = {
    "id": "key",
    "title": "title", "headline": "title",
    "url": "url", "link": "url",
    "source": "source", "publisher": "source",
    "byline": "byline", "author": "byline", "authors": "byline",
    "language": "language",
    "date": "published_at", "published": "published_at",
    "modified": "modified_at", "updated": "modified_at",
    "fetched": "fetched_at",
}  # fmt: skip
"""Key in lower case -> field of an Article."""

_DATES = frozenset({"published_at", "modified_at", "fetched_at"})
_HEADER = re.compile(r"([A-Za-z]+)[ \t]*:([^\n]*)\n")
_BLANK = re.compile(r"[ \t]*\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A text without its headers: field -> value (dates normalised), and (key, value) of dates that cannot be read."""

    fields: Mapping[str, str]
    unreadable: tuple[tuple[str, str], ...]
    rest: str


def split_headers(content: str, order: DateOrder | None = None) -> Headed:
    r"""Take the header block off a text; without one, ``rest`` is all of ``content``.

    >>> split_headers("Title: Two ferries collide\nDate: 2031-05-04\n\nTwo ferries ...").fields
    {'title': 'Two ferries collide', 'published_at': '2031-05-04'}
    """
    block, rest = _block(content)
    fields, unreadable = {}, []
    for name, value in block:
        field = HEADERS[name.lower()]
        understood = read_date(value, order) if field in _DATES else value
        if understood:
            fields[field] = understood
        elif value:
            unreadable.append((name, value))
    if not fields:
        return Headed(fields={}, unreadable=tuple(unreadable), rest=content)
    return Headed(fields=fields, unreadable=tuple(unreadable), rest=rest)


def _block(content: str) -> tuple[list[tuple[str, str]], str]:
    """The keys and trimmed values of the block, and what follows its blank line."""
    block, at = [], 0
    while (line := _HEADER.match(content, at)) and line[1].lower() in HEADERS:
        block.append((line[1], line[2].strip()))
        at = line.end()
    blank = _BLANK.match(content, at)
    named = {HEADERS[name.lower()] for name, _ in block}
    if blank is None or len(named) < len(block):
        return [], content
    return block, content[blank.end() :]
