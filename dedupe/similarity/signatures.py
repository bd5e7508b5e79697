"""Rows of shingles -> MinHash signatures, value for value those of datasketch's ``affine32`` scheme.

The permutations are datasketch's own; only the loop over shingles is ours, over all rows at once instead of an
object a row. ``datasketch.MinHash(hashvalues=row, scheme="affine32", seed=seed)``
reads what is made here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import SignatureSettings
from dedupe.similarity.ragged import Packer, Ragged
from dedupe.similarity.scratch import let_go
from dedupe.similarity.threads import on_every_core
from dedupe.text import normalize
from dedupe.text.shingles import HASH_NAME, Hashes

Signatures = NDArray[np.uint32]
SCHEME = "affine32"

_BLOCK = 1 << 15  # shingles at a time: 128 kB
_MUCH = 1 << 26  # permuted shingles: with more, loading compiled code takes less time than it saves


def scheme_of(settings: SignatureSettings) -> str:
    """Return everything that two signatures must share to be compared, as one string kept beside them."""
    return (
        f"datasketch-{SCHEME} seed={settings.seed} hash={HASH_NAME} "
        f"shingle={settings.shingle_words} view={normalize.VERSION} "
        f"article={settings.article_bands * settings.article_rows} "
        f"passage={settings.passage_bands * settings.passage_rows} words={settings.passage_words}"
    )


def to_datasketch_hashes(shingles: Hashes) -> NDArray[np.uint32]:
    """Return the 32-bit hash that a MinHash is updated with: the upper half of the shingle's hash."""
    return (shingles >> np.uint64(32)).astype(np.uint32)


def signatures_of(rows: Ragged, values: int, seed: int, folder: Path | None = None) -> Signatures:
    """Return one signature a row; shape (n_rows, values), uint32. Those of a large corpus stand in a file in ``folder``.

    A row without shingles has no signature worth comparing: it is all ones, as datasketch leaves it,
    and has_signature tells it apart.
    """
    multipliers, addends = _permutations(values, seed)
    if len(rows.values) * values < _MUCH:
        signatures = _unfilled(len(rows), values)
        _fill(rows, multipliers, addends, signatures)
        return signatures
    packer = Packer(np.uint32, folder)
    for part in _filled(rows, multipliers, addends):
        packer.add(part.ravel())
    return packer.packed().values.reshape(len(rows), values)


def _filled(rows: Ragged, multipliers: NDArray[np.uint32], addends: NDArray[np.uint32]) -> Iterator[Signatures]:
    from dedupe.similarity.kernels import fill_signatures  # numba costs half a second

    def fill(piece: slice) -> Signatures:
        """Return the signatures of some rows."""
        part = rows.part(piece)
        signatures = _unfilled(len(part), len(multipliers))
        fill_signatures(part.values, part.offsets, multipliers, addends, signatures)
        let_go(part.values)
        return signatures

    yield from on_every_core(fill, rows.pieces())


def _unfilled(rows: int, values: int) -> Signatures:
    return np.full((rows, values), np.iinfo(np.uint32).max, dtype=np.uint32)


def _permutations(values: int, seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the multipliers and the addends of datasketch, each of shape (values,)."""
    from datasketch import MinHash  # costs half a second: only commands that sign pay

    drawn = MinHash(num_perm=values, seed=seed, scheme=SCHEME).permutations.astype(np.uint32)
    return drawn[0], drawn[1]


def _fill(rows: Ragged, multipliers: NDArray[np.uint32], addends: NDArray[np.uint32], signatures: Signatures) -> None:
    filled = np.flatnonzero(has_signature(rows))
    starts = rows.offsets[:-1][filled]
    for block in _blocks(starts, len(rows.values)):
        first = starts[block.start]
        last = starts[block.stop] if block.stop < len(starts) else len(rows.values)
        hashes = _premix(to_datasketch_hashes(rows.values[first:last]))
        permuted = np.empty_like(hashes)
        for column, (multiplier, addend) in enumerate(zip(multipliers, addends, strict=True)):
            np.multiply(hashes, multiplier, out=permuted)
            permuted += addend
            signatures[filled[block], column] = np.minimum.reduceat(permuted, starts[block] - first)


def _blocks(starts: NDArray[np.int64], end: int) -> list[slice]:
    """Cut rows into runs of about _BLOCK shingles, so that the loop over permutations stays in the cache."""
    cuts = np.searchsorted(starts, np.arange(0, end, _BLOCK))
    edges = [*np.unique(cuts).tolist(), len(starts)]
    return [slice(low, high) for low, high in pairwise(edges) if low < high]


def has_signature(rows: Ragged) -> NDArray[np.bool_]:
    """Return which rows have any shingle at all; two empty signatures would match each other."""
    return rows.lengths() > 0


def _premix(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """MurmurHash3's 32-bit finalizer, which datasketch applies before its permutations."""
    mixed = hashes ^ (hashes >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed
