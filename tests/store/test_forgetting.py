"""Forgetting: no byte is left, a tombstone is, and all else stays what it was."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.errors import ForgetError, NameNotFound, StoreBusy, StoreError
from dedupe.records import Article, Origin
from dedupe.settings import Settings
from dedupe.store import BatchCounts, Store, forgetting, open_store

MORNING, NOON = "2031-05-04T06:00:00Z", "2031-05-04T12:00:00Z"
SHARED = "Two ferries collided off Port Ellis at dawn on Sunday, the coastguard said, and both are afloat."
NAMED = "The captain's brother, a dentist in the upper town, was named by neighbours as the man on the bridge."


@pytest.fixture
def named() -> list[Article]:
    """Three versions of a story, of which the second names somebody; and one that stands alone."""
    texts = (SHARED, f"{SHARED}\n\n{NAMED}", f"{SHARED}\n\nNobody was hurt, says the owner of the ships.")
    versions = [
        Article(
            key=f"v{number}", text=text, title=f"Headline {number}", source="Post", published_at=f"2031-05-0{number}"
        )
        for number, text in enumerate(texts, 1)
    ]
    versions[1] = replace(versions[1], title="A dentist's brother at the wheel")
    return [*versions, Article(key="cake", text="The cake fair opens on Sunday.")]


def prepare(store: Store, articles: Sequence[Article]) -> None:
    run = store.begin_run("0", MORNING)
    counts = store.add_batch(run, articles, seen_at=MORNING)
    counts += store.add_batch(run, articles, seen_at=MORNING)
    store.finish_run(run, MORNING, counts)
    fold(store)


def fold(store: Store) -> None:
    pipeline.cluster(store, Settings())
    pipeline.diff(store, Settings())


def bytes_of(path: Path) -> bytes:
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def left_of(path: Path, *texts: str) -> list[str]:
    """The runs of five words of some texts that are somewhere in the files of a store."""
    raw = bytes_of(path)
    words = [text.split() for text in texts]
    runs = {" ".join(one[at : at + 5]) for one in words for at in range(max(1, len(one) - 4))}
    return sorted(run for run in runs if run.encode() in raw)


def test_no_byte_is_left_of_what_nobody_else_published(path: Path, store: Store, named: list[Article]):
    prepare(store, named)
    store.drop_derived()  # leaves what it drops in free pages
    fold(store)
    assert left_of(path, NAMED, named[1].title or "")
    told = store.forget("v2", "asked by the family", NOON)
    assert (told.names, told.characters) == (("v2",), len(named[1].text))
    assert dict(told.counts) == {"sightings": 1, "verdicts": 0, "pairs": 2, "comparisons": 2}
    assert left_of(path, NAMED, named[1].title or "") == []
    assert left_of(path, SHARED)
    store.close()
    assert left_of(path, NAMED, named[1].title or "") == []


# Letters of which no word of a language, no name in a schema and no hash makes a run of eight.
_LETTERS = "ghjklmnpqrstvwxz"
_RUN = re.compile(f"[{_LETTERS}]{{8,}}".encode())


@pytest.fixture
def long() -> list[Article]:
    """Three versions and a copy of the second, which says much: some 200 kB of words, each said once, and the last takes it back."""
    draw = random.Random(1)  # noqa: S311 - no secret

    def words(count: int) -> str:
        return " ".join("".join(draw.choices(_LETTERS, k=12)) for _ in range(count))

    paragraphs = [f"{words(120).capitalize()}." for _ in range(120)]
    said = [
        f"{words(3).title()} counted 739,158,263 {words(1)} on 4 May 2031, not {words(1)}.",
        f"“{words(9)}”, said {words(2).title()}. {SHARED} {words(4)}.",
    ]
    last = "Nobody was hurt. The owner of the ships says so."
    texts = ([SHARED, last], [last, *paragraphs, *said], [SHARED, "Everybody is well.", last])
    versions = [
        Article(key=f"v{number}", text="\n\n".join(text), title=f"Headline {number}", source="Post",
                url="https://post.example/ferries", published_at=f"2031-05-0{number}")
        for number, text in enumerate(texts, 1)
    ]  # fmt: skip
    about = {"title": words(4).title(), "byline": words(2).title(), "url": f"https://post.example/{words(1)}"}
    versions[1] = replace(versions[1], **about)
    copy = replace(versions[1], key="copy", source=words(1).title(), origin=Origin(file=f"{words(1)}.txt"))
    return [*versions, copy, Article(key="cake", text="The cake fair opens on Sunday.")]


def said_of(path: Path) -> set[bytes]:
    """The words of the long version that are somewhere in the files of a store, whole or from their fifth letter on."""
    raw = bytes_of(path).lower()
    return {*_RUN.findall(raw), *re.findall(b"739,?158,?263", raw)}


def signatures(path: Path) -> dict[str, bytes]:
    """The signatures of a store by the KEY of an article, both blobs in one."""
    query = """
        SELECT article_key, CAST(coalesce(signature.article, x'') || passages AS BLOB)
        FROM article JOIN signature USING (body)
    """
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute(query).fetchall())


def test_no_word_is_left_and_no_byte_of_a_signature(path: Path, store: Store, long: list[Article]):
    prepare(store, long)
    hashes = {one.name: one.hash for one in store.articles()}
    store.add_verdict("join", hashes["v2"], hashes["v1"], long[1].text[-200:])
    fold(store)
    store.bring_search_up_to_date()
    pages = len(long[1].text) // store._connection.execute("PRAGMA page_size").fetchone()[0]
    assert pages > 10
    assert len(said_of(path)) > 10_000
    before = signatures(path)
    pieces = {before["v2"][at : at + 32] for at in range(0, len(before["v2"]) - 31, 32)}
    own = {one for one in pieces if one not in before["v1"] and one not in before["v3"]}
    assert len(own) > 100
    assert any(one in bytes_of(path) for one in own)

    def left() -> object:
        raw = bytes_of(path)
        free = store._connection.execute("PRAGMA freelist_count").fetchone()[0]
        return said_of(path), [one for one in own if one in raw], free

    assert store.forget("v2", "asked by the family", NOON, copies=True).names == ("copy", "v2")
    assert left() == (set(), [], 0)
    fold(store)
    store.bring_search_up_to_date()
    run = store.begin_run("0", NOON)
    store.finish_run(run, NOON, store.add_batch(run, long, seen_at=NOON))
    assert left()[:2] == (set(), [])
    assert store.check(read_data=True) == []
    store.close()
    assert said_of(path) == set()


def test_what_stays_is_as_if_it_had_never_been_read(path: Path, store: Store, named: list[Article], tmp_path: Path):
    prepare(store, named)
    store.forget("v2", "asked by the family", NOON)
    assert store.check(read_data=True) == []
    assert [one.name for one in store.articles()] == ["cake", "v1", "v3"]
    fold(store)
    assert store.check(read_data=True) == []
    with open_store(tmp_path / "other.db", create=True) as other:
        prepare(other, [one for one in named if one.key != "v2"])
        assert list(other.stories()) == list(store.stories())
        assert list(other.comparisons()) == list(store.comparisons())


def test_a_tombstone_is_kept_and_counts_who_comes_again(store: Store, named: list[Article]):
    prepare(store, named)
    store.forget("v2", "  asked by\nthe family ", NOON)
    run = store.begin_run("0", NOON)
    reprint = replace(named[1], key="elsewhere", source="Ledger")
    counts = store.add_batch(run, [*named, reprint], seen_at=NOON)
    store.finish_run(run, NOON, counts)
    assert counts == BatchCounts(sighted=3, forgotten=2)
    rows = store._connection.execute("SELECT article_key, why, forgotten_at, purged_at, refused FROM forgotten")
    assert rows.fetchall() == [("v2", "asked by the family", NOON, NOON, 2)]
    assert [one.counts for one in store.runs()] == [BatchCounts(3, 3, 0, 2), BatchCounts(0, 3, 0, 2)]
    assert store.check(read_data=True) == []


def test_one_text_goes_whole_or_not_at_all(path: Path, store: Store, named: list[Article]):
    prepare(store, [*named, replace(named[1], key="copy", source="Ledger")])
    with pytest.raises(ForgetError, match="'v2' has the same text as copy: forget all of them with --copies"):
        store.forget("v2", "so", NOON)
    assert store.article_count() == 5
    assert store.forget("v2", "so", NOON, copies=True).names == ("copy", "v2")
    assert left_of(path, NAMED) == []
    assert store.check(read_data=True) == []


def test_trying_changes_nothing(path: Path, store: Store, named: list[Article]):
    prepare(store, named)
    store.close()
    before = path.read_bytes()
    with open_store(path, read_only=True) as reader:
        told = reader.forget("v2", "so", NOON, dry_run=True)
    assert path.read_bytes() == before
    with open_store(path) as writer:
        assert writer.forget("v2", "so", NOON) == told


def test_what_cannot_be_forgotten(store: Store, named: list[Article]):
    prepare(store, named)
    with pytest.raises(NameNotFound):
        store.forget("nobody", "so", NOON)
    with pytest.raises(ForgetError, match="needs a reason"):
        store.forget("v2", " ", NOON)
    store.forget("v2", "so", NOON)
    with pytest.raises(NameNotFound, match=f"'v2' was forgotten at {NOON}"):
        store.forget("v2", "so", NOON)


def test_decisions_about_it_go_too(store: Store, named: list[Article]):
    prepare(store, named)
    hashes = {one.name: one.hash for one in store.articles()}
    store.add_verdict("join", hashes["v2"], hashes["cake"], NAMED)
    assert dict(store.forget("v2", "so", NOON).counts)["verdicts"] == 1
    assert store.verdicts() == []
    assert store.check(read_data=True) == []


def test_a_reader_keeps_the_journal_and_the_next_forgetting_ends_the_work(
    path: Path, store: Store, named: list[Article]
):
    prepare(store, named)
    store.close()
    with open_store(path, read_only=True) as reader:
        list(reader.articles())
        with (
            open_store(path, busy_seconds=0.1) as writer,
            pytest.raises(StoreBusy, match="once more when it has ended"),
        ):
            writer.forget("v2", "so", NOON)
    with open_store(path) as again:
        (problem,) = again.check()
        assert (
            problem == "article 'v2': forgotten, but bytes of it may be left in the file: run dedupe forget once more"
        )
        assert again.forget("v2", "so", NOON).names == ("v2",)
        assert again.check() == []
        assert left_of(path, NAMED) == []


def test_killed_between_the_two_steps_it_is_ended_later(
    path: Path, store: Store, named: list[Article], monkeypatch: pytest.MonkeyPatch
):
    prepare(store, named)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(forgetting, "_purge", killed)
        with pytest.raises(KeyboardInterrupt):
            store.forget("v2", "so", NOON)
    assert len(store.check()) == 1
    store.forget("v2", "so", NOON)
    assert left_of(path, NAMED) == []
    assert store.check(read_data=True) == []


def test_a_store_of_before_learns_to_forget(path: Path, store: Store, named: list[Article]):
    prepare(store, named)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE article DROP COLUMN checksum")
        connection.execute("ALTER TABLE verdict DROP COLUMN checksum")
        connection.execute("DROP TABLE forgotten")
        connection.execute("ALTER TABLE ingest_run DROP COLUMN forgotten")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name <> 'first_tables'")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    with open_store(path) as migrated:
        assert migrated.check(read_data=True) == []
        migrated.forget("v2", "so", NOON)
        assert migrated.check(read_data=True) == []


def test_a_step_that_still_holds_it_does_not_bring_it_back(store: Store, named: list[Article]):
    prepare(store, named)
    stored = list(store.articles())
    store.forget("v2", "so", NOON)
    with pytest.raises(StoreError, match="no article has the hash"):
        store.save_clustering([], [], [], [one.hash for one in stored], fingerprint="f", settings_json="{}")
