"""``.csv`` and ``.tsv``: a row an article, under the names of the first row (see fields).

Quoting is strict: a row whose quotes do not close as they should is rejected, never repaired, for a
repaired row is two that were glued together. So is a row with more or fewer cells than there are
names. A table whose names hold no text is rejected as a whole, with the names that it has.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from dedupe.errors import InputError
from dedupe.reading.fields import LONGEST_NAME, place
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.streams import MAX_RECORD_BYTES, lines
from dedupe.reading.unpacking import MIB
from dedupe.reading.validity import Unreadable
from dedupe.reading.values import article_from

DELIMITERS: Final = ",;\t|"
"""What may stand between the cells of a .csv: half of Europe's spreadsheets write a semicolon."""

MAX_CELL: Final = 16 * MIB
"""Characters: the quote that was never closed is found after so many, and not at the end of the file."""

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every row; what stands between the cells follows from the first row."""
    yield from _read(file, stream, context, DELIMITERS)


def read_tsv(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every row; tabs stand between the cells."""
    yield from _read(file, stream, context, "\t")


def has_text_column(head: bytes, tabs: bool, columns: Mapping[str, str]) -> bool:
    """Return whether the first row of a table, of which ``head`` is the beginning, names a column of texts."""
    first = head.removeprefix(codecs.BOM_UTF8).partition(b"\n")[0].decode("utf-8", "replace")
    return any(_has_text(_cells(first, delimiter), columns) for delimiter in ("\t" if tabs else DELIMITERS))


def _read(file: InputFile, stream: BinaryIO, context: Context, delimiters: str) -> Iterator[Record]:
    source = _Lines(stream)
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
    try:
        names, delimiter = _header(source, delimiters, context.options.columns)
        rows = csv.reader(source, delimiter=delimiter, strict=True)
        while True:
            source.begin()
            try:
                row = next(rows)
                if any(row):
                    yield article_from(_record(names, row), file, file.origin(source.first), context)
            except StopIteration:
                return
            except csv.Error as error:
                yield file.rejection(f"broken row: {_why(str(error))}", line=source.first)
            except Unreadable as error:
                yield file.rejection(str(error), line=source.first)
    except InputError as error:
        yield file.rejection(str(error), line=max(source.number, 1))


def _header(source: _Lines, delimiters: str, columns: Mapping[str, str]) -> tuple[list[str], str]:
    """The names, and the delimiter that gives the most of them that we know, or else the most.

    Raises InputError where no name stands for a text: nothing else in the table will be an article.
    """
    try:
        first = next(source)
    except StopIteration:
        raise InputError("empty table") from None
    except Unreadable as error:
        raise InputError(str(error)) from None
    if first.encode("utf-8", "surrogateescape").startswith(_UTF16):
        raise InputError("a table in UTF-16: save it as UTF-8")
    told = set(columns.values())
    readings = [(_cells(first.removeprefix("\ufeff"), delimiter), delimiter) for delimiter in delimiters]
    names, delimiter = max(
        readings, key=lambda reading: (sum(_is_known(name, told) for name in reading[0]), len(reading[0]))
    )
    if not _has_text(names, columns):
        shown = ", ".join(name[:LONGEST_NAME] for name in names[:12]).encode("utf-8", "replace").decode()
        raise InputError(f"no column holds a text; --map text=COLUMN names one of: {shown}")
    repeated = {name for name in names if names.count(name) > 1} if len(names) < 1000 else set()
    if repeated & told or any(place(name) for name in repeated if len(name) <= LONGEST_NAME):
        raise InputError(f"two columns have the name {min(repeated)!r}")
    return names, delimiter


def _cells(first: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([first], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []


def _is_known(name: str, told: set[str]) -> bool:
    return name in told or (len(name) <= LONGEST_NAME and place(name) is not None)


def _has_text(names: list[str], columns: Mapping[str, str]) -> bool:
    if "text" in columns:
        return columns["text"] in names
    known = (place(name) for name in names if len(name) <= LONGEST_NAME)
    return any(field is not None and field[0] == "text" for field in known)


def _record(names: list[str], row: list[str]) -> dict[str, str]:
    if len(row) != len(names):
        raise Unreadable(f"a row of {len(row)} cells where there are {len(names)} columns")
    for name, cell in zip(names, row, strict=True):
        if not cell.isascii() and (escaped := next((one for one in cell if "\udc80" <= one <= "\udcff"), None)):
            raise Unreadable(f"invalid UTF-8: 0x{ord(escaped) - 0xDC00:02x} in the column {name!r}")
    return dict(zip(names, row, strict=True))


def _why(message: str) -> str:
    """The module's words, in ours where those tell more."""
    if message == "unexpected end of data":
        return "a quote that is never closed"
    if message.startswith("field larger"):
        return f"a cell of more than {MAX_CELL // MIB} Mi characters: a quote that is never closed?"
    return message


class _Lines:
    """The lines of a table as the csv module takes them: of a row of several, ``first`` is the first one's number."""

    def __init__(self, stream: BinaryIO) -> None:
        self._lines = lines(stream)
        self._taken = 0
        self.number = 0
        self.first = 1

    def begin(self) -> None:
        """Say that a new row begins."""
        self._taken = 0
        self.first = self.number + 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        """Raises Unreadable for a row that is too long."""
        line = next(self._lines)
        self.number += 1
        self._taken += len(line) if line else 0
        if line is None or self._taken > MAX_RECORD_BYTES:
            raise Unreadable(f"a row of more than {MAX_RECORD_BYTES // MIB} MiB")
        # Bytes that are no UTF-8 are kept apart until it is known in which cell they are.
        return line.decode("utf-8", "surrogateescape")
