"""The views, as somebody sees them who opens the file with nothing but SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from dedupe.changes import edit_script
from dedupe.records import Article, Changes, FactChange, Significance
from dedupe.store import BatchCounts, Store

Row = tuple[object, ...]


@pytest.fixture
def query(
    store: Store, ingest: Callable[..., BatchCounts], cluster: Callable[..., list[str]], ferry: list[Article]
) -> Iterator[Callable[[str], list[Row]]]:
    ingest(store, ferry)
    cluster(store, ["ferry-1", "ferry-2", "copy"])
    old, new = store.article("ferry-1"), store.article("ferry-2")
    script = edit_script(old.article.text, new.article.text)
    hunk = next(number for number, hunk in enumerate(script.hunks) if hunk.kind == "changed")
    changes = Changes(
        script=script,
        metadata=(),
        facts=(FactChange(kind="number", old="Three", new="Five", hunk=hunk, context="hurt"),),
        significance=Significance(level="update", disclosed=None, reasons=()),
    )
    store.save_comparisons([(old.hash, new.hash, changes)], "{}")
    plain = sqlite3.connect(store.path)
    yield lambda sql: plain.execute(sql).fetchall()
    plain.close()


def test_story_summary(store: Store, query: Callable[[str], list[Row]]):
    (story,) = store.stories()
    assert query("SELECT * FROM story_summary") == [
        (story.id, "Five hurt", 3, 3, 2, "2031-05-04", "2031-05-06", 1),
    ]


def test_revision_timeline(query: Callable[[str], list[Row]]):
    columns = "position, revision, article, source, title, published_at, word_count, relation, ordered_by"
    assert query(f"SELECT {columns} FROM revision_timeline") == [
        (0, 1, "ferry-1", "Harbour Post", "Ferries collide", "2031-05-04", 10, None, "published_at"),
        (1, 2, "ferry-2", "Harbour Post", "Five hurt", "2031-05-05", 14, "revision", "published_at"),
        (2, 3, "copy", "Island News", None, "2031-05-06", 15, "revision", "published_at"),
    ]


def test_what_changed_shows_old_and_new_side_by_side(store: Store, query: Callable[[str], list[Row]]):
    (story,) = store.stories()
    assert query(
        "SELECT story_id, old_article, new_article, significance, kind, old_text, new_text FROM what_changed"
    ) == [
        (story.id, "ferry-1", "ferry-2", "update", "changed", "Three people were hurt.", "Five people were hurt."),
        (story.id, "ferry-1", "ferry-2", "update", "added", None, "The harbour is closed."),
    ]


def test_fact_timeline(store: Store, query: Callable[[str], list[Row]]):
    (story,) = store.stories()
    assert query("SELECT * FROM fact_timeline") == [
        (story.id, 2, "ferry-2", "2031-05-05", "number", "hurt", "Three", "Five"),
    ]


def test_the_views_name_articles_as_the_commands_do(store: Store, ingest: Callable[..., BatchCounts]):
    ingest(
        store, [Article(key="live", text="One."), Article(key="live", text="Two."), Article(key="cake", text="Cake.")]
    )
    named = store._connection.execute("SELECT name FROM article_name ORDER BY name").fetchall()
    assert named == sorted((one.name,) for one in store.articles())
