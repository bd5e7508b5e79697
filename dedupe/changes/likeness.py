"""How alike two paragraphs are: the weighted words and word pairs that they share.

Rare words weigh more than frequent ones, and short words less, which needs no list of stop words in
any language. Word pairs carry the evidence: two paragraphs on the same matter share many small words
by chance, but hardly ever a run of them. On real news, unrelated paragraphs stay below .15 in 99 of
100 cases, and paragraphs rewritten by an editor's hand rarely fall below .3.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log
from operator import mul

from dedupe.text.tokens import words

Feature = int
"""A word or a word pair, by the number that it has in a comparison: numbers are hashed faster than pairs."""

Bag = Mapping[Feature, int]
"""How often each feature stands in a paragraph."""

_Words = str | tuple[str, str]

_FULL_LENGTH = 4  # letters from which a word counts in full
_CONTAINED = 0.6  # what full containment is worth beside full likeness
_FIRM = 8.0  # shared weight from which containment is evidence at all: about five words in a row
_FIRM_IN_PLACE = 4.0  # the same between the same neighbours: about three words in a row


@dataclass(frozen=True, slots=True)
class Weighed:
    """A paragraph as the words and word pairs that it holds, and their weight together."""

    text: str
    bag: Bag
    weight: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two lists of paragraphs made comparable; ``weights`` is what one occurrence of a feature counts.

    A feature that stands in one paragraph of each text weighs 1 at most, so that weights read as
    "words and word pairs" whatever the size of the texts.
    """

    old: Sequence[Weighed]
    new: Sequence[Weighed]
    weights: Sequence[float]

    def shared(self, a: Bag, b: Bag) -> float:
        """Return the weight of what two bags have in common."""
        if len(b) < len(a):
            a, b = b, a
        weights = self.weights
        return sum(weights[feature] * min(a[feature], b[feature]) for feature in filter(b.__contains__, a))

    def score(self, a: Weighed, b: Weighed, *, in_place: bool = False) -> float:
        """Return how alike two paragraphs are, in [0, 1]: 1 for the same words in the same order.

        The Dice share, or the discounted containment where that is higher and rests on enough words.
        """
        shared = self.shared(a.bag, b.bag)
        if shared == 0:
            return 0.0
        dice = 2 * shared / (a.weight + b.weight)
        if shared < (_FIRM_IN_PLACE if in_place else _FIRM):
            return dice
        return max(dice, _CONTAINED * shared / min(a.weight, b.weight))

    def remainder(self, whole: Weighed, part: Weighed) -> Weighed:
        """Return what is left of a paragraph without the words and word pairs of a part."""
        left = Counter(whole.bag) - Counter(part.bag)
        return Weighed(whole.text, left, _total(left, self.weights))


def compare_paragraphs(old: Sequence[str], new: Sequence[str]) -> Likeness:
    """Make the paragraphs of two texts comparable."""
    texts = [*old, *new]
    numbers: defaultdict[_Words, Feature] = defaultdict()
    numbers.default_factory = numbers.__len__
    bags = [Counter(map(numbers.__getitem__, _features(text))) for text in texts]
    weights = _weights(bags, numbers)
    weighed = [Weighed(text, bag, _total(bag, weights)) for text, bag in zip(texts, bags, strict=True)]
    return Likeness(weighed[: len(old)], weighed[len(old) :], weights)


def _features(text: str) -> Iterator[_Words]:
    run = words(text)
    return chain(run, pairwise(run))


def _weights(bags: Sequence[Bag], features: Collection[_Words]) -> list[float]:
    """Return the weight of each feature; ``features`` stand in the order of their numbers, that of first appearance."""
    frequencies = Counter(chain.from_iterable(bags)).values()
    usual = log(1 + len(bags) / 2)
    rarity = {count: min(1.0, log(1 + len(bags) / count) / usual) for count in set(frequencies)}
    length = {word: _length_weight(word) for word in features if isinstance(word, str)}
    return [
        rarity[count] * (length[feature] if isinstance(feature, str) else (length[feature[0]] + length[feature[1]]) / 2)
        for feature, count in zip(features, frequencies, strict=True)
    ]


def _length_weight(word: str) -> float:
    # A single character of a script without spaces is no short word.
    return min(1.0, len(word) / _FULL_LENGTH) if word.isascii() else 1.0


def _total(bag: Bag, weights: Sequence[float]) -> float:
    return sum(map(mul, map(weights.__getitem__, bag), bag.values()), 0.0)
