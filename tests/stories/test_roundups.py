"""Round-ups: what holds several reports whole is a version of none of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from dedupe.records import ScoredPair
from dedupe.settings import EvidenceSettings
from dedupe.stories.bridges import Link
from dedupe.stories.joining import held_apart, join_documents
from dedupe.stories.roundups import roundup_links

SETTINGS = EvidenceSettings()


def pair(a: int, b: int, containment_a: float, containment_b: float) -> ScoredPair:
    return ScoredPair(
        a=a, b=b, relation="revision", score=0.7, jaccard=0.1, containment_a=containment_a, containment_b=containment_b,
        reasons=(),
    )  # fmt: skip


def held(whole: int, *parts: int) -> dict[Link, ScoredPair]:
    """Pairs of a document with parts of it, each a tenth as long."""
    return {
        (min(whole, part), max(whole, part)): pair(whole, part, 0.1, 1.0)
        if whole < part
        else pair(part, whole, 1.0, 0.1)
        for part in parts
    }


def versions(a: int, b: int) -> dict[Link, ScoredPair]:
    return {(a, b): pair(a, b, 0.9, 0.9)}


def stories(joining: dict[Link, ScoredPair], documents: int, **more: set[Link]) -> list[list[int]]:
    related = [(a, b, one) for (a, b), one in joining.items()]
    return join_documents(documents, related, settings=SETTINGS, **more).stories


@pytest.mark.parametrize("roundup", [0, 1, 2])
def test_a_roundup_joins_none_of_its_parts(roundup: int) -> None:
    parts = {0, 1, 2} - {roundup}
    assert stories(held(roundup, *parts), 3) == [[0], [1], [2]]


def test_versions_of_a_roundup_are_one_story_and_so_are_those_of_a_part() -> None:
    joining = held(0, 2, 3) | held(1, 4) | versions(0, 1) | versions(2, 3)
    assert stories(joining, 5) == [[0, 1], [2, 3], [4]]


def test_a_report_that_briefs_of_one_story_grew_into_is_no_roundup() -> None:
    assert stories(held(0, 1, 2) | versions(1, 2), 3) == [[0, 1, 2]]


def test_one_part_makes_an_excerpt_and_no_roundup() -> None:
    assert stories(held(0, 1), 2) == [[0, 1]]


def test_parts_that_are_not_much_shorter_make_no_roundup() -> None:
    joining = {(0, 1): pair(0, 1, 0.4, 1.0), (0, 2): pair(0, 2, 0.4, 1.0)}
    assert stories(joining, 3) == [[0, 1, 2]]


@pytest.mark.parametrize("parts", [3, 4])
def test_three_parts_of_any_size_make_a_roundup(parts: int) -> None:
    joining = {(0, part): pair(0, part, 1 / parts, 1.0) for part in range(1, parts + 1)}
    assert stories(joining, parts + 1) == [[document] for document in range(parts + 1)]


def test_a_long_part_of_a_roundup_joins_it_as_little_as_a_short_one() -> None:
    assert stories(held(0, 1, 2) | {(0, 3): pair(0, 3, 0.4, 1.0)}, 4) == [[0], [1], [2], [3]]


def test_what_a_person_joined_stays_joined() -> None:
    assert stories(held(0, 1, 2), 3, joined={(0, 1)}) == [[0, 1], [2]]


def test_one_part_beside_an_own_short_version_makes_no_roundup() -> None:
    joining = held(0, 1, 2) | versions(0, 3) | versions(1, 3)
    assert stories(joining, 4) == [[0, 1, 2, 3]]


def test_every_pair_that_was_cut_is_related_and_says_why() -> None:
    joining = held(0, 1, 2, 3)
    related = [(a, b, one) for (a, b), one in joining.items()]
    cut = join_documents(4, related, settings=SETTINGS).cut
    assert set(cut) == set(roundup_links(4, joining, SETTINGS)) == set(joining)
    assert {(one.relation, one.reasons[0]) for _, _, one in held_apart(related, cut)} == {
        ("related", "kept apart, as one is a round-up that holds parts of 3 stories")
    }


def test_a_roundup_that_holds_parts_of_two_groups_is_no_second_link_between_them() -> None:
    one, other = (1, 2, 3), (4, 5, 6)
    solid = {link: pair(*link, 0.9, 0.9) for group in (one, other) for link in combinations(group, 2)}
    thin = {(3, 4): replace(pair(3, 4, 0.6, 0.6), score=0.3)}
    assert stories(held(0, 1, 4, 7) | solid | thin, 8) == [[0], [*one], [*other], [7]]
