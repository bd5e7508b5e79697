"""A chain by likeness: consecutive versions resemble each other most, even where no date says which was first.

A chain is as likely as the product of the likenesses of its links, so logarithms are summed. The best chain of
a few documents is found exactly, of more by cheapest insertion, then by reversing stretches and moving single
documents while that helps. Ties go to the lower position, so the result is one and the same whatever the order of arrival.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.features import Features
from dedupe.similarity.index import Terms, exact_jaccard
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.ragged import distinct as distinct_values

Likeness = NDArray[np.float64]
"""Symmetric, shape (n, n): the logarithm of how alike two documents are; 0 on the diagonal."""

_STRANGERS = 0.02  # the Jaccard similarity that even strangers are granted, so that no link is impossible
_EXACT = 11  # documents: 2**11 sets of them, times eleven ends
_ROUNDS = 20  # the labelled stories need at most 4
_LEAST_GAIN = 1e-9


def chain(likeness: Likeness) -> list[int]:
    """Return positions 0 .. n-1 so ordered that neighbours are alike; its direction means nothing."""
    if len(likeness) < 3:
        return list(range(len(likeness)))
    return _best_chain(likeness) if len(likeness) <= _EXACT else _good_chain(likeness)


def _best_chain(likeness: Likeness) -> list[int]:
    """Return the best of all chains, by dynamic programming over (set of documents, last of them) (Held and Karp)."""
    n = len(likeness)
    best = np.full((1 << n, n), -np.inf)
    before = np.zeros((1 << n, n), dtype=np.int64)
    best[1 << np.arange(n), np.arange(n)] = 0.0
    for members in range(1 << n):
        reached = best[members][:, None] + likeness
        last = reached.argmax(axis=0)
        for newcomer in range(n):
            larger = members | 1 << newcomer
            if larger != members and reached[last[newcomer], newcomer] > best[larger, newcomer]:
                best[larger, newcomer] = reached[last[newcomer], newcomer]
                before[larger, newcomer] = last[newcomer]
    members = (1 << n) - 1
    order = [int(best[members].argmax())]
    while len(order) < n:
        members, end = members & ~(1 << order[-1]), int(before[members, order[-1]])
        order.append(end)
    return order


def _good_chain(likeness: Likeness) -> list[int]:
    upper = np.where(np.triu(np.ones_like(likeness), k=1) > 0, likeness, -np.inf)
    first, second = divmod(int(np.argmax(upper)), len(likeness))
    order = [first, second]
    rest = [position for position in range(len(likeness)) if position not in order]
    while rest:
        best = max(rest, key=lambda position: (likeness[position, order].max(), -position))
        rest.remove(best)
        order.insert(best_place(likeness, order, best), best)
    return _untangled(likeness, order)


def likeness_matrix(features: Features, documents: Sequence[int]) -> Likeness:
    """Return how alike every two of some documents are, of which one may stand there twice.

    The mean over three scales: words, three-word phrases and passages. Phrases alone leave a version that was written
    anew without a place, words and passages alone a version with light edits.
    """
    distinct = sorted(set(documents))
    first, second = np.triu_indices(len(distinct), k=1)
    pairs = np.stack((first, second), axis=1)
    among = np.zeros((len(distinct), len(distinct)))
    # Only the members' own features are indexed: the cost is the story's, not the corpus's.
    for scale in (_rows(features.words, distinct), _rows(features.shingles, distinct), _passages(features, distinct)):
        shares = exact_jaccard(Terms.of(scale), pairs)
        among[first, second] += np.log((shares + _STRANGERS) / (1 + _STRANGERS)) / 3
    places = np.searchsorted(distinct, documents)
    likeness: Likeness = (among + among.T)[np.ix_(places, places)]
    return likeness


def _rows(ragged: Ragged, documents: Sequence[int]) -> Ragged:
    return Ragged.pack([ragged[document] for document in documents])


def _passages(features: Features, documents: Sequence[int]) -> Ragged:
    """Return a row for each document: the distinct passages, each by the sum of the hashes of its phrases."""
    rows = []
    for document in documents:
        low, high = features.passage_offsets[document : document + 2]
        offsets = features.passages.offsets[low : high + 1]
        hashes = features.passages.values[offsets[0] : offsets[-1]]
        rows.append(distinct_values(np.add.reduceat(hashes, offsets[:-1] - offsets[0]) if high > low else hashes))
    return Ragged.pack(rows)


def steadiness(likeness: Likeness, order: Sequence[int], at: int) -> float:
    """Return how much a chain would lose if two neighbours stood the other way round, as a share of what it could.

    ``at`` is the place of the first of them. 1 where all that sets them apart also sets them apart from the
    neighbours of both; 0 where these are as like the one as the other.
    """
    a, b = order[at], order[at + 1]
    losses = []
    if at:
        losses.append(likeness[order[at - 1], a] - likeness[order[at - 1], b])
    if at + 2 < len(order):
        losses.append(likeness[b, order[at + 2]] - likeness[a, order[at + 2]])
    most = -float(likeness[a, b]) * len(losses)
    return float(sum(losses)) / most if most else 1.0


def best_place(likeness: Likeness, order: list[int], newcomer: int) -> int:
    """Return the index in ``order`` at which a newcomer fits best between its neighbours."""
    own = likeness[newcomer]
    gains = [own[order[0]]]
    gains += [own[left] + own[right] - likeness[left, right] for left, right in pairwise(order)]
    gains.append(own[order[-1]])
    return int(np.argmax(gains))


def _untangled(likeness: Likeness, order: list[int]) -> list[int]:
    for _ in range(_ROUNDS):
        before = list(order)
        for start in range(len(order) - 1):
            for stop in range(start + 2, len(order) + 1):
                if _gain(likeness, order, start, stop) > _LEAST_GAIN:
                    order[start:stop] = order[start:stop][::-1]
        for document in sorted(order):
            others = [other for other in order if other != document]
            moved = list(others)
            moved.insert(best_place(likeness, others, document), document)
            if _total(likeness, moved) > _total(likeness, order) + _LEAST_GAIN:
                order = moved
        if order == before:
            break
    return order


def _total(likeness: Likeness, order: list[int]) -> float:
    return float(likeness[order[:-1], order[1:]].sum())


def _gain(likeness: Likeness, order: list[int], start: int, stop: int) -> float:
    gain = 0.0
    if start > 0:
        gain += likeness[order[start - 1], order[stop - 1]] - likeness[order[start - 1], order[start]]
    if stop < len(order):
        gain += likeness[order[start], order[stop]] - likeness[order[stop - 1], order[stop]]
    return gain
