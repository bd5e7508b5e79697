"""Blame over a real store: recorded scripts or none, alone, not folded yet, copies of other sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.changes.blame import BlamedArticle
from dedupe.errors import NameNotFound
from dedupe.records import Article
from dedupe.settings import Settings
from dedupe.store import Store, open_store

NOW = "2031-06-01T00:00:00Z"
FIRE = "A fire broke out early on Sunday aboard the ferry Alba off the port of Sarama, the coastguard said."
SAVED = "At least {} people were taken off the ship by four coastguard boats and a navy helicopter."
ORLE = "The Alba left Orle at midnight with lorries and summer visitors on board, its owners said in a statement."
OURS = "Readers of the Coast Daily saw the smoke from the terraces of the hotels above the harbour of Sarama."


def article(key: str, source: str, day: str, *paragraphs: str) -> Article:
    return Article(key=key, source=source, published_at=day, text="\n\n".join(paragraphs))


PRESS = (
    article("post-1", "Harbour Post", "2031-05-04", FIRE, SAVED.format(227), ORLE),
    article("coast-1", "Coast Daily", "2031-05-05", FIRE, SAVED.format(227), ORLE, OURS),
    article("post-2", "Harbour Post", "2031-05-06", FIRE, SAVED.format(249), ORLE),
    article("coast-2", "Coast Daily", "2031-05-07", FIRE, SAVED.format(249), ORLE),
    article("post-3", "Harbour Post", "2031-05-08", FIRE, SAVED.format(227), OURS, ORLE),
    article("library", "Harbour Post", "2031-05-04", "The city library will open on Sunday afternoons from May."),
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The press, folded, but not compared yet."""
    store = open_store(tmp_path / "press.db", create=True)
    add(store, *PRESS)
    pipeline.cluster(store, Settings())
    return store


def add(store: Store, *articles: Article) -> None:
    store.add_batch(store.begin_run("0", NOW), articles, seen_at=NOW)


def told(blamed: BlamedArticle) -> list[tuple[str, str, str | None]]:
    """The KEYs of the versions in which each paragraph first stood, got its words, and came back."""
    names = [version.article.name for version in blamed.versions]
    return [
        (
            names[one.origin.first],
            names[one.origin.changed],
            None if one.origin.returned is None else names[one.origin.returned],
        )
        for one in blamed.paragraphs
    ]


def test_paragraphs_come_from_any_source_but_only_their_own_publisher_goes_back_to_them(store: Store) -> None:
    assert told(pipeline.blame(store, "post-3", Settings())) == [
        ("post-1", "post-1", None),
        ("post-1", "post-1", "post-3"),
        ("coast-1", "coast-1", None),
        ("post-1", "post-1", None),
    ]


def test_versions_after_the_article_do_not_count(store: Store) -> None:
    blamed = pipeline.blame(store, "coast-1", Settings())
    assert [version.article.name for version in blamed.versions] == ["post-1", "coast-1"]
    assert told(blamed)[-1] == ("coast-1", "coast-1", None)


def test_a_copy_is_blamed_as_the_first_of_its_text(store: Store) -> None:
    blamed = pipeline.blame(store, "coast-2", Settings())
    assert blamed.article.name == "coast-2"
    assert told(blamed) == [("post-1", "post-1", None), ("post-1", "post-2", None), ("post-1", "post-1", None)]


def test_what_was_recorded_says_the_same_as_what_is_computed(store: Store) -> None:
    computed = [pipeline.blame(store, one.key, Settings()) for one in PRESS]
    pipeline.diff(store, Settings())
    assert store.summary().comparisons == 3
    assert [pipeline.blame(store, one.key, Settings()) for one in PRESS] == computed


def test_a_lone_article_is_version_1(store: Store) -> None:
    blamed = pipeline.blame(store, "library", Settings())
    assert [version.number for version in blamed.versions] == [1]
    assert blamed.story is not None
    assert told(blamed) == [("library", "library", None)]


def test_an_article_that_no_folding_has_seen_is_version_1_of_no_story(store: Store) -> None:
    add(store, article("post-4", "Harbour Post", "2031-05-09", FIRE, ORLE))
    blamed = pipeline.blame(store, "post-4", Settings())
    assert (blamed.story, [version.number for version in blamed.versions]) == (None, [1])
    assert told(blamed) == [("post-4", "post-4", None)] * 2


def test_an_unknown_article_is_said_so(store: Store) -> None:
    with pytest.raises(NameNotFound):
        pipeline.blame(store, "post-9", Settings())
