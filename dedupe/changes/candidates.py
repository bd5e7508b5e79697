"""Which paragraphs may have become which: found through an index, so that no size needs all pairs.

Two sources: paragraphs that share words and word pairs, and paragraphs in the same place between the
same anchors. Each candidate is then scored exactly. The place is evidence too: what would have to have
moved must be more alike, and what stands alone between two paragraphs that stayed may be less.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import inf

from dedupe.changes.anchors import Pairs
from dedupe.changes.likeness import Likeness
from dedupe.changes.postings import Postings
from dedupe.settings import ChangeSettings

Gap = tuple[float, float]
"""A place between anchors: the new numbers of the one before and the one after."""

_FIRM_ELSEWHERE = 3.0  # shared weight below which a paragraph is not looked for in another place
_LONGEST_SPELT = 300  # letters: in longer paragraphs words are evidence enough
_NEARER = 1e-6  # decides between equals only


@dataclass(frozen=True, slots=True)
class Rest:
    """What anchors left over: the paragraphs of each side, their numbers, ascending, and the gap each stands in."""

    old: Sequence[int]
    new: Sequence[int]
    old_gaps: Sequence[Gap]
    new_gaps: Sequence[Gap]


def leave_out(anchors: Pairs, old_count: int, new_count: int) -> Rest:
    """Return what the anchors leave over of texts of so many paragraphs."""
    taken = sorted(anchors.values())
    ends = sorted(anchors)
    old = [i for i in range(old_count) if i not in anchors]
    new = sorted(set(range(new_count)).difference(taken))
    return Rest(old, new, _gaps(old, ends, [anchors[i] for i in ends]), _gaps(new, taken, taken))


def _gaps(places: Sequence[int], anchors: Sequence[int], ends: Sequence[int]) -> list[Gap]:
    edges: list[float] = [-1, *ends, inf]
    return [(edges[after], edges[after + 1]) for after in (bisect_left(anchors, place) for place in places)]


def pieces_of(rest: Rest, old: Mapping[int, str], new: Mapping[int, str], size: int) -> list[Rest]:
    """Cut what is left over into runs of at most ``size`` characters of both texts, if it is more; none is empty.

    Paragraphs that stand at the same share of the way through a gap come together; only a paragraph that is
    longer by itself makes a longer run.
    """
    lengths = [len(old[i]) for i in rest.old], [len(new[j]) for j in rest.new]
    if sum(map(sum, lengths)) <= size:
        return [rest]
    places = sorted([*_places(0, rest.old_gaps), *_places(1, rest.new_gaps)])
    runs: list[tuple[list[int], list[int]]] = [([], [])]
    filled = 0
    for _, _, side, index in places:
        filled += lengths[side][index]
        if filled > size and any(runs[-1]):
            runs.append(([], []))
            filled = lengths[side][index]
        runs[-1][side].append(index)
    return [_part(rest, *run) for run in runs]


def longest_of(rest: Rest, old: Mapping[int, str], new: Mapping[int, str], most: int) -> Rest:
    """Return the ``most`` longest paragraphs of what is left over, the earlier of equals; all if there are no more."""
    if len(rest.old) + len(rest.new) <= most:
        return rest
    sizes = [(-len(old[i]), k, 0) for k, i in enumerate(rest.old)]
    sizes += [(-len(new[j]), k, 1) for k, j in enumerate(rest.new)]
    kept = sorted((side, k) for _, k, side in sorted(sizes)[:most])
    return _part(rest, [k for side, k in kept if side == 0], [k for side, k in kept if side == 1])


def _places(side: int, gaps: Sequence[Gap]) -> Iterator[tuple[float, float, int, int]]:
    """Yield where each paragraph of a side stands: its gap, its share of the way through, the side, its index."""
    crowd, passed = Counter(gaps), Counter[Gap]()
    for index, gap in enumerate(gaps):
        yield gap[0], passed[gap] / crowd[gap], side, index
        passed[gap] += 1


def _part(rest: Rest, old: Sequence[int], new: Sequence[int]) -> Rest:
    return Rest(
        [rest.old[k] for k in old],
        [rest.new[k] for k in new],
        [rest.old_gaps[k] for k in old],
        [rest.new_gaps[k] for k in new],
    )


def candidate_pairs(
    rest: Rest, old: Sequence[str], new: Sequence[str], likeness: Likeness, settings: ChangeSettings
) -> tuple[list[list[tuple[int, float]]], bool]:
    """Return for each left-over paragraph of the old text its candidates: (position in ``rest.new``, value > 0).

    Also returned is whether the settings' bounds left candidates out.
    """
    postings = Postings(dict(enumerate(likeness.new)), likeness.old, likeness, settings)
    beside = _beside(rest)
    judge = _Judge(rest, old, new, likeness, settings, Counter(rest.old_gaps), Counter(rest.new_gaps))
    found: list[list[tuple[int, float]]] = []
    for i in range(len(rest.old)):
        near = sorted({*postings.nearest(likeness.old[i]), *beside.get(i, ())})
        found.append([(j, value) for j in near if (value := judge.value(i, j)) > 0])
    return found, postings.coarse


@dataclass(frozen=True, slots=True)
class _Judge:
    rest: Rest
    old: Sequence[str]
    new: Sequence[str]
    likeness: Likeness
    settings: ChangeSettings
    old_crowd: Counter[Gap]
    new_crowd: Counter[Gap]

    def value(self, i: int, j: int) -> float:
        """Return what pairing two left-over paragraphs is worth; 0 if they are not alike enough."""
        old, new = self.likeness.old[i], self.likeness.new[j]
        in_place = self._in_place(i, j)
        score = self.likeness.score(old, new, in_place=in_place)
        if not in_place and score * (old.weight + new.weight) < _FIRM_ELSEWHERE:
            return 0.0
        if score < self._enough(i, j, in_place=in_place):
            score = self._spelt(i, j) if in_place else 0.0
        # Quality times amount: an editor keeps much text, in few strong pairs. Among equals the nearer one wins.
        distance = abs(self.rest.old[i] - self.rest.new[j]) + (0 if in_place else 1)
        return score * score * (old.weight + new.weight) * (1 + _NEARER / (1 + distance))

    def _in_place(self, i: int, j: int) -> bool:
        return any(before == after for before, after in zip(self.rest.old_gaps[i], self.rest.new_gaps[j], strict=True))

    def _enough(self, i: int, j: int, *, in_place: bool) -> float:
        if not in_place:
            return self.settings.likeness_elsewhere
        gap = self.rest.old_gaps[i]
        if gap == self.rest.new_gaps[j] and self.old_crowd[gap] == self.new_crowd[gap] == 1:
            return self.settings.likeness_alone
        return self.settings.likeness_in_place

    def _spelt(self, i: int, j: int) -> float:
        """Return how alike the letters of two short paragraphs are, if very: a heading that was spelt otherwise."""
        from rapidfuzz.fuzz import ratio

        old, new = self.old[self.rest.old[i]], self.new[self.rest.new[j]]
        if max(len(old), len(new)) > _LONGEST_SPELT:
            return 0.0
        return ratio(old, new, score_cutoff=100 * self.settings.likeness_letters) / 100


def _beside(rest: Rest) -> dict[int, list[int]]:
    """Return for the k-th paragraph of a gap the k-th of the same gap, counted from either end."""
    members: dict[Gap, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i, gap in enumerate(rest.old_gaps):
        members[gap][0].append(i)
    for j, gap in enumerate(rest.new_gaps):
        members[gap][1].append(j)
    paired: dict[int, list[int]] = defaultdict(list)
    for old, new in members.values():
        for i, j in chain(zip(old, new, strict=False), zip(reversed(old), reversed(new), strict=False)):
            paired[i].append(j)
    return paired
