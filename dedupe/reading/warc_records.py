"""The records of a WARC file (ISO 28500), one after another, each with its headers and a bounded block.

Our own few lines rather than a library: the format is simple, taking the pages apart is what costs
time, and nothing that a damaged file holds may end the program. Where no record begins as it should,
the damage is told and the next line that begins one is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from dedupe.errors import InputError
from dedupe.reading.unpacking import MIB

MAX_HEADER_BYTES: Final = MIB
"""The headers of a record or an answer: real ones have some hundred bytes."""

_VERSION = re.compile(rb"WARC/[01]\.[0-9]+\s*")
_STATUS = re.compile(rb"HTTP/[0-9.]+[ \t]+([0-9]{3})\b")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record: its headers by name in lower case, and its block, to be read before the next record is asked for."""

    headers: Mapping[str, str]
    block: Block


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer by HTTP: its status (None where there is none), headers by name in lower case, and its body."""

    status: int | None
    headers: Mapping[str, str]
    body: bytes


class Block:
    """What a record holds: so many bytes of the stream."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        self._stream = stream
        self.left = length

    def read(self, most: int) -> bytes:
        """Return at most so many bytes. Raises InputError where the file ends before the block does."""
        content = self._stream.read(min(most, self.left))
        if not content and self.left and most:
            raise InputError("the WARC file is cut short")
        self.left -= len(content)
        return content

    def pass_over(self) -> None:
        """Read what is left, and forget it."""
        while self.left:
            self.read(MIB)


def records(stream: BinaryIO) -> Iterator[WarcRecord | str]:
    """Yield the records, and a reason for each place where none begins as it should. Raises InputError at a cut."""
    damaged = False
    while line := stream.readline(MAX_HEADER_BYTES):
        if not _VERSION.fullmatch(line):
            if line.strip() and not damaged:
                damaged = True
                yield "damaged WARC file: no record begins where one should"
            continue
        damaged = False
        headers = _headers(stream)
        length = (headers or {}).get("content-length", "")
        if headers is None or not (length.isascii() and length.isdecimal() and len(length) < 16):
            yield "damaged WARC file: a record without a length"
            damaged = True
            continue
        block = Block(stream, int(length))
        yield WarcRecord(headers, block)
        block.pass_over()


def _headers(stream: BinaryIO) -> dict[str, str] | None:
    """Names in lower case and values, None where they do not end."""
    headers: dict[str, str] = {}
    name, taken = "", 0
    while (line := stream.readline(MAX_HEADER_BYTES)).strip():
        taken += len(line)
        if taken > MAX_HEADER_BYTES:
            return None
        if line[:1] in b" \t" and name:  # a value that goes on
            headers[name] += " " + line.decode("utf-8", "replace").strip()
            continue
        name, _, value = line.decode("utf-8", "replace").partition(":")
        name = name.strip().lower()
        headers.setdefault(name, value.strip())
    return headers if line else None


def answer_of(block: Block, most: int) -> Answer:
    """Return the HTTP answer that a block holds, of whose body at most ``most`` bytes are read."""
    content = bytearray()
    while len(content) <= most + MAX_HEADER_BYTES and (piece := block.read(most)):
        content += piece
    head, blank, body = bytes(content).partition(b"\r\n\r\n")
    if not blank:
        head, _, body = bytes(content).partition(b"\n\n")
    status_line, _, rest = head.partition(b"\n")
    status = _STATUS.match(status_line)
    headers: dict[str, str] = {}
    for line in rest.split(b"\n")[:1000]:
        name, _, value = line.decode("latin-1").partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return Answer(int(status[1]) if status else None, headers, body)
