"""Bytes of files: opened one at a time, decompressed as they are read, and bounded.

Whoever sends us a file does not decide how much memory or disk it takes: a record has a size that
it may not exceed, and so has what a packed file expands to (see unpacking). A stream that breaks
raises InputError with the reason; what came before it stands.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from dedupe.errors import InputError
from dedupe.reading.files import STDIN, InputFile, Progress
from dedupe.reading.unpacking import MIB, UNPACKERS, Unpacked

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RECORD_BYTES = 256 * MIB
"""The longest line, or whole file, that is taken for one article: some fifty times the complete works of Shakespeare."""

_BUFFER = 256 * 1024


@contextmanager
def opened(file: InputFile, stdin: BinaryIO | None, progress: Progress) -> Iterator[BinaryIO]:
    """Open a file for reading, unpacked. Standard input (``stdin``, else the process's own) stays open.

    Archives (.zip) are opened as they are: what they hold is several files (see archives).
    Raises InputError where it cannot be opened; so do reads that fail later.
    """
    if file.path == STDIN:
        yield io.BufferedReader(_Counted(stdin or sys.stdin.buffer, progress), _BUFFER)
        return
    with _open(file.path) as disk:
        counted = _CountedFile(disk, progress)
        yield unpacked(counted, file.packed) if file.packed in UNPACKERS else io.BufferedReader(counted, _BUFFER)


def unpacked(stream: io.RawIOBase | BinaryIO, packed: str) -> BinaryIO:
    """Return a stream without its compression. Raises InputError where that needs a package that is missing."""
    return io.BufferedReader(Unpacked(stream, packed), _BUFFER)


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

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer, and return how many bytes came. Raises InputError where the source fails."""
        view = memoryview(buffer)
        try:
            content = self._take(len(view)) or b""
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror or error}") from error
        view[: len(content)] = content
        self._progress(len(content))
        return len(content)


class _CountedFile(_Counted):
    """A file on disk: formats that keep their table of contents at the end may go there first."""

    def __init__(self, source: io.FileIO, progress: Progress) -> None:
        super().__init__(source, progress)
        self._source = source

    def seekable(self) -> bool:
        return self._source.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()
