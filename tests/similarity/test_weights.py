"""Weights: whole numbers that fall as families grow, counted by family and not by document."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.settings import EvidenceSettings
from dedupe.similarity.index import Terms
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.templates import Fillings
from dedupe.similarity.weights import Rarity, family_counts, rarity_of, rarity_weights

ROWS = st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 5))), max_size=10)
COUNTS = st.lists(st.integers(0, 2**40), min_size=1).map(sorted)


@given(ROWS)
def test_a_family_counts_once(rows: list[tuple[int, set[int]]]) -> None:
    terms = Ragged.pack([np.array(sorted(row), dtype=np.int64) for _, row in rows], np.int64)
    family = np.array([family for family, _ in rows], dtype=np.int64)
    expected = [len({family for family, row in rows if term in row}) for term in range(6)]
    assert family_counts(Terms(terms, 6), family).tolist() == expected


def test_no_terms_have_no_counts() -> None:
    assert family_counts(Terms(Ragged.pack([], np.int64), 0), np.empty(0, np.int64)).tolist() == []


@given(COUNTS, st.integers(2, 10**6), st.integers(0, 200))
def test_weights_are_whole_and_fall_to_the_floor(counts: list[int], scale: int, floor: int) -> None:
    weights = rarity_weights(np.array(counts, dtype=np.int64), scale, floor)
    assert weights.dtype == np.uint16
    assert (np.diff(weights.astype(np.int64)) <= 0).all()
    assert weights.min() >= floor


@given(st.integers(1, 2**40))
def test_a_weight_moves_only_where_the_count_passes_a_step(count: int) -> None:
    step = round(math.log2(count))
    (weight,) = rarity_weights(np.array([count]), 2**50)
    assert weight == round(1000 * (math.log(2**50) - step * math.log(2)))


def test_a_shingle_of_one_family_weighs_the_most() -> None:
    assert rarity_weights(np.array([0, 1, 2, 3, 100, 200, 10**6]), 200, 100).tolist() == [
        5298, 5298, 4605, 3912, 446, 100, 100,
    ]  # fmt: skip


def rarity(phrases: list[int], words: list[int], families: int) -> Rarity:
    """That of terms of so many families each."""
    counts = np.array(phrases, np.int64), np.array(words, np.int64)
    no_fillings = Fillings(np.zeros(0, np.bool_), np.zeros(0, np.uint8))
    return rarity_of(*counts, families, np.zeros(0, np.int64), no_fillings, EvidenceSettings())


@pytest.mark.parametrize(
    ("families", "trust"), [(0, 0.0), (1, 0.0), (2, 0.1), (32, 0.5), (1024, 1.0), (2048, 1.0), (10**6, 1.0)]
)
def test_words_are_trusted_as_the_families_double_until_there_are_a_thousand(families: int, trust: float) -> None:
    assert rarity([], [], families).trust == trust


def test_what_is_common_weighs_a_tenth_and_tells_nothing() -> None:
    found = rarity([1, 16, 17, 10**6], [1, 32, 64, 10**6], 10**6)
    assert found.phrases.tolist() == [5298, 2526, 2526, 100]
    assert found.phrase_evidence.tolist() == [5298, 2526, 0, 0]
    assert found.words.tolist() == [3912, 446, 100, 100]
    assert found.word_evidence.tolist() == [3912, 446, 0, 0]
    assert found.lone_phrase == 5298
