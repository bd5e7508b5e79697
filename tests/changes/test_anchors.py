from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes.anchors import exact_anchors

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
