"""Terms counted by compiled loops, as those of large corpora are: bit for bit what numpy counts by sorting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import gettempdir

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.settings import SignatureSettings
from dedupe.similarity import index, ragged
from dedupe.similarity.bands import BucketRule, Proposal, pair_up
from dedupe.similarity.candidates import subject_pairs
from dedupe.similarity.counting import number_values
from dedupe.similarity.index import Terms
from dedupe.similarity.ragged import Ragged, repeated
from dedupe.similarity.weights import family_counts

HASHES = st.sampled_from([0, 1, 2, 2**32, 2**63, 2**64 - 1]) | st.integers(0, 2**64 - 1)
# Rows of distinct hashes, each with two values.
ROWS = st.lists(st.dictionaries(HASHES, st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12), max_size=8)

Rows = list[dict[int, tuple[int, int]]]


@contextmanager
def compiled(piece: int = 1 << 24) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ragged, "MUCH", 0)
        patch.setattr(ragged, "_PIECE", piece)
        patch.setattr(index, "_MANY", piece)
        patch.setattr(index, "_AT_ONCE", 3)
        yield


def packed(rows: Rows) -> Ragged:
    return Ragged.pack([np.array(sorted(row), dtype=np.uint64) for row in rows])


def values_of(rows: Rows, which: int) -> np.ndarray:
    return np.array([row[term][which] for row in rows for term in sorted(row)], dtype=np.int32)


def told(terms: Terms) -> tuple[list[int], list[int], int, list[int]]:
    return terms.rows.values.tolist(), terms.rows.offsets.tolist(), terms.n_terms, terms.sizes().tolist()


def proposed(proposal: Proposal) -> tuple[list[list[int]], int, int]:
    return proposal.pairs.tolist(), proposal.large_buckets, proposal.left_out


@given(ROWS, st.booleans(), st.sampled_from([1, 3, 10, 1 << 24]), st.sampled_from([None, Path(gettempdir())]))
def test_terms_have_the_same_numbers_in_pieces_of_any_size_and_in_files(
    rows: Rows, lone: bool, piece: int, folder: Path | None
) -> None:
    expected = told(Terms.of(packed(rows), lone=lone))
    with compiled(piece):
        assert told(Terms.of(packed(rows), lone=lone, folder=folder)) == expected


@given(ROWS, st.permutations(range(8)), st.booleans(), st.booleans())
def test_pairs_share_the_same_sums_in_any_order(rows: Rows, order: list[int], mine: bool, theirs: bool) -> None:
    terms = Terms.of(packed(rows))
    places = [place for place in order if place < len(rows)]
    pairs = np.array([(a, b) for a in places for b in places if a != b], dtype=np.int64).reshape(-1, 2)
    weights = (values_of(rows, 0) if mine else None, values_of(rows, 1) if theirs else None)
    expected = terms.shared(pairs, *weights).tolist()
    with compiled():
        assert Terms.of(packed(rows)).shared(pairs, *weights).tolist() == expected


@given(ROWS, st.permutations(range(8)), st.booleans(), st.data())
def test_what_terms_weigh_is_the_sum_over_them(rows: Rows, order: list[int], lone: bool, data: st.DataObject) -> None:
    terms = Terms.of(packed(rows), lone=lone)
    weights = np.array(data.draw(st.lists(st.integers(0, 9), min_size=terms.n_terms, max_size=terms.n_terms)), np.int32)
    places = [place for place in order if place < len(rows)]
    pairs = np.array([(a, b) for a in places for b in places if a != b], dtype=np.int64).reshape(-1, 2)
    expected = terms.shared(pairs, weights[terms.rows.values]).tolist()
    totals = terms.totals(weights[terms.rows.values], lone=3).tolist()
    for way in (nullcontext, compiled):
        with way():
            own = Terms.of(packed(rows), lone=lone)
            assert (own.shared_weight(pairs, weights).tolist(), own.weight(weights, lone=3).tolist()) == (
                expected,
                totals,
            )


@given(st.lists(st.sets(st.integers(0, 60_000), max_size=6), min_size=2, max_size=5), st.integers(1, 4))
def test_terms_far_apart_are_told_apart_where_few_bits_look_them_up(rows: list[set[int]], slots: int) -> None:
    # Terms that are the same in their lowest bits: 14 of them make the table that most are looked up in.
    rows = [row | {(term + (1 << 14) * slots) % 70_000 for term in row} for row in rows]
    terms = Terms(Ragged.pack([np.array(sorted(row), np.int32) for row in rows], np.int32), 70_000)
    weights = np.arange(70_000, dtype=np.uint16) % 7
    pairs = np.array([(a, b) for a in range(len(rows)) for b in range(len(rows))], dtype=np.int64)
    expected = [int(sum(weights[term] for term in rows[a] & rows[b])) for a, b in pairs]
    with compiled():
        assert terms.shared_weight(pairs, weights).tolist() == expected


@given(ROWS, st.lists(st.integers(0, 2), min_size=8, max_size=8))
def test_families_are_counted_alike(rows: Rows, labels: list[int]) -> None:
    terms, family = Terms.of(packed(rows)), np.array(labels[: len(rows)], dtype=np.int64)
    expected = family_counts(terms, family).tolist()
    with compiled():
        assert family_counts(Terms.of(packed(rows)), family).tolist() == expected


@given(ROWS, st.data(), st.integers(0, 3))
def test_the_same_subjects_meet(rows: Rows, data: st.DataObject, most: int) -> None:
    settings = SignatureSettings(subject_words=most)
    counts, terms = values_of(rows, 0).astype(np.uint8), Terms.of(packed(rows))
    weights = st.lists(st.integers(0, 3), min_size=terms.n_terms, max_size=terms.n_terms)
    evidence = np.array(data.draw(weights), dtype=np.int32)
    expected = proposed(subject_pairs(terms, counts, evidence, settings))
    with compiled():
        assert proposed(subject_pairs(Terms.of(packed(rows)), counts, evidence, settings)) == expected


@given(st.lists(st.tuples(HASHES, st.integers(0, 5))), st.integers(1, 4))
def test_the_same_buckets_make_the_same_pairs(met: list[tuple[int, int]], most: int) -> None:
    keys, documents = np.array([key for key, _ in met], np.uint64), np.array([at for _, at in met], np.int64)
    expected = proposed(pair_up(keys, documents, BucketRule(most, 2)))
    with compiled():
        assert proposed(pair_up(keys, documents, BucketRule(most, 2))) == expected


@given(st.lists(HASHES))
def test_no_value_that_comes_again_is_missed(values: list[int]) -> None:
    counts = Counter(values)
    with compiled():
        found = repeated(np.array(values, dtype=np.uint64)).tolist()
    assert {at for at, value in enumerate(values) if counts[value] > 1} <= set(found)
    assert found == sorted(set(found))


def test_most_values_that_come_once_are_left_out() -> None:
    values = np.random.default_rng(1).integers(0, 2**64 - 1, 10_000, dtype=np.uint64)
    with compiled():
        assert len(repeated(np.concatenate((values, values[:100])))) < 1_000


@given(st.integers(1, 6), st.booleans())
def test_more_values_than_there_are_places_at_first_are_numbered(part_bits: int, low: bool) -> None:
    one = np.sort(np.random.default_rng(2).integers(0, 2**17 if low else 2**64 - 1, 80_000, dtype=np.uint64))
    rows = Ragged.pack([one, one[::2]])
    numbers = np.empty(len(rows.values), np.int32)
    found, counts = number_values(rows.values, part_bits, numbers)
    assert (found[numbers] == rows.values).all()
    assert len(found) == len(np.unique(one))
    assert (counts == np.bincount(numbers)).all()
