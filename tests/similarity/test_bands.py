"""Buckets and their pairs: all of a small one, linearly many of a large one, and nothing left out uncounted."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.similarity import bands
from dedupe.similarity.bands import BucketRule, Proposal, among, as_pairs, band_keys, distinct_pairs, pair_up

PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12)), max_size=40)
RULES = st.builds(BucketRule, st.integers(2, 6), st.integers(1, 3))


def buckets(places: list[tuple[int, int]]) -> list[list[int]]:
    return [sorted({document for key, document in places if key == wanted}) for wanted in {key for key, _ in places}]


def paired(places: list[tuple[int, int]], rule: BucketRule) -> Proposal:
    keys = np.array([key for key, _ in places], dtype=np.uint64)
    return pair_up(keys, np.array([document for _, document in places], dtype=np.int64), rule)


@given(PLACES)
def test_small_buckets_give_every_pair(places: list[tuple[int, int]]) -> None:
    proposal = paired(places, BucketRule(all_pairs=13, neighbours=1))
    expected = {pair for bucket in buckets(places) for pair in combinations(bucket, 2)}
    assert [tuple(pair) for pair in proposal.pairs.tolist()] == sorted(expected)
    assert (proposal.large_buckets, proposal.left_out) == (0, 0)


@given(PLACES, RULES)
def test_large_buckets_pair_each_with_the_first_and_the_next(places: list[tuple[int, int]], rule: BucketRule) -> None:
    expected = set()
    large = left_out = 0
    for bucket in buckets(places):
        pairs = set(combinations(bucket, 2))
        if len(bucket) > rule.all_pairs:
            near = {(a, b) for a, b in pairs if a == bucket[0] or bucket.index(b) - bucket.index(a) <= rule.neighbours}
            large += 1
            left_out += len(pairs - near)
            pairs = near
        expected |= pairs
    proposal = paired(places, rule)
    assert [tuple(pair) for pair in proposal.pairs.tolist()] == sorted(expected)
    assert (proposal.large_buckets, proposal.left_out) == (large, left_out)


@given(PLACES, RULES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_decides_nothing(places: list[tuple[int, int]], rule: BucketRule, random: Random) -> None:
    shuffled = random.sample(places, len(places))
    ours, theirs = paired(places, rule), paired(shuffled, rule)
    assert ours.pairs.tolist() == theirs.pairs.tolist()
    assert (ours.large_buckets, ours.left_out) == (theirs.large_buckets, theirs.left_out)


@pytest.mark.parametrize("size", [65, 1000, 100_000])
def test_a_bucket_of_any_size_gives_linearly_many_pairs(size: int) -> None:
    proposal = pair_up(np.zeros(size, np.uint64), np.arange(size), BucketRule(all_pairs=64, neighbours=8))
    assert len(proposal.pairs) <= size * (8 + 1)
    assert len(proposal.pairs) + proposal.left_out == size * (size - 1) // 2
    assert len(np.unique(proposal.pairs)) == size


PAIRS = st.lists(st.tuples(st.integers(0, 5) | st.just(2**31 - 1), st.integers(0, 5)), max_size=30)


@given(PAIRS, PAIRS, st.integers(1, 7))
def test_distinct_pairs_are_each_there_once_and_ascend(
    one: list[tuple[int, int]], other: list[tuple[int, int]], at_a_time: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bands, "_NUMBERS", at_a_time)
        found = distinct_pairs([np.array(pairs, np.int32).reshape(-1, 2) for pairs in (one, other)])
    assert [tuple(pair) for pair in found.tolist()] == sorted({*one, *other})


@given(PAIRS, PAIRS)
def test_what_is_among_others(pairs: list[tuple[int, int]], wanted: list[tuple[int, int]]) -> None:
    every = as_pairs(pairs)
    assert among(every, as_pairs(wanted)).tolist() == [tuple(pair) in wanted for pair in every.tolist()]


@given(st.lists(st.lists(st.integers(0, 2), min_size=6, max_size=6), max_size=10))
def test_bands_meet_exactly_where_all_their_values_are_alike(rows: list[list[int]]) -> None:
    keys = np.stack([*band_keys(np.array(rows, dtype=np.uint32).reshape(-1, 6), bands=2, rows=3)], axis=1)
    for (one, row), (other, other_row) in combinations(zip(keys.tolist(), rows, strict=True), 2):
        assert [a == b for a, b in zip(one, other, strict=True)] == [
            row[:3] == other_row[:3], row[3:] == other_row[3:],
        ]  # fmt: skip
