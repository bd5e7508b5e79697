"""A table as JSON lines or as CSV.

JSON lines and Parquet have every value as it is. CSV goes into spreadsheets, which run what begins like a formula: such a
text begins with an apostrophe there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dedupe.reports.as_json import document
from dedupe.store import Cell, Table

_END = "\r\n"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json_lines(table: Table) -> Iterator[str]:
    """Yield a row a line, an object by the names of the columns; bytes are hexadecimal digits."""
    for row in table.rows:
        yield document({name: _plain(cell) for name, cell in zip(table.columns, row, strict=True)})


def as_csv(table: Table) -> Iterator[str]:
    """Yield the names of the columns, then the rows (RFC 4180); a cell may hold line breaks, NULL is an empty cell."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator=_END)  # a cell that holds any of it is quoted
    writer.writerow(table.columns)
    yield _taken(written)
    for row in table.rows:
        writer.writerow([_inert(_plain(cell)) for cell in row])
        yield _taken(written)


def _taken(written: io.StringIO) -> str:
    line = written.getvalue().removesuffix(_END)
    written.seek(0)
    written.truncate()
    return line


def _plain(cell: Cell) -> str | int | float | None:
    return cell.hex() if isinstance(cell, bytes) else cell


def _inert(cell: str | int | float | None) -> str | int | float | None:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
