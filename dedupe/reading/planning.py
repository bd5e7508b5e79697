"""Inputs as people type them -> the files to read, in order, each with its size and KEY.

Nothing is opened here. A folder is walked in the order of its names; hidden files and links to
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

from dedupe.reading.files import STDIN, InputFile, spelled
from dedupe.reading.registry import READERS, kind_of
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


def plan(inputs: Sequence[str]) -> ReadingPlan:
    """Find the files of ``inputs``: files, folders, patterns and ``-``. An input that is none becomes a Rejection."""
    skipped: Counter[str] = Counter()
    items = [item for written in inputs for item in _expand(written, skipped)]
    return ReadingPlan(items=tuple(items), skipped=dict(sorted(skipped.items())))


def _expand(written: str, skipped: Counter[str]) -> Iterator[InputFile | Rejection]:
    if written == STDIN:
        yield InputFile(path=STDIN, key=STDIN, size=0, suffix=".jsonl")
    elif os.path.lexists(written):
        yield from _find(Path(written), skipped, named=True)
    elif glob.has_magic(written):
        yield from _match(written, skipped)
    else:
        yield _rejection(written, "no such file or folder")


def _match(pattern: str, skipped: Counter[str]) -> Iterator[InputFile | Rejection]:
    """The matches in order; one inside a folder that matches too (``corpus/**``) is found there already."""
    matches = sorted(map(Path, glob.glob(pattern, recursive=True)))  # noqa: PTH207 - Path.glob takes no absolute pattern
    folder = None
    for path in matches:
        if folder is None or folder not in path.parents:
            yield from _find(path, skipped, named=False)
            folder = path if path.is_dir() else None
    if not matches:
        yield _rejection(pattern, "no file matches")


def _find(top: Path, skipped: Counter[str], *, named: bool) -> Iterator[InputFile | Rejection]:
    """The files at and below a path by name; ``named``: the user asks for this very path."""
    base = _base_of(top)
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode):
                yield from _take(path, base, status, skipped, named=named and path is top)
            elif path is not top and path.is_symlink():
                skipped[LINKED_FOLDER] += 1
            else:
                waiting += sorted((each for each in path.iterdir() if not each.name.startswith(".")), reverse=True)
        except OSError as error:
            yield _rejection(str(path), f"cannot be opened: {error.strerror}")


def _take(
    path: Path, base: str, status: os.stat_result, skipped: Counter[str], *, named: bool
) -> Iterator[InputFile | Rejection]:
    suffix, packed = kind_of(path)
    is_file = stat.S_ISREG(status.st_mode)
    if is_file and suffix in READERS:
        below = _absolute(path).removeprefix(base).replace(os.sep, "/").lstrip("/")
        yield InputFile(path=str(path), key=spelled(below), size=status.st_size, suffix=suffix, packed=packed)
        return
    kind = spelled(suffix + ".gz" if packed else suffix)
    if not named:
        skipped[kind or NO_SUFFIX if is_file else NO_FILE] += 1
    elif is_file:
        yield _rejection(str(path), f"no reader for {kind} files" if kind else "no reader for files without a suffix")
    else:
        yield _rejection(str(path), f"a pipe, socket or device, not a file; {STDIN} reads standard input")


def _base_of(top: Path) -> str:
    """The folder that KEYs begin below: the one above an input folder, or above the folder of an input file."""
    absolute = Path(_absolute(top))
    return str(absolute.parent if absolute.is_dir() else absolute.parent.parent)


def _absolute(path: Path) -> str:
    """Unlike Path.absolute this takes out ``..``, and unlike Path.resolve it keeps links as the user named them."""
    return os.path.abspath(path)  # noqa: PTH100


def _rejection(path: str, reason: str) -> Rejection:
    return Rejection(origin=Origin(file=spelled(path)), reason=reason)
