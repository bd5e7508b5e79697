"""Stories and pairs: what was clustered comes back, by name, and rows never show."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dedupe.errors import NameNotFound, StoreDamaged, StoreError
from dedupe.records import Article, Cap, StoredPair, Story
from dedupe.store import BatchCounts, Store, open_store, stories
from dedupe.store.clustering import first_words, story_ids

Ingest = Callable[..., BatchCounts]
Cluster = Callable[..., list[str]]
FERRY = ["ferry-1", "ferry-2", "ferry-3", "copy"]


def test_a_story_has_its_revisions_in_order(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store, FERRY)
    (story,) = store.stories()
    assert [(one.article.name, one.number, one.relation, one.ordered_by) for one in story.revisions] == [
        ("ferry-1", 1, None, "published_at"),
        ("ferry-2", 2, "revision", "published_at"),
        ("ferry-3", 3, "revision", "published_at"),
        ("copy", 4, "revision", "published_at"),
    ]
    assert story.revisions[0].article == store.article("ferry-1")


def test_an_article_in_no_story_is_a_story_of_one(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store, FERRY)
    alone, ferries = store.stories(min_articles=1)
    assert [one.article.name for one in alone.revisions] == ["cake"]
    assert len(ferries.revisions) == 4
    assert [len(story.revisions) for story in store.stories(min_articles=3)] == [4]
    assert list(store.stories(min_articles=5)) == []


def test_a_story_is_called_by_its_newest_headline(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store, FERRY)
    assert store.story("copy").title == "Five hurt"
    assert store.story("cake").title == "The cake fair opens on Sunday."


def test_stories_come_by_earliest_publication(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store, ["ferry-3", "copy"], ["ferry-2", "ferry-1"])
    assert [story.revisions[0].article.name for story in store.stories()] == ["ferry-2", "ferry-3"]


def test_clustering_again_replaces_everything(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store, FERRY, pairs=[("ferry-1", "ferry-2")])
    cluster(store, ["ferry-1", "ferry-2"], pairs=[("ferry-3", "copy")])
    assert [[one.article.name for one in story.revisions] for story in store.stories()] == [["ferry-1", "ferry-2"]]
    assert [(pair.a, pair.b) for pair in store.pairs()] == [("copy", "ferry-3")]
    assert store.step_is_current("cluster", store.facts_fingerprint(), "{}")


@pytest.mark.parametrize("at_a_time", [1, 3, 1000])
def test_pairs_read_in_pieces_are_the_same(
    store: Store, ingest: Ingest, cluster: Cluster, at_a_time: int, monkeypatch: pytest.MonkeyPatch
):
    names = [f"k{number}" for number in range(8)]
    ingest(store, [Article(key=name, text=f"text of {name}") for name in names])
    cluster(store, pairs=[*combinations(names, 2)])
    monkeypatch.setattr(stories, "_PAIRS_AT_A_TIME", at_a_time)
    assert [(pair.a, pair.b) for pair in store.pairs()] == [*combinations(names, 2)]


def test_pairs_come_by_name_with_each_share_on_its_own_side(
    store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]
):
    ingest(store, ferry)
    cluster(store, pairs=[("ferry-2", "copy"), ("ferry-2", "ferry-1"), ("cake", "copy")])
    assert [(pair.a, pair.containment_a, pair.b, pair.containment_b) for pair in store.pairs()] == [
        ("cake", 0.25, "copy", 0.75),
        ("copy", 0.75, "ferry-2", 0.25),
        ("ferry-1", 0.75, "ferry-2", 0.25),
    ]


def test_a_pair_is_found_from_either_side(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store, pairs=[("ferry-2", "copy")])
    expected = StoredPair(
        a="copy", b="ferry-2", relation="revision", score=0.5, jaccard=0.125, containment_a=0.75, containment_b=0.25,
        reasons=("two rare passages in the same order",),
    )  # fmt: skip
    assert store.pair("copy", "ferry-2") == store.pair("ferry-2", "copy") == expected
    assert store.pair("copy", "cake") is None
    with pytest.raises(NameNotFound):
        store.pair("copy", "nobody")


def test_a_pair_whose_reasons_are_damaged_is_one_line(
    store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]
):
    ingest(store, ferry)
    cluster(store, pairs=[("ferry-2", "copy")])
    store._connection.execute("UPDATE scored_pair SET reasons = 'because'")
    with pytest.raises(StoreDamaged) as error:
        list(store.pairs())
    assert str(error.value) == (
        f"{store.path}: what 'copy' and 'ferry-2' have in common is not what was stored: run dedupe check"
    )


def test_caps_come_back(store: Store):
    met = [Cap(name="bucket", times=2, left_out=900), Cap(name="articles", times=1, left_out=1)]
    store.save_clustering([], [], met, [], fingerprint="f", settings_json="{}")
    assert store.caps() == met[::-1]


def test_a_clustering_of_articles_that_are_not_there_is_refused_and_changes_nothing(
    store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]
):
    ingest(store, ferry)
    cluster(store, FERRY)
    before = list(store.stories())
    with pytest.raises(StoreError) as error:
        store.save_clustering([], [], [], ["xxh128:00"], fingerprint="f", settings_json="{}")
    assert str(error.value) == f"{store.path}: no article has the hash 'xxh128:00'"
    assert list(store.stories()) == before


def test_two_stories_never_share_an_id():
    near = ["xxh128:" + "a" * 12 + "b" * 20, "xxh128:" + "a" * 12 + "c" * 20, "xxh128:" + "d" * 32]
    assert story_ids(near) == ["a" * 12 + "b", "a" * 12 + "c", "d" * 12]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  Rain.  \n\nMore rain.", "Rain."),
        ("one two three four five six seven eight nine", "one two three four five six seven eight nine"),
        ("one two three four five six seven eight nine ten", "one two three four five six seven eight nine…"),
        ("雨" * 100, "雨" * 80 + "…"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_a_story_without_headline_is_called_by_its_first_words(text: str, title: str):
    assert first_words(text) == title


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), batch=st.integers(1, 5))
def test_the_order_of_ingest_never_shows(
    ingest: Ingest, cluster: Cluster, ferry: list[Article], order: Sequence[int], batch: int
):
    def seen(articles: list[Article], size: int) -> tuple[object, ...]:
        with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.db", create=True) as store:
            ingest(store, articles, batch=size)
            cluster(store, FERRY, pairs=[("ferry-1", "ferry-2"), ("ferry-3", "copy")])
            return list(store.stories(1)), list(store.pairs()), list(store.articles()), store.check(read_data=True)

    assert seen(ferry, 100) == seen([ferry[n] for n in order], batch)


def test_a_story_without_revisions_is_a_fault(store: Store):
    with pytest.raises(ValueError, match="min"):
        store.save_clustering([], [Story(revisions=())], [], [], fingerprint="f", settings_json="{}")
