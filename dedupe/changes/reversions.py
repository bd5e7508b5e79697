"""Reversions: what a version has again that its line had before, and had not in between.

A whole text, a headline, a paragraph in its very words, or the value of a fact. Each is told of the step in which it came
back, with the last version that had it. Only what one line (see ``stories.lines``) did counts: where another publisher's
version stands between two copies, nobody went back to anything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dedupe.changes.chains import FactChain, fact_chains
from dedupe.records import Comparison, Reversion, StoredRevision, StoredStory
from dedupe.stories.lines import Line, line_of
from dedupe.text.normalize import comparison_view
from dedupe.text.paragraphs import split_paragraphs


def with_reversions(story: StoredStory, comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons of a story, oldest first, each with what it brought back: text, headline, paragraphs, facts."""
    lines = _Lines(story)
    facts: dict[int, list[Reversion]] = {}
    for told in fact_chains(comparisons):
        for at, found in _of_chain(told, comparisons, lines):
            facts.setdefault(at, []).append(found)
    return tuple(
        replace(compared, reversions=(*_of_step(compared, lines), *sorted(facts.get(at, ()), key=_place)))
        for at, compared in enumerate(comparisons)
    )


def last_had(former: Sequence[Collection[object]], wanted: object) -> int | None:
    """Return the place of the last of some versions, oldest first, that had it; None where the very last still has it.

    >>> last_had([{"a", "b"}, {"a"}], "b"), last_had([{"a", "b"}, {"a"}], "a"), last_had([{"a"}, {"a"}], "b")
    (0, None, None)
    """
    if not former or wanted in former[-1]:
        return None
    return next((place for place in reversed(range(len(former))) if wanted in former[place]), None)


class _Lines:
    """The versions of a story by line, oldest first."""

    def __init__(self, story: StoredStory) -> None:
        self.number: dict[str, int] = {}
        self._of: dict[Line, list[StoredRevision]] = {}
        self._carriers: dict[int, dict[Line, None]] = {}
        self._places: dict[Line, dict[str, list[int]]] = {}
        for revision in story.revisions:
            line = line_of(revision.article.article)
            self.number[revision.article.hash] = revision.number
            self._of.setdefault(line, []).append(revision)
            self._carriers.setdefault(revision.number, {})[line] = None

    def before(self, compared: Comparison) -> Iterator[list[StoredRevision]]:
        """Yield for each line that carries the new side of a step all that it published before, where that is something."""
        number = self.number[compared.new.hash]
        for line in self._carriers[number]:
            if former := [revision for revision in self._of[line] if revision.number < number]:
                yield former

    def headlines_before(self, compared: Comparison) -> list[StoredRevision]:
        """Return what the line of the new side published before it."""
        mine = self._of[line_of(compared.new.article)]
        return mine[: next(at for at, revision in enumerate(mine) if revision.article.hash == compared.new.hash)]

    def within(self, line: Line, first: int, last: int) -> StoredRevision | None:
        """Return the last version of a line from number ``first`` to ``last``, both included."""
        found = (revision for revision in reversed(self._of[line]) if first <= revision.number <= last)
        return next(found, None)

    def carriers(self, number: int) -> Collection[Line]:
        """Return the lines that carry a version."""
        return self._carriers[number]

    def last_with(self, paragraph: str, line: Line, compared: Comparison) -> StoredRevision | None:
        """Return the last version of a line before the new side of a step that had a paragraph, as ``last_had`` does."""
        former = bisect_left(self._of[line], self.number[compared.new.hash], key=lambda revision: revision.number)
        places = self._places_of(line).get(paragraph, [])
        at = bisect_left(places, former) - 1
        return self._of[line][places[at]] if at >= 0 and places[at] < former - 1 else None

    def _places_of(self, line: Line) -> dict[str, list[int]]:
        """Return at which of the versions of a line each paragraph stands: a page of many versions is looked through once."""
        if line not in self._places:
            places = self._places[line] = dict[str, list[int]]()
            for at, revision in enumerate(self._of[line]):
                for paragraph in dict.fromkeys(split_paragraphs(revision.article.article.text).paragraphs):
                    places.setdefault(paragraph, []).append(at)
        return self._places[line]


def _of_step(compared: Comparison, lines: _Lines) -> Iterator[Reversion]:
    """Yield what a step brought back of text, headline and paragraphs."""
    old, new = compared.old, compared.new
    if old.body_hash != new.body_hash:
        yield from _texts(new.body_hash, lines.before(compared))
    if old.article.title != new.article.title:
        former = lines.headlines_before(compared)
        at = last_had([{revision.article.article.title} for revision in former], new.article.title)
        if at is not None and new.article.title:
            yield _to("headline", former[at])
    if old.body_hash != new.body_hash:
        yield from _paragraphs(compared, lines)


def _texts(body_hash: str, former_of_lines: Iterator[list[StoredRevision]]) -> Iterator[Reversion]:
    for former in former_of_lines:
        at = last_had([{revision.article.body_hash} for revision in former], body_hash)
        if at is not None:
            yield _to("text", former[at])
            return


def _paragraphs(compared: Comparison, lines: _Lines) -> Iterator[Reversion]:
    known = set(split_paragraphs(compared.old.article.text).paragraphs)
    carried = lines.carriers(lines.number[compared.new.hash])
    for place, text in enumerate(split_paragraphs(compared.new.article.text).paragraphs):
        if text in known:
            continue
        known.add(text)
        found = (lines.last_with(text, line, compared) for line in carried)
        told = next((revision for revision in found if revision), None)
        if told:
            yield _to("paragraph", told, place)


def _of_chain(told: FactChain, comparisons: Sequence[Comparison], lines: _Lines) -> Iterator[tuple[int, Reversion]]:
    """Yield each step of a chain that led back to a former value: the position of its comparison, and the reversion."""
    values = [comparison_view(value) for value in told.values()]
    sides = [
        (lines.number[compared.old.hash], lines.number[compared.new.hash])
        for compared in (comparisons[step.comparison] for step in told.steps)
    ]
    for at in range(1, len(told.steps)):
        value = values[at + 1]
        left = next((place for place in reversed(range(at)) if values[place] == value), None) if value else None
        if left is None:
            continue
        since = sides[left - 1][1] if left else 1
        for line in lines.carriers(sides[at][1]):
            had = lines.within(line, since, sides[left][0])
            if had and lines.within(line, sides[left][1], sides[at][0]):
                step = told.steps[at]
                yield step.comparison, _to("fact", had, step.facts[0])
                break


def _to(level: str, revision: StoredRevision, place: int | None = None) -> Reversion:
    return Reversion(level=level, article=revision.article.name, revision=revision.number, place=place)  # type: ignore[arg-type]


def _place(reversion: Reversion) -> int:
    return reversion.place or 0
