"""Our signatures are datasketch's, value for value."""

from __future__ import annotations

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from dedupe.settings import SignatureSettings
from dedupe.similarity import signatures
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.signatures import has_signature, scheme_of, signatures_of, to_datasketch_hashes
from dedupe.text import normalize

ROWS = st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=12), max_size=8)


def packed(rows: list[list[int]]) -> Ragged:
    return Ragged.pack([np.array(row, dtype=np.uint64) for row in rows])


def by_datasketch(row: list[int], values: int, seed: int) -> list[int]:
    sketch = MinHash(num_perm=values, seed=seed, scheme="affine32", hashfunc=lambda value: value)
    if row:
        sketch.update_batch(to_datasketch_hashes(np.array(row, dtype=np.uint64)))
    return [int(value) for value in sketch.hashvalues]


@given(ROWS, st.sampled_from([1, 12, 128]), st.sampled_from([0, 1, 42, 2**32 - 1]), st.sampled_from([0, 1 << 26]))
def test_signatures_are_those_of_datasketch(rows: list[list[int]], values: int, seed: int, much: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signatures, "_MUCH", much)
        made = signatures_of(packed(rows), values, seed)
    assert made.tolist() == [by_datasketch(row, values, seed) for row in rows]


@given(rows=ROWS, block=st.integers(1, 9))
def test_rows_across_the_borders_of_blocks_are_no_different(rows: list[list[int]], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signatures, "_BLOCK", block)
        in_small_blocks = signatures_of(packed(rows), 12, 1)
    assert in_small_blocks.tolist() == signatures_of(packed(rows), 12, 1).tolist()


def test_a_row_longer_than_a_block_is_no_different() -> None:
    numbers = np.random.default_rng(7).integers(0, 2**64, size=100_000, dtype=np.uint64)
    lengths = [40_000, 0, 1, 59_999]
    rows = [part.tolist() for part in np.split(numbers, np.cumsum([40_000, 0, 1]))]
    assert [len(row) for row in rows] == lengths
    assert signatures_of(packed(rows), 12, 1).tolist() == [by_datasketch(row, 12, 1) for row in rows]


def test_datasketch_reads_our_signatures() -> None:
    alike = [list(range(0, 2**40, 2**32)), list(range(0, 2**40 + 2**38, 2**32))]
    sketches = [MinHash(hashvalues=row, scheme="affine32", seed=1) for row in signatures_of(packed(alike), 256, 1)]
    true_jaccard = len(alike[0]) / len(alike[1])
    assert sketches[0].jaccard(sketches[1]) == pytest.approx(true_jaccard, abs=0.1)


def test_an_empty_row_has_no_signature() -> None:
    rows = packed([[], [1], []])
    assert has_signature(rows).tolist() == [False, True, False]
    assert set(signatures_of(rows, 4, 1)[0].tolist()) == {2**32 - 1}


def test_the_scheme_tells_all_that_two_signatures_must_share() -> None:
    assert scheme_of(SignatureSettings()) == (
        f"datasketch-affine32 seed=1 hash=xxh3_64 shingle=3 view={normalize.VERSION} article=128 passage=12 words=8"
    )
    others = [
        SignatureSettings(seed=2),
        SignatureSettings(shingle_words=4),
        SignatureSettings(article_rows=8),
        SignatureSettings(passage_bands=8),
        SignatureSettings(passage_words=9),
    ]
    assert len({scheme_of(settings) for settings in [SignatureSettings(), *others]}) == 6
