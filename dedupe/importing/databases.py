"""SQLite files of other programs: opened to read, told apart by their tables, and never trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from dedupe.errors import InputError


class Database:
    """An open file. What it raises is InputError, one line that names the file."""

    def __init__(self, path: str, connection: sqlite3.Connection) -> None:
        self.path = path
        self.name = Path(path).stem
        self._connection = connection

    def columns(self, table: str) -> frozenset[str]:
        """Return the names of a table's columns in lower case, none where there is no such table."""
        return frozenset(row["name"].lower() for row in self.rows("SELECT name FROM pragma_table_info(?)", (table,)))

    def require(self, tables: Mapping[str, Sequence[str]], whose: str) -> None:
        """Raise InputError where a table or a column is missing that a database of ``whose`` has."""
        for table, columns in tables.items():
            lacking = [column for column in columns if column not in self.columns(table)]
            if lacking:
                raise InputError(f"{self.path}: no database of {whose}: its table {table} has no {', '.join(lacking)}")

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Mapping[str, Any]]:
        """Yield rows by the names of their columns; text that is no UTF-8 comes with replacement characters."""
        try:
            yield from map(_named, self._connection.execute(query, values))
        except sqlite3.Error as error:
            raise InputError(f"{self.path}: {error}") from error


@contextmanager
def opened(path: str) -> Iterator[Database]:
    """Open a SQLite file to read. Raises InputError where there is none."""
    if not Path(path).is_file():
        raise InputError(f"{path}: no such file")
    try:
        connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise InputError(f"{path}: {error}") from error
    with closing(connection):
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda content: content.decode("utf-8", "replace")
        yield _checked(Database(path, connection), connection)


def _checked(database: Database, connection: sqlite3.Connection) -> Database:
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise InputError(f"{database.path}: {error}") from error
    return database


def _named(row: sqlite3.Row) -> dict[str, Any]:
    return {name: row[name] for name in row.keys()}  # noqa: SIM118 - a Row is no mapping
