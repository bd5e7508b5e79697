"""Transactions, and errors that name the store."""

from __future__ import annotations

import sqlite3

import pytest

from dedupe.errors import StoreDamaged, StoreError
from dedupe.records import Article
from dedupe.store import Store, open_store
from dedupe.store.connection import explain

MORNING = "2031-05-04T06:00:00Z"


def test_a_failed_transaction_leaves_nothing(store: Store):
    with pytest.raises(ZeroDivisionError), store.transaction():  # noqa: PT012
        store.begin_run("0.1", MORNING)
        _ = 1 / 0
    assert list(store.runs()) == []


def test_writes_inside_a_transaction_are_one(store: Store):
    with store.transaction():
        run = store.begin_run("0.1", MORNING)
        store.add_batch(run, [Article(key="cake", text="The cake fair opens.")], seen_at=MORNING)
    assert [one.name for one in store.articles()] == ["cake"]


def test_a_full_disk_undoes_the_batch_and_the_store_goes_on(store: Store):
    run = store.begin_run("0.1", MORNING)
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    big = [Article(key=f"k{n}", text=f"{n} " * 20_000) for n in range(9)]
    with pytest.raises(StoreError) as error:
        store.add_batch(run, big, seen_at=MORNING)
    message = f"{store.path}: the disk is full; what was being written is undone, the rest is intact"
    assert str(error.value) == message
    assert store.article_count() == 0
    store._connection.execute("PRAGMA max_page_count = 100000")
    assert store.add_batch(run, big, seen_at=MORNING).stored == 9
    assert store.check(read_data=True) == []


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        (sqlite3.SQLITE_READONLY, "", "news.db: cannot be written: the file or its folder is read-only"),
        (sqlite3.SQLITE_CANTOPEN, "", "news.db: cannot be opened: check that file and folder may be read and written"),
        (
            sqlite3.SQLITE_IOERR | (3 << 8),
            "SQLITE_IOERR_WRITE",
            "news.db: the disk failed (SQLITE_IOERR_WRITE); what was being written is undone",
        ),
        (sqlite3.SQLITE_TOOBIG, "", "news.db: a text of more than 1 GB does not fit into the store"),
        (sqlite3.SQLITE_CORRUPT, "", "news.db: the file is damaged (malformed)"),
    ],
)
def test_what_sqlite_says_becomes_one_line(code: int, name: str, message: str):
    error = sqlite3.DatabaseError("malformed")
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    assert str(explain(error, "news.db", 1.0)) == message


def test_a_fault_of_ours_stays_what_it_is(store: Store):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        store._connection.execute("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError), store.transaction():
        store._connection.execute("INSERT INTO article (id) VALUES (1)")


def test_a_text_that_is_not_utf8_is_damage(store: Store):
    with pytest.raises(StoreDamaged) as error:
        store._connection.execute("SELECT CAST(x'ff' AS TEXT)").fetchone()
    assert str(error.value) == f"{store.path}: the file is damaged (a text is not UTF-8)"


def test_what_is_read_together_is_of_one_moment(store: Store):
    run = store.begin_run("0.1", MORNING)
    store.add_batch(run, [Article(key="cake", text="The cake fair opens.")], seen_at=MORNING)
    with open_store(store.path) as other, store.snapshot():
        assert store.article_count() == 1
        other.add_batch(run, [Article(key="zoo", text="The zoo opens.")], seen_at=MORNING)
        with store.snapshot():  # within another one it is a part of it
            assert store.article_count() == 1
        assert [one.name for one in store.articles()] == ["cake"]
        with pytest.raises(AssertionError, match="within a snapshot"):
            store.begin_run("0.1", MORNING)
    assert store.article_count() == 2


def test_an_article_that_another_process_forgets_meanwhile_is_no_damage(store: Store):
    run = store.begin_run("0.1", MORNING)
    store.add_batch(run, [Article(key=f"k{n:04}", text=f"Fair {n}.") for n in range(1000)], seen_at=MORNING)
    hashes = {one.name: one.hash for one in store.articles()}
    read = store.articles()
    first = next(read).name
    with open_store(store.path) as other, other.transaction():
        other._connection.execute("DELETE FROM article WHERE article_key = 'k0900'")
    rest = [one.name for one in read]
    assert len({first, *rest}) == 999
    assert list(store.articles_of([hashes["k0900"], hashes["k0001"]])) == [hashes["k0001"]]
