"""The members of a story in order, each with the evidence for its place; the order of arrival never counts.

What is put in order are *states*: a distinct text, and once more where a source returned to it after
publishing another (a revert). The evidence, best first: dates that can be told apart; tolls, which only
rise; length, as reports grow steadily. Without any the longer end stands last, or the later KEY, and it is
said to be ``unknown``. States without a usable date are put beside the states that they resemble most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from dedupe.records import Article
from dedupe.stories.documents import Document
from dedupe.stories.seriation import Likeness, best_place, chain
from dedupe.stories.times import distinguishable, time_of
from dedupe.stories.tolls import rising, tolls_of

UNKNOWN = "unknown"
_LONGER = 1.1  # times as long from end to end is longer: less is noise
_STEADY = 0.4  # Kendall's tau of length along the chain: reports grow, but a chain that goes up and down tells nothing
_MANY = 400  # states without dates: beyond, a chain by likeness costs too much, and KEYs decide (reported)


@dataclass(frozen=True, slots=True)
class State:
    """A document of the story as some of its articles show it: their positions, and the earliest time of them."""

    document: int
    articles: tuple[int, ...]
    time: str | None
    dated_by: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A state with the evidence for its place."""

    state: State
    ordered_by: str


class StoryOrder:
    """The order of one story's states; ``unchained`` counts states that were too many to chain by likeness."""

    def __init__(
        self,
        members: Sequence[int],
        documents: Sequence[Document],
        articles: Sequence[Article],
        likeness_of: Callable[[Sequence[int]], Likeness],
    ) -> None:
        self._documents = documents
        self._articles = articles
        self._likeness_of = likeness_of
        self._states = list(_states(members, documents, articles))
        self.unchained = 0

    def placed(self) -> list[Placed]:
        """Return the states, oldest first."""
        if len(self._states) == 1:
            return [Placed(self._states[0], self._states[0].dated_by or UNKNOWN)]
        dated, undated = _split_by_date(self._states)
        groups = _groups(dated)
        if len(groups) < 2:
            return self._by_text(self._states)
        backbone: list[Placed] = []
        for group in groups:
            if len(group) == 1:
                backbone.append(Placed(group[0], group[0].dated_by))
            else:
                backbone += self._by_text(group)
        return self._inserted(backbone, undated) if undated else backbone

    def _by_text(self, states: Sequence[State]) -> list[Placed]:
        by_key = sorted(states, key=self._key)
        if len(by_key) > _MANY:
            self.unchained += len(by_key)
            return [Placed(state, UNKNOWN) for state in by_key]
        likeness = self._likeness_of([state.document for state in by_key])
        order = [by_key[position] for position in chain(likeness)]
        forward, evidence = self._direction(order)
        return [Placed(state, evidence) for state in (order if forward else order[::-1])]

    def _direction(self, order: Sequence[State]) -> tuple[bool, str]:
        texts = [self._documents[state.document].text for state in order]
        tolls = [tolls_of(text) for text in texts]
        risen = [pair for old, new in pairwise(tolls) for pair in rising(old, new)]
        fallen = [pair for old, new in pairwise(tolls[::-1]) for pair in rising(old, new)]
        if len(risen) != len(fallen):
            forward = len(risen) > len(fallen)
            figures = (risen if forward else fallen)[:4]
            return forward, "rising figures (" + ", ".join(f"{old} → {new}" for old, new in figures) + ")"
        growth = _growth([len(text) for text in texts])
        if growth:
            return growth > 0, "length"
        # Even a little more text is likelier to be the later one, but not likely enough to say so.
        first, last = order[0], order[-1]
        return (len(texts[0]), self._key(first)) <= (len(texts[-1]), self._key(last)), UNKNOWN

    def _inserted(self, backbone: list[Placed], undated: Sequence[State]) -> list[Placed]:
        if len(backbone) + len(undated) > _MANY:
            self.unchained += len(undated)
            return backbone + [Placed(state, UNKNOWN) for state in sorted(undated, key=self._key)]
        newcomers = sorted(undated, key=self._key)
        everyone = [placed.state for placed in backbone] + newcomers
        likeness = self._likeness_of([state.document for state in everyone])
        order = list(range(len(backbone)))
        for newcomer in range(len(backbone), len(everyone)):
            order.insert(best_place(likeness, order, newcomer), newcomer)
        evidence = [placed.ordered_by for placed in backbone] + ["likeness"] * len(newcomers)
        return [Placed(everyone[position], evidence[position]) for position in order]

    def _key(self, state: State) -> tuple[str, str]:
        return min((self._articles[position].key, self._articles[position].text) for position in state.articles)


def _growth(lengths: Sequence[int]) -> int:
    """Return 1 where texts grow steadily along a chain, -1 where they shrink, 0 where length tells nothing."""
    if max(lengths[0], lengths[-1]) < _LONGER * min(lengths[0], lengths[-1]):
        return 0
    steps = [(later > earlier) - (later < earlier) for earlier, later in combinations(lengths, 2)]
    tau = sum(steps) / len(steps)
    end_to_end = (lengths[-1] > lengths[0]) - (lengths[-1] < lengths[0])
    return end_to_end if tau * end_to_end >= _STEADY else 0


def _states(members: Sequence[int], documents: Sequence[Document], articles: Sequence[Article]) -> Iterator[State]:
    returns = _returns(members, documents, articles)
    for document in members:
        for positions in (
            tuple(position for position in documents[document].articles if position not in returns),
            *((position,) for position in documents[document].articles if position in returns),
        ):
            times = sorted(time for position in positions if (time := time_of(articles[position])))
            yield State(document, positions, *(times[0] if times else (None, "")))


def _returns(members: Sequence[int], documents: Sequence[Document], articles: Sequence[Article]) -> set[int]:
    """Return the articles in which a source went back to a text after it had published another."""
    lineages: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for document in members:
        for position in documents[document].articles:
            article = articles[position]
            dated = time_of(article)
            if dated is not None:
                lineage = ("url", article.url) if article.url else ("source", article.source or "")
                lineages.setdefault(lineage, []).append((dated[0], position, document))
    returns = set()
    for steps in lineages.values():
        steps.sort()
        seen: set[int] = set()
        last: tuple[str, int] | None = None
        for time, position, document in steps:
            if last is not None and document != last[1] and document in seen and distinguishable(last[0], time):
                returns.add(position)
            seen.add(document)
            last = (time, document)
    return returns


def _split_by_date(states: Sequence[State]) -> tuple[list[State], list[State]]:
    """Part states that a date places from those without one, or with a day where others have the hour of it."""
    finer = {state.time[:10] for state in states if state.time and len(state.time) > 10}
    dated: list[State] = []
    undated: list[State] = []
    for state in states:
        told = state.time and (len(state.time) > 10 or state.time not in finer)
        (dated if told else undated).append(state)
    return dated, undated


def _groups(dated: Sequence[State]) -> list[list[State]]:
    by_time: dict[str, list[State]] = {}
    for state in dated:
        by_time.setdefault(state.time or "", []).append(state)
    return [by_time[time] for time in sorted(by_time)]
