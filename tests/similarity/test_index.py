"""Exact counting: what two rows share is what Python's sets and dictionaries say."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.similarity import index
from dedupe.similarity.index import Terms, exact_jaccard, ratio
from dedupe.similarity.ragged import Ragged

# Rows of distinct hashes, each with two values.
ROWS = st.lists(
    st.dictionaries(st.integers(0, 2**64 - 1), st.tuples(st.integers(0, 99), st.integers(0, 99))), max_size=6
)
FEW = st.lists(st.dictionaries(st.sampled_from([1, 2**40, 2**63]), st.tuples(st.integers(0, 99), st.integers(0, 99))))

Rows = list[dict[int, tuple[int, int]]]


def indexed(rows: Rows) -> tuple[Terms, np.ndarray, np.ndarray]:
    terms = Terms.of(Ragged.pack([np.array(sorted(row), dtype=np.uint64) for row in rows]))
    values = np.array([row[term] for row in rows for term in sorted(row)], dtype=np.int64).reshape(-1, 2)
    return terms, values[:, 0], values[:, 1]


def all_pairs(rows: Rows) -> np.ndarray:
    return np.stack(np.triu_indices(len(rows), k=1), axis=1)


@given(ROWS | FEW)
def test_terms_are_numbered_in_the_order_of_their_hashes(rows: Rows) -> None:
    terms, _, _ = indexed(rows)
    distinct = sorted({term for row in rows for term in row})
    assert terms.n_terms == len(distinct)
    assert [[distinct[number] for number in row] for row in terms.rows] == [sorted(row) for row in rows]


@given(ROWS | FEW)
def test_terms_of_one_document_alone_are_counted_and_left_out(rows: Rows) -> None:
    hashes = Ragged.pack([np.array(sorted(row), dtype=np.uint64) for row in rows])
    whole, terms = Terms.of(hashes), Terms.of(hashes, lone=False)
    carriers = Counter(term for row in rows for term in row)
    met = sorted(term for term, documents in carriers.items() if documents > 1)
    assert [[met[number] for number in row] for row in terms.rows] == [
        [term for term in sorted(row) if carriers[term] > 1] for row in rows
    ]
    assert terms.n_terms == len(met)
    assert terms.sizes().tolist() == whole.sizes().tolist() == [len(row) for row in rows]
    pairs = all_pairs(rows)
    assert terms.count_shared(pairs).tolist() == whole.count_shared(pairs).tolist()
    assert exact_jaccard(terms, pairs).tolist() == exact_jaccard(whole, pairs).tolist()
    ones = np.ones(len(terms.rows.values), np.int64)
    assert terms.totals(ones, lone=7).tolist() == [sum(1 if carriers[term] > 1 else 7 for term in row) for row in rows]


@given(ROWS | FEW, st.integers(1, 4))
def test_hashes_numbered_and_pairs_counted_in_small_pieces_are_the_same(rows: Rows, piece: int) -> None:
    pairs = all_pairs(rows)
    terms, mine, theirs = indexed(rows)
    expected = terms.shared(pairs, mine, theirs).tolist()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_PART", piece)
        patch.setattr(index, "_BLOCK", piece)
        in_pieces, mine, theirs = indexed(rows)
        assert in_pieces.shared(pairs, mine, theirs).tolist() == expected
    assert [row.tolist() for row in in_pieces.rows] == [row.tolist() for row in terms.rows]


@given(FEW)
def test_what_pairs_share_is_summed_exactly(rows: Rows) -> None:
    terms, mine, theirs = indexed(rows)
    pairs = all_pairs(rows)
    common = [(rows[a], rows[b], rows[a].keys() & rows[b].keys()) for a, b in pairs.tolist()]
    assert terms.count_shared(pairs).tolist() == [len(shared) for _, _, shared in common]
    assert terms.shared(pairs, mine).tolist() == [sum(a[term][0] for term in shared) for a, _, shared in common]
    assert terms.shared(pairs, mine, theirs).tolist() == [
        sum(a[term][0] * b[term][1] for term in shared) for a, b, shared in common
    ]


@given(ROWS | FEW)
def test_totals_are_over_each_row(rows: Rows) -> None:
    terms, mine, _ = indexed(rows)
    assert terms.totals(mine).tolist() == [sum(value for value, _ in row.values()) for row in rows]


@given(FEW)
def test_jaccard_is_shared_over_all(rows: Rows) -> None:
    terms, _, _ = indexed(rows)
    pairs = all_pairs(rows)
    assert exact_jaccard(terms, pairs).tolist() == [
        len(rows[a].keys() & rows[b].keys()) / max(len(rows[a].keys() | rows[b].keys()), 1) for a, b in pairs.tolist()
    ]


def test_no_share_of_nothing() -> None:
    assert ratio(np.array([0, 1]), np.array([0, 2])).tolist() == [0.0, 0.5]
