"""How right the stories are, against labels: shares of pairs of articles, and how right their order is.

Two articles are a true pair where the labels give them one story, a found pair where we do. Counting is by
contingency, never by listing pairs, so that a giant story costs no more than its members. Pairs of stories so
alike that either answer is right (``ambiguous``) count neither for nor against; articles that are labelled and were
not found anywhere count in nothing but ``missing``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb, isqrt

from dedupe.evaluation.labels import Labels, read_labels
from dedupe.versions.revisions import UNKNOWN

__all__ = ["Band", "Evaluation", "Labels", "Order", "Place", "evaluate", "evenly", "read_labels"]

BAND_EDGES = (0.0, 0.1, 0.3, 0.5, 1.01)
"""Bands of the Jaccard similarity of a true pair (three-word shingles): below .1 it was written anew."""

MOST_LISTED = 200_000
"""True pairs looked at for recall by band; above that an even sample, whose shares are right to .002 or so."""

_GOLDEN = 2654435769  # 2**32 over the golden ratio: its multiples spread evenly


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article was put: its story, its revision number, and by what evidence it stands there."""

    story: str
    number: int
    ordered_by: str = UNKNOWN


@dataclass(frozen=True, slots=True)
class Band:
    """True pairs of a Jaccard band that were looked at, and how many of them were found."""

    low: float
    high: float
    true_pairs: int
    found: int


@dataclass(frozen=True, slots=True)
class Order:
    """Pairs of consecutive versions (v, v + 1) that share a found story, and how they stand there.

    ``in_order``: the later one has the higher number. ``told_apart``: the numbers differ at all (one text has one
    number); of these, ``adjacent`` have nothing between them, and ``stated`` have a direction: neither revision is
    ordered by "unknown"; of the stated, ``right`` are in order.
    """

    pairs: int = 0
    in_order: int = 0
    told_apart: int = 0
    adjacent: int = 0
    stated: int = 0
    right: int = 0

    def __add__(self, other: Order) -> Order:
        return Order(
            self.pairs + other.pairs,
            self.in_order + other.in_order,
            self.told_apart + other.told_apart,
            self.adjacent + other.adjacent,
            self.stated + other.stated,
            self.right + other.right,
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts of pairs; shares are properties.

    ``missing``: labels of which there was no article to be scored, ``unclear`` of them as they name several.
    ``judged_pairs``: all pairs of the articles but
    those of ambiguous stories. ``listed_pairs``: the true pairs of the bands, all or an even sample.
    """

    articles: int
    missing: int
    unclear: int
    judged_pairs: int
    true_pairs: int
    found_pairs: int
    right_pairs: int
    listed_pairs: int
    bands: tuple[Band, ...]
    order: Order

    @property
    def neighbours(self) -> int:
        """Pairs of consecutive versions that share a found story."""
        return self.order.pairs

    @property
    def neighbours_in_order(self) -> int:
        """Those of them that stand in the right order."""
        return self.order.in_order

    @property
    def precision(self) -> float:
        """The share of found pairs that are true; 1 where nothing was found."""
        return self.right_pairs / self.found_pairs if self.found_pairs else 1.0

    @property
    def recall(self) -> float:
        """The share of true pairs that were found; 1 where there are none."""
        return self.right_pairs / self.true_pairs if self.true_pairs else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def adjusted_rand(self) -> float:
        """The Rand index over judged pairs, adjusted for chance: 1 where all are right, about 0 where we only guess.

        Hubert and Arabie, Comparing partitions, Journal of Classification 2 (1985), 193-218, in counts of pairs.
        """
        wrong, lost = self.found_pairs - self.right_pairs, self.true_pairs - self.right_pairs
        apart = self.judged_pairs - self.right_pairs - wrong - lost
        if not wrong and not lost:
            return 1.0
        chance = self.true_pairs * (lost + apart) + self.found_pairs * (wrong + apart)
        return 2 * (self.right_pairs * apart - wrong * lost) / chance if chance else 0.0


def evaluate(
    labels: Labels,
    found: Mapping[str, Place],
    jaccard: Callable[[Sequence[tuple[str, str]]], Sequence[float]],
    *,
    unclear: int = 0,
    most_listed: int = MOST_LISTED,
) -> Evaluation:
    """Score the stories found against labels.

    ``found``: article KEY -> Place; ``jaccard`` returns the exact similarity of pairs of KEYs, of ``most_listed``
    at most. ``unclear``: how many labels are not in ``found`` as they name several articles.
    """
    keys = sorted(key for key in labels.story if key in found)
    cells: dict[str, Counter[str]] = {}
    for key in keys:
        cells.setdefault(found[key].story, Counter())[labels.story[key]] += 1
    sizes = Counter(labels.story[key] for key in keys)
    alike = labels.alike()
    listed = _listed_pairs(keys, labels, most_listed)
    return Evaluation(
        articles=len(keys),
        missing=len(labels.story) - len(keys),
        unclear=unclear,
        judged_pairs=comb(len(keys), 2) - _ambiguous_pairs(sizes, alike),
        true_pairs=sum(comb(size, 2) for size in sizes.values()),
        found_pairs=sum(comb(counts.total(), 2) - _ambiguous_pairs(counts, alike) for counts in cells.values()),
        right_pairs=sum(comb(size, 2) for counts in cells.values() for size in counts.values()),
        listed_pairs=len(listed),
        bands=_bands(jaccard(listed), [found[a].story == found[b].story for a, b in listed]),
        order=_order(keys, labels, found),
    )


def evenly(total: int, most: int) -> Iterator[int]:
    """Yield all numbers below ``total``, or ``most`` of them spread evenly: one of each of so many equal parts.

    Where in its part a number lies is as good as random and always the same.

    >>> list(evenly(3, 5)), len(set(evenly(10**12, 5)))
    ([0, 1, 2], 5)
    """
    if total <= most:
        yield from range(total)
        return
    for part in range(most):
        low, high = part * total // most, (part + 1) * total // most
        yield low + ((part * _GOLDEN % 2**32) * (high - low) >> 32)


def _listed_pairs(keys: Sequence[str], labels: Labels, most: int) -> list[tuple[str, str]]:
    """Return the true pairs story by story, or an even sample of them; only those that are returned are listed."""
    members: dict[str, list[str]] = {}
    for key in keys:
        members.setdefault(labels.story[key], []).append(key)
    stories = list(members.values())
    ranks = evenly(sum(comb(len(story), 2) for story in stories), most)
    pairs = []
    rank, passed = next(ranks, None), 0
    for story in stories:
        end = passed + comb(len(story), 2)
        while rank is not None and rank < end:
            a, b = _pair_at(rank - passed)
            pairs.append((story[a], story[b]))
            rank = next(ranks, None)
        passed = end
    return sorted(pairs)


def _pair_at(rank: int) -> tuple[int, int]:
    """Return the pair (a < b) of this rank in (0, 1), (0, 2), (1, 2), (0, 3), …"""
    b = (1 + isqrt(1 + 8 * rank)) // 2
    return rank - comb(b, 2), b


def _ambiguous_pairs(sizes: Mapping[str, int], alike: Mapping[str, frozenset[str]]) -> int:
    """Return how many pairs of articles are of two ambiguous stories; ``sizes``: articles by labelled story."""
    twice = sum(
        size * sizes[other] for story, size in sizes.items() for other in alike.get(story, ()) if other in sizes
    )
    return twice // 2


def _bands(jaccards: Sequence[float], together: Sequence[bool]) -> tuple[Band, ...]:
    bands = []
    for low, high in pairwise(BAND_EDGES):
        inside = [right for value, right in zip(jaccards, together, strict=True) if low <= value < high]
        bands.append(Band(low, min(high, 1.0), len(inside), sum(inside)))
    return tuple(bands)


def _order(keys: Sequence[str], labels: Labels, found: Mapping[str, Place]) -> Order:
    """Count over consecutive versions; a version may have many copies, so that these too are counted, not paired."""
    versions: dict[tuple[str, str], dict[int, list[Place]]] = {}
    for key in keys:
        if key in labels.version:
            story = versions.setdefault((labels.story[key], found[key].story), {})
            story.setdefault(labels.version[key], []).append(found[key])
    steps = (
        _step(places, story[version + 1])
        for story in versions.values()
        for version, places in story.items()
        if version + 1 in story
    )
    return sum(steps, Order())


def _step(before: Sequence[Place], after: Sequence[Place]) -> Order:
    numbers, later = Counter(place.number for place in before), sorted(place.number for place in after)
    in_order, equal, adjacent = 0, 0, 0
    for number, times in numbers.items():
        in_order += times * (len(later) - bisect_right(later, number))
        equal += times * _among(later, number)
        adjacent += times * (_among(later, number - 1) + _among(later, number + 1))
    pairs = len(before) * len(later)
    stated = [[place.number for place in side if place.ordered_by != UNKNOWN] for side in (before, after)]
    told = sorted(stated[1])
    right = sum(len(told) - bisect_right(told, number) for number in stated[0])
    same = sum(_among(told, number) for number in stated[0])
    return Order(pairs, in_order, pairs - equal, adjacent, len(stated[0]) * len(told) - same, right)


def _among(ascending: Sequence[int], number: int) -> int:
    return bisect_right(ascending, number) - bisect_left(ascending, number)
