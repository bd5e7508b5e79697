"""Which labelled stories are torn, worst first, and how close the parts are.

A miss is two parts of one labelled story that stand in two found stories; it counts all true pairs between them.
It is told by the pair between the parts that comes closest to joining them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from math import comb

from dedupe.evaluation.closeness import Closeness, Corpus, closest
from dedupe.evaluation.evaluate import evenly
from dedupe.evaluation.mistakes import WrongJoin
from dedupe.records import StoredPair
from dedupe.settings import Settings
from dedupe.stories.bridges import Link

MOST_COMPARED = 1000
"""Pairs of articles between two parts that are scored to find the closest: all of a story of 60 torn in the middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """Two parts of a labelled story: the found ``stories`` that they are in, and their articles by name, ascending."""

    labelled: str
    stories: tuple[str, str]
    parts: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def pairs(self) -> int:
        """The true pairs between the two parts: those that are lost."""
        return len(self.parts[0]) * len(self.parts[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMiss:
    """A miss, and the pair of ``articles`` (by name, ascending) that comes closest to joining its parts.

    ``recorded``: whether it is a verified pair; else the two never met as candidates, or share too little.
    ``compared``: among how many of the pairs it was chosen.
    """

    miss: Miss
    articles: tuple[str, str]
    closeness: Closeness
    recorded: bool
    compared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistakes:
    """The worst wrong joins and misses, worst first, and how many there are in all."""

    joins: Sequence[WrongJoin]
    all_joins: int
    misses: Sequence[ToldMiss]
    all_misses: int


def worst_misses(story_of: Mapping[str, str], label_of: Mapping[str, str], most: int) -> tuple[list[Miss], int]:
    """Return the ``most`` worst misses, by pairs lost, labelled story and found ones, and how many there are in all.

    ``story_of``, ``label_of``: article -> found, labelled story.
    """
    parts: dict[str, dict[str, list[str]]] = {}
    for name in sorted(label_of):
        parts.setdefault(label_of[name], {}).setdefault(story_of[name], []).append(name)
    torn = (miss for label, stories in parts.items() for miss in _largest(label, stories, most))
    worst = nsmallest(most, torn, key=lambda miss: (-miss.pairs, miss.labelled, miss.stories))
    return worst, sum(comb(len(stories), 2) for stories in parts.values())


def _largest(label: str, stories: Mapping[str, Sequence[str]], most: int) -> Iterator[Miss]:
    # Parts by size: any later one loses no more with another than each of these loses with the largest.
    ordered = sorted(stories, key=lambda story: (-len(stories[story]), story))[: most + 1]
    parts = [(story, tuple(stories[story])) for story in ordered]
    for (a, one), (b, other) in combinations(parts, 2):
        yield Miss(labelled=label, stories=(a, b), parts=(one, other))


def tell_misses(
    misses: Sequence[Miss],
    pairs: Iterable[StoredPair],
    corpus: Corpus,
    settings: Settings,
    most_compared: int = MOST_COMPARED,
) -> list[ToldMiss]:
    """Find for each miss the pair that comes closest to joining its parts.

    ``pairs``: all verified ones. Those between the parts are all looked at; of the others ``most_compared`` at most,
    spread evenly.
    """
    document_of = {
        corpus.names[article]: number
        for number, document in enumerate(corpus.documents)
        for article in document.articles
    }
    recorded = _recorded(misses, pairs, document_of)
    groups = [_between(miss, document_of, recorded, most_compared) for miss in misses]
    found = closest(corpus, groups, settings)
    return [
        _told(miss, len(group), link, closeness, document_of, recorded.get(link))
        for miss, group, (link, closeness) in zip(misses, groups, found, strict=True)
    ]


def _recorded(
    misses: Sequence[Miss], pairs: Iterable[StoredPair], document_of: Mapping[str, int]
) -> dict[Link, tuple[int, StoredPair]]:
    """Return the verified pairs among the texts of the misses, and the document of the first article of each."""
    texts = {document_of[name] for miss in misses for part in miss.parts for name in part}
    found = {}
    for pair in pairs:
        a, b = document_of.get(pair.a), document_of.get(pair.b)
        if a is not None and b is not None and a != b and a in texts and b in texts:
            found[min(a, b), max(a, b)] = (a, pair)
    return found


def _between(
    miss: Miss, document_of: Mapping[str, int], recorded: Mapping[Link, tuple[int, StoredPair]], most: int
) -> set[Link]:
    one, other = (sorted({document_of[name] for name in part}) for part in miss.parts)
    ranks = evenly(len(one) * len(other), most)
    links = [(one[rank // len(other)], other[rank % len(other)]) for rank in ranks]
    sides = {**dict.fromkeys(one, 0), **dict.fromkeys(other, 1)}
    links += [link for link in recorded if sides.get(link[0]) != sides.get(link[1]) and sides.keys() >= set(link)]
    return {(min(link), max(link)) for link in links}


def _told(
    miss: Miss,
    compared: int,
    link: Link,
    closeness: Closeness,
    document_of: Mapping[str, int],
    recorded: tuple[int, StoredPair] | None,
) -> ToldMiss:
    a, b = (min(name for part in miss.parts for name in part if document_of[name] == document) for document in link)
    if recorded:
        first, pair = recorded
        closeness = Closeness.of(pair, pair.relation)
        closeness = closeness if first == link[0] else closeness.turned()
    return ToldMiss(
        miss=miss,
        articles=(min(a, b), max(a, b)),
        closeness=closeness if a <= b else closeness.turned(),
        recorded=recorded is not None,
        compared=compared,
    )
