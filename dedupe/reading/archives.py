"""``.zip``: several files in one, each read as it would be beside it, and named below it.

The KEY of a file within is that of the archive and its path there: ``pages.zip/2031/fire.html``.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO

from dedupe.errors import InputError
from dedupe.reading.extras import missing
from dedupe.reading.files import Context, InputFile, spelled
from dedupe.reading.registry import FORMATS, format_of, kind_of
from dedupe.reading.streams import unpacked
from dedupe.reading.unpacking import EXPANSION_FREE, MAX_EXPANSION, MAX_UNPACKED_BYTES, MIB, UNPACKERS

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


Member = tuple[InputFile, Callable[[], AbstractContextManager[BinaryIO]]]
"""A file within an archive, and how to open it."""


def members(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Member]:
    """Yield the files of an archive by name. Others are passed over and counted, as they are in folders.

    Raises InputError where the archive cannot be read.
    """
    if not stream.seekable():
        raise InputError("a zip file is read from its end: unpack what it is in first")
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"damaged zip file: {error}") from error
    bound = _Bound(file.size)
    with archive:
        for info in sorted(archive.infolist(), key=lambda each: each.filename):
            path = PurePosixPath(info.filename)
            if info.is_dir() or any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            suffix, packed = kind_of(path)
            name = context.options.format or format_of(suffix)
            if name is None or packed == ".zip":
                context.passed[f"{spelled(suffix + packed) or 'files without a suffix'} in zip files"] += 1
                continue
            if lacking := FORMATS[name].missing():
                raise InputError(missing(lacking))
            below = spelled(info.filename)
            member = replace(
                file, path=f"{file.path}/{below}", key=f"{file.key}/{below}", size=0, format=name, packed=packed
            )
            yield member, _opener(archive, info, packed, bound)


def _opener(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed: str, bound: _Bound
) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        """Open the member, bounded. Raises InputError where it cannot be unpacked."""
        if info.flag_bits & 1:
            raise InputError("locked with a password")
        try:
            content = archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            raise InputError(f"damaged zip file: {error}") from error
        with content:
            stream = io.BufferedReader(_Bounded(content, bound), 256 * 1024)
            yield unpacked(stream, packed) if packed in UNPACKERS else stream

    return opened


class _Bound:
    """What may still come out of an archive: its files may share their bytes on disk, so they share the caps."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._given = 0

    def give(self, count: int) -> None:
        """Raise InputError where more comes out than the caps allow."""
        self._given += count
        if self._given > EXPANSION_FREE and self._given > MAX_EXPANSION * self._size:
            raise InputError(f"the zip file expands more than {MAX_EXPANSION} times: taken for a bomb")
        if self._given > MAX_UNPACKED_BYTES:
            raise InputError(f"the zip file expands beyond {MAX_UNPACKED_BYTES // MIB // 1024} GiB")


class _Bounded(io.RawIOBase):
    """A file of an archive, within the caps that packed files have."""

    def __init__(self, source: IO[bytes], bound: _Bound) -> None:
        self._source = source
        self._bound = bound

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer, and return how many bytes came. Raises InputError where the archive is damaged."""
        view = memoryview(buffer)
        try:
            content = self._source.read(len(view))
        except EOFError as error:
            raise InputError("the zip file is cut short") from error
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError) as error:
            raise InputError(f"damaged zip file: {error}") from error
        self._bound.give(len(content))
        view[: len(content)] = content
        return len(content)
