"""What a corpus is made of, in a file without a name: read when it is asked for, as most of it seldom is again."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Generic, TypeVar, overload

import numpy as np

from dedupe.similarity.scratch import Scratch, let_go

Item = TypeVar("Item")

_IN_MEMORY = 1 << 14  # items: the first ones, which are all of most corpora
_READ = 1 << 12  # items, before the memory that they took is given back


class Filing(Sequence[Item], Generic[Item]):
    """Items that were added one by one; once it is closed each is there by its number.

    The first ones stay in memory, the others stand as bytes in a file in ``folder``, or in memory too where it is None.
    """

    def __init__(self, folder: Path | None, encode: Callable[[Item], bytes], decode: Callable[[bytes], Item]) -> None:
        self._folder, self._encode, self._decode = folder, encode, decode
        self._first: list[Item] = []
        self._scratch: Scratch | None = None
        self._edges = array("q", [0])
        self._values = np.empty(0, np.uint8)
        self._read = 0

    def append(self, item: Item) -> None:
        """Add an item."""
        if self._folder is None or len(self._first) < _IN_MEMORY:
            self._first.append(item)
            return
        if self._scratch is None:
            self._scratch = Scratch(self._folder, np.dtype(np.uint8))
        encoded = self._encode(item)
        self._scratch.write(np.frombuffer(encoded, np.uint8))
        self._edges.append(self._edges[-1] + len(encoded))

    def close(self) -> None:
        """Say that all are there."""
        if self._scratch:
            self._values = self._scratch.values()

    def __len__(self) -> int:
        return len(self._first) + len(self._edges) - 1

    @overload
    def __getitem__(self, number: int) -> Item: ...
    @overload
    def __getitem__(self, number: slice) -> list[Item]: ...
    def __getitem__(self, number: int | slice) -> Item | list[Item]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if number < len(self._first):
            return self._first[number]
        self._read += 1
        if self._read % _READ == 0:
            let_go(self._values)
        place = number - len(self._first)
        return self._decode(self._values[self._edges[place] : self._edges[place + 1]].tobytes())

    def __iter__(self) -> Iterator[Item]:
        return (self[number] for number in range(len(self)))
