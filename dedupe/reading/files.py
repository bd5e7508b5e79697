"""What a reader is given, and what it gives back.

A reader turns the bytes of one file into articles and rejections, one after the other. It never
raises for bad content: what cannot be read becomes a Rejection that names file, line and reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from dedupe.records import Article, Origin, Rejection

STDIN = "-"
"""The input that stands for standard input."""

Record: TypeAlias = Article | Rejection

Warn: TypeAlias = Callable[[Origin, str], None]
"""Is told what could not be understood about an article that is kept all the same, such as its date."""

Progress: TypeAlias = Callable[[int], None]
"""Is told how many more bytes were taken from disk, before decompression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that some reader takes.

    ``path`` opens it (``-`` is standard input), ``key`` is its KEY (see planning), ``size`` is in
    bytes on disk (0 where unknown), ``suffix`` names its reader, ``packed`` says that it is gzipped.
    """

    path: str
    key: str
    size: int
    suffix: str
    packed: bool = False

    def origin(self, line: int | None = None) -> Origin:
        """Return where a record of this file was read; ``line`` counts from 1."""
        return Origin(file=spelled(self.path), line=line)

    def rejection(self, reason: str, line: int | None = None) -> Rejection:
        """Return the rejection of this file, or of one of its lines."""
        return Rejection(origin=self.origin(line), reason=reason)


Reader: TypeAlias = Callable[[InputFile, BinaryIO, Warn], Iterator[Record]]
"""Gets the file, its bytes already decompressed, and whom to warn. A stream that breaks raises InputError."""


def spelled(path: str) -> str:
    r"""Return a path as text that can be stored and printed: what is no UTF-8 in it is spelled out.

    >>> spelled("caf\udce9.txt")
    'caf\\udce9.txt'
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
