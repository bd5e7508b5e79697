"""A chain by likeness: versions in a line are found in that line, up to its direction."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dedupe.settings import SignatureSettings
from dedupe.similarity.features import extract_features
from dedupe.versions import seriation
from dedupe.versions.seriation import best_place, chain, likeness_matrix, steadiness

SENTENCES = [" ".join(f"s{number}w{at}" for at in range(8)) + "." for number in range(30)]


def symmetric(values: list[int]) -> np.ndarray:
    """Whole numbers up to nought, so that sums are exact."""
    n = round(len(values) ** 0.5)
    half = -np.array(values, dtype=np.float64).reshape(n, n)
    likeness = np.minimum(half, half.T)
    np.fill_diagonal(likeness, 0.0)
    return likeness


MATRICES = (
    st.integers(0, 6).flatmap(lambda n: st.lists(st.integers(0, 4), min_size=n * n, max_size=n * n)).map(symmetric)
)


def total(likeness: np.ndarray, order: Sequence[int]) -> float:
    return sum(likeness[left, right] for left, right in pairwise(order))


def line(n: int, width: int = 10) -> list[str]:
    """Versions of which each lost its first sentence and gained one at its end."""
    return [" ".join(SENTENCES[at : at + width]) for at in range(n)]


@settings(max_examples=40)
@given(st.integers(1, 14).flatmap(lambda n: st.permutations(range(n))))
def test_a_planted_line_is_found_whatever_the_order_given(order: list[int]) -> None:
    texts = line(len(order))
    likeness = likeness_matrix(
        extract_features([texts[at] for at in order], SignatureSettings()), list(range(len(order)))
    )
    found = [order[position] for position in chain(likeness)]
    assert found in (sorted(order), sorted(order, reverse=True))


@given(MATRICES)
def test_a_chain_of_a_few_is_the_best_of_all(likeness: np.ndarray) -> None:
    found = chain(likeness)
    assert sorted(found) == list(range(len(likeness)))
    assert total(likeness, found) == max(total(likeness, order) for order in permutations(found))


@given(MATRICES)
def test_no_stretch_of_a_chain_of_many_would_stand_better_the_other_way_round(likeness: np.ndarray) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seriation, "_EXACT", 0)
        found = chain(likeness)
    assert sorted(found) == list(range(len(likeness)))
    cuts = combinations(range(len(found) + 1), 2)
    turned = (found[:start] + found[start:stop][::-1] + found[stop:] for start, stop in cuts)
    assert all(total(likeness, order) <= total(likeness, found) for order in turned)


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


def test_a_step_is_steady_where_likeness_falls_on_either_side() -> None:
    likeness = -np.abs(np.subtract.outer(np.arange(4), np.arange(4))).astype(np.float64)
    assert [steadiness(likeness, [0, 1, 2, 3], at) for at in range(3)] == [1.0, 1.0, 1.0]
    assert steadiness(likeness, [1, 0, 2, 3], 0) == -1.0
    likeness[0, 2] = likeness[2, 0] = likeness[1, 2]
    assert steadiness(likeness, [0, 1, 2], 0) == 0.0


def test_two_alone_are_as_steady_as_can_be() -> None:
    assert steadiness(np.array([[0.0, -1.0], [-1.0, 0.0]]), [0, 1], 0) == 1.0


def test_versions_written_anew_are_told_apart_by_their_words() -> None:
    words = [f"w{number}" for number in range(30)]
    texts = [" ".join(words), " ".join(words[1::2] + words[::2]), " ".join(f"x{number}" for number in range(30))]
    likeness = likeness_matrix(extract_features(texts, SignatureSettings()), range(3))
    assert likeness[0, 1] > likeness[0, 2] + 1


def test_texts_without_a_passage_or_a_word_are_compared_all_the_same() -> None:
    likeness = likeness_matrix(extract_features(["", "One.", "One two three four."], SignatureSettings()), range(3))
    assert np.isfinite(likeness).all()
    assert (likeness == likeness.T).all()
    assert (np.diag(likeness) == 0).all()
