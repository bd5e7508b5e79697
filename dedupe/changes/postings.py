"""An index from words and word pairs to paragraphs: finds those that share most, whatever their number.

A feature that very many paragraphs share finds nobody, which keeps the work linear: boilerplate words
cost nothing, and a paragraph made of nothing else is found by its place. The work is counted before it
is done; where it is too much, the rarer features alone find, and the answer is coarser.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from itertools import chain

from dedupe.changes.likeness import Feature, Likeness, Weighed
from dedupe.settings import ChangeSettings

_PAIR = 40  # lookups: what scoring a pair costs beside those of its features


class Postings:
    """The paragraphs of one side, by number, as lists of numbers for each feature.

    ``coarse`` says that fewer were looked for than the settings ask, to keep within their lookups.
    """

    def __init__(
        self,
        paragraphs: Mapping[int, Weighed],
        seekers: Sequence[Weighed],
        likeness: Likeness,
        settings: ChangeSettings,
    ) -> None:
        """Index the paragraphs for those that will ask; the weights of ``likeness`` rank what is found."""
        self._weights = likeness.weights
        self._sizes = {number: paragraph.weight for number, paragraph in paragraphs.items()}
        self._limit = _most_candidates(seekers, settings)
        self._holders = _inverted(paragraphs)
        frequent = _most_frequent(self._holders, seekers, settings)
        for feature in [feature for feature, holders in self._holders.items() if len(holders) > frequent]:
            del self._holders[feature]
        self.coarse = self._limit < settings.candidates or frequent < settings.frequent_feature

    def nearest(self, paragraph: Weighed) -> list[int]:
        """Return the numbers of the paragraphs that share most with one, nearest first, as many as the settings say."""
        weights, holders = self._weights, self._holders
        shared: dict[int, float] = {}
        for feature in filter(holders.__contains__, paragraph.bag):
            weight = weights[feature]
            for number in holders[feature]:
                shared[number] = shared.get(number, 0.0) + weight
        sizes, own = self._sizes, paragraph.weight
        ranked = [(-weight / (own + sizes[number]), number) for number, weight in shared.items()]
        return [number for _, number in nsmallest(self._limit, ranked)]


def _inverted(paragraphs: Mapping[int, Weighed]) -> dict[Feature, list[int]]:
    """Return the paragraphs that hold each feature. Most features have one; those that it alone holds share its list."""
    holders: dict[Feature, list[int]] = {}
    for number, paragraph in paragraphs.items():
        alone = [number]
        for feature in paragraph.bag:
            others = holders.setdefault(feature, alone)
            if len(others) > 1:
                others.append(number)
            elif others is not alone:
                holders[feature] = [*others, number]
    return holders


def _most_frequent(
    holders: Mapping[Feature, Sequence[int]], seekers: Sequence[Weighed], settings: ChangeSettings
) -> int:
    """Return in how many paragraphs a feature may stand, the settings' number halved until finding is affordable."""
    limit, most = settings.frequent_feature, settings.feature_lookups
    longest = max(map(len, holders.values()), default=1)
    if sum(len(seeker.bag) for seeker in seekers) * min(limit, longest) <= most:
        return limit
    work: Counter[int] = Counter()
    for feature, times in Counter(chain.from_iterable(seeker.bag for seeker in seekers)).items():
        if feature in holders and (found := len(holders[feature])) <= limit:
            work[found] += found * times
    while limit > 1 and sum(cost for found, cost in work.items() if found <= limit) > most:
        limit //= 2
    return limit


def _most_candidates(seekers: Iterable[Weighed], settings: ChangeSettings) -> int:
    """Return how many candidates each may have, the settings' number halved until scoring them is affordable."""
    each = sum(_PAIR + len(seeker.bag) for seeker in seekers)
    limit = settings.candidates
    while limit > 1 and limit * each > settings.feature_lookups:
        limit //= 2
    return limit
