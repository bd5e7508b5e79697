"""Bridges: the links that alone hold a story together, and where one is too thin to do so."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe.records import ScoredPair
from dedupe.settings import EvidenceSettings
from dedupe.similarity.components import components
from dedupe.stories.bridges import Link, bridges, solid_groups_of, thin_bridges
from dedupe.stories.joining import held_apart, join_documents

DOCUMENTS = 9
LINKS = st.sets(
    st.tuples(st.integers(0, DOCUMENTS - 1), st.integers(0, DOCUMENTS - 1)).filter(lambda link: link[0] < link[1]),
    max_size=14,
)


def parts(links: set[Link]) -> int:
    return len(set(components(DOCUMENTS, np.array(sorted(links), dtype=np.int64).reshape(-1, 2)).tolist()))


@given(LINKS)
def test_a_bridge_is_a_link_whose_loss_parts_a_story(links: set[Link]) -> None:
    assert bridges(links) == {link for link in links if parts(links - {link}) > parts(links)}


@given(LINKS)
def test_solid_groups_hold_together_whichever_link_is_lost(links: set[Link]) -> None:
    _, group = solid_groups_of(links)
    assert set(group) == {end for link in links for end in link}
    inside = {link for link in links if group[link[0]] == group[link[1]]}
    assert not bridges(inside)
    assert bridges(links) == links - inside


def two_groups(size: int, bridge: float) -> dict[Link, float]:
    """Two groups of ``size`` documents, each linked to each, and a link from the last of the one to the first of the other."""
    left, right = range(size), range(size, 2 * size)
    strong = {link: 0.9 for group in (left, right) for link in combinations(group, 2)}
    return {**strong, (size - 1, size): bridge}


def joined(strength: dict[Link, float], **more: set[Link]) -> list[list[int]]:
    related = [(a, b, pair(a, b, score)) for (a, b), score in strength.items()]
    return join_documents(1 + max(b for _, b in strength), related, settings=EvidenceSettings(), **more).stories


def pair(a: int, b: int, score: float) -> ScoredPair:
    return ScoredPair(
        a=a, b=b, relation="revision", score=score, jaccard=0, containment_a=0, containment_b=0, reasons=("so it is",)
    )


def test_one_thin_link_between_two_solid_groups_is_cut() -> None:
    assert joined(two_groups(3, 0.3)) == [[0, 1, 2], [3, 4, 5]]


def test_a_strong_one_is_not() -> None:
    assert joined(two_groups(3, 0.5)) == [[0, 1, 2, 3, 4, 5]]


def test_two_thin_links_hold() -> None:
    assert joined({**two_groups(3, 0.3), (0, 5): 0.3}) == [[0, 1, 2, 3, 4, 5]]


def test_small_groups_are_not_solid() -> None:
    assert joined(two_groups(2, 0.3)) == [[0, 1, 2, 3]]


def test_a_chain_of_thin_links_is_no_bridge_between_groups() -> None:
    assert joined({(number, number + 1): 0.3 for number in range(9)}) == [list(range(10))]


def test_what_a_person_joined_is_not_thin() -> None:
    assert joined(two_groups(3, 0.3), joined={(2, 3)}) == [[0, 1, 2, 3, 4, 5]]


def test_what_was_cut_is_related_and_says_why() -> None:
    strength = two_groups(4, 0.3) | {(7, 8): 0.9, (6, 8): 0.9}
    related = [(a, b, pair(a, b, score)) for (a, b), score in strength.items()]
    assert {link: sorted(sizes) for link, sizes in thin_bridges(strength, 0.4, 3).items()} == {(3, 4): [4, 5]}
    joining = join_documents(9, related, settings=EvidenceSettings())
    told = {(a, b): one for a, b, one in held_apart(related, joining.cut)}
    assert {link for link, one in told.items() if one.relation == "related"} == {(3, 4)}
    assert told[3, 4].reasons == (
        "kept apart, as it alone, a thin link, would join two solid groups of 4 and 5 texts",
        "so it is",
    )
