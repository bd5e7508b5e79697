"""How alike two paragraphs are: the weighted words and word pairs that they share.

Rare words weigh more than frequent ones, and short words less, which needs no list of stop words in
any language. Word pairs carry the evidence: two paragraphs on the same matter share many small words
by chance, but hardly ever a run of them. On real news, unrelated paragraphs stay below .15 in 99 of
100 cases, and paragraphs rewritten by an editor's hand rarely fall below .3.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, count
from math import log
from operator import add

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
    runs = [lexicon.numbers(view) for view in chain(old, new)]
    features = [[*run, *_pairs(run)] for run in runs]
    before, after = (chain.from_iterable(side) for side in (features[: len(old)], features[len(old) :]))
    both = set(before).intersection(after)
    # Most word pairs stand in one text only: they go before a set is made of each paragraph.
    shared = [list(filter(both.__contains__, found)) for found in features]
    bags = list(map(set, shared))
    lengths = lexicon.lengths()
    weights, lost = _weights(lengths, Counter(chain.from_iterable(bags)), len(runs))
    weighed: list[Weighed] = []
    for run, found, bag in zip(runs, shared, bags, strict=True):
        weight = _full_weight(run, lengths) - sum(map(lost.__getitem__, found))
        weighed.append(Weighed(bag, _repeated(found) if len(bag) < len(found) else {}, weight))
    return Likeness(weighed[: len(old)], weighed[len(old) :], weights)


class _Lexicon:
    """Gives each word a number from 1."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, Feature] = defaultdict(count(1).__next__)

    def numbers(self, view: str) -> list[Feature]:
        """Return the words of a comparison view as numbers, in order."""
        return list(map(self._numbers.__getitem__, view_words(view)))

    def lengths(self) -> list[float]:
        """Return what each word weighs by its length, by number; there is none of number 0."""
        # A single character of a script without spaces is no short word.
        return [0.0, *(min(1.0, len(word) / _FULL_LENGTH) if word.isascii() else 1.0 for word in self._numbers)]


def _pairs(run: Sequence[Feature]) -> Iterator[Feature]:
    """Yield each pair of neighbours among words as the number that the numbers of both make."""
    return map(add, map(_FIRST.__mul__, run), run[1:])


def _repeated(features: Iterable[Feature]) -> dict[Feature, int]:
    return {feature: times - 1 for feature, times in Counter(features).items() if times > 1}


def _full_weight(run: Sequence[Feature], lengths: Sequence[float]) -> float:
    """Return what words and their pairs would weigh if none were frequent: a pair weighs as its two words on average."""
    return 2 * sum(map(lengths.__getitem__, run)) - sum(lengths[word] for word in (*run[:1], *run[-1:])) / 2


def _weights(
    lengths: Sequence[float], found: Mapping[Feature, int], paragraphs: int
) -> tuple[dict[Feature, float], dict[Feature, float]]:
    """Return the weight of each feature, and how much it loses by being frequent.

    ``found`` says in how many of the paragraphs a feature stands.
    """
    usual = log(1 + paragraphs / 2)
    weights: dict[Feature, float] = {}
    lost: dict[Feature, float] = {}
    for one, times in found.items():
        full = lengths[one] if one < _FIRST else (lengths[one // _FIRST] + lengths[one % _FIRST]) / 2
        # Up to two weigh in full.
        weights[one] = full * (log(1 + paragraphs / times) / usual) if times > 2 else full
        lost[one] = full - weights[one]
    return weights, lost
