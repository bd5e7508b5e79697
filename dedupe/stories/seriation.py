"""A chain by likeness: consecutive versions resemble each other most, even where no date says which was first.

The chain is found by cheapest insertion and then by reversing stretches while that helps (2-opt); ties go to
the lower position, so the result is one and the same whatever the order of arrival.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.features import Features
from dedupe.similarity.index import Terms, exact_jaccard

Likeness = NDArray[np.float64]
"""Symmetric, shape (n, n), in [0, 1]."""

_ROUNDS = 20  # of 2-opt; the labelled stories need at most 4
_LEAST_GAIN = 1e-9


def chain(likeness: Likeness) -> list[int]:
    """Return positions 0 .. n-1 so ordered that neighbours are alike; its direction means nothing."""
    if len(likeness) < 3:
        return list(range(len(likeness)))
    upper = np.triu(likeness + 1, k=1)
    first, second = divmod(int(np.argmax(upper)), len(likeness))
    order = [first, second]
    rest = [position for position in range(len(likeness)) if position not in order]
    while rest:
        best = max(rest, key=lambda position: (likeness[position, order].max(), -position))
        rest.remove(best)
        order.insert(best_place(likeness, order, best), best)
    return _untangled(likeness, order)


def likeness_matrix(features: Features, documents: Sequence[int]) -> Likeness:
    """Return the exact Jaccard similarity of every two of some documents, of which one may stand there twice."""
    distinct = sorted(set(documents))
    first, second = np.triu_indices(len(distinct), k=1)
    among = np.eye(len(distinct))
    # Only the members' own features are indexed: the cost is the story's, not the corpus's.
    among[first, second] = exact_jaccard(Terms.of(features.take(distinct).shingles), np.stack((first, second), axis=1))
    places = np.searchsorted(distinct, documents)
    return np.maximum(among, among.T)[np.ix_(places, places)]


def best_place(likeness: Likeness, order: list[int], newcomer: int) -> int:
    """Return the index in ``order`` at which a newcomer fits best between its neighbours."""
    own = likeness[newcomer]
    gains = [own[order[0]]]
    gains += [own[left] + own[right] - likeness[left, right] for left, right in pairwise(order)]
    gains.append(own[order[-1]])
    return int(np.argmax(gains))


def _untangled(likeness: Likeness, order: list[int]) -> list[int]:
    for _ in range(_ROUNDS):
        improved = False
        for start in range(len(order) - 1):
            for stop in range(start + 2, len(order) + 1):
                if _gain(likeness, order, start, stop) > _LEAST_GAIN:
                    order[start:stop] = order[start:stop][::-1]
                    improved = True
        if not improved:
            break
    return order


def _gain(likeness: Likeness, order: list[int], start: int, stop: int) -> float:
    gain = 0.0
    if start > 0:
        gain += likeness[order[start - 1], order[stop - 1]] - likeness[order[start - 1], order[start]]
    if stop < len(order):
        gain += likeness[order[start], order[stop]] - likeness[order[stop - 1], order[stop]]
    return gain
