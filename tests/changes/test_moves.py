from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes.moves import staying

WEIGHTED = st.permutations(range(7)).flatmap(
    lambda order: st.tuples(st.just(order), st.lists(st.integers(1, 5), min_size=len(order), max_size=len(order)))
)


@given(WEIGHTED)
def test_nothing_lighter_could_have_moved(weighted: tuple[list[int], list[int]]) -> None:
    positions, weights = weighted
    kept = staying(positions, weights)
    order = [positions[index] for index in sorted(kept)]
    assert order == sorted(order)
    heaviest = max(
        sum(weights[index] for index in chosen)
        for size in range(len(positions) + 1)
        for chosen in combinations(range(len(positions)), size)
        if [positions[index] for index in chosen] == sorted(positions[index] for index in chosen)
    )
    assert sum(weights[index] for index in kept) == heaviest


def test_the_shorter_of_two_that_changed_places_moved() -> None:
    assert staying([1, 0], weights=[20, 5]) == {0}
    assert staying([1, 0], weights=[5, 20]) == {1}


def test_of_two_alike_exactly_one_moved() -> None:
    assert len(staying([1, 0], weights=[7, 7])) == 1


def test_nothing_moves_in_an_empty_text() -> None:
    assert staying([], weights=[]) == set()
