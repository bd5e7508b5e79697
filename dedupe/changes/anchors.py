"""Anchors: paragraphs that both texts have, paired one to one; and beside them those that were hardly touched.

A text that stands once on each side pairs at once. Where a line stands several times (an
advertisement, a rule, a refrain), the copies beside a pair that is already made go first, then the
rest in order, so that each copy stays with its neighbours. Linear in the number of paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

Pairs = dict[int, int]
"""Old paragraph number -> new paragraph number."""

_LEAST = 5  # letters of both paragraphs for each that was taken out or put in, for it to be no more than a touch


def exact_anchors(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Pair the equal members of two sequences, as many as there are; old position -> new position, ascending.

    >>> exact_anchors(["ad", "fire", "ad", "rescue"], ["fire", "ad", "rescue"])
    {1: 0, 2: 1, 3: 2}
    """
    last = dict(zip(new, count()))
    copies = _copies(old, last) | _copies(new, set(old))
    pairs = {i: last[text] for i, text in enumerate(old) if text in last and text not in copies}
    if not copies:
        return pairs
    pairing = _Pairing(old, new, lambda i, j: old[i] == new[j], pairs, set(pairs.values()))
    pairing.spread_both_ways()
    right: dict[str, list[int]] = {text: [] for text in copies}
    for j, text in enumerate(new):
        if text in copies and j not in pairing.taken:
            right[text].append(j)
    left = {text: iter(places) for text, places in right.items()}
    for i, text in enumerate(old):
        if text in copies and i not in pairing.pairs:
            other = next(left[text], None)
            if other is not None:
                pairing.pair(i, other)
    return dict(sorted(pairing.pairs.items()))


def touched_up(anchors: Pairs, old: Sequence[str], new: Sequence[str], letters: int) -> Pairs:
    """Return the anchors, and the pairs beside them that differ in so many letters at most; old position -> new position.

    Where a neighbour is as good a partner, as in lists, neither is paired.

    >>> line = "The two boats that lay at the old pier since Monday have {} men on board, police said."
    >>> touched_up({0: 0}, ["Fire", line.format(7)], ["Fire", line.format(9)], 24)
    {0: 0, 1: 1}
    """
    from rapidfuzz.distance import Indel

    def near(i: int, j: int) -> bool:
        a, b = old[i], new[j]
        return len(a) + len(b) >= _LEAST * letters and Indel.distance(a, b, score_cutoff=letters) <= letters

    def alike(i: int, j: int) -> bool:
        return near(i, j) and not any(
            pairing.free(*twin) and near(*twin) for twin in ((i, j + 1), (i + 1, j), (i, j - 1), (i - 1, j))
        )

    pairing = _Pairing(old, new, alike, dict(anchors), set(anchors.values()))
    pairing.spread_both_ways()
    return dict(sorted(pairing.pairs.items()))


def _copies(texts: Sequence[str], others: Container[str]) -> set[str]:
    """Return what stands more than once among some texts, and among others."""
    times = Counter(texts)
    if len(times) == len(texts):
        return set()
    return {text for text, found in times.items() if found > 1 and text in others}


@dataclass(frozen=True, slots=True)
class _Pairing:
    old: Sequence[str]
    new: Sequence[str]
    alike: Callable[[int, int], bool]
    pairs: Pairs = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def pair(self, i: int, j: int) -> None:
        self.pairs[i] = j
        self.taken.add(j)

    def free(self, i: int, j: int) -> bool:
        within = 0 <= i < len(self.old) and 0 <= j < len(self.new)
        return within and i not in self.pairs and j not in self.taken

    def spread_both_ways(self) -> None:
        """Pair what is alike beside each pair, downwards and then upwards. The edges of the texts are neighbours too."""
        self._spread([(-1, -1), *self.pairs.items()], step=1)
        self._spread([(len(self.old), len(self.new)), *sorted(self.pairs.items(), reverse=True)], step=-1)

    def _spread(self, seeds: Iterable[tuple[int, int]], step: int) -> None:
        """Pair what follows each pair (step 1) or stands before it (-1), as long as it is alike."""
        pairs = self.pairs
        for i, j in [(i + step, j + step) for i, j in seeds if i + step not in pairs]:
            while self.free(i, j) and self.alike(i, j):
                self.pair(i, j)
                i, j = i + step, j + step  # noqa: PLW2901 - walking on from the seed
