"""Which links join what the labels part, worst first.

Every found story with wrong pairs (two labelled articles of different stories that are not ambiguous) is built again
from its joining pairs: those within one labelled story first, then those that say nothing (to an ambiguous story, to
an article without a label), then those between two labelled stories; of each kind the strongest first. A wrong pair
is counted against the link that brought its two articles together: without links as weak or wrong as this one they
would be apart. So each wrong pair counts once, however many links there are; those between the same two labelled
stories are one mistake, told by the strongest, which has to go before any other matters.

Everything is counted by contingency: l links cost about l log l, however many pairs are wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

from dedupe.records import JOINING, StoredPair
from dedupe.stories.explain import chain_between

Alike = Mapping[str, frozenset[str]]
"""Labelled story -> those so alike that either answer is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongJoin:
    """A link that joins what labels part.

    ``story``: the found one. ``labelled``: the labelled stories of ``articles``, two that it brought together; mostly
    the ends of the link itself, else, where an end has no label, two articles behind it. ``pairs``: the wrong pairs
    that it causes. ``links``: how many joining pairs there are between the same two labelled stories; ``chain``: what
    leads from the first article to the second, by way of ``link``.
    """

    story: str
    labelled: tuple[str, str]
    articles: tuple[str, str]
    pairs: int
    links: int
    link: StoredPair
    chain: tuple[StoredPair, ...]


@dataclass(slots=True)
class _Mistake:
    """A wrong join as it is counted."""

    link: StoredPair
    articles: tuple[str, str]
    pairs: int = 0


def mixed_stories(story_of: Mapping[str, str], label_of: Mapping[str, str], alike: Alike) -> frozenset[str]:
    """Return the found stories that hold a wrong pair. ``story_of``, ``label_of``: article -> found, labelled story."""
    cells: dict[str, set[str]] = {}
    for name, label in label_of.items():
        cells.setdefault(story_of[name], set()).add(label)
    return frozenset(
        story
        for story, labels in cells.items()
        if any(len(labels & alike.get(label, frozenset())) < len(labels) - 1 for label in labels)
    )


def wrong_joins(
    pairs: Iterable[StoredPair], story_of: Mapping[str, str], label_of: Mapping[str, str], alike: Alike, most: int
) -> tuple[list[WrongJoin], int]:
    """Return the ``most`` worst wrong joins, by wrong pairs, story and names, and how many there are in all.

    ``pairs``: all verified ones, in any order. Names that have no label may be of any story.
    """
    mixed = mixed_stories(story_of, label_of, alike)
    links: dict[str, list[StoredPair]] = {}
    for pair in pairs:
        story = story_of.get(pair.a)
        if story in mixed and pair.relation in JOINING and story_of.get(pair.b) == story:
            links.setdefault(story_of[pair.a], []).append(pair)
    built = {story: _Building(label_of, alike) for story in sorted(links)}
    for story, building in built.items():
        building.join(links[story])
    everything = [(story, mistake) for story, building in built.items() for mistake in building.mistakes.values()]
    worst = nsmallest(most, everything, key=lambda one: (-one[1].pairs, one[0], one[1].link.a, one[1].link.b))
    return [built[story].told(story, mistake) for story, mistake in worst], len(everything)


@dataclass(slots=True)
class _Building:
    """A found story as it is built again, link by link (union-find); parts know their labels: how many, and which."""

    label_of: Mapping[str, str]
    alike: Alike
    leader: dict[str, str] = field(default_factory=dict)
    labels: dict[str, Counter[str]] = field(default_factory=dict)  # of the part of a leader
    size: Counter[str] = field(default_factory=Counter)  # its articles with a label
    sample: dict[str, dict[str, str]] = field(default_factory=dict)  # label -> an article, of the part of a leader
    used: list[StoredPair] = field(default_factory=list)  # links that brought two parts together: a tree
    between: Counter[frozenset[str]] = field(default_factory=Counter)  # joining pairs between two labelled stories
    mistakes: dict[frozenset[str], _Mistake] = field(default_factory=dict)

    def join(self, links: Iterable[StoredPair]) -> None:
        """Build the story again, and count each wrong pair against the link that brought it together."""
        for link in sorted(links, key=lambda link: (self._kind(link), -link.score, link.a, link.b)):
            ends = self._labels_of(link)
            self.between[ends] += 1
            kept, gone = map(self._lead, (link.a, link.b))
            if kept == gone:
                continue
            if len(self.labels[kept]) < len(self.labels[gone]):
                kept, gone = gone, kept
            wrong = self._wrong(kept, gone)
            if wrong:
                self._blame(link, ends, wrong, kept, gone)
            self.used.append(link)
            self._merge(kept, gone)

    def told(self, story: str, mistake: _Mistake) -> WrongJoin:
        """Return a mistake as it is reported."""
        a, b = mistake.articles
        return WrongJoin(
            story=story,
            labelled=(self.label_of[a], self.label_of[b]),
            articles=mistake.articles,
            pairs=mistake.pairs,
            links=self.between[self._labels_of(mistake.link)],
            link=mistake.link,
            chain=chain_between(self.used, a, b),
        )

    def _kind(self, link: StoredPair) -> int:
        """Return 0 for a link within a labelled story, 1 for one that says nothing, 2 for a wrong one."""
        a, b = self.label_of.get(link.a), self.label_of.get(link.b)
        if a is None or b is None or b in self.alike.get(a, ()):
            return 1
        return 0 if a == b else 2

    def _labels_of(self, link: StoredPair) -> frozenset[str]:
        """Return what links are gathered by: the two labelled stories, else the two articles."""
        a, b = self.label_of.get(link.a), self.label_of.get(link.b)
        return frozenset(
            (f"article {link.a}", f"article {link.b}") if a is None or b is None else (f"of {a}", f"of {b}")
        )

    def _blame(self, link: StoredPair, ends: frozenset[str], wrong: int, kept: str, gone: str) -> None:
        if ends not in self.mistakes:
            articles = (link.a, link.b) if self._kind(link) == 2 else self._example(kept, gone)
            self.mistakes[ends] = _Mistake(link, articles)
        self.mistakes[ends].pairs += wrong

    def _wrong(self, kept: str, gone: str) -> int:
        large = self.labels[kept]
        right = sum(
            count * (large[label] + sum(large[other] for other in self.alike.get(label, ())))
            for label, count in self.labels[gone].items()
        )
        return self.size[kept] * self.size[gone] - right

    def _example(self, kept: str, gone: str) -> tuple[str, str]:
        wrong = (
            (one, other)
            for label, one in self.sample[gone].items()
            for against, other in self.sample[kept].items()
            if against != label and against not in self.alike.get(label, ())
        )
        a, b = sorted(next(wrong))
        return a, b

    def _merge(self, kept: str, gone: str) -> None:
        self.leader[gone] = kept
        self.size[kept] += self.size[gone]
        self.labels[kept].update(self.labels.pop(gone))
        for label, name in self.sample.pop(gone).items():
            self.sample[kept].setdefault(label, name)

    def _lead(self, name: str) -> str:
        if name not in self.leader:
            self.leader[name] = name
            label = self.label_of.get(name)
            self.size[name] = label is not None
            self.labels[name] = Counter([] if label is None else [label])
            self.sample[name] = {} if label is None else {label: name}
        while (leader := self.leader[name]) != name:
            self.leader[name] = self.leader[leader]
            name = leader
        return name
