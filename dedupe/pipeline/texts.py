"""The texts of a corpus in a file without a name: read when they are asked for, as most never are again."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

import numpy as np

from dedupe.similarity.scratch import Scratch, let_go

_READ = 1 << 12  # texts, before the memory that they took is given back


class FiledTexts(Sequence[str]):
    """Texts that were added one by one; afterwards each is there by its number."""

    def __init__(self, folder: Path) -> None:
        self._scratch = Scratch(folder, np.dtype(np.uint8))
        self._edges = array("q", [0])
        self._values = np.empty(0, np.uint8)

    def append(self, text: str) -> None:
        """Add a text."""
        encoded = text.encode()
        self._scratch.write(np.frombuffer(encoded, np.uint8))
        self._edges.append(self._edges[-1] + len(encoded))

    def close(self) -> None:
        """Say that all are there."""
        self._values = self._scratch.values()

    def __len__(self) -> int:
        return len(self._edges) - 1

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        return self._values[self._edges[number] : self._edges[number + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        for number in range(len(self)):
            yield self[number]
            if number % _READ == 0:
                let_go(self._values)
