"""The states of a story: a distinct text, and once more where a line returned to it after publishing another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dedupe.records import Described
from dedupe.stories.documents import Document
from dedupe.stories.lines import Line, line_of
from dedupe.stories.times import distinguishable, time_of


@dataclass(frozen=True, slots=True)
class State:
    """A document of the story as some of its articles show it: their positions, and the earliest time of them."""

    document: int
    articles: tuple[int, ...]
    time: str | None
    dated_by: str


def states_of(members: Sequence[int], documents: Sequence[Document], articles: Sequence[Described]) -> Iterator[State]:
    """Yield the states of the documents of a story, each with its articles."""
    returns = _returns(members, documents, articles)
    for document in members:
        shown: dict[int | None, list[int]] = {None: []}
        for position in documents[document].articles:
            shown.setdefault(returns.get(position), []).append(position)
        for positions in shown.values():
            times = sorted(time for position in positions if (time := time_of(articles[position])))
            yield State(document, tuple(positions), *(times[0] if times else (None, "")))


def _returns(members: Sequence[int], documents: Sequence[Document], articles: Sequence[Described]) -> dict[int, int]:
    """Return the articles of a line that went back to a text after another, each with the one that went back to it.

    What the line shows of that text from then on, under another headline perhaps, belongs to the same return.
    """
    lines: dict[Line, list[tuple[str, str, int, int]]] = {}
    for document in members:
        for position in documents[document].articles:
            article = articles[position]
            if dated := time_of(article):
                shown = (dated[0], article.fetched_at or "", position, document)
                lines.setdefault(line_of(article), []).append(shown)
    returns: dict[int, int] = {}
    for line, steps in lines.items():
        steps.sort()
        seen: set[int] = set()
        last: tuple[str, str, int] | None = None
        went_back: int | None = None
        for time, fetched, position, document in steps:
            if last is not None and document != last[2]:
                later = _is_later(line, last[:2], (time, fetched))
                went_back = position if later and document in seen else None
            if went_back is not None:
                returns[position] = went_back
            seen.add(document)
            last = (time, fetched, document)
    return returns


def _is_later(line: Line, before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Whether of two (time, time of fetching) the second is surely later; a page that keeps its date is told by fetching."""
    if before[0] != after[0]:
        return distinguishable(before[0], after[0])
    return line[0] == "url" and all((before[1], after[1])) and distinguishable(before[1], after[1])


def by_fetching(states: Sequence[State], articles: Sequence[Described]) -> list[State] | None:
    """Return states of one time in the order in which one address was fetched with them; None where that does not tell.

    A page that is changed without a new date shows each text later than the one before, and never says so itself.
    """
    fetched = [_fetched(state, articles) for state in states]
    for line in sorted(set.intersection(*(set(times) for times in fetched))):
        ordered = sorted(zip((times[line] for times in fetched), range(len(states)), strict=True))
        if all(distinguishable(one, other) for (one, _), (other, _) in pairwise(ordered)):
            return [states[place] for _, place in ordered]
    return None


def _fetched(state: State, articles: Sequence[Described]) -> dict[Line, str]:
    """Return for each address under which a state was fetched when it first was."""
    times: dict[Line, str] = {}
    for position in state.articles:
        article = articles[position]
        if article.url and article.fetched_at:
            line = line_of(article)
            times[line] = min(article.fetched_at, times.get(line, article.fetched_at))
    return times


def split_by_date(states: Sequence[State]) -> tuple[list[State], list[State]]:
    """Part states that a date places from those without one, or with a day where others have the hour of it."""
    finer = {state.time[:10] for state in states if state.time and len(state.time) > 10}
    dated: list[State] = []
    undated: list[State] = []
    for state in states:
        told = state.time and (len(state.time) > 10 or state.time not in finer)
        (dated if told else undated).append(state)
    return dated, undated


def same_times(dated: Sequence[State]) -> list[list[State]]:
    """Return dated states in groups of one time each, oldest first."""
    by_time: dict[str, list[State]] = {}
    for state in dated:
        by_time.setdefault(state.time or "", []).append(state)
    return [by_time[time] for time in sorted(by_time)]
