"""The members of a story in order, each with the evidence for its place; the order of arrival never counts.

What is put in order are states. The evidence, best first: dates that can be told apart; of one date, when one address
was fetched; what the texts say of their own
time; length, as reports grow. Without any the longer end stands last, or the later KEY, and it is said to be ``unknown``.
States without a usable date are put beside the states that they resemble most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dedupe.records import Described
from dedupe.stories.documents import Document
from dedupe.versions.direction import UNKNOWN, directed
from dedupe.versions.lateness import contradiction, signs_of
from dedupe.versions.seriation import Likeness, best_place, chain
from dedupe.versions.states import State, by_fetching, same_times, split_by_date, states_of

__all__ = ["UNKNOWN", "Placed", "StoryOrder"]

_MANY = 400  # states without dates: beyond, a chain by likeness costs too much, and KEYs decide (reported)
# How far the logarithm of the lengths sets two versions apart: too little to outweigh a phrase, but enough where versions
# differ in spelling and punctuation alone.
_PER_LENGTH = 0.01


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
        articles: Sequence[Described],
        likeness_of: Callable[[Sequence[int]], Likeness],
    ) -> None:
        self._documents = documents
        self._articles = articles
        self._likeness_of = likeness_of
        self._states = list(states_of(members, documents, articles))
        self.unchained = 0

    def placed(self) -> list[Placed]:
        """Return the states, oldest first."""
        if len(self._states) == 1:
            return [Placed(self._states[0], self._states[0].dated_by or UNKNOWN)]
        dated, undated = split_by_date(self._states)
        groups = same_times(dated)
        if len(groups) < 2:
            return self._of_one_time(self._states)
        backbone: list[Placed] = []
        for group in groups:
            if len(group) == 1:
                backbone.append(Placed(group[0], group[0].dated_by))
            else:
                backbone += self._of_one_time(group)
        backbone = self._doubted(backbone)
        return self._inserted(backbone, undated) if undated else backbone

    def _of_one_time(self, states: Sequence[State]) -> list[Placed]:
        fetched = by_fetching(states, self._articles)
        return [Placed(state, "fetched date") for state in fetched] if fetched else self._by_text(states)

    def _by_text(self, states: Sequence[State]) -> list[Placed]:
        by_key = sorted(states, key=self._key)
        if len(by_key) > _MANY:
            self.unchained += len(by_key)
            return [Placed(state, UNKNOWN) for state in by_key]
        likeness = self._likeness_of([state.document for state in by_key])
        texts = [self._text(state) for state in by_key]
        found = directed(chain(likeness - _PER_LENGTH * _apart(texts)), signs_of(texts), likeness)
        return [Placed(by_key[at], words) for at, words in zip(found.order, found.ordered_by, strict=True)]

    def _doubted(self, backbone: Sequence[Placed]) -> list[Placed]:
        """Keep the order of the dates, and say where the texts speak against it."""
        told = [*backbone]
        for at, (old, new) in enumerate(pairwise(backbone), start=1):
            if old.state.time != new.state.time and (
                against := contradiction(self._text(old.state), self._text(new.state))
            ):
                told[at] = Placed(new.state, f"{new.ordered_by}, against {against}")
        return told

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
        evidence = [placed.ordered_by for placed in backbone] + [_undated(state) for state in newcomers]
        return [Placed(everyone[position], evidence[position]) for position in order]

    def _text(self, state: State) -> str:
        return self._documents[state.document].text

    def _key(self, state: State) -> tuple[str, str]:
        return min(self._articles[position].key for position in state.articles), self._text(state)


def _apart(texts: Sequence[str]) -> Likeness:
    lengths = np.log([max(len(text), 1) for text in texts])
    apart: Likeness = np.abs(lengths[:, None] - lengths[None, :])
    return apart


def _undated(state: State) -> str:
    return f"likeness, as its {state.dated_by} names no hour" if state.time else "likeness"
