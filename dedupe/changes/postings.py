"""An index from words and word pairs to paragraphs: finds those that share most, whatever their number.

A feature that very many paragraphs share finds nobody, which keeps the work linear: boilerplate words
cost nothing, and a paragraph made of nothing else is found by its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from dedupe.changes.likeness import Feature, Likeness, Weighed
from dedupe.settings import ChangeSettings


class Postings:
    """The paragraphs of one side, by number, as lists of numbers for each feature."""

    def __init__(self, paragraphs: Mapping[int, Weighed], likeness: Likeness, settings: ChangeSettings) -> None:
        """Index the paragraphs; the weights of ``likeness`` rank what is found."""
        self._weights = likeness.weights
        self._limit = settings.candidates
        self._frequent = settings.frequent_feature
        self._sizes = {number: paragraph.weight for number, paragraph in paragraphs.items()}
        self._members: dict[Feature, list[int]] = defaultdict(list)
        for number, paragraph in paragraphs.items():
            for feature in paragraph.bag:
                self._members[feature].append(number)

    def nearest(self, paragraph: Weighed) -> list[int]:
        """Return the numbers of the paragraphs that share most with one, nearest first, as many as the settings say."""
        shared: dict[int, float] = defaultdict(float)
        for feature in filter(self._members.__contains__, paragraph.bag):
            numbers = self._members[feature]
            if len(numbers) <= self._frequent:
                weight = self._weights[feature]
                for number in numbers:
                    shared[number] += weight
        ranked = sorted(
            (-weight / (paragraph.weight + self._sizes[number]), number) for number, weight in shared.items()
        )
        return [number for _, number in ranked[: self._limit]]
