"""Who holds a store is named by the kernel: the right process, and nobody once it is gone."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from dedupe.errors import StoreBusy
from dedupe.records import Article
from dedupe.store import holders, open_store

NOW = "2031-05-04T06:00:00Z"
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    connection.execute(statement).fetchall()
print("held", flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the kernel is asked as Linux is")


@contextmanager
def held(path: Path, *statements: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has said this to SQLite, and waits."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), *statements], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with open_store(path, create=True) as store:
        store.add_batch(store.begin_run("0", NOW), [Article(key="cake", text="The cake fair opens.")], seen_at=NOW)
    return path


def test_a_writer_is_named_by_number_and_command(path: Path) -> None:
    with open_store(path, busy_seconds=0.05) as waiter, held(path, "BEGIN IMMEDIATE") as process:
        with pytest.raises(StoreBusy) as error:
            waiter.begin_run("0", NOW)
        told = str(error.value)
        program = Path(sys.executable).name
        assert told.startswith(f"{path}: process {process.pid} ({program} -c import sqlite3, sys connection = "), told
        assert told.endswith("…) holds the store (waited 0.05 s)"), told
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert holders.writer(str(path)) is None
        waiter.begin_run("0", NOW)


def test_a_writer_of_a_store_that_has_no_journal_yet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with (
        held(path, "CREATE TABLE a (b)", "BEGIN EXCLUSIVE") as process,
        closing(sqlite3.connect(path, timeout=0.01)) as other,
    ):
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("CREATE TABLE b (c)")
        assert str(holders.writer(str(path))).startswith(f"process {process.pid} (")


def test_who_merely_reads_is_no_writer(path: Path) -> None:
    with open_store(path) as store, held(path, "BEGIN", "SELECT * FROM article") as process:
        assert holders.writer(str(path)) is None
        assert str(holders.reader(str(path))).startswith(f"process {process.pid} (")
        store.begin_run("0", NOW)


def test_a_reader_that_keeps_what_was_forgotten_is_named(path: Path) -> None:
    with (
        open_store(path, busy_seconds=0.05) as store,
        held(path, "BEGIN", "SELECT * FROM article") as process,
        pytest.raises(StoreBusy, match=rf"forgotten, but process {process.pid} \(.*\) still reads"),
    ):
        store.forget("cake", "asked", NOW)


def test_asking_drops_no_lock_of_ours(path: Path) -> None:
    with open_store(path) as store, store.transaction():
        store.begin_run("0", NOW)
        assert holders.writer(str(path)) is None
        ended = subprocess.run(
            [sys.executable, "-c", HOLD, str(path), "PRAGMA busy_timeout = 0", "BEGIN IMMEDIATE"],
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        assert b"database is locked" in ended.stderr


def test_where_no_file_is_open_nobody_is_named(tmp_path: Path) -> None:
    assert holders.writer(str(tmp_path / "nowhere.db")) is None
