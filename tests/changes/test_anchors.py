from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes.anchors import exact_anchors, touched_up

LINES = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(LINES, LINES)
def test_as_many_as_there_are_are_paired_and_each_with_its_like(old: list[str], new: list[str]) -> None:
    pairs = exact_anchors(old, new)
    assert len(pairs) == len(set(pairs.values())) == sum((Counter(old) & Counter(new)).values())
    assert all(old[i] == new[j] for i, j in pairs.items())
    assert list(pairs) == sorted(pairs)


def test_a_repeated_line_stays_with_its_neighbours() -> None:
    assert exact_anchors(["ad", "fire", "ad", "rescue", "ad"], ["fire", "ad", "rescue"]) == {1: 0, 2: 1, 3: 2}


def test_repeated_lines_at_the_edges_pair_with_the_edges() -> None:
    assert exact_anchors(["ad", "ad", "fire", "ad"], ["ad", "fire", "ad"]) == {0: 0, 2: 1, 3: 2}
    assert exact_anchors(["ad", "ad"], ["ad"]) == {0: 0}


LINE = "The two boats that lay at the old pier since Monday have {} men on board, the harbour police said."


def test_what_was_hardly_touched_beside_an_anchor_is_the_same_paragraph() -> None:
    old, new = ["Fire", LINE.format(7), "Rain"], ["Fire", LINE.format(9), "Snow"]
    assert touched_up({0: 0}, old, new, letters=24) == {0: 0, 1: 1}
    assert touched_up({0: 0}, old, new, letters=0) == {0: 0}


def test_where_a_neighbour_is_as_near_nothing_is_settled_early() -> None:
    old, new = ["Fire", LINE.format(7)], ["Fire", LINE.format(8), LINE.format(9)]
    assert touched_up({0: 0}, old, new, letters=24) == {0: 0}
