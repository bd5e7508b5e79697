"""Opening and making the file, and telling a store from whatever else may be there.

A writer waits for its turn, brings facts up to date and recreates outdated derived tables. A reader
changes nothing and sees one snapshot from opening to closing, however long a writer takes meanwhile.
"""

from __future__ import annotations

import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from dedupe.errors import NotAStore, StoreBusy, StoreError, StoreMissing, StoreTooNew
from dedupe.store import schema
from dedupe.store.connection import Connection, cannot_open, write_transaction
from dedupe.store.seals import SQL_NAME, checksum_of

BUSY_SECONDS = 60.0
_PAGE_BYTES = 16384  # an article's text fits into one page more often than into SQLite's 4096
_CACHE_KIB = 64 * 1024


def connect(path: Path, *, create: bool, read_only: bool, busy_seconds: float) -> Connection:
    """Return a connection to the store at ``path``, checked and up to date.

    Raises StoreMissing, NotAStore, StoreTooNew, StoreBusy, or StoreError where the file system refuses.
    """
    _check_file(path, create=create)
    connection = _open(path, read_only=read_only, create=create, busy_seconds=busy_seconds)
    try:
        _configure(connection)
        _check_identity(connection, create=create)
        if read_only:
            _begin_snapshot(connection)
        else:
            _prepare_for_writing(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_file(path: Path, *, create: bool) -> None:
    if "\0" in str(path):
        raise StoreError(f"{str(path)!r}: a path cannot hold a NUL")
    try:
        status = path.stat()
    except FileNotFoundError:
        if not create:
            raise StoreMissing(f"{path}: there is no store here") from None
        if not path.absolute().parent.is_dir():
            raise StoreError(f"{path}: its folder does not exist") from None
        return
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from None
    if stat.S_ISDIR(status.st_mode):
        raise NotAStore(f"{path}: a folder, not a store of dedupe")
    if not stat.S_ISREG(status.st_mode):
        raise NotAStore(f"{path}: a pipe, socket or device, not a store of dedupe")
    # A process killed before its first write leaves an empty file behind, which may be filled again.
    if status.st_size == 0 and not create:
        raise NotAStore(f"{path}: an empty file, not a store of dedupe")


def _open(path: Path, *, read_only: bool, create: bool, busy_seconds: float) -> Connection:
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = _connect_uri(path, f"mode={mode}", busy_seconds, read_only=read_only)
    if read_only and _lies_in_read_only_folder(connection, path):
        # Without its journal's files SQLite cannot lock here; nobody can write here either.
        connection.close()
        return _connect_uri(path, "immutable=1", busy_seconds, read_only=True)
    return connection


def _connect_uri(path: Path, options: str, busy_seconds: float, *, read_only: bool) -> Connection:
    uri = f"{path.absolute().as_uri()}?{options}"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=busy_seconds, isolation_level=None, factory=Connection)
    except sqlite3.OperationalError:
        raise cannot_open(path) from None
    connection.path, connection.busy_seconds, connection.read_only = str(path), busy_seconds, read_only
    return connection


def _lies_in_read_only_folder(connection: Connection, path: Path) -> bool:
    if path.with_name(path.name + "-wal").exists():
        return False
    try:
        sqlite3.Cursor(connection).execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False  # not a database, or a damaged one: _check_identity says so
    return False


def _configure(connection: Connection) -> None:
    connection.create_function(SQL_NAME, -1, checksum_of, deterministic=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")  # a view of somebody else's may not run functions with effects
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA synchronous = FULL")  # what was acknowledged survives a power cut


def _check_identity(connection: Connection, *, create: bool) -> None:
    # Blank comes first: between the two looks another process may be making the store.
    if create and schema.is_blank(connection):
        return
    path = connection.path
    if schema.application_id(connection) != schema.APPLICATION_ID:
        raise NotAStore(f"{path}: a SQLite file, but not a store of dedupe")
    version = schema.facts_version(connection)
    if version > schema.FACTS_VERSION:
        raise StoreTooNew(
            f"{path}: made by a later dedupe (its facts have version {version}, this one knows {schema.FACTS_VERSION})"
        )


def _prepare_for_writing(connection: Connection) -> None:
    if schema.is_blank(connection):
        connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
    if not schema.is_current(connection):
        with write_transaction(connection):
            schema.bring_up_to_date(connection)
    # Readers go on while a writer writes. Switching needs the file for itself for a moment: where others
    # are in it already, one of them has switched or will.
    with suppress(StoreBusy):
        connection.execute("PRAGMA journal_mode = WAL")


def _begin_snapshot(connection: Connection) -> None:
    connection.execute("BEGIN")
    if not schema.is_current(connection):
        raise StoreError(f"{connection.path}: made by another version of dedupe: run dedupe rebuild first")
