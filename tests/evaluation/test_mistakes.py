"""Which link is to blame for which wrong pairs: by hand, and by laws."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from dedupe.evaluation.mistakes import WrongJoin, mixed_stories, wrong_joins
from dedupe.records import JOINING, Relation, StoredPair

NAMES = "abcdefgh"


def link(ends: str, score: float, relation: Relation = "revision") -> StoredPair:
    a, b = ends
    return StoredPair(
        a=a,
        b=b,
        relation=relation,
        score=score,
        jaccard=score / 2,
        containment_a=score,
        containment_b=score,
        reasons=(f"{ends} share it",),
    )


def found(
    links: Iterable[StoredPair], labels: dict[str, str], alike: Iterable[str] = (), most: int = 99
) -> tuple[list[WrongJoin], int]:
    """Wrong joins of one found story X that holds all the articles."""
    others = {one: frozenset("".join(pair for pair in alike if one in pair)) - {one} for one in "ABCD"}
    return wrong_joins(links, dict.fromkeys(NAMES, "X"), labels, others, most)


def test_a_link_is_blamed_for_all_pairs_that_it_brings_together() -> None:
    labels = dict(zip("abcde", "AAABB", strict=True))
    joins, total = found([link("ab", 0.9), link("bc", 0.4), link("cd", 0.5), link("de", 0.8)], labels)
    assert total == 1
    assert joins == [
        WrongJoin(
            story="X", labelled=("A", "B"), articles=("c", "d"), pairs=6, links=1,
            link=link("cd", 0.5), chain=(link("cd", 0.5),),
        )
    ]  # fmt: skip


def test_a_weak_link_within_a_story_is_not_to_blame() -> None:
    labels = dict(zip("abc", "AAB", strict=True))
    ((join,), _) = found([link("ab", 0.3), link("bc", 0.9)], labels)
    assert (join.link, join.pairs) == (link("bc", 0.9), 2)


def test_of_several_links_between_two_stories_the_strongest_is_told() -> None:
    labels = dict(zip("abcd", "AABB", strict=True))
    links = [link("ab", 0.9), link("cd", 0.9), link("ac", 0.4), link("bd", 0.6), link("ad", 0.5)]
    ((join,), _) = found(links, labels)
    assert (join.link, join.links, join.pairs) == (link("bd", 0.6), 3, 4)


def test_an_article_without_a_label_is_led_through() -> None:
    labels = dict(zip("abd", "AAB", strict=True))
    ((join,), _) = found([link("ab", 0.8), link("bc", 0.5), link("cd", 0.4)], labels)
    assert join.link == link("cd", 0.4)
    assert (join.labelled, join.pairs) == (("A", "B"), 2)
    assert join.articles in [("a", "d"), ("b", "d")]
    assert join.chain[-2:] == (link("bc", 0.5), link("cd", 0.4))


def test_ambiguous_stories_may_be_one_but_not_with_others() -> None:
    labels = dict(zip("abc", "ABC", strict=True))
    links = [link("ab", 0.4), link("bc", 0.9)]
    joins, total = found(links, labels, alike=["AB"])
    assert [(join.link, join.pairs) for join in joins] == [(link("bc", 0.9), 2)]
    assert total == 1
    assert found(links[:1], dict(zip("ab", "AB", strict=True)), alike=["AB"]) == ([], 0)


def test_pairs_that_do_not_join_and_links_to_elsewhere_count_for_nothing() -> None:
    labels = dict(zip("ab", "AB", strict=True))
    assert found([link("ab", 0.9, "recurring")], labels) == ([], 0)
    elsewhere = {"a": "X", "b": "Y"}
    assert wrong_joins([link("ab", 0.9)], elsewhere, labels, {}, 9) == ([], 0)


def test_the_worst_come_first_and_the_rest_is_counted() -> None:
    story_of = dict(zip("abcdefgh", "XXXYYZZZ", strict=True))
    labels = dict(zip("abcdefgh", "AABCDEFF", strict=True))
    links = [link("ab", 0.9), link("bc", 0.8), link("de", 0.7), link("fg", 0.6), link("gh", 0.6)]
    joins, total = wrong_joins(links, story_of, labels, {}, 2)
    assert [(join.story, join.pairs) for join in joins] == [("X", 2), ("Z", 2)]
    assert total == 3


LINKS = st.lists(
    st.builds(
        lambda ends, score, relation: link("".join(sorted(ends)), score / 8, relation),
        st.sets(st.sampled_from(NAMES), min_size=2, max_size=2),
        st.integers(1, 8),
        st.sampled_from(["revision", "excerpt", "related"]),
    ),
    max_size=14,
    unique_by=lambda pair: (pair.a, pair.b),
)
LABELS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from("ABC"))
ALIKE = st.lists(st.sampled_from(["AB", "AC"]), max_size=1)


def story_ids(links: Iterable[StoredPair]) -> dict[str, str]:
    """Found stories as folding makes them: what joining pairs connect."""
    story = {name: name for name in NAMES}
    for pair in links:
        if pair.relation in JOINING:
            kept, gone = sorted((story[pair.a], story[pair.b]))
            story = {name: kept if one == gone else one for name, one in story.items()}
    return story


@given(LINKS, LABELS, ALIKE)
def test_every_wrong_pair_is_counted_against_exactly_one_mistake(
    links: list[StoredPair], labels: dict[str, str], alike: list[str]
) -> None:
    story_of = story_ids(links)
    others = {one: frozenset("".join(pair for pair in alike if one in pair)) - {one} for one in "ABC"}
    joins, total = wrong_joins(links, story_of, labels, others, 99)
    wrong = [
        {a, b}
        for a, b in combinations(labels, 2)
        if story_of[a] == story_of[b] and labels[a] != labels[b] and labels[b] not in others[labels[a]]
    ]
    assert sum(join.pairs for join in joins) == len(wrong)
    assert len(joins) == total
    assert mixed_stories(story_of, labels, others) == {join.story for join in joins}
    for join in joins:
        assert set(join.articles) in wrong
        assert join.labelled == tuple(labels[name] for name in join.articles)
        assert join.link in join.chain
        path = [{pair.a, pair.b} for pair in join.chain]
        assert all(one & other for one, other in pairwise(path))
        assert join.articles[0] in path[0]
        assert join.articles[1] in path[-1]


@given(LINKS, LABELS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_decides_nothing(
    links: list[StoredPair], labels: dict[str, str], chance: random.Random
) -> None:
    story_of = story_ids(links)
    expected = wrong_joins(links, story_of, labels, {}, 3)
    shuffled, turned = chance.sample(links, len(links)), chance.sample(sorted(labels), len(labels))
    assert wrong_joins(shuffled, story_of, {name: labels[name] for name in turned}, {}, 3) == expected


def test_a_chain_through_thousands_of_stories_is_no_trouble() -> None:
    count = 20_000  # 200 million wrong pairs
    names = [f"n{at:05}" for at in range(count)]
    links = [
        StoredPair(
            a=a, b=b, relation="revision", score=0.5, jaccard=0.2, containment_a=0.5, containment_b=0.5, reasons=()
        )
        for a, b in pairwise(names)
    ]
    joins, total = wrong_joins(links, dict.fromkeys(names, "X"), {name: name for name in names}, {}, 3)
    assert total == count - 1
    assert [join.pairs for join in joins] == [count - 1, count - 2, count - 3]
