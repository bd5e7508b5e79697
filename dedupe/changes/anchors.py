"""Anchors: paragraphs that both texts have, paired one to one.

A text that stands once on each side pairs at once. Where a line stands several times (an
advertisement, a rule, a refrain), the copies beside a pair that is already made go first, then the
rest in order, so that each copy stays with its neighbours. Linear in the number of paragraphs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

Pairs = dict[int, int]
"""Old paragraph number -> new paragraph number."""


def exact_anchors(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Pair the equal members of two sequences, as many as there are; old position -> new position.

    >>> exact_anchors(["ad", "fire", "ad", "rescue"], ["fire", "ad", "rescue"])
    {1: 0, 2: 1, 3: 2}
    """
    places_old, places_new = _places(old), _places(new)
    pairs = {
        places[0]: places_new[key][0]
        for key, places in places_old.items()
        if len(places) == 1 and len(places_new.get(key, ())) == 1
    }
    taken = set(pairs.values())
    # The edges of the two texts are neighbours too.
    _spread(old, new, pairs, taken, [(-1, -1), *pairs.items()], step=1)
    _spread(old, new, pairs, taken, [(len(old), len(new)), *sorted(pairs.items(), reverse=True)], step=-1)
    for key, places in places_old.items():
        left = (i for i in places if i not in pairs)
        right = (j for j in places_new.get(key, ()) if j not in taken)
        for i, j in zip(left, right, strict=False):
            pairs[i] = j
    return dict(sorted(pairs.items()))


def _places(keys: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for position, key in enumerate(keys):
        places[key].append(position)
    return places


def _spread(
    old: Sequence[str], new: Sequence[str], pairs: Pairs, taken: set[int], seeds: Iterable[tuple[int, int]], step: int
) -> None:
    for seed_old, seed_new in list(seeds):
        i, j = seed_old + step, seed_new + step
        while 0 <= i < len(old) and 0 <= j < len(new) and old[i] == new[j] and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
            i, j = i + step, j + step
