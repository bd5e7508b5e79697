"""What people type: KEYs, prefixes and hashes of articles; ids, former ids and KEYs of stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dedupe.errors import AmbiguousName, NameNotFound
from dedupe.records import Article
from dedupe.store import BatchCounts, Store
from dedupe.store.names import shortest_prefixes

Ingest = Callable[..., BatchCounts]
Cluster = Callable[..., list[str]]


def test_the_only_article_of_a_key_goes_by_it(store: Store, ingest: Ingest, ferry: list[Article]):
    ingest(store, ferry)
    assert store.article("ferry-2").article == ferry[1]
    assert store.article("ferry-2").name == "ferry-2"


def test_articles_of_one_key_go_by_key_and_prefix(store: Store, ingest: Ingest):
    first = Article(key="user@host", text="A fire.")
    ingest(store, [first, replace(first, text="A big fire.")])
    stored = list(store.articles())
    assert [one.name for one in stored] == [f"user@host@{one.hash.removeprefix('xxh128:')[:8]}" for one in stored]
    for one in stored:
        assert store.article(one.name) == one
        assert store.article(one.hash) == one
        assert store.article(f"user@host@{one.hash.removeprefix('xxh128:')[:20]}") == one
    with pytest.raises(AmbiguousName) as error:
        store.article("user@host")
    names = ", ".join(sorted(one.name for one in stored))
    assert str(error.value) == f"2 articles go by 'user@host' in {store.path}: {names}"


def test_no_article_can_take_the_name_or_the_hash_of_another(store: Store, ingest: Ingest):
    first = Article(key="fire", text="A fire.")
    ingest(store, [first, replace(first, text="A big fire.")])
    victims = list(store.articles())
    ingest(store, [Article(key=taken, text="Not I.") for victim in victims for taken in (victim.name, victim.hash)])
    everyone = list(store.articles())
    assert len({one.name for one in everyone}) == len(everyone) == 6
    for one in everyone:
        assert store.article(one.name) == store.article(one.hash) == one
    assert [store.article(victim.name) for victim in victims] == victims
    in_view = store._connection.execute("SELECT name FROM article_name").fetchall()
    assert sorted(name for (name,) in in_view) == sorted(one.name for one in everyone)


def test_an_ambiguous_key_lists_ten_names_and_says_how_many_more(store: Store, ingest: Ingest):
    ingest(store, [Article(key="live", text=f"Update {n}.") for n in range(13)])
    with pytest.raises(AmbiguousName) as error:
        store.article("live")
    assert str(error.value).startswith(f"13 articles go by 'live' in {store.path}: live@")
    assert str(error.value).endswith(" and 3 more")
    assert str(error.value).count("live@") == 10


@pytest.mark.parametrize(
    "name", ["nobody", "ferry-1@", "ferry-1@zz", "@", "", "xxh128:", "x\udce9", "' OR 1=1 --", "%"]
)
def test_an_unknown_article_is_named(store: Store, ingest: Ingest, ferry: list[Article], name: str):
    ingest(store, ferry)
    with pytest.raises(NameNotFound) as error:
        store.article(name)
    assert str(error.value) == f"no article goes by {name!r} in {store.path}"


def test_a_story_goes_by_id_prefix_and_members(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store, ["ferry-1", "ferry-2", "ferry-3", "copy"])
    (story,) = store.stories()
    smallest = min(revision.article.hash for revision in story.revisions)
    assert story.id == smallest.removeprefix("xxh128:")[:12]
    for name in (story.id, story.id[:4], "ferry-2", "copy", store.article("ferry-1").hash):
        assert store.story(name) == story


def test_a_former_id_leads_to_the_story_of_the_member_it_came_from(
    store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]
):
    ingest(store, ferry)
    cluster(store)
    alone = {name: store.story(name).id for name in ("ferry-1", "ferry-2", "ferry-3")}
    cluster(store, ["ferry-1", "ferry-2", "ferry-3"])
    (story,) = store.stories()
    assert {store.story(former).id for former in alone.values()} == {story.id}


def test_a_key_of_several_articles_names_their_story_where_it_is_one(store: Store, ingest: Ingest, cluster: Cluster):
    first = Article(key="fire", text="A fire.")
    ingest(store, [first, replace(first, text="A big fire.")])
    names = [one.name for one in store.articles()]
    cluster(store, names)
    assert len(store.story("fire").revisions) == 2
    cluster(store)
    with pytest.raises(AmbiguousName) as error:
        store.story("fire")
    ids = ", ".join(sorted(story.id for story in store.stories(min_articles=1)))
    assert str(error.value) == f"2 stories go by 'fire' in {store.path}: {ids}"


def test_a_key_that_looks_like_a_prefix_is_a_key(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article]):
    ingest(store, ferry)
    cluster(store)
    looks = store.story("cake").id[:6]
    ingest(store, [Article(key=looks, text="An article of that very name.")])
    cluster(store)
    assert store.story(looks).revisions[0].article.name == looks


@pytest.mark.parametrize("name", ["nobody", "abc", "", "ffffffffffff", "x\udce9"])
def test_an_unknown_story_is_named(store: Store, ingest: Ingest, cluster: Cluster, ferry: list[Article], name: str):
    ingest(store, ferry)
    cluster(store)
    with pytest.raises(NameNotFound) as error:
        store.story(name)
    assert str(error.value) == f"no story goes by {name!r} in {store.path}"


def test_prefixes_grow_until_they_are_unique():
    assert shortest_prefixes(["abcd", "abce", "ffff"], 2) == {"abcd": "abcd", "abce": "abce", "ffff": "ff"}
    assert shortest_prefixes([], 8) == {}
    assert shortest_prefixes(["abcd"], 2) == {"abcd": "ab"}
