"""Components against the plainest way of finding them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe.similarity.components import components

LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


def by_relabelling(n: int, links: list[tuple[int, int]]) -> list[int]:
    label = list(range(n))
    for a, b in links:
        low, high = sorted((label[a], label[b]))
        label = [low if one == high else one for one in label]
    numbers = {one: number for number, one in enumerate(dict.fromkeys(label))}
    return [numbers[one] for one in label]


@given(LINKS)
def test_what_links_hold_together_has_one_number(links: list[tuple[int, int]]) -> None:
    found = components(10, np.array(links, dtype=np.int64).reshape(-1, 2))
    assert found.tolist() == by_relabelling(10, links)


def test_nothing_has_no_components() -> None:
    assert components(0, np.empty((0, 2), dtype=np.int64)).tolist() == []
