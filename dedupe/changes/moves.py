"""Which paragraphs moved: the fewest words that could have been carried, so that the rest stands in order.

What stays is the heaviest increasing subsequence; everything else moved. O(n log n).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def staying(positions: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Return the indices of the heaviest strictly increasing subsequence of ``positions``.

    ``positions`` are the old places of what is read in new order, all different; ``weights`` are at
    least 1. Among equals the subsequence that ends first in the new text wins.

    >>> sorted(staying([0, 3, 1, 2], weights=[9, 5, 5, 5]))
    [0, 2, 3]
    """
    blocks = _blocks(positions)
    rank_of = {start: rank for rank, start in enumerate(sorted(positions[block.start] for block in blocks))}
    # A Fenwick tree over old places: the heaviest subsequence of blocks that ends at or before each.
    best: list[tuple[int, int]] = [(0, -1)] * (len(blocks) + 1)
    before: list[int] = []
    for index, block in enumerate(blocks):
        rank = rank_of[positions[block.start]]
        heaviest, last = _heaviest_below(best, rank)
        before.append(last)
        _raise(best, rank + 1, (heaviest + sum(weights[block.start : block.stop]), index))
    kept: set[int] = set()
    _, index = _heaviest_below(best, len(blocks))
    while index >= 0:
        kept.update(blocks[index])
        index = before[index]
    return kept


def _blocks(positions: Sequence[int]) -> list[range]:
    """Return the runs of indices whose positions follow one another among all: such a run stays or moves together."""
    after = dict(pairwise(sorted(positions)))
    starts = [index for index in range(1, len(positions)) if after.get(positions[index - 1]) != positions[index]]
    return [range(start, end) for start, end in pairwise([0, *starts, len(positions)])] if positions else []


def _heaviest_below(best: list[tuple[int, int]], rank: int) -> tuple[int, int]:
    heaviest = (0, -1)
    while rank > 0:
        if best[rank][0] > heaviest[0]:
            heaviest = best[rank]
        rank -= rank & -rank
    return heaviest


def _raise(best: list[tuple[int, int]], rank: int, entry: tuple[int, int]) -> None:
    while rank < len(best):
        if entry[0] > best[rank][0]:
            best[rank] = entry
        rank += rank & -rank
