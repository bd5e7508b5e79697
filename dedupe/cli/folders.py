"""A site goes where its folder is named: complete or not at all, and never over what is not a site of ours."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from dedupe.cli.program import Failure
from dedupe.pages import GENERATOR, is_page

_HEAD = 2_000  # bytes of a page in which it says who made it


def write_site(files: Iterable[tuple[str, str]], output: str) -> None:
    """Write files into a folder, each a path and its text; it takes the place of an earlier site as a whole.

    Raises Failure where the folder holds anything that no site of ours has, before any file is made.
    """
    folder = Path(output).resolve()  # a link stays a link
    _refuse_strangers(folder, output)
    partial = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial.mkdir()
        _write(files, partial)
        _replace(folder, partial)
    except OSError as error:
        raise Failure(f"{output}: cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _write(files: Iterable[tuple[str, str]], folder: Path) -> None:
    made: set[Path] = set()
    for name, text in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def _replace(folder: Path, partial: Path) -> None:
    """Put the new folder in the place of the old one, which is deleted only when the new one stands."""
    if not folder.exists():
        partial.rename(folder)
        return
    former = partial.with_suffix(".old")
    folder.rename(former)
    try:
        partial.rename(folder)
    except OSError:
        former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)


def _refuse_strangers(folder: Path, output: str) -> None:
    if not folder.exists():
        return
    if Path.cwd().is_relative_to(folder):
        raise Failure(
            f"{output}: is where this command runs, which a site cannot take the place of: name a folder below"
        )
    if not folder.is_dir():
        raise Failure(f"{output}: is no folder; name one for a site, or a file ending in .html for one story")
    if not any(folder.iterdir()):
        return
    stranger = next((name for name in _names(folder) if not is_page(name)), None)
    if stranger is not None:
        raise Failure(f"{output}: not replaced: it holds {stranger}, which no report has written")
    index = folder / "index.html"
    if not index.is_file() or GENERATOR.encode() not in index.read_bytes()[:_HEAD]:
        raise Failure(f"{output}: not replaced: its index.html is not of a report")


def _names(folder: Path) -> Iterable[str]:
    for at, folders, files in os.walk(folder):
        yield from (Path(at, name).relative_to(folder).as_posix() for name in sorted(folders + files))
