"""Rows of different lengths, packed in one array: what lists of arrays cost per row, this costs once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


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

    def sums(self) -> NDArray[Any]:
        """Return the sum of each row; shape (n_rows,)."""
        totals = np.add.reduceat(np.append(self.values, 0), self.offsets[:-1])
        totals[self.lengths() == 0] = 0  # reduceat gives the next value there
        return totals

    def take(self, rows: NDArray[np.int64]) -> Ragged:
        """Return some of the rows, in the order named."""
        if len(rows) == len(self) and bool((np.diff(rows) == 1).all()):
            return self
        return Ragged.pack([self[row] for row in rows])

    def replaced(self, values: NDArray[Any]) -> Ragged:
        """Return the same rows with other values, one for one."""
        return Ragged(values, self.offsets)
