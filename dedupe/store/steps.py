"""Which steps are done: a step whose input and settings did not change does nothing.

A step is recorded in the transaction of its last write, so a killed step was never done.
"""

from __future__ import annotations

from dedupe.store.connection import Connection, write_transaction


def step_is_current(connection: Connection, name: str, fingerprint: str, settings_json: str) -> bool:
    """Return whether the step was last done for this input, with these settings."""
    query = "SELECT fingerprint, json FROM step JOIN settings ON settings.id = step.settings WHERE name = ?"
    return bool(connection.execute(query, (name,)).fetchone() == (fingerprint, settings_json))


def step_state(connection: Connection, name: str) -> str | None:
    """Return one text for what a step was last done for, None where it never was: the input of a later step."""
    query = "SELECT fingerprint || ' ' || json FROM step JOIN settings ON settings.id = step.settings WHERE name = ?"
    row = connection.execute(query, (name,)).fetchone()
    return None if row is None else str(row[0])


def record_step(connection: Connection, name: str, fingerprint: str, settings_json: str) -> None:
    """Record that the step is done for this input, with these settings."""
    with write_transaction(connection):
        query = "INSERT OR REPLACE INTO step (name, fingerprint, settings) VALUES (?, ?, ?)"
        connection.execute(query, (name, fingerprint, settings_id(connection, settings_json)))


def settings_id(connection: Connection, settings_json: str) -> int:
    """Return the row id of these settings, adding them where they are new. Inside a transaction."""
    connection.execute("INSERT OR IGNORE INTO settings (json) VALUES (?)", (settings_json,))
    return int(connection.execute("SELECT id FROM settings WHERE json = ?", (settings_json,)).fetchone()[0])
