"""An index of captures, CDX or CDXJ, and the WARC files that it points into, in a folder on disk.

Each line names a record by file and offset; the record is read as any of a WARC is. Lines of other statuses and media
types are counted, captures whose file is not there are named, and no line leads out of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from dedupe.errors import InputError
from dedupe.reading.files import Context, InputFile, Record, spelled
from dedupe.reading.streams import lines, opened, unpacked
from dedupe.reading.validity import Unreadable
from dedupe.reading.warc import articles_of_record
from dedupe.reading.warc_records import records

_LETTERS: Final = {"a": "url", "m": "mime", "s": "status", "V": "offset", "g": "filename"}
_USUAL = ("N", "b", "a", "m", "s", "k", "r", "M", "S", "V", "g")
_SHORT = ("N", "b", "a", "m", "s", "k", "r", "V", "g")
_PAGES = ("text/html", "application/xhtml+xml", "warc/revisit", "unk", "-", "")


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a capture lies."""

    url: str
    filename: str
    offset: int


def read_wayback(path: str, context: Context, warcs: str | None = None) -> Iterator[Record]:
    """Yield the captures of an index; ``warcs`` is the folder of the files, by default that of the index.

    ``line`` counts the lines of the index. Raises InputError where it cannot be opened.
    """
    folder = Path(warcs or Path(path).parent).resolve()
    index = _index(path)
    letters: tuple[str, ...] = ()
    with opened(index, None, lambda _: None) as stream:
        for number, content in enumerate(lines(stream), start=1):
            if content is None:
                yield index.rejection("a line that is too long", line=number)
                continue
            line = content.decode("utf-8", "replace").rstrip("\r\n")
            if line.lstrip().startswith("CDX "):
                letters = tuple(line.split()[1:])
                continue
            if line.strip():
                yield from _captures(line, number, letters, folder, index, context)
    yield from context.late_sightings()


def _index(path: str) -> InputFile:
    if not Path(path).is_file():
        raise InputError(f"{path}: no such file")
    packed = ".gz" if path.endswith(".gz") else ""
    return InputFile(path=path, key=path, size=Path(path).stat().st_size, format="cdx", packed=packed)


def _captures(
    line: str, number: int, letters: tuple[str, ...], folder: Path, index: InputFile, context: Context
) -> Iterator[Record]:
    try:
        fields = _fields(line, letters)
        if passed := _no_page(fields):
            context.passed[passed] += 1
            return
        capture = _Line(fields.get("url", ""), fields.get("filename", ""), int(fields.get("offset", "")))
        yield from _read(capture, number, folder, index, context)
    except ValueError:
        yield index.rejection("no line of an index: it does not say where the capture lies", line=number)
    except (Unreadable, InputError) as error:
        yield index.rejection(str(error), line=number)


def _fields(line: str, letters: tuple[str, ...]) -> Mapping[str, str]:
    """The fields of a line by their names in CDXJ."""
    _, _, told = [*line.split(" ", 2), "", ""][:3]
    if told.startswith("{"):
        try:
            decoded = msgspec.json.decode(told, type=dict[str, str | int])
        except (msgspec.DecodeError, RecursionError) as error:
            raise Unreadable(f"broken JSON: {error}") from error
        return {name: str(value) for name, value in decoded.items()}
    cells = line.split(" ")
    names = letters or (_USUAL if len(cells) == len(_USUAL) else _SHORT)
    return {_LETTERS[name]: cell for name, cell in zip(names, cells, strict=False) if name in _LETTERS}


def _no_page(fields: Mapping[str, str]) -> str | None:
    """What a line is, in words to count by; None where it may be a page."""
    mime = fields.get("mime", "").partition(";")[0].lower()
    if mime not in _PAGES:
        return f"captures of type {spelled(mime)[:40]}"
    status = fields.get("status", "-")
    return None if status in ("200", "-", "") or mime == "warc/revisit" else f"captures of status {status[:8]}"


def _read(line: _Line, number: int, folder: Path, index: InputFile, context: Context) -> Iterator[Record]:
    path = _found(folder, line.filename)
    file = InputFile(path=str(path), key=index.key, size=path.stat().st_size, format="warc")
    with path.open("rb") as disk:
        disk.seek(line.offset)
        stream: BinaryIO = unpacked(disk, ".gz") if path.suffix == ".gz" else disk
        record = next(records(stream), None)
        if record is None or isinstance(record, str):
            raise Unreadable(f"{line.filename[:200]}: no record begins at {line.offset}")
        yield from articles_of_record(record, number, file, context)


def _found(folder: Path, name: str) -> Path:
    """The file of that name below the folder, or at its top. Raises Unreadable where there is none."""
    for candidate in (name, name.replace("\\", "/").rpartition("/")[2]):
        path = (folder / candidate).resolve() if candidate and "\0" not in candidate else folder
        if path.is_relative_to(folder) and path.is_file():
            return path
    raise Unreadable(f"{spelled(name)[:200]}: this WARC file is not in the folder")
