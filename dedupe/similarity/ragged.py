"""Rows of different lengths, packed in one array: what lists of arrays cost per row, this costs once."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.scratch import Scratch, let_go
from dedupe.similarity.threads import on_every_core

MUCH = 1 << 20
"""Values; with more, loading compiled code takes less time than it saves."""

_SPREADS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)  # odd: two ways of putting values into slots
_LONG = 50  # values a row: from here on a row is copied sooner than its values are picked one by one
_PIECE = 1 << 22  # values passed over at a time
_ROWS = 1 << 12  # rows copied before what was read of them is let go of
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
    first, second = _SPREADS
    positions = _Sieve.of([values], first).repeated(values)
    left = values[positions]
    return positions[_Sieve.of([left], second).repeated(left)]


def offsets_of(lengths: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return where rows of these lengths begin, one after another from 0, and where the last one ends; shape (n_rows + 1,)."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))


@dataclass(frozen=True, slots=True)
class _Sieve:
    """How many values were met in each of many slots, up to two."""

    slots: NDArray[np.uint8]
    spread: np.uint64
    bits: int

    @staticmethod
    def of(pieces: Sequence[NDArray[np.uint64]], spread: int) -> _Sieve:
        """Count values, piece by piece."""
        from dedupe.similarity.counting import count_slots  # numba costs half a second

        bits = (4 * sum(map(len, pieces))).bit_length()
        sieve = _Sieve(np.zeros((1 << bits) // 4 + 1, np.uint8), np.uint64(spread), bits)
        for piece in pieces:
            count_slots(piece, sieve.spread, bits, sieve.slots)
            let_go(piece)
        return sieve

    def repeated(self, values: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Return the positions of the values that came more than once, and of some that share a slot with another."""
        from dedupe.similarity.counting import mark_repeated

        marked = np.empty(len(values), np.bool_)
        mark_repeated(values, self.spread, self.bits, self.slots, marked)
        return np.flatnonzero(marked)

    def rows_repeated(self, rows: Ragged) -> Ragged:
        """Return the rows without other values than ``repeated`` tells."""
        kept = rows.kept(self.repeated(rows.values))
        let_go(rows.values)
        return kept


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
        return Ragged(values, offsets_of(lengths))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> NDArray[Any]:
        return self.values[self.offsets[row] : self.offsets[row + 1]]

    def __iter__(self) -> Iterator[NDArray[Any]]:
        return (self[row] for row in range(len(self)))

    def lengths(self) -> NDArray[np.int64]:
        """Return the length of each row; shape (n_rows,)."""
        return np.diff(self.offsets)

    def row_numbers(self) -> NDArray[np.int32]:
        """Return, for each value, the row it stands in; shape (n_values,)."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths())

    def sums(self) -> NDArray[np.int64]:
        """Return the sum of each row of whole numbers; shape (n_rows,)."""
        totals = np.zeros(len(self), np.int64)
        filled = np.diff(self.offsets) > 0  # reduceat takes an empty row for the value that follows it
        totals[filled] = np.add.reduceat(self.values, self.offsets[:-1][filled], dtype=np.int64)
        return totals

    def pieces(self) -> Iterator[slice]:
        """Yield all rows, some million values at a time: as slices of ``range(len(self))``."""
        start = 0
        while start < len(self):
            end = int(np.searchsorted(self.offsets, self.offsets[start] + _PIECE, side="right")) - 1
            end = max(end, start + 1)
            yield slice(start, end)
            start = end

    def part(self, rows: slice) -> Ragged:
        """Return neighbouring rows, which stay where they are."""
        offsets = self.offsets[rows.start : rows.stop + 1]
        return Ragged(self.values[offsets[0] : offsets[-1]], offsets - offsets[0])

    def repeated(self, folder: Path | None = None) -> Ragged:
        """Return the same rows without most of the values that stand there once only, as `repeated` finds them.

        What is left after the first look, and is looked at once more, stands in a file in ``folder``.
        """
        rows = self
        for spread, room in zip(_SPREADS, (folder, None), strict=True) if len(self.values) >= MUCH else ():
            parts = [rows.part(piece) for piece in rows.pieces()]
            sieve = _Sieve.of([part.values for part in parts], spread)
            packer = Packer(np.uint64, room)
            for part in on_every_core(sieve.rows_repeated, parts):
                packer.add_rows(part)
            rows = packer.packed()
        return rows

    def take(self, rows: NDArray[np.integer]) -> Ragged:
        """Return some of the rows, in the order named."""
        if len(rows) == len(self) and bool((np.diff(rows) == 1).all()):
            return self
        lengths = self.lengths()[rows]
        if lengths.sum() > _LONG * len(rows):
            starts, offsets = self.offsets[rows], offsets_of(lengths)
            values = np.empty(offsets[-1], self.values.dtype)
            places = zip(starts.tolist(), (starts + lengths).tolist(), pairwise(offsets.tolist()), strict=True)
            for number, (start, end, (low, high)) in enumerate(places, 1):
                values[low:high] = self.values[start:end]
                if number % _ROWS == 0:
                    let_go(self.values)
            taken = Ragged(values, offsets)
        else:
            picked = self.places(rows)
            taken = picked.replaced(self.values[picked.values])
        let_go(self.values)
        return taken

    def places(self, rows: NDArray[np.integer]) -> Ragged:
        """Return where the values of some rows stand in ``values``, a row for each, in the order named."""
        lengths = self.lengths()[rows]
        offsets = offsets_of(lengths)
        places = np.arange(offsets[-1])
        places += np.repeat(self.offsets[rows] - offsets[:-1], lengths)
        return Ragged(places, offsets)

    def kept(self, positions: NDArray[np.int64]) -> Ragged:
        """Return the same rows with some of their values alone; ``positions`` in ``values``, ascending."""
        return Ragged(self.values[positions], np.searchsorted(positions, self.offsets))

    def replaced(self, values: NDArray[Any]) -> Ragged:
        """Return the same rows with other values, one for one."""
        return Ragged(values, self.offsets)


class Packer:
    """Rows packed as they come, in little more memory than they take in the end: no object a row, no second copy.

    In ``folder`` they take none: the values stand in a file there.
    """

    def __init__(self, dtype: type[np.generic] = np.uint64, folder: Path | None = None) -> None:
        self._dtype = np.dtype(dtype)
        self._chunks: deque[NDArray[Any]] = deque()
        self._free = 0
        self._lengths = array("q")
        self._scratch = Scratch(folder, self._dtype) if folder else None

    def add(self, row: NDArray[Any]) -> None:
        """Add a row; what is kept of it is a copy."""
        self._lengths.append(len(row))
        self._copy(row)

    def add_rows(self, rows: Ragged) -> None:
        """Add rows in order, as ``add`` does."""
        self._lengths.frombytes(rows.lengths().tobytes())
        self._copy(rows.values)

    def _copy(self, row: NDArray[Any]) -> None:
        if self._scratch:
            self._scratch.write(row)
            return
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
        offsets = offsets_of(np.array(self._lengths, dtype=np.int64))
        values = self._scratch.values() if self._scratch else self._joined(int(offsets[-1]))
        self._lengths, self._free, self._scratch = array("q"), 0, None
        return Ragged(values, offsets)

    def _joined(self, length: int) -> NDArray[Any]:
        values = np.empty(length, dtype=self._dtype)
        end = 0
        while self._chunks:
            chunk = self._chunks.popleft()[: length - end]
            values[end : end + len(chunk)] = chunk
            end += len(chunk)
        return values
