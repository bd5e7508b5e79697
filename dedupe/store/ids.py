"""Row ids given out by us, so that rows which refer to each other are written by one statement a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from dedupe.store.connection import Connection


def next_ids(connection: Connection, table: str) -> Iterator[int]:
    """Return the row ids that are free in a table, ascending. Good inside one write transaction only."""
    (highest,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    return count(highest + 1)
