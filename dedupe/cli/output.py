"""Where data goes: stdout, or a file that appears only when it is complete."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from dedupe.cli.program import Failure


def write_lines(lines: Iterable[str], output: str = "-") -> None:
    """Write lines to a file, or to stdout for ``-``. A file is there in full or not at all."""
    if output == "-":
        for line in lines:
            click.echo(line, color=True)  # colours were decided by the report
        return
    with _replacing(Path(output)) as stream:
        stream.writelines(f"{line}\n" for line in lines)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """Write beside the file, then rename: whoever reads it sees the old one or the new one, never a part."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as error:
        raise Failure(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
