"""A table as Parquet, a few thousand rows in memory at a time."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any, Final

from dedupe.reading.extras import needed
from dedupe.store import ColumnType, Table

_ROWS: Final = 4096
"""Rows of a row group: of articles, some 20 MB."""

_ARROW: Final[dict[ColumnType, str]] = {"text": "string", "integer": "int64", "real": "float64", "blob": "binary"}


def write_parquet(table: Table, path: Path) -> None:
    """Write a table to ``path``, with sums of its pages. Raises InputError where pyarrow is missing."""
    arrow: Any = needed("pyarrow")
    parquet: Any = needed("pyarrow", "pyarrow.parquet")
    schema = arrow.schema([(name, arrow.type_for_alias(_ARROW[kind])) for name, kind in table.columns.items()])
    with parquet.ParquetWriter(path, schema, compression="zstd", write_page_checksum=True) as writer:
        while rows := list(islice(table.rows, _ROWS)):
            columns = [
                arrow.array(values, type=field.type)
                for field, values in zip(schema, zip(*rows, strict=True), strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(columns, schema=schema))
