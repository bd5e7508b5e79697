"""A connection to SQLite whose every error comes out as one line of ours.

All statements and all fetched rows pass through `Cursor`, so nothing above needs to know SQLite's error
codes. What a fault of our own raises (broken SQL, a violated constraint) passes through untouched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from dedupe.errors import NotAStore, StoreBusy, StoreDamaged, StoreError
from dedupe.store import holders

_ROWS = 64  # fetched at a time: few enough for rows that hold long texts
ANOTHER = "another process"
"""Who holds a store where nobody can be named."""
_CANNOT_OPEN = "cannot be opened: check that file and folder may be read and written"

# By SQLite's primary code; its extended ones keep the primary one in the lowest byte.
_MEANINGS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, "{holder} holds the store (waited {seconds:g} s)"),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "{holder} holds the store (waited {seconds:g} s)"),
    sqlite3.SQLITE_FULL: (StoreError, "the disk is full; what was being written is undone, the rest is intact"),
    sqlite3.SQLITE_READONLY: (StoreError, "cannot be written: the file or its folder is read-only"),
    sqlite3.SQLITE_CANTOPEN: (StoreError, _CANNOT_OPEN),
    sqlite3.SQLITE_PERM: (StoreError, _CANNOT_OPEN),
    sqlite3.SQLITE_IOERR: (StoreError, "the disk failed ({name}); what was being written is undone"),
    sqlite3.SQLITE_TOOBIG: (StoreError, "a text of more than 1 GB does not fit into the store"),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, "the file is damaged ({error})"),
    sqlite3.SQLITE_NOTADB: (NotAStore, "not a database, so not a store of dedupe"),
}


def explain(error: sqlite3.Error, path: str, busy_seconds: float) -> StoreError | None:
    """Return the error to raise instead, its message one line that names the store; None for a fault of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Python's own binding, which gives no code, found bytes in a TEXT that are not UTF-8.
        undecodable = "decode to UTF-8" in str(error)
        return StoreDamaged(f"{path}: the file is damaged (a text is not UTF-8)") if undecodable else None
    if (code & 0xFF) not in _MEANINGS:
        return None
    kind, meaning = _MEANINGS[code & 0xFF]
    holder = (holders.writer(path) or ANOTHER) if kind is StoreBusy else ""
    return kind(
        f"{path}: {meaning.format(holder=holder, seconds=busy_seconds, name=error.sqlite_errorname, error=error)}"
    )


def cannot_open(path: object) -> StoreError:
    """Return the error for a file that SQLite could not even open."""
    return StoreError(f"{path}: {_CANNOT_OPEN}")


def _explained(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def wrapper(cursor: Cursor, *args: Any) -> Any:
        """Do the same, with an error of ours for one of SQLite's."""
        try:
            return method(cursor, *args)
        except sqlite3.Error as error:
            explained = explain(error, cursor.connection.path, cursor.connection.busy_seconds)
            if explained is None:
                raise
            raise explained from error
        except UnicodeDecodeError as error:  # what SQLite says quotes a schema in which a bit flipped
            raise StoreDamaged(f"{cursor.connection.path}: the file is damaged (its schema is not UTF-8)") from error

    return wrapper


class Cursor(sqlite3.Cursor):
    """A cursor that raises errors of ours."""

    connection: Connection

    execute = _explained(sqlite3.Cursor.execute)
    executemany = _explained(sqlite3.Cursor.executemany)
    fetchone = _explained(sqlite3.Cursor.fetchone)
    fetchmany = _explained(sqlite3.Cursor.fetchmany)
    fetchall = _explained(sqlite3.Cursor.fetchall)
    __next__ = _explained(sqlite3.Cursor.__next__)

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]  # the rest of the rows, as next() gives them
        """Yield the rows, of which some are fetched at a time: a call of ours for each takes longer than SQLite does."""
        while rows := self.fetchmany(_ROWS):
            yield from rows


class Connection(sqlite3.Connection):
    """A connection that knows the path to name in errors; its cursors raise errors of ours."""

    path: str
    busy_seconds: float
    read_only: bool
    in_snapshot: bool = False

    def cursor(self, factory: Any = Cursor) -> Any:
        """Return a cursor whose errors name the store."""
        return super().cursor(factory)

    def execute(self, *args: Any) -> Cursor:
        """Run one statement on a new cursor."""
        cursor: Cursor = self.cursor().execute(*args)
        return cursor

    def executemany(self, *args: Any) -> Cursor:
        """Run one statement for many rows on a new cursor."""
        cursor: Cursor = self.cursor().executemany(*args)
        return cursor


@contextmanager
def write_transaction(connection: Connection) -> Iterator[None]:
    """Do all of the block or nothing of it; inside another one, be a part of it.

    BEGIN IMMEDIATE takes the write lock first: a transaction that reads before it writes would otherwise
    find, when it comes to write, that another writer has been faster. Raises StoreBusy when the lock
    cannot be had.
    """
    if connection.read_only:
        raise StoreError(f"{connection.path}: opened for reading only")
    if connection.in_snapshot:
        raise AssertionError("what is written within a snapshot would be lost with it")
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()  # does nothing where SQLite has rolled back already, as on a full disk
        raise


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """Let all reading of the block see the store as it is at one moment, whatever other processes write; nothing is written.

    Without it each statement sees another moment, and what two of them tell may never have been there together.
    """
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    connection.in_snapshot = True
    try:
        yield
    finally:
        connection.in_snapshot = False
        connection.rollback()
