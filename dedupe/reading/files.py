"""What a reader is given, and what it gives back.

A reader turns the bytes of one file into articles and rejections, one after the other. It never
raises for bad content: what cannot be read becomes a Rejection that names file, line and reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, TypeAlias

from dedupe.reading.captures import Captures
from dedupe.reading.worker import Worker
from dedupe.records import Article, Origin, Rejection

LOST_REVISITS = "revisits of captures that are not at hand"
"""The kind under which those are counted."""

STDIN = "-"
"""The input that stands for standard input."""

Record: TypeAlias = Article | Rejection

Warn: TypeAlias = Callable[[Origin, str], None]
"""Is told what could not be understood about an article that is kept all the same, such as its date."""

Progress: TypeAlias = Callable[[int], None]
"""Is told how many more bytes were taken from disk, before decompression."""

DateOrder: TypeAlias = Literal["dmy", "mdy"]
"""What 04/05/2031 means: the 4th of May, or the 5th of April."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """What people say about their files.

    ``format`` is that of every file, whatever its name (a name of registry.FORMATS; None: recognised).
    ``columns`` says under which name a record keeps a field, field -> name, instead of the known names.
    ``date_order`` makes dates such as 04/05/2031 readable, which are ambiguous otherwise. ``since`` (ISO 8601) leaves out
    older articles, ``limit`` ends after so many (see selecting).
    """

    format: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    since: str | None = None
    limit: int | None = None


def _ignore_warning(origin: Origin, message: str) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What all files of one reading share: options, whom to warn, the worker, what was passed over by kind, pages seen."""

    options: ReadingOptions = field(default_factory=ReadingOptions)
    warn: Warn = _ignore_warning
    worker: Worker = field(default_factory=Worker)
    passed: Counter[str] = field(default_factory=Counter)
    captures: Captures = field(default_factory=Captures)

    def late_sightings(self) -> Iterator[Article]:
        """Yield the pages that were seen again before they were read; those that never came are counted."""
        for article in self.captures.late():
            if article is None:
                self.passed[LOST_REVISITS] += 1
            else:
                yield article


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that some reader takes.

    ``path`` opens it (``-`` is standard input), ``key`` is its KEY (see planning), ``size`` is in
    bytes on disk (0 where unknown), ``format`` names its reader, ``packed`` is the suffix of its
    compression (empty: none). What is in an archive (``packed`` is ``.zip``) has formats of its own.
    """

    path: str
    key: str
    size: int
    format: str
    packed: str = ""

    def origin(self, line: int | None = None) -> Origin:
        """Return where a record of this file was read; ``line`` counts from 1."""
        return Origin(file=spelled(self.path), line=line)

    def rejection(self, reason: str, line: int | None = None) -> Rejection:
        """Return the rejection of this file, or of one of its lines."""
        return Rejection(origin=self.origin(line), reason=reason)


Reader: TypeAlias = Callable[[InputFile, BinaryIO, Context], Iterator[Record]]
"""Gets the file, its bytes already decompressed, and the context. A stream that breaks raises InputError."""


def spelled(path: str) -> str:
    r"""Return a path as text that can be stored and printed: what is no UTF-8 in it is spelled out.

    >>> spelled("caf\udce9.txt")
    'caf\\udce9.txt'
    """
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
