"""Anchors: paragraphs that both texts have, paired one to one; and beside them those that were hardly touched.

A text that stands once on each side pairs at once. Where a line stands several times (an
advertisement, a rule, a refrain), the copies beside a pair that is already made go first, then the
rest in order, so that each copy stays with its neighbours. Linear in the number of paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from dedupe.settings import ChangeSettings

Pairs = dict[int, int]
"""Old paragraph number -> new paragraph number."""

_UNLIKE = 3  # paragraphs in a row that were rewritten more, or not: those behind them may still be the same
_STRETCH = 0.1  # of the letters of a paragraph: what an edited one may be longer or shorter by
_LONGEST = 4_000  # letters: to count those that two paragraphs share takes time as their product
_LEAST = 5  # letters of both paragraphs for each that was taken out or put in, for it to be no more than a touch


def exact_anchors(old: Sequence[str], new: Sequence[str]) -> Pairs:
    """Pair the equal members of two sequences, as many as there are; old position -> new position, ascending.

    >>> exact_anchors(["ad", "fire", "ad", "rescue"], ["fire", "ad", "rescue"])
    {1: 0, 2: 1, 3: 2}
    """
    last = dict(zip(new, count()))
    repeated = _repeated(old) | _repeated(new)
    copies = repeated & last.keys() & set(old) if repeated else repeated
    pairs = {i: j for i, j in enumerate(map(last.get, old)) if j is not None}
    if not copies:
        return pairs
    pairs = {i: j for i, j in pairs.items() if old[i] not in copies}
    pairing = _Pairing(old, new, lambda i, j: old[i] == new[j], 0, pairs, set(pairs.values()))
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


def touched_up(anchors: Pairs, old: Sequence[str], new: Sequence[str], settings: ChangeSettings) -> Pairs:
    """Return the anchors, and the pairs beside them that are surely the same; old position -> new position.

    Such a pair differs in a few letters at most. Or it shares most of its letters, is as long on both sides, and
    stands between others of that kind, so that no piece of a split is taken for the whole. Where a neighbour is as
    good a partner, as in lists, neither is paired.

    >>> line = "The two boats that lay at the old pier since Monday have {} men on board, police said."
    >>> touched_up({0: 0}, ["Fire", line.format(7)], ["Fire", line.format(9)], ChangeSettings())
    {0: 0, 1: 1}
    """
    from rapidfuzz.distance import Indel

    letters, share = settings.touched_letters, settings.touched_share

    def touched(i: int, j: int) -> bool:
        return Indel.distance(old[i], new[j], score_cutoff=letters) <= letters

    def edited(i: int, j: int) -> bool:
        return all(Indel.normalized_similarity(*ends, score_cutoff=share) >= share for ends in _ends(old[i], new[j]))

    def among_edited(i: int, j: int) -> bool:
        """Say whether a pair was edited, is as long on both sides, and has pairs or edited ones on both sides of it."""
        shorter, longer = sorted((len(old[i]), len(new[j])))
        if longer - shorter > max(letters, _STRETCH * shorter) or not edited(i, j):
            return False
        beside = ((i - 1, j - 1), (i + 1, j + 1))
        return all(pairing.paired(*place) or (pairing.free(*place) and edited(*place)) for place in beside)

    def alike(i: int, j: int) -> bool:
        """Say whether a pair is surely the same, and no neighbour is as near to either."""
        if len(old[i]) + len(new[j]) < _LEAST * letters:
            return False
        near = touched if touched(i, j) else edited if among_edited(i, j) else None
        return near is not None and not any(
            pairing.free(*twin) and near(*twin) for twin in ((i, j + 1), (i + 1, j), (i, j - 1), (i - 1, j))
        )

    pairing = _Pairing(old, new, alike, _UNLIKE, dict(anchors), set(anchors.values()))
    pairing.spread_both_ways()
    return dict(sorted(pairing.pairs.items()))


def _ends(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the two paragraphs; of long ones what they begin and what they end with."""
    if max(len(old), len(new)) <= _LONGEST:
        yield old, new
    else:
        yield old[: _LONGEST // 2], new[: _LONGEST // 2]
        yield old[-_LONGEST // 2 :], new[-_LONGEST // 2 :]


def _repeated(texts: Sequence[str]) -> set[str]:
    """Return what stands more than once among some texts."""
    if len(set(texts)) == len(texts):
        return set()
    return {text for text, times in Counter(texts).items() if times > 1}


@dataclass(frozen=True, slots=True)
class _Pairing:
    old: Sequence[str]
    new: Sequence[str]
    alike: Callable[[int, int], bool]
    skipped: int  # how many in a row may be unlike when pairs spread
    pairs: Pairs = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def pair(self, i: int, j: int) -> None:
        self.pairs[i] = j
        self.taken.add(j)

    def free(self, i: int, j: int) -> bool:
        within = 0 <= i < len(self.old) and 0 <= j < len(self.new)
        return within and i not in self.pairs and j not in self.taken

    def paired(self, i: int, j: int) -> bool:
        """Say whether two paragraphs are a pair. The edges of the texts are one too."""
        return self.pairs.get(i) == j or (i, j) in {(-1, -1), (len(self.old), len(self.new))}

    def spread_both_ways(self) -> None:
        """Pair what is alike beside each pair, downwards and then upwards. The edges of the texts are neighbours too."""
        self._spread([(-1, -1), *self.pairs.items()], step=1)
        self._spread([(len(self.old), len(self.new)), *self.pairs.items()], step=-1)

    def _spread(self, seeds: Iterable[tuple[int, int]], step: int) -> None:
        """Pair what follows each pair (step 1) or stands before it (-1), until too many in a row are unlike."""
        pairs = self.pairs
        for i, j in [(i + step, j + step) for i, j in seeds if i + step not in pairs]:
            unlike = 0
            while unlike <= self.skipped and self.free(i, j):
                if self.alike(i, j):
                    self.pair(i, j)
                    unlike = 0
                else:
                    unlike += 1
                i, j = i + step, j + step  # noqa: PLW2901 - walking on from the seed
