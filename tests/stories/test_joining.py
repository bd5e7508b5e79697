"""Stories are what joining relations connect, and nothing else connects anything."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.records import JOINING, Relation, ScoredPair
from dedupe.stories.joining import join_documents

PAIRS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(get_args(Relation))).filter(lambda p: p[0] < p[1])
)


def related(a: int, b: int, relation: Relation) -> tuple[int, int, ScoredPair]:
    pair = ScoredPair(
        a=a, b=b, relation=relation, score=0.9, jaccard=0.9, containment_a=0.9, containment_b=0.9, reasons=()
    )
    return a, b, pair


@pytest.mark.parametrize("relation", get_args(Relation))
def test_four_relations_join_and_two_never_do(relation: Relation) -> None:
    joins = relation in ("identical", "reprint", "revision", "excerpt")
    assert join_documents(2, [related(0, 1, relation)]).stories == ([[0, 1]] if joins else [[0], [1]])


@given(PAIRS)
def test_every_document_is_in_one_story_and_the_first_ones_lead(pairs: list[tuple[int, int, Relation]]) -> None:
    stories = join_documents(8, [related(*pair) for pair in pairs]).stories
    assert sorted(document for story in stories for document in story) == list(range(8))
    assert all(story == sorted(story) for story in stories)
    assert [story[0] for story in stories] == sorted(story[0] for story in stories)


@given(PAIRS)
def test_what_does_not_join_changes_nothing(pairs: list[tuple[int, int, Relation]]) -> None:
    joining = [related(*pair) for pair in pairs if pair[2] in JOINING]
    assert join_documents(8, [related(*pair) for pair in pairs]) == join_documents(8, joining)


# ---------------------------------------------------------------- what people separated

DOCUMENTS = 8
LINKS = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda link: link[0] < link[1]),
    st.integers(3, 9),
    max_size=20,
)
SEPARATED = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]), max_size=4)


def chained(links: dict[tuple[int, int], int]) -> list[tuple[int, int, ScoredPair]]:
    """Revisions of these documents, with scores in tenths."""
    return [(a, b, replace(related(a, b, "revision")[2], score=tenths / 10)) for (a, b), tenths in links.items()]


@given(LINKS, SEPARATED)
def test_no_story_holds_what_a_person_separated(
    links: dict[tuple[int, int], int], separated: set[tuple[int, int]]
) -> None:
    stories = join_documents(DOCUMENTS, chained(links), separated).stories
    assert sorted(document for story in stories for document in story) == list(range(DOCUMENTS))
    assert not [pair for pair in separated for story in stories if set(pair) <= set(story)]


@given(LINKS, SEPARATED, st.randoms(use_true_random=False))
def test_the_order_in_which_links_and_separations_come_decides_nothing(
    links: dict[tuple[int, int], int], separated: set[tuple[int, int]], random: Random
) -> None:
    shuffled, apart = chained(links), sorted(separated)
    random.shuffle(shuffled)
    random.shuffle(apart)
    joining, other = join_documents(DOCUMENTS, chained(links), separated), join_documents(DOCUMENTS, shuffled, apart)
    assert (joining.stories, joining.refused) == (other.stories, other.refused)


@given(LINKS, SEPARATED)
def test_only_what_would_bring_separated_ones_together_is_refused(
    links: dict[tuple[int, int], int], separated: set[tuple[int, int]]
) -> None:
    joining = join_documents(DOCUMENTS, chained(links), separated)
    story = {document: number for number, story in enumerate(joining.stories) for document in story}
    assert {link for link in links if story[link[0]] != story[link[1]]} == set(joining.refused)
    for (a, b), (one, other) in joining.refused.items():
        assert (one, other) in separated
        assert {story[a], story[b]} == {story[one], story[other]}


@given(LINKS)
def test_a_separation_of_strangers_changes_nothing(links: dict[tuple[int, int], int]) -> None:
    joining = join_documents(DOCUMENTS + 1, chained(links), {(0, DOCUMENTS)})
    assert joining == join_documents(DOCUMENTS + 1, chained(links))


def test_the_weakest_link_between_separated_ones_gives_way() -> None:
    links = {(0, 1): 9, (1, 2): 4, (2, 3): 8}
    joining = join_documents(4, chained(links), {(0, 3)})
    assert joining.stories == [[0, 1], [2, 3]]
    assert joining.refused == {(1, 2): (0, 3)}


def test_of_equally_weak_links_the_later_documents_give_way() -> None:
    assert join_documents(3, chained({(0, 1): 5, (1, 2): 5}), {(0, 2)}).stories == [[0, 1], [2]]


def test_what_a_person_joined_gives_way_last() -> None:
    links = {(0, 1): 9, (1, 2): 3}
    assert join_documents(3, chained(links), {(0, 2)}, joined={(1, 2)}).stories == [[0], [1, 2]]


def test_a_join_gives_in_to_a_separation() -> None:
    links = {(0, 1): 3, (1, 2): 4}
    joining = join_documents(3, chained(links), {(0, 2)}, joined={(0, 1), (1, 2)})
    assert joining.stories == [[0], [1, 2]]
    assert joining.refused == {(0, 1): (0, 2)}


def test_of_several_separations_the_first_is_named() -> None:
    links = {(0, 1): 9, (2, 3): 8, (1, 2): 4}
    assert join_documents(4, chained(links), {(1, 2), (0, 3)}).refused == {(1, 2): (0, 3)}
