"""Inputs as people type them -> the files to read, in order, each with its size and KEY.

No file is opened here but one whose name does not say what it is (see recognition). A folder is walked in the order of its names; hidden files and links to
folders are left out, and files that no reader takes are counted by kind. A pattern is expanded here
too, so that it works where the shell does not, and each match is an input of its own.

The KEY of a file is the name of its input folder (of its parent, where the file itself is the input)
and the path below: ``dedupe ingest corpus`` gives ``corpus/harbour-post/fire.txt``, wherever the corpus lies.
"""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dedupe.reading.extras import missing
from dedupe.reading.files import STDIN, InputFile, ReadingOptions, spelled
from dedupe.reading.recognition import recognised
from dedupe.reading.registry import FORMATS, format_of, kind_of
from dedupe.records import Origin, Rejection

LINKED_FOLDER = "(link to a folder)"
"""The kind under which folders behind symbolic links are counted: followed, they could lead round in circles."""

NO_SUFFIX = "(no suffix)"
"""The kind of files without a suffix."""

NO_FILE = "(pipe, socket or device)"
"""The kind of what is no file, whatever its name: opening it could wait for ever, and reading it never end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPlan:
    """What will be read, in order, with the inputs that cannot be; and kind -> how many files no reader takes."""

    items: tuple[InputFile | Rejection, ...]
    skipped: Mapping[str, int]

    @property
    def files(self) -> tuple[InputFile, ...]:
        """The files to read."""
        return tuple(item for item in self.items if isinstance(item, InputFile))

    @property
    def size(self) -> int:
        """Bytes on disk of all files; standard input counts for nothing."""
        return sum(file.size for file in self.files)

    def skipped_line(self) -> str | None:
        """Return the sentence about what no reader takes, None where that is nothing."""
        if not self.skipped:
            return None
        number = sum(self.skipped.values())
        return f"{number} {'file' if number == 1 else 'files'} of other kinds skipped: {' '.join(sorted(self.skipped))}"


def plan(inputs: Sequence[str], options: ReadingOptions = ReadingOptions()) -> ReadingPlan:  # noqa: B008 - frozen
    """Find the files of ``inputs``: files, folders, patterns and ``-``. An input that is none becomes a Rejection."""
    walk = _Walk(options, Counter())
    items = [item for written in inputs for item in walk.expand(written)]
    return ReadingPlan(items=tuple(_without_missing(items)), skipped=dict(sorted(walk.skipped.items())))


def _without_missing(items: Sequence[InputFile | Rejection]) -> Iterator[InputFile | Rejection]:
    """Leave out the files of formats whose packages are missing, with one rejection for all of a format."""
    lacking = {name: package for name, format_ in FORMATS.items() if (package := format_.missing())}
    left_out = Counter(item.format for item in items if isinstance(item, InputFile) and item.format in lacking)
    told = set()
    for item in items:
        if isinstance(item, Rejection) or item.format not in lacking:
            yield item
        elif item.format not in told:
            told.add(item.format)
            others = left_out[item.format] - 1
            yield item.rejection(missing(lacking[item.format]) + (f" (and {others:,} more files)" if others else ""))


@dataclass(frozen=True, slots=True)
class _Walk:
    """From inputs to files: what people say about them, and the kinds that no reader takes."""

    options: ReadingOptions
    skipped: Counter[str]

    def expand(self, written: str) -> Iterator[InputFile | Rejection]:
        """Yield the files that an input stands for, or why it stands for none."""
        if written == STDIN:
            yield InputFile(path=STDIN, key=STDIN, size=0, format=self.options.format or "jsonl")
        elif os.path.lexists(written):
            yield from self._find(Path(written), named=True)
        elif glob.has_magic(written):
            yield from self._match(written)
        else:
            yield _rejection(written, "no such file or folder")

    def _match(self, pattern: str) -> Iterator[InputFile | Rejection]:
        """The matches in order; one inside a folder that matches too (``corpus/**``) is found there already."""
        matches = sorted(map(Path, glob.glob(pattern, recursive=True)))  # noqa: PTH207 - Path.glob takes no absolute pattern
        folder = None
        for path in matches:
            if folder is None or folder not in path.parents:
                yield from self._find(path, named=False)
                folder = path if path.is_dir() else None
        if not matches:
            yield _rejection(pattern, "no file matches")

    def _find(self, top: Path, *, named: bool) -> Iterator[InputFile | Rejection]:
        """The files at and below a path by name; ``named``: the user asks for this very path."""
        base = _base_of(top)
        waiting = [top]
        while waiting:
            path = waiting.pop()
            try:
                status = path.stat()
                if not stat.S_ISDIR(status.st_mode):
                    yield from self._take(path, base, status, named=named and path is top)
                elif path is not top and path.is_symlink():
                    self.skipped[LINKED_FOLDER] += 1
                else:
                    waiting += sorted((each for each in path.iterdir() if not each.name.startswith(".")), reverse=True)
            except OSError as error:
                yield _rejection(str(path), f"cannot be opened: {error.strerror}")

    def _take(self, path: Path, base: str, status: os.stat_result, *, named: bool) -> Iterator[InputFile | Rejection]:
        is_file = stat.S_ISREG(status.st_mode)
        suffix, packed = kind_of(path)
        taken, packing = self._format(path, suffix, packed, named=named) if is_file else (None, packed)
        if taken is not None:
            below = _absolute(path).removeprefix(base).replace(os.sep, "/").lstrip("/")
            yield InputFile(path=str(path), key=spelled(below), size=status.st_size, format=taken, packed=packing)
            return
        kind = spelled(suffix + packed)
        if not named:
            self.skipped[kind or NO_SUFFIX if is_file else NO_FILE] += 1
        elif not is_file:
            yield _rejection(str(path), f"a pipe, socket or device, not a file; {STDIN} reads standard input")
        elif suffix == ".xml":
            yield _rejection(str(path), "neither a feed nor NewsML-G2: other XML is not read")
        else:
            yield _rejection(
                str(path), f"no reader for {kind} files" if kind else "no reader for files without a suffix"
            )

    def _format(self, path: Path, suffix: str, packed: str, *, named: bool) -> tuple[str | None, str]:
        """The format (empty for archives, which hold files of their own) and the suffix of the compression.

        A table may hold anything: one that is found in a folder is taken only where it has a column of texts.
        Other files there are opened only where they have no suffix at all.
        """
        if self.options.format:
            return self.options.format, packed
        by_name = "" if packed == ".zip" else format_of(suffix)
        if by_name is not None and (named or by_name not in ("csv", "tsv")):
            return by_name, packed
        if named or suffix in ("", ".xml") or by_name is not None:
            return recognised(path, suffix if by_name else "", packed, self.options.columns)
        return None, packed


def _base_of(top: Path) -> str:
    """The folder that KEYs begin below: the one above an input folder, or above the folder of an input file."""
    absolute = Path(_absolute(top))
    return str(absolute.parent if absolute.is_dir() else absolute.parent.parent)


def _absolute(path: Path) -> str:
    """Unlike Path.absolute this takes out ``..``, and unlike Path.resolve it keeps links as the user named them."""
    return os.path.abspath(path)  # noqa: PTH100


def _rejection(path: str, reason: str) -> Rejection:
    return Rejection(origin=Origin(file=spelled(path)), reason=reason)
