"""Compressed bytes -> bytes, within the caps on what they may expand to.

One table, suffix -> how it is undone, so that every compression has the same caps and says in the
same words what is wrong with a file.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol

from dedupe.errors import InputError
from dedupe.reading.extras import ZSTD, needed

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MIB = 1 << 20

MAX_EXPANSION = 200
"""The most bytes that one packed byte may hold: news shrinks 3 to 10 times, repetitive lists 50, a bomb 1,000."""

EXPANSION_FREE = 64 * MIB
"""So much may come out of any packed file before MAX_EXPANSION counts: it fits in memory."""

MAX_UNPACKED_BYTES = 256 * 1024 * MIB
"""The most that one packed file may expand to: many times the largest monthly file of the public news crawls."""

MAX_WINDOW = 256 * MIB
"""The most memory that a file may ask for to be unpacked: the strongest usual setting of xz asks for 65 MiB."""

_BUFFER = 256 * 1024


class _Source(Protocol):
    """What a decompressor is read from."""

    def read(self, size: int, /) -> bytes: ...


class _Decompressor(Protocol):
    """What bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Pulled:
    """A file of one or several compressed streams, one after another, read through decompressors that are fed."""

    def __init__(
        self, packed: _Source, fresh: Callable[[], _Decompressor], damage: type[Exception] = ValueError
    ) -> None:
        self._packed = packed
        self._fresh = fresh
        self._damage = damage
        self._now = fresh()

    def read(self, size: int) -> bytes:
        """Raises EOFError where the file ends within a stream, ValueError where it is damaged."""
        while True:
            fed = b""
            if self._now.eof:
                # Zeros may pad a file after its streams.
                fed = self._now.unused_data.lstrip(b"\0") or self._packed.read(_BUFFER).lstrip(b"\0")
                if not fed:
                    return b""
                self._now = self._fresh()
            elif self._now.needs_input and not (fed := self._packed.read(_BUFFER)):
                raise EOFError
            try:
                content = self._now.decompress(fed, size)
            except self._damage as error:
                raise ValueError(error) from error
            if content:
                return content


def _gunzipped(packed: io.BufferedReader) -> Callable[[int], bytes]:
    return gzip.GzipFile(fileobj=packed).read1


# Small builds of Python lack some of these modules: each is imported by the file that needs it.


def _bunzipped(packed: io.BufferedReader) -> Callable[[int], bytes]:
    bz2: Any = needed("bz2")
    return _Pulled(packed, bz2.BZ2Decompressor, OSError).read


def _unxzed(packed: io.BufferedReader) -> Callable[[int], bytes]:
    lzma: Any = needed("lzma")
    return _Pulled(packed, lambda: lzma.LZMADecompressor(memlimit=MAX_WINDOW), lzma.LZMAError).read


def _unzstded(packed: io.BufferedReader) -> Callable[[int], bytes]:
    zstd: Any = needed(ZSTD)
    return _Pulled(packed, zstd.ZstdDecompressor, zstd.ZstdError).read


UNPACKERS: Final[Mapping[str, Callable[[io.BufferedReader], Callable[[int], bytes]]]] = {
    ".gz": _gunzipped,
    ".bz2": _bunzipped,
    ".xz": _unxzed,
    ".zst": _unzstded,
}
"""Suffix -> from packed bytes to a function that reads at most so many unpacked ones."""

_NAMES = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz", ".zst": "zstd"}


class Unpacked(io.RawIOBase):
    """The content of a packed stream, within the caps above."""

    def __init__(self, packed: io.RawIOBase | BinaryIO, suffix: str) -> None:
        self._source = _Tallied(packed)
        self._read = UNPACKERS[suffix](io.BufferedReader(self._source, _BUFFER))
        self._name = _NAMES[suffix]
        self._given = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer, and return how much of it. Raises InputError where the stream breaks or expands too much."""
        view = memoryview(buffer)
        try:
            content = self._read(len(view))
        except EOFError as error:
            raise InputError(
                f"the {self._name} file is cut short" if self._source.taken else f"the {self._name} file is empty"
            ) from error
        except (OSError, zlib.error, ValueError) as error:
            raise InputError(f"damaged {self._name} file: {error}") from error
        if self._source.taken == 0:
            raise InputError(f"the {self._name} file is empty")
        self._given += len(content)
        self._check_expansion()
        view[: len(content)] = content
        return len(content)

    def _check_expansion(self) -> None:
        if self._given > EXPANSION_FREE and self._given > MAX_EXPANSION * self._source.taken:
            raise InputError(f"the {self._name} file expands more than {MAX_EXPANSION} times: taken for a bomb")
        if self._given > MAX_UNPACKED_BYTES:
            raise InputError(f"the {self._name} file expands beyond {MAX_UNPACKED_BYTES // MIB // 1024} GiB")


class _Tallied(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, source: io.RawIOBase | BinaryIO) -> None:
        self._take = getattr(source, "read1", source.read)
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer, and return how many bytes came; they are counted."""
        view = memoryview(buffer)
        content = self._take(len(view)) or b""
        view[: len(content)] = content
        self.taken += len(content)
        return len(content)
