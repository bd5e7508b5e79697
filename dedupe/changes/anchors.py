"""Anchors: paragraphs that both texts have, paired one to one.

A text that stands once on each side pairs at once. Where a line stands several times (an
advertisement, a rule, a refrain), the copies beside a pair that is already made go first, then the
rest in order, so that each copy stays with its neighbours. Linear in the number of paragraphs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Pairs = dict[int, int]
"""Old paragraph number -> new paragraph number."""


def exact_anchors(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Pair the equal members of two sequences, as many as there are; old position -> new position, ascending.

    >>> exact_anchors(["ad", "fire", "ad", "rescue"], ["fire", "ad", "rescue"])
    {1: 0, 2: 1, 3: 2}
    """
    old_places, new_places = _places(old), _places(new)
    pairing = _Pairing(old, new)
    repeated: list[tuple[list[int], list[int]]] = []
    for key in filter(new_places.__contains__, old_places):
        if len(old_places[key]) == len(new_places[key]) == 1:
            pairing.pair(old_places[key][0], new_places[key][0])
        else:
            repeated.append((old_places[key], new_places[key]))
    # The edges of the two texts are neighbours too.
    pairing.spread([(-1, -1), *pairing.pairs.items()], step=1)
    pairing.spread([(len(old), len(new)), *sorted(pairing.pairs.items(), reverse=True)], step=-1)
    for old_copies, new_copies in repeated:
        left = [i for i in old_copies if i not in pairing.pairs]
        right = [j for j in new_copies if j not in pairing.taken]
        for i, j in zip(left, right, strict=False):
            pairing.pair(i, j)
    return dict(sorted(pairing.pairs.items()))


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        places[key].append(position)
    return places


@dataclass(frozen=True, slots=True)
class _Pairing:
    old: Sequence[str]
    new: Sequence[str]
    pairs: Pairs = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def pair(self, i: int, j: int) -> None:
        self.pairs[i] = j
        self.taken.add(j)

    def spread(self, seeds: Iterable[tuple[int, int]], step: int) -> None:
        """Pair what follows each pair (step 1) or stands before it (-1), as long as it is the same."""
        for i, j in list(seeds):
            i, j = i + step, j + step  # noqa: PLW2901 - walking on from the seed
            while self._may_pair(i, j):
                self.pair(i, j)
                i, j = i + step, j + step  # noqa: PLW2901

    def _may_pair(self, i: int, j: int) -> bool:
        within = 0 <= i < len(self.old) and 0 <= j < len(self.new)
        return within and self.old[i] == self.new[j] and i not in self.pairs and j not in self.taken
