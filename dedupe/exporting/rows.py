"""A table as JSON lines or as CSV. JSON lines and Parquet have every value as it is; of CSV, see ``reports.as_csv``."""

from __future__ import annotations

from collections.abc import Iterator

from dedupe.reports.as_csv import Rows
from dedupe.reports.as_json import document
from dedupe.store import Cell, Table


def as_json_lines(table: Table) -> Iterator[str]:
    """Yield a row a line, an object by the names of the columns; bytes are hexadecimal digits."""
    for row in table.rows:
        yield document({name: _plain(cell) for name, cell in zip(table.columns, row, strict=True)})


def as_rows(table: Table) -> Rows:
    """Return the table as CSV has it: bytes are hexadecimal digits."""
    return Rows(tuple(table.columns), (tuple(map(_plain, row)) for row in table.rows))


def _plain(cell: Cell) -> str | int | float | None:
    return cell.hex() if isinstance(cell, bytes) else cell
