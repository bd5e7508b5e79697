"""Checksums of rows whose values no other hash covers: a flipped bit must not pass for a date, a score or a decision."""

from __future__ import annotations

import xxhash

from dedupe.errors import StoreDamaged
from dedupe.store.connection import Connection

SQL_NAME = "checksum_of"
"""What SQL calls `checksum_of` by, on every connection of ours."""

Value = str | int | float | None


def checksum_of(*values: Value) -> str:
    """Return the hash of the values of a row, as they are read back from it: 16 hex digits.

    >>> checksum_of("Post", 7, 0.5, None) == checksum_of("Post", 7, 0.5, None)
    True
    """
    return xxhash.xxh3_64_hexdigest("\x1f".join(f"{type(value).__name__}:{value!r}" for value in values).encode())


def prove(connection: Connection, what: str, stored: str, *values: Value) -> None:
    """Raise StoreDamaged, naming ``what``, where these values are not those that were stored."""
    if checksum_of(*values) != stored:
        raise StoreDamaged(f"{connection.path}: {what} is not what was stored: run dedupe check")
