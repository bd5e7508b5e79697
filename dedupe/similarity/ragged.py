"""Rows of different lengths, packed in one array: what lists of arrays cost per row, this costs once."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MUCH = 1 << 20
"""Values; with more, loading compiled code takes less time than it saves."""

_SPREADS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)  # odd: two ways of putting values into slots
_LONG = 50  # values a row: from here on a row is copied sooner than its values are picked one by one
_CHUNK = 1 << 25  # bytes: so large a piece goes back to the system as soon as it was copied on


def distinct(values: NDArray[Any]) -> NDArray[Any]:
    """Return the values, each once and ascending: by sorting, as numpy's unique may hash, which is slower here."""
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def counted(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the distinct values, ascending, and how often each stands there."""
    ordered = np.sort(values)
    starts = (
        np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else np.empty(0, np.int64)
    )
    return ordered[starts], np.diff(np.append(starts, len(ordered)))


def repeated(values: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the positions, ascending, of all values that stand there more than once, and of few others.

    For sorting less: what comes once only, most of the phrases of a corpus, is found out without any sorting.
    """
    if len(values) < MUCH:
        return np.arange(len(values))
    positions = _maybe_repeated(values, _SPREADS[0])
    return positions[_maybe_repeated(values[positions], _SPREADS[1])]


def _maybe_repeated(values: NDArray[np.uint64], spread: int) -> NDArray[np.int64]:
    from dedupe.similarity.counting import mark_repeated  # numba costs half a second

    marked = np.empty(len(values), np.bool_)
    mark_repeated(values, np.uint64(spread), (4 * len(values)).bit_length(), marked)
    return np.flatnonzero(marked)


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows packed one after another.

    ``values`` has shape (n_values,); row i is ``values[offsets[i]:offsets[i + 1]]``; ``offsets`` is
    int64 of shape (n_rows + 1,), ascending from 0.
    """

    values: NDArray[Any]
    offsets: NDArray[np.int64]

    @staticmethod
    def pack(rows: Sequence[NDArray[Any]], dtype: type[np.generic] = np.uint64) -> Ragged:
        """Pack rows; no rows at all give an empty array of ``dtype``."""
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        values = np.concatenate(rows) if rows else np.empty(0, dtype)
        return Ragged(values, np.concatenate(([0], np.cumsum(lengths))))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> NDArray[Any]:
        return self.values[self.offsets[row] : self.offsets[row + 1]]

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return (self[row] for row in range(len(self)))

    def lengths(self) -> NDArray[np.int64]:
        """Return the length of each row; shape (n_rows,)."""
        return np.diff(self.offsets)

    def row_numbers(self) -> NDArray[np.int64]:
        """Return, for each value, the row it stands in; shape (n_values,)."""
        return np.repeat(np.arange(len(self)), self.lengths())

    def sums(self) -> NDArray[np.int64]:
        """Return the sum of each row of whole numbers; shape (n_rows,)."""
        totals = np.zeros(len(self), np.int64)
        filled = np.diff(self.offsets) > 0  # reduceat takes an empty row for the value that follows it
        totals[filled] = np.add.reduceat(self.values, self.offsets[:-1][filled], dtype=np.int64)
        return totals

    def take(self, rows: NDArray[np.int64]) -> Ragged:
        """Return some of the rows, in the order named."""
        if len(rows) == len(self) and bool((np.diff(rows) == 1).all()):
            return self
        starts, lengths = self.offsets[rows], self.lengths()[rows]
        offsets = np.concatenate(([0], np.cumsum(lengths)))
        if offsets[-1] > _LONG * len(rows):
            pieces = zip(starts.tolist(), (starts + lengths).tolist(), strict=True)
            return Ragged(np.concatenate([self.values[start:end] for start, end in pieces]), offsets)
        places = np.arange(offsets[-1])
        places += np.repeat(starts - offsets[:-1], lengths)
        return Ragged(self.values[places], offsets)

    def kept(self, positions: NDArray[np.int64]) -> Ragged:
        """Return the same rows with some of their values alone; ``positions`` in ``values``, ascending."""
        return Ragged(self.values[positions], np.searchsorted(positions, self.offsets))

    def replaced(self, values: NDArray[Any]) -> Ragged:
        """Return the same rows with other values, one for one."""
        return Ragged(values, self.offsets)


class Packer:
    """Rows packed as they come, in little more memory than they take in the end: no object a row, no second copy."""

    def __init__(self, dtype: type[np.generic] = np.uint64) -> None:
        self._dtype = np.dtype(dtype)
        self._chunks: deque[NDArray[Any]] = deque()
        self._free = 0
        self._lengths = array("q")

    def add(self, row: NDArray[Any]) -> None:
        """Add a row; what is kept of it is a copy."""
        self._lengths.append(len(row))
        self._copy(row)

    def add_rows(self, rows: Ragged) -> None:
        """Add rows in order, as ``add`` does."""
        self._lengths.frombytes(rows.lengths().tobytes())
        self._copy(rows.values)

    def _copy(self, row: NDArray[Any]) -> None:
        while len(row):
            if not self._free:
                self._chunks.append(np.empty(_CHUNK // self._dtype.itemsize, self._dtype))
                self._free = len(self._chunks[-1])
            start = len(self._chunks[-1]) - self._free
            piece = row[: self._free]
            self._chunks[-1][start : start + len(piece)] = piece
            self._free -= len(piece)
            row = row[len(piece) :]

    def packed(self) -> Ragged:
        """Return all rows, and forget them."""
        offsets = np.concatenate(([0], np.cumsum(np.array(self._lengths, dtype=np.int64))))
        values = np.empty(offsets[-1], dtype=self._dtype)
        end = 0
        while self._chunks:
            chunk = self._chunks.popleft()[: len(values) - end]
            values[end : end + len(chunk)] = chunk
            end += len(chunk)
        self._lengths, self._free = array("q"), 0
        return Ragged(values, offsets)
