"""``.warc``: an article for every page that was answered with 200, as crawlers archive them.

Its address and ``WARC-Date`` make the KEY, so that each capture is an article; the page itself goes
the way of all pages. Text that was cut out already (WET files) is taken as it is. A ``revisit`` says
that a page was the same again: it is a sighting of the capture that it refers to, in whichever file of a
reading that is (see captures). Whatever is no page is counted by its kind.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from dedupe.errors import InputError
from dedupe.reading.captures import Capture, Revisit
from dedupe.reading.dates import read_date
from dedupe.reading.files import LOST_REVISITS, Context, InputFile, Record
from dedupe.reading.html import article_of_page
from dedupe.reading.unpacking import MIB
from dedupe.reading.validity import Unreadable, decode
from dedupe.reading.values import article_from
from dedupe.reading.warc_records import Answer, WarcRecord, answer_of, records

MAX_PAGE_BYTES: Final = 16 * MIB
"""The longest page, unpacked: markup of such a length is no article but a listing."""

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)


def read_warc(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every page; ``line`` counts the records of the file from 1."""
    number = 0
    try:
        for number, record in enumerate(records(stream), start=1):
            if isinstance(record, str):
                yield file.rejection(record, line=number)
                continue
            try:
                yield from articles_of_record(record, number, file, context)
            except Unreadable as error:
                yield file.rejection(f"{_address(record)[:200]}: {error}", line=number)
        if number == 0:
            yield file.rejection("no WARC record in it")
    except InputError as error:
        yield file.rejection(str(error), line=number + 1)


def articles_of_record(record: WarcRecord, number: int, file: InputFile, context: Context) -> Iterator[Record]:
    """Yield the article of a page or of a revisit; what is neither is counted. ``number`` is the record's in its file.

    Raises Unreadable with the reason where a page holds no article.
    """
    kind = record.headers.get("warc-type", "").lower()
    address = _address(record)
    if kind == "revisit":
        yield from _sighting(record, number, file, context)
        return
    answer = _answer(record, kind) if address.startswith(("http://", "https://")) else None
    if answer is None:
        context.passed[f"{kind[:40] or 'nameless'} records"] += 1
        return
    if passed := _no_page(answer):
        context.passed[passed] += 1
        return
    time = record.headers.get("warc-date", "")
    known = {"url": address, "fetched_at": time}
    key = f"{address} {read_date(time) or time}".strip()
    content = _content(answer)
    if kind == "conversion":
        article = article_from({"text": decode(content)} | known, file, file.origin(number), context, key=key)
    else:
        charset = _CHARSET.search(answer.headers.get("content-type", ""))
        article = article_of_page(
            content, file, file.origin(number), context, key=key, charset=charset[1] if charset else "", **known
        )
    digest = record.headers.get("warc-payload-digest", "")
    name = record.headers.get("warc-record-id", "")
    context.captures.keep(Capture(address=address, time=time, digest=digest, record=name), article)
    yield article


def _sighting(record: WarcRecord, number: int, file: InputFile, context: Context) -> Iterator[Record]:
    """What names the page is what the writer knew: its address and time, its record, or but the sum of its bytes."""
    told = record.headers.get
    page = Capture(
        address=told("warc-refers-to-target-uri", "").strip("<>") or _address(record),
        time=told("warc-refers-to-date", ""), digest=told("warc-payload-digest", ""), record=told("warc-refers-to", ""),
    )  # fmt: skip
    revisit = Revisit(of=page, seen_at=read_date(told("warc-date")), origin=file.origin(number))
    article = context.captures.sighting(revisit)
    if article is not None:
        yield article
    elif not context.captures.wait(revisit):
        context.passed[LOST_REVISITS] += 1


def _address(record: WarcRecord) -> str:
    return record.headers.get("warc-target-uri", "").strip("<>")


def _answer(record: WarcRecord, kind: str) -> Answer | None:
    """What was sent: with HTTP's headers, or, of resources and conversions, as the record says itself."""
    if kind == "response" and "http" in record.headers.get("content-type", "application/http").lower():
        return answer_of(record.block, MAX_PAGE_BYTES)
    if kind not in ("resource", "conversion"):
        return None
    if record.block.left > MAX_PAGE_BYTES:
        raise Unreadable(f"a page of more than {MAX_PAGE_BYTES // MIB} MiB")
    content = bytearray()
    while piece := record.block.read(MAX_PAGE_BYTES):
        content += piece
    return Answer(200, {"content-type": record.headers.get("content-type", "")}, bytes(content))


def _no_page(answer: Answer) -> str | None:
    """What an answer is, in words to count by; None where it is a page."""
    if answer.status != 200:
        return f"responses of status {answer.status}" if answer.status else "responses without a status"
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_page = media in _PAGES or (media == "text/plain" and len(answer.headers) == 1)
    return None if is_page else f"responses of type {media[:40] or 'unknown'}"


def _content(answer: Answer) -> bytes:
    """The page as it was before it was sent. Raises Unreadable where it is damaged or too long."""
    content = _unpacked(_unchunked(answer.body, answer.headers), answer.headers)
    if len(content) > MAX_PAGE_BYTES:
        raise Unreadable(f"a page of more than {MAX_PAGE_BYTES // MIB} MiB")
    return content


def _unchunked(content: bytes, headers: Mapping[str, str]) -> bytes:
    """Crawlers that store a chunked answer as it came leave the sizes in it; others do not, and keep the header."""
    if "chunked" not in headers.get("transfer-encoding", "").lower():
        return content
    pieces: list[bytes] = []
    at = 0
    while True:
        end = content.find(b"\r\n", at, at + 64)
        size = content[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
            return b"".join(pieces) if pieces else content
        if (length := int(size, 16)) == 0:
            return b"".join(pieces)
        pieces.append(content[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


def _unpacked(content: bytes, headers: Mapping[str, str]) -> bytes:
    """Undo gzip and deflate, bounded; many crawlers have undone them already and kept the header."""
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip") and content.startswith(b"\x1f\x8b"):
        return _inflated(content, zlib.MAX_WBITS | 16)
    if coding == "deflate" and content[:1] == b"\x78":
        return _inflated(content, zlib.MAX_WBITS)
    if coding in ("br", "zstd") and b"<" not in content[:512]:
        raise Unreadable(f"packed with {coding}, which is not undone")
    return content


def _inflated(content: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(content, MAX_PAGE_BYTES + 1)
    except zlib.error as error:
        raise Unreadable(f"damaged content: {error}") from error
