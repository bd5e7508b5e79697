"""``.warc``: an article for every page that was answered with 200, as crawlers archive them.

Its address and ``WARC-Date`` make the KEY, so that each capture is an article; the page itself goes
the way of all pages. A ``revisit`` says that a page was the same again: it is a sighting of the
capture that it refers to, as long as that is at hand. Whatever is no page is counted by its kind.
"""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, Final

from dedupe.errors import InputError
from dedupe.reading.dates import read_date
from dedupe.reading.extras import needed
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.html import article_of_page
from dedupe.reading.unpacking import MIB
from dedupe.reading.validity import Unreadable
from dedupe.records import Article

MAX_PAGE_BYTES: Final = 16 * MIB
"""The longest page, unpacked: markup of such a length is no article but a listing."""

MAX_REMEMBERED: Final = 32 * MIB
"""Characters of the latest articles that revisits may refer to."""

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


def read_warc(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every page; ``line`` counts the records of the file from 1."""
    warc: Any = needed("fastwarc", "fastwarc.warc")
    captures = _Captures()
    number = 0
    try:
        records = warc.ArchiveIterator(_Guarded(stream), parse_http=False, stream_detect=False)
        for number, record in enumerate(records, start=1):
            yield from _read_record(record, number, file, context, captures)
        if number == 0:
            yield file.rejection("no WARC record in it")
    except InputError as error:
        yield file.rejection(str(error), line=number + 1)
    except (OSError, ValueError) as error:
        yield file.rejection(f"damaged WARC file: {' '.join(str(error).split())[:200]}", line=number + 1)


class _Captures:
    """The latest articles by address and time, bounded by their length."""

    def __init__(self) -> None:
        self._articles: OrderedDict[tuple[str, str], Article] = OrderedDict()
        self._length = 0

    def keep(self, address: str, time: str, article: Article) -> None:
        self._articles[address, time] = article
        self._length += len(article.text)
        while self._length > MAX_REMEMBERED and len(self._articles) > 1:
            self._length -= len(self._articles.popitem(last=False)[1].text)

    def find(self, address: str, time: str) -> Article | None:
        return self._articles.get((address, time))


class _Guarded:
    """A stream whose failure reaches us by whatever way the parser goes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.read = stream.read


def _read_record(record: Any, number: int, file: InputFile, context: Context, captures: _Captures) -> Iterator[Record]:
    kind = record.record_type.name
    address = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    time = record.headers.get("WARC-Date") or ""
    if kind == "revisit":
        yield from _sighting(record, number, file, context, captures)
        return
    if kind != "response" or not address.startswith(("http://", "https://")):
        context.passed[f"{kind} records"] += 1
        return
    try:
        content = _page(record, context)
        if content is None:
            return
        fetched = {"fetched_at": time, "url": address}
        charset = record.http_charset or ""
        article = article_of_page(
            content,
            file,
            file.origin(number),
            context,
            key=f"{address} {read_date(time) or time}",
            charset=charset,
            **fetched,
        )
    except Unreadable as error:
        yield file.rejection(f"{address[:200]}: {error}", line=number)
        return
    captures.keep(address, time, article)
    yield article


def _sighting(record: Any, number: int, file: InputFile, context: Context, captures: _Captures) -> Iterator[Record]:
    address = record.headers.get("WARC-Refers-To-Target-URI") or record.headers.get("WARC-Target-URI") or ""
    seen = captures.find(address.strip("<>"), record.headers.get("WARC-Refers-To-Date") or "")
    if seen is None:
        context.passed["revisits of captures that are not at hand"] += 1
        return
    fetched_at = read_date(record.headers.get("WARC-Date")) or seen.fetched_at
    yield replace(seen, fetched_at=fetched_at, origin=file.origin(number))


def _page(record: Any, context: Context) -> bytes | None:
    """The page of a response, None (and counted) where it is something else. Raises Unreadable where it is damaged."""
    try:
        record.parse_http()
    except (OSError, ValueError) as error:
        raise Unreadable("broken HTTP headers") from error
    status = record.http_headers.status_code if record.http_headers else None
    media = (record.http_content_type or "").partition(";")[0].strip().lower()
    if status != 200:
        context.passed[f"responses of status {status}"] += 1
        return None
    if media not in _PAGES:
        context.passed[f"responses of type {media[:40] or 'unknown'}"] += 1
        return None
    content = record.reader.read(MAX_PAGE_BYTES + 1)
    if len(content) > MAX_PAGE_BYTES:
        raise Unreadable(f"a page of more than {MAX_PAGE_BYTES // MIB} MiB")
    return _unpacked(_unchunked(content, record.http_headers), record.http_headers)


def _unchunked(content: bytes, headers: Any) -> bytes:
    """Crawlers that store a chunked answer as it came leave the sizes in it; others do not, and keep the header."""
    if "chunked" not in (headers.get("Transfer-Encoding") or "").lower():
        return content
    pieces: list[bytes] = []
    at = 0
    while True:
        end = content.find(b"\r\n", at, at + 64)
        size = content[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return content if not pieces else b"".join(pieces)
        if length <= 0:
            return b"".join(pieces)
        pieces.append(content[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _unpacked(content: bytes, headers: Any) -> bytes:
    """Undo gzip and deflate, bounded; many crawlers have undone them already and kept the header."""
    coding = (headers.get("Content-Encoding") or "").strip().lower()
    if coding in ("gzip", "x-gzip") and content.startswith(b"\x1f\x8b"):
        return _inflated(content, zlib.MAX_WBITS | 16)
    if coding == "deflate" and content[:1] == b"\x78":
        return _inflated(content, zlib.MAX_WBITS)
    if coding in ("br", "zstd") and b"<" not in content[:512]:
        raise Unreadable(f"packed with {coding}, which is not undone")
    return content


def _inflated(content: bytes, window: int) -> bytes:
    try:
        inflated = zlib.decompressobj(window).decompress(content, MAX_PAGE_BYTES + 1)
    except zlib.error as error:
        raise Unreadable(f"damaged content: {error}") from error
    if len(inflated) > MAX_PAGE_BYTES:
        raise Unreadable(f"a page of more than {MAX_PAGE_BYTES // MIB} MiB")
    return inflated
