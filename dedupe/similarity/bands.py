"""Signatures -> bands -> buckets -> candidate pairs, by sorting: no dictionary, no object a bucket.

Two documents are a candidate pair where they meet in a bucket: all rows of one band alike. The pairs of a
bucket are a pure function of the documents in it, taken in order of position, so neither the order of
arrival nor a batch size can change them; and a bucket of any size gives a linear number of pairs.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.ragged import repeated
from dedupe.similarity.scratch import let_go
from dedupe.similarity.signatures import Signatures

Pairs = NDArray[np.integer]
"""Candidate pairs: shape (n_pairs, 2), first < second in each, rows distinct and ascending. Where there are millions, int32."""

_ROLL = np.uint64(0x9E3779B97F4A7C15)
_PIECE = 1 << 20  # signatures at a time
_NUMBERS = 1 << 20  # of pairs at a time
_HALF = 32  # bits of the number that a pair makes


@dataclass(frozen=True, slots=True)
class BucketRule:
    """All pairs up to ``all_pairs`` documents; above, each with the first and the next ``neighbours``."""

    all_pairs: int
    neighbours: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Candidate pairs, how many buckets were too large for all pairs, and how many pairs those left out."""

    pairs: Pairs
    large_buckets: int
    left_out: int


def band_keys(signatures: Signatures, bands: int, rows: int) -> Iterator[NDArray[np.uint64]]:
    """Yield of one band after the other the key of each signature; shape (n,)."""
    return (keys_of_band(signatures, band, rows) for band in range(bands))


def keys_of_band(signatures: Signatures, band: int, rows: int) -> NDArray[np.uint64]:
    """Return the key of each signature in a band of so many rows; shape (n,).

    Keys of different bands never meet, as buckets are made band by band. Two bands of different
    values get the same key with probability 2**-64: what comes of it is verified like any other pair.
    """
    keys = np.empty(len(signatures), np.uint64)
    for start in range(0, len(signatures), _PIECE):
        part = keys[start : start + _PIECE]
        values = signatures[start : start + _PIECE, band * rows : (band + 1) * rows]
        part[:] = values[:, 0]
        for row in range(1, rows):
            part *= _ROLL
            part ^= part >> np.uint64(29)
            part += values[:, row]
        let_go(signatures)
    return keys


def pair_up(keys: NDArray[np.uint64], documents: NDArray[np.integer], rule: BucketRule) -> Proposal:
    """Return the pairs of documents that stand in one bucket.

    Parameters
    ----------
    keys, documents
        Shape (n,): document ``documents[i]`` stands in bucket ``keys[i]``; standing in one twice counts once.
    """
    if (documents[1:] < documents[:-1]).any():
        order = np.argsort(documents, kind="stable")
        keys, documents = keys[order], documents[order]
    met = repeated(keys)
    keys, documents = keys[met], documents[met]
    order = np.argsort(keys, kind="stable")
    keys, documents = keys[order], documents[order].astype(np.int32, copy=False)
    fresh = np.ones(len(keys), dtype=np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (documents[1:] != documents[:-1])
    keys, documents = keys[fresh], documents[fresh]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.concatenate((starts, [len(keys)])))
    large = sizes > rule.all_pairs
    near = _near_pairs(documents, starts[large], sizes[large], rule.neighbours)
    return Proposal(
        pairs=distinct_pairs([all_pairs(documents, starts[~large], sizes[~large]), near]),
        large_buckets=int(large.sum()),
        left_out=int(pairs_left_out(sizes[large], rule.neighbours).sum()),
    )


def distinct_pairs(several: list[Pairs]) -> Pairs:
    """Return the rows of arrays of shape (n, 2), numbers from 0 to 2**31, each once and in ascending order.

    The list is emptied meanwhile: of millions of pairs nothing is held twice.
    """
    # One number a pair, as sorting numbers is ten times as fast as sorting rows.
    numbers = np.empty(sum(map(len, several)), np.int64)
    end = 0
    while several:
        pairs = several.pop()
        _write_numbers(pairs, numbers[end : end + len(pairs)])
        end += len(pairs)
    # A stable sort merges what is in order already, as the pairs of a band and of a level are: 17 times as fast.
    numbers.sort(kind="stable")
    numbers.resize(_each_once(numbers), refcheck=False)
    return _pairs_of(numbers)


def pair_numbers(pairs: Pairs) -> NDArray[np.int64]:
    """Return a number for each pair, which stand in the order of the pairs; shape (n,)."""
    numbers = np.empty(len(pairs), np.int64)
    _write_numbers(pairs, numbers)
    return numbers


def as_pairs(pairs: Collection[tuple[int, int]]) -> Pairs:
    """Return pairs, first < second in each, as an array, each once."""
    return distinct_pairs([np.array([*pairs], np.int32).reshape(-1, 2)])


def among(pairs: Pairs, wanted: Pairs) -> NDArray[np.bool_]:
    """Return which of the pairs are among others; shape (n_pairs,)."""
    if len(wanted) == 0:
        return np.zeros(len(pairs), np.bool_)
    return np.isin(pair_numbers(pairs), pair_numbers(wanted))


def _write_numbers(pairs: Pairs, numbers: NDArray[np.int64]) -> None:
    numbers[:] = pairs[:, 0]
    numbers <<= _HALF
    numbers |= pairs[:, 1]


def _pairs_of(numbers: NDArray[np.int64]) -> Pairs:
    """Return the pairs that make these numbers: the same bytes, which hold the second one before the first on most machines."""
    pairs = numbers.view(np.int32).reshape(-1, 2)
    return pairs[:, ::-1] if sys.byteorder == "little" else pairs


def _each_once(numbers: NDArray[np.int64]) -> int:
    """Move sorted numbers to the front, each once; return how many these are."""
    end, before = 0, -1
    for start in range(0, len(numbers), _NUMBERS):
        piece = numbers[start : start + _NUMBERS]
        fresh = np.diff(piece, prepend=before) != 0
        before = int(piece[-1])
        told = piece[fresh]
        numbers[end : end + len(told)] = told
        end += len(told)
    return end


def all_pairs(documents: NDArray[np.integer], starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> Pairs:
    """Return all pairs of each bucket: its documents are ``sizes[i]`` from ``starts[i]`` on, in order."""
    found = [np.empty((0, 2), np.int32)]
    # Buckets of one size share one pattern of pairs, so the loop is over sizes, not over buckets.
    for size in np.unique(sizes[sizes > 1]):
        first, second = np.triu_indices(size, k=1)
        members = documents[starts[sizes == size][:, None] + np.arange(size)]
        found.append(np.stack((members[:, first].ravel(), members[:, second].ravel()), axis=1))
    return np.concatenate(found)


def pairs_left_out(sizes: NDArray[np.int64], neighbours: int) -> NDArray[np.int64]:
    """Return how many pairs of large buckets of these sizes never meet, as each document meets the first and the next ones."""
    near = np.minimum(neighbours, sizes - 1)
    met = sizes * near - near * (near + 1) // 2 + sizes - 1 - near
    left_out: NDArray[np.int64] = sizes * (sizes - 1) // 2 - met
    return left_out


def _near_pairs(
    documents: NDArray[np.integer], starts: NDArray[np.int64], sizes: NDArray[np.int64], neighbours: int
) -> Pairs:
    """Pair each document of a bucket with the first of it and the next ones: each pair of a bucket once."""
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    at = np.repeat(starts, sizes) + within
    left = np.repeat(sizes, sizes) - within - 1  # documents of the bucket that come after
    found = [(at[left >= distance], distance) for distance in range(1, neighbours + 1)]
    pairs = [np.stack((documents[first], documents[first + distance]), axis=1) for first, distance in found]
    far = within > neighbours
    pairs.append(np.stack((documents[(at - within)[far]], documents[at[far]]), axis=1))
    return np.concatenate(pairs)
