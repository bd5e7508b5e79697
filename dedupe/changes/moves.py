"""Which paragraphs moved: the fewest words that could have been carried, so that the rest stands in order.

What stays is the heaviest increasing subsequence; everything else moved. O(n log n).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def staying(positions: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Return the indices of the heaviest strictly increasing subsequence of ``positions``.

    ``positions`` are the old places of what is read in new order, all different; ``weights`` are at
    least 1. Among equals the subsequence that ends first in the old text wins.

    >>> sorted(staying([0, 3, 1, 2], weights=[9, 5, 5, 5]))
    [0, 2, 3]
    """
    ranks = sorted(positions)
    # A Fenwick tree over old places: the heaviest subsequence that ends at or before each.
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, (position, weight) in enumerate(zip(positions, weights, strict=True)):
        rank = bisect_left(ranks, position)
        heaviest, last = _heaviest_below(best, rank)
        before.append(last)
        _raise(best, rank + 1, (heaviest + weight, index))
    kept: set[int] = set()
    _, index = _heaviest_below(best, len(ranks))
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


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
