"""Opening the file, and telling a store from whatever else may be there."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest

from dedupe.errors import NotAStore, StoreBusy, StoreError, StoreMissing, StoreTooNew
from dedupe.store import open_store, schema


def test_a_missing_store_is_named_and_not_made(path: Path):
    with pytest.raises(StoreMissing) as error:
        open_store(path)
    assert str(error.value) == f"{path}: there is no store here"
    assert not path.exists()


@pytest.mark.parametrize("read_only", [True, False])
def test_a_text_file_is_no_store(path: Path, read_only: bool):
    path.write_text("Two ferries collided off Port Ellis.\n" * 100)
    with pytest.raises(NotAStore) as error:
        open_store(path, read_only=read_only)
    assert str(error.value) == f"{path}: not a database, so not a store of dedupe"


def test_an_empty_file_is_no_store_until_it_is_made_one(path: Path):
    path.touch()
    with pytest.raises(NotAStore) as error:
        open_store(path)
    assert str(error.value) == f"{path}: an empty file, not a store of dedupe"
    with open_store(path, create=True) as store:
        assert store.article_count() == 0


def test_a_folder_is_no_store(tmp_path: Path):
    with pytest.raises(NotAStore) as error:
        open_store(tmp_path, create=True)
    assert str(error.value) == f"{tmp_path}: a folder, not a store of dedupe"


@pytest.mark.parametrize("create", [False, True])
def test_a_device_is_no_store(create: bool):
    with pytest.raises(NotAStore) as error:
        open_store("/dev/null", create=create)
    assert str(error.value) == "/dev/null: a pipe, socket or device, not a store of dedupe"


@pytest.mark.parametrize("create", [True, False])
def test_somebody_elses_database_is_refused_and_left_as_it_was(path: Path, create: bool):
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE article (id INTEGER)")
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(NotAStore) as error:
        open_store(path, create=create)
    assert str(error.value) == f"{path}: a SQLite file, but not a store of dedupe"
    assert path.read_bytes() == before


def test_a_store_of_a_later_version_is_refused(path: Path):
    open_store(path, create=True).close()
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(StoreTooNew) as error:
        open_store(path)
    assert (
        str(error.value)
        == f"{path}: made by a later dedupe (its facts have version 99, this one knows {schema.FACTS_VERSION})"
    )


def test_a_store_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path):
    path = tmp_path / "nowhere" / "news.db"
    with pytest.raises(StoreError) as error:
        open_store(path, create=True)
    assert str(error.value) == f"{path}: its folder does not exist"


def test_a_path_with_a_nul_is_refused(tmp_path: Path):
    with pytest.raises(StoreError, match="a path cannot hold a NUL"):
        open_store(f"{tmp_path}/a\0b.db", create=True)


@pytest.mark.parametrize("name", ["a b?mode=memory#x%41.db", "новости.db", os.fsdecode(b"caf\xe9.db"), "'; DROP.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str):
    open_store(tmp_path / name, create=True).close()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_store_has_its_pragmas(path: Path):
    with open_store(path, create=True) as store:
        pragma = {
            name: store._connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "page_size", "foreign_keys", "synchronous")
        }
    assert pragma == {"journal_mode": "wal", "page_size": 16384, "foreign_keys": 1, "synchronous": 2}


def test_a_writer_that_waits_too_long_says_who_holds_the_store(path: Path):
    with (
        open_store(path, create=True) as holder,
        holder.transaction(),
        open_store(path, busy_seconds=0.05) as waiter,
        pytest.raises(StoreBusy) as error,
    ):
        waiter.begin_run("0.1", "2031-05-04T06:00:00Z")
    assert str(error.value) == f"{path}: another process holds the store (waited 0.05 s)"


def test_a_reader_sees_one_snapshot_while_a_writer_writes(path: Path):
    with open_store(path, create=True) as writer, open_store(path, read_only=True) as reader:
        writer.begin_run("0.1", "2031-05-04T06:00:00Z")
        assert list(reader.runs()) == []
    with open_store(path, read_only=True) as reader:
        assert [run.id for run in reader.runs()] == [1]


def test_a_reader_cannot_write(path: Path):
    open_store(path, create=True).close()
    with open_store(path, read_only=True) as reader, pytest.raises(StoreError) as error:
        reader.begin_run("0.1", "2031-05-04T06:00:00Z")
    assert str(error.value) == f"{path}: opened for reading only"


def _make_and_write(path: Path) -> None:
    with open_store(path, create=True) as store:
        store.begin_run("0.1", "2031-05-04T06:00:00Z")


def test_processes_that_make_the_same_store_at_once_take_turns(path: Path):
    context = multiprocessing.get_context("spawn")
    makers = [context.Process(target=_make_and_write, args=(path,)) for _ in range(3)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert [maker.exitcode for maker in makers] == [0, 0, 0]
    with open_store(path, read_only=True) as store:
        assert [run.id for run in store.runs()] == [1, 2, 3]
