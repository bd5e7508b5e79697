"""Reversions in a real store: recorded whenever stories are, the same however the articles came, and proven."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.store import Store, open_store

NOW = "2031-06-01T00:00:00Z"
FIRE = "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said."
SAVED = "At least {} people were taken off the ship by four coastguard boats and a navy helicopter."
ORLE = "The Alba left Orle at midnight with lorries and summer visitors on board, its owners said in a statement."


def article(key: str, hour: int, saved: int, title: str, *more: str) -> Article:
    return Article(
        key=key,
        source="Harbour Post",
        url="https://post.example/fire",
        title=title,
        modified_at=f"2031-05-04T{hour:02}:00:00Z",
        text="\n\n".join([FIRE, SAVED.format(saved), *more]),
    )


PRESS = (
    article("a", 6, 227, "Terror at sea", ORLE),
    article("b", 7, 249, "Terror at sea", ORLE),
    article("c", 8, 227, "Terror at sea", ORLE),
    article("d", 9, 227, "Fire at sea", ORLE),
    article("e", 10, 227, "Terror at sea", ORLE),
    article("f", 11, 227, "Terror at sea"),
    article("g", 12, 249, "Terror at sea", ORLE),
)
RETURNED = [
    (3, "c", "text", None, "a"),
    (3, "c", "paragraph", SAVED.format(227), "a"),
    (3, "c", "fact", "227", "a"),
    (3, "e", "headline", "Terror at sea", "c"),
    (5, "g", "text", None, "b"),
    (5, "g", "paragraph", SAVED.format(249), "b"),
    (5, "g", "paragraph", ORLE, "e"),
    (5, "g", "fact", "249", "b"),
]


def add(store: Store, *articles: Article) -> None:
    counts = store.add_batch(store.begin_run("0", NOW), articles, seen_at=NOW)
    assert counts.rejected == 0


def derive(store: Store) -> None:
    pipeline.cluster(store, Settings())
    pipeline.diff(store, Settings())


def returned(store: Store) -> list[tuple[object, ...]]:
    """The rows of what_returned, as anyone reads them who opens the file."""
    with closing(sqlite3.connect(store.path)) as connection:
        query = "SELECT revision, article, level, what, former_article FROM what_returned"
        return connection.execute(query).fetchall()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "press.db", create=True) as store:
        add(store, *PRESS)
        derive(store)
        yield store


def test_every_size_of_return_is_a_row(store: Store) -> None:
    assert returned(store) == RETURNED
    assert store.check(read_data=True) == []


def test_a_version_that_comes_later_gives_the_same_rows(tmp_path: Path) -> None:
    for number, late in enumerate(permutations(range(len(PRESS)), 2)):
        if number % 6:  # some of the many
            continue
        with open_store(tmp_path / f"{number}.db", create=True) as store:
            add(store, *(one for place, one in enumerate(PRESS) if place not in late))
            derive(store)
            for place in late:
                add(store, PRESS[place])
                derive(store)
                assert store.check() == []
            assert returned(store) == RETURNED


def test_what_is_no_longer_between_is_no_longer_left(tmp_path: Path) -> None:
    with open_store(tmp_path / "press.db", create=True) as store:
        add(store, PRESS[0], PRESS[2])
        derive(store)
        assert returned(store) == []
        add(store, PRESS[1])
        derive(store)
        assert [row[:3] for row in returned(store)] == [(3, "c", "text"), (3, "c", "paragraph"), (3, "c", "fact")]
        a, b = store.article("a"), store.article("b")
        store.add_verdict("separate", a.hash, b.hash, "two ships")
        derive(store)
        assert returned(store) == []
        assert store.check() == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM reversion WHERE level = 'fact'",
        "UPDATE reversion SET place = place + 1 WHERE level = 'paragraph'",
        "UPDATE reversion SET level = 'headline' WHERE level = 'text'",
        "UPDATE reversion SET article = article + 1 WHERE level = 'text' AND article < 3",
    ],
)
def test_a_row_that_does_not_follow_from_the_versions_is_found(store: Store, damage: str) -> None:
    store._connection.execute(damage)
    (story,) = store.stories()
    assert store.check() == [f"story {story.id}: its reversions are not those that its versions make"]


def test_rebuilding_makes_them_again(store: Store) -> None:
    store.drop_derived()
    assert returned(store) == []
    derive(store)
    assert returned(store) == RETURNED


def test_what_is_folded_and_not_compared_yet_is_no_damage(store: Store) -> None:
    add(store, article("h", 13, 300, "Terror at sea", ORLE))
    pipeline.cluster(store, Settings())
    assert store.check() == []
