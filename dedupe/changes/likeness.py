"""How alike two paragraphs are: the weighted words and word pairs that they share.

Rare words weigh more than frequent ones, and short words less, which needs no list of stop words in
any language. Word pairs carry the evidence: two paragraphs on the same matter share many small words
by chance, but hardly ever a run of them. On real news, unrelated paragraphs stay below .15 in 99 of
100 cases, and paragraphs rewritten by an editor's hand rarely fall below .3.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, count
from math import log
from operator import add
from typing import NamedTuple

from dedupe.text.tokens import view_words

Feature = int
"""A word or a word pair, by the number that it has in a comparison."""

_FIRST = 1 << 32  # what the number of a pair holds of its first word

_FULL_LENGTH = 4  # letters from which a word counts in full
_CONTAINED = 0.6  # what full containment is worth beside full likeness
_FIRM = 8.0  # shared weight from which containment is evidence at all: about five words in a row
_FIRM_IN_PLACE = 4.0  # the same between the same neighbours: about three words in a row


@dataclass(frozen=True, slots=True)
class Weighed:
    """A paragraph as the words and word pairs that it holds, and their weight together.

    ``bag`` holds the features that stand in paragraphs of both sides (no other can be shared), ``more`` how often those
    that are repeated stand there beyond the first time. The weight is that of all features.
    """

    bag: AbstractSet[Feature]
    more: Mapping[Feature, int]
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two lists of paragraphs made comparable; ``weights`` is what one occurrence of a feature counts.

    A feature that stands in one paragraph of each text weighs 1 at most, so that weights read as
    "words and word pairs" whatever the size of the texts; one that more paragraphs of both share weighs less.
    """

    old: Sequence[Weighed]
    new: Sequence[Weighed]
    weights: Mapping[Feature, float]

    def shared(self, a: Weighed, b: Weighed) -> float:
        """Return the weight of what two paragraphs have in common."""
        weights = self.weights
        once = sum(map(weights.__getitem__, a.bag & b.bag), 0.0)
        if not (a.more and b.more):
            return once
        again = a.more.keys() & b.more.keys()
        return once + sum(weights[feature] * min(a.more[feature], b.more[feature]) for feature in again)

    def score(self, a: Weighed, b: Weighed, *, in_place: bool = False) -> float:
        """Return how alike two paragraphs are, in [0, 1]: 1 for the same words in the same order.

        The Dice share, or the discounted containment where that is higher and rests on enough words.
        """
        shared = self.shared(a, b)
        if shared == 0:
            return 0.0
        dice = 2 * shared / (a.weight + b.weight)
        if shared < (_FIRM_IN_PLACE if in_place else _FIRM):
            return dice
        return max(dice, _CONTAINED * shared / min(a.weight, b.weight))


def compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> Likeness:
    """Make the paragraphs of two texts comparable, given as their comparison views."""
    lexicon = _Lexicon()
    counted = [lexicon.count(view) for view in chain(old, new)]
    found = [
        Counter(chain.from_iterable(one.bag for one in side)) for side in (counted[: len(old)], counted[len(old) :])
    ]
    both = found[0].keys() & found[1].keys()
    weights, lost = lexicon.weights(both, found, len(counted))
    weighed: list[Weighed] = []
    for every, more, length in counted:
        bag = every & both
        again = {feature: times for feature, times in more.items() if feature in both} if more else more
        frequent = bag & lost.keys()
        less = sum(map(lost.__getitem__, frequent)) + sum(lost[one] * again[one] for one in frequent & again.keys())
        weighed.append(Weighed(bag, again, length - less))
    return Likeness(weighed[: len(old)], weighed[len(old) :], weights)


class _Counted(NamedTuple):
    bag: AbstractSet[Feature]
    more: dict[Feature, int]  # how often the repeated ones stand there beyond the first time
    length: float  # what all would weigh if none were frequent


class _Lexicon:
    """Gives each word a number from 1, and each word pair the one that the numbers of both make."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, Feature] = defaultdict(count(1).__next__)
        self._lengths = _LengthWeights()

    def count(self, view: str) -> _Counted:
        """Return the features of a comparison view."""
        run = view_words(view)
        features = list(map(self._numbers.__getitem__, run))
        features += map(add, map(_FIRST.__mul__, features), features[1:])
        bag = set(features)
        repeated = len(bag) < len(features)
        more = {feature: times - 1 for feature, times in Counter(features).items() if times > 1} if repeated else {}
        lengths = list(map(self._lengths.__getitem__, run))
        return _Counted(bag, more, 2 * sum(lengths) - sum(lengths[:1] + lengths[-1:]) / 2)

    def weights(
        self, features: AbstractSet[Feature], found: Sequence[Mapping[Feature, int]], paragraphs: int
    ) -> tuple[dict[Feature, float], dict[Feature, float]]:
        """Return the weight of each feature, and how much the frequent ones lose by being so.

        ``found`` says for each side in how many of the paragraphs a feature stands.
        """
        length = [0.0, *map(self._lengths.__getitem__, self._numbers)]
        weights = {
            one: length[one] if one < _FIRST else (length[one // _FIRST] + length[one % _FIRST]) / 2 for one in features
        }
        usual = log(1 + paragraphs / 2)
        lost: dict[Feature, float] = {}
        old, new = found
        for feature, full in weights.items():
            times = old[feature] + new[feature]
            if times > 2:  # up to two weigh in full
                weights[feature] *= log(1 + paragraphs / times) / usual
                lost[feature] = full - weights[feature]
        return weights, lost


class _LengthWeights(dict[str, float]):
    def __missing__(self, word: str) -> float:
        # A single character of a script without spaces is no short word.
        weight = self[word] = min(1.0, len(word) / _FULL_LENGTH) if word.isascii() else 1.0
        return weight
