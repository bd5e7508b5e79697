"""A record with named fields -> Article: each field's value, checked for its type.

Shared by all formats whose records have named fields. A wrong type under a known name rejects the
record, because it shows that the name means something else there. Only a date that cannot be read
leaves the article standing: without that date, and with a warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dedupe.reading.dates import read_date
from dedupe.reading.fields import ALIASES, Found, find_fields
from dedupe.reading.files import Context, InputFile
from dedupe.reading.validity import Unreadable, check_nul, check_words, unreadable_date
from dedupe.records import Article, Origin
from dedupe.text.hashing import content_hash

_NO_DATE = "None"  # how news-please writes a date that it did not find


def article_from(
    record: Mapping[str, Any], file: InputFile, origin: Origin, context: Context, key: str | None = None
) -> Article:
    """Return the article that a record of ``file`` holds; ``key`` is its KEY where that is not the record's affair.

    Raises Unreadable with the reason where it holds none.
    """
    found = find_fields(record, context.options.columns)
    text = _body(found)
    url, source = _url_and_source(found)
    fetched_at = _date(found, "fetched_at", origin, context)
    return Article(
        key=key or _key(found, url, fetched_at) or f"{file.key}#{_short_hash(text)}",
        text=text,
        title=_line(found, "title"),
        url=url,
        source=source,
        byline=_names(found, "byline"),
        language=_line(found, "language"),
        extractor=_line(found, "extractor"),
        published_at=_date(found, "published_at", origin, context),
        modified_at=_date(found, "modified_at", origin, context),
        fetched_at=fetched_at,
        origin=origin,
    )


def _body(found: Found) -> str:
    if "text" not in found:
        raise Unreadable(f"no text: it has none of the fields {', '.join(ALIASES['text'][:4])}, ...")
    for name, value in found["text"]:
        text = _typed(name, value)
        check_words(text)
        return text
    raise Unreadable("empty article")


def _key(found: Found, url: str | None, fetched_at: str | None) -> str | None:
    """The id, a number as JSON writes it; else the URL with the time of capture."""
    for name, value in found.get("key", ()):
        if isinstance(value, int | float) and not isinstance(value, bool):
            return msgspec.json.encode(value).decode()
        return _typed(name, value).strip()
    return f"{url} {fetched_at}" if url and fetched_at else url


def _line(found: Found, field: str) -> str | None:
    for name, value in found.get(field, ()):
        return _typed(name, value).strip()
    return None


def _names(found: Found, field: str) -> str | None:
    for name, value in found.get(field, ()):
        if names := _named(name, value):
            return names
    return None


def _url_and_source(found: Found) -> tuple[str | None, str | None]:
    """Some extractors keep the article's address under ``source``: an address there is none of a publisher."""
    url, source = _line(found, "url"), None
    for name, value in found.get("source", ()):
        named = _named(name, value)
        if named.startswith(("http://", "https://")):
            url = url or named
        else:
            source = source or named or None
    return url, source


def _date(found: Found, field: str, origin: Origin, context: Context) -> str | None:
    """The first date of a field that can be read; those before it are warned about."""
    for name, value in found.get(field, ()):
        if value == _NO_DATE:
            continue
        if date := read_date(value, context.options.date_order):
            return date
        context.warn(origin, unreadable_date(name, value))
    return None


def _named(name: str, value: Any) -> str:
    """A name, an object that has a name (schema.org, NewsAPI), or a list of those, joined by commas."""
    names, waiting = [], [value]
    while waiting:  # not by recursion: whoever wrote the record decides how deep it goes
        match waiting.pop():
            case None:
                continue
            case list(several):
                waiting += reversed(several)
            case {"name": named}:
                waiting.append(named)
            case one:
                names.append(_typed(name, one).strip())
    return ", ".join(filter(None, names))


def _typed(name: str, value: Any) -> str:
    """Return a value that is text. Raises Unreadable naming the field where it is of another type, or holds a NUL."""
    if not isinstance(value, str):
        raise Unreadable(f"the field {name!r} holds {_type_name(value)} where text is expected")
    check_nul(value, f"the field {name!r}")
    return value


def _type_name(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case _:
            return "an object"


def _short_hash(text: str) -> str:
    return content_hash(text).rpartition(":")[2][:8]
