"""What fills a folder goes where it is named: complete or not at all, and never over what is not of ours."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from dedupe.cli.program import Failure
from dedupe.pages import GENERATOR, is_page

_HEAD = 2_000  # bytes of a page in which it says who made it


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a command of ours fills a folder with: its name, who makes it, which paths it has, and what shows that it is ours."""

    name: str
    maker: str
    has: Callable[[str], bool]
    mark: str
    is_marked: Callable[[Path], bool]


def write_site(files: Iterable[tuple[str, str]], output: str) -> None:
    """Write the pages of a site into a folder, each a path and its text (see write_folder)."""
    write_folder(((name, (text,)) for name, text in files), output, _SITE)


def write_folder(files: Iterable[tuple[str, Iterable[str]]], output: str, kind: Kind) -> None:
    """Write files into a folder, each a path and the pieces of its text; it takes the place of an earlier one as a whole.

    Raises Failure where the folder holds anything that none of this kind has, before any file is made.
    """
    folder = Path(output).resolve()  # a link stays a link
    _refuse_strangers(folder, output, kind)
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


def _write(files: Iterable[tuple[str, Iterable[str]]], folder: Path) -> None:
    made: set[Path] = set()
    for name, pieces in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            stream.writelines(pieces)


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


def _refuse_strangers(folder: Path, output: str, kind: Kind) -> None:
    if not folder.exists():
        return
    if Path.cwd().is_relative_to(folder):
        raise Failure(
            f"{output}: is where this command runs, which a {kind.name} cannot take the place of: name a folder below"
        )
    if not folder.is_dir():
        or_file = ", or a file ending in .html for one story" if kind is _SITE else ""
        raise Failure(f"{output}: is no folder; name one for a {kind.name}{or_file}")
    if not any(folder.iterdir()):
        return
    stranger = next((name for name in _names(folder) if not kind.has(name)), None)
    if stranger is not None:
        raise Failure(f"{output}: not replaced: it holds {stranger}, which no {kind.maker} has written")
    if not kind.is_marked(folder / kind.mark):
        raise Failure(f"{output}: not replaced: its {kind.mark} is not of a {kind.maker}")


def _is_generated(index: Path) -> bool:
    return index.is_file() and GENERATOR.encode() in index.read_bytes()[:_HEAD]


_SITE = Kind(name="site", maker="report", has=is_page, mark="index.html", is_marked=_is_generated)


def _names(folder: Path) -> Iterable[str]:
    for at, folders, files in os.walk(folder):
        yield from (Path(at, name).relative_to(folder).as_posix() for name in sorted(folders + files))
