"""``.parquet``: a row an article, under the names of its columns (see fields).

Rows come in batches from one row group at a time, and only the columns that stand for a field are
read, so that embeddings and markup beside the text cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO, Final

from dedupe.errors import InputError
from dedupe.reading.extras import needed
from dedupe.reading.fields import LONGEST_NAME, place
from dedupe.reading.files import Context, InputFile, Record
from dedupe.reading.objects import records_of
from dedupe.reading.unpacking import EXPANSION_FREE, MAX_EXPANSION, MIB

_ROWS: Final = 64
MAX_GROUP_BYTES: Final = 4096 * MIB
"""The largest row group that is read: its columns are in memory together. Writers make them of 64 to 512 MiB."""


def read_parquet(file: InputFile, stream: BinaryIO, context: Context) -> Iterator[Record]:
    """Yield an article or a rejection for every row; ``line`` counts them from 1."""
    if not stream.seekable():
        raise InputError("a Parquet file is read from its end: unpack what it is in first")
    parquet: Any = needed("pyarrow", "pyarrow.parquet")
    arrow: Any = needed("pyarrow")
    row = 0
    try:
        # Sums of the pages are checked where there are any; a wrong one would give wrong words without a sign.
        table = parquet.ParquetFile(stream, page_checksum_verification=True)
        names = _columns(table, file, context)
        for batch in table.iter_batches(batch_size=_ROWS, columns=names, use_threads=False):
            for record in batch.to_pylist():
                row += 1
                told = {name: _plain(value) for name, value in record.items()}
                yield from records_of(told, file, row, context)
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
        reason = " ".join(str(error).split())[:200]
        yield file.rejection(f"damaged Parquet file: {reason}", line=row + 1 if row else None)


def _columns(table: Any, file: InputFile, context: Context) -> list[str]:
    """The columns to read. Raises InputError where none holds a text, or the file would expand too much."""
    columns = context.options.columns
    told = set(columns.values())
    names = [name for name in table.schema_arrow.names if name in told or _known(name) is not None]
    has_text = columns["text"] in names if "text" in columns else any(_known(name) == "text" for name in names)
    if not has_text:
        shown = ", ".join(name[:LONGEST_NAME] for name in table.schema_arrow.names[:12])
        raise InputError(f"no column holds a text; --map text=COLUMN names one of: {shown}")
    groups = [table.metadata.row_group(number).total_byte_size for number in range(table.metadata.num_row_groups)]
    if max(groups, default=0) > MAX_GROUP_BYTES:
        raise InputError(f"a row group of more than {MAX_GROUP_BYTES // MIB // 1024} GiB")
    if sum(groups) > EXPANSION_FREE and sum(groups) > MAX_EXPANSION * file.size:
        raise InputError(f"the Parquet file expands more than {MAX_EXPANSION} times: taken for a bomb")
    return names


def _known(name: str) -> str | None:
    known = place(name) if len(name) <= LONGEST_NAME else None
    return known[0] if known else None


def _plain(value: Any) -> Any:
    """Times as ISO 8601; pandas keeps lists and structures as they are in JSON."""
    if isinstance(value, datetime):
        return value.isoformat(sep="T", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
