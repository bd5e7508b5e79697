"""A chain by likeness: versions in a line are found in that line, up to its direction."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe.settings import SignatureSettings
from dedupe.similarity.features import extract_features
from dedupe.stories.seriation import best_place, chain, likeness_matrix

SENTENCES = [" ".join(f"s{number}w{at}" for at in range(8)) + "." for number in range(30)]


def line(n: int, width: int = 10) -> list[str]:
    """Versions of which each lost its first sentence and gained one at its end."""
    return [" ".join(SENTENCES[at : at + width]) for at in range(n)]


@given(st.integers(1, 12).flatmap(lambda n: st.permutations(range(n))))
def test_a_planted_line_is_found_whatever_the_order_given(order: list[int]) -> None:
    texts = line(len(order))
    likeness = likeness_matrix(
        extract_features([texts[at] for at in order], SignatureSettings()), list(range(len(order)))
    )
    found = [order[position] for position in chain(likeness)]
    assert found in (sorted(order), sorted(order, reverse=True))


@given(st.integers(0, 7).flatmap(lambda n: st.lists(st.integers(0, 4), min_size=n * n, max_size=n * n)))
def test_no_stretch_of_a_chain_would_stand_better_the_other_way_round(values: list[int]) -> None:
    n = round(len(values) ** 0.5)
    half = np.array(values, dtype=np.float64).reshape(n, n) / 4
    likeness = np.maximum(half, half.T)

    def total(order: list[int]) -> float:
        return sum(likeness[left, right] for left, right in pairwise(order))

    found = chain(likeness)
    assert sorted(found) == list(range(n))
    turned = (found[:start] + found[start:stop][::-1] + found[stop:] for start, stop in combinations(range(n + 1), 2))
    assert all(total(order) <= total(found) for order in turned)


def test_a_document_that_stands_there_twice_is_like_itself() -> None:
    features = extract_features(["other", *line(3)], SignatureSettings())
    likeness = likeness_matrix(features, [3, 1, 3])
    assert likeness[0].tolist() == [0.0, likeness[0, 1], 0.0]
    assert likeness[0, 1] < 0
    assert (likeness == likeness.T).all()


def test_a_newcomer_is_put_between_its_neighbours() -> None:
    likeness = likeness_matrix(extract_features(line(5), SignatureSettings()), range(5))
    assert best_place(likeness, [0, 1, 3, 4], 2) == 2
    assert best_place(likeness, [1, 2, 3, 4], 0) == 0
    assert best_place(likeness, [0, 1, 2, 3], 4) == 4
    assert best_place(likeness, [4, 3, 2, 1], 0) == 4
