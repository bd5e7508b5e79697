"""Where data goes: stdout, or a file that appears only when it is complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from dedupe.cli.program import Failure


def write_lines(lines: Iterable[str], output: str = "-") -> None:
    """Write lines to a file, or to stdout for ``-``. A file is there in full or not at all."""
    if output == "-":
        sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()
        return
    path = Path(output).resolve()  # a link stays a link: the file that it leads to is replaced
    try:
        with _opened(path) as stream:
            stream.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise Failure(f"{output}: cannot be written: {error.strerror}") from error


def _opened(path: Path) -> AbstractContextManager[IO[str]]:
    # A pipe or a device cannot be replaced, only written to; a folder says that it is one.
    if path.exists() and not path.is_file():
        return _text(path)
    return _replacing(path)


def _text(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    with _beside(path) as partial, _text(partial) as stream:
        yield stream


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Write beside the file, then rename: whoever reads it sees the old one or the new one, never a part."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield partial
        with partial.open("rb+") as stream:
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def whole_file(output: str) -> Iterator[Path]:
    """Give a path to write a file to, which takes its place when it is complete. Raises Failure for what is no file."""
    path = Path(output).resolve()
    if output == "-" or (path.exists() and not path.is_file()):
        raise Failure(f"{output}: this goes to a file: name one with -o")
    try:
        with _beside(path) as partial:
            yield partial
    except OSError as error:
        raise Failure(f"{output}: cannot be written: {error.strerror or error}") from error
