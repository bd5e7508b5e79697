"""Bytes of files: opened one at a time, decompressed as they are read, and bounded.

Whoever sends us a file does not decide how much memory or disk it takes: a record has a size that
it may not exceed, and so has what a gzip file expands to. A stream that breaks raises InputError
with the reason; what came before it stands.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from dedupe.errors import InputError
from dedupe.reading.files import STDIN, InputFile, Progress

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MIB = 1 << 20

MAX_RECORD_BYTES = 256 * MIB
"""The longest line, or whole file, that is taken for one article: some fifty times the complete works of Shakespeare."""

MAX_EXPANSION = 200
"""The most bytes that one gzipped byte may hold: news shrinks 3 to 10 times, repetitive lists 50, a bomb 1,000."""

EXPANSION_FREE = 64 * MIB
"""So much may come out of any gzip file before MAX_EXPANSION counts: it fits in memory."""

MAX_UNPACKED_BYTES = 256 * 1024 * MIB
"""The most that one gzip file may expand to: many times the largest monthly file of the public news crawls."""

_BUFFER = 256 * 1024


@contextmanager
def opened(file: InputFile, stdin: BinaryIO | None, progress: Progress) -> Iterator[BinaryIO]:
    """Open a file for reading, through gunzip where it is packed. Standard input (``stdin``, else the process's own) stays open.

    Raises InputError where it cannot be opened; so do reads that fail later.
    """
    if file.path == STDIN:
        yield io.BufferedReader(_Counted(stdin or sys.stdin.buffer, progress), _BUFFER)
        return
    with _open(file.path) as disk:
        counted = _Counted(disk, progress)
        yield io.BufferedReader(_Gunzip(counted) if file.packed else counted, _BUFFER)


def _open(path: str) -> io.FileIO:
    try:
        return io.FileIO(path)
    except OSError as error:
        raise InputError(f"cannot be opened: {error.strerror}") from error


def whole(stream: BinaryIO) -> bytes:
    """Return all bytes of a stream. Raises InputError beyond MAX_RECORD_BYTES."""
    content = stream.read(MAX_RECORD_BYTES + 1)
    if len(content) > MAX_RECORD_BYTES:
        raise InputError(f"larger than {MAX_RECORD_BYTES // MIB} MiB, the most that is taken for one article")
    return content


def lines(stream: BinaryIO) -> Iterator[bytes | None]:
    r"""Yield the lines of a stream, each with its ``\n``, and None for a line beyond MAX_RECORD_BYTES."""
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        if len(line) <= MAX_RECORD_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MIB)
        yield None


class _Counted(io.RawIOBase):
    """A stream that reports how many bytes were taken from it, and whose failures are InputErrors."""

    def __init__(self, source: io.RawIOBase | BinaryIO, progress: Progress) -> None:
        # Whatever is there rather than a full buffer, so that a slow pipe is read as it flows.
        self._take = getattr(source, "read1", source.read)
        self._progress = progress
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            content = self._take(len(view)) or b""
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}") from error
        view[: len(content)] = content
        self.taken += len(content)
        self._progress(len(content))
        return len(content)


class _Gunzip(io.RawIOBase):
    """The content of a gzip stream, within the caps above."""

    def __init__(self, packed: _Counted) -> None:
        self._packed = packed
        self._gzip = gzip.GzipFile(fileobj=io.BufferedReader(packed, _BUFFER))
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            content = self._gzip.read1(len(view))
        except EOFError as error:
            raise InputError("the gzip file is cut short") from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise InputError(f"damaged gzip file: {error}") from error
        if self._packed.taken == 0:
            raise InputError("the gzip file is empty")
        self._given += len(content)
        self._check_expansion()
        view[: len(content)] = content
        return len(content)

    def _check_expansion(self) -> None:
        if self._given > EXPANSION_FREE and self._given > MAX_EXPANSION * self._packed.taken:
            raise InputError(f"the gzip file expands more than {MAX_EXPANSION} times: taken for a bomb")
        if self._given > MAX_UNPACKED_BYTES:
            raise InputError(f"the gzip file expands beyond {MAX_UNPACKED_BYTES // MIB // 1024} GiB")
