"""Reversions: what a version has again that its line had before, and had not in between.

A whole text, a headline, a paragraph in its very words, or the value of a fact. Each is told of the step in which it came
back, with the last version that had it. Only what one line (see ``stories.lines``) did counts: where another publisher's
version stands between two copies, nobody went back to anything.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from dedupe.changes.chains import FactChain, fact_chains
from dedupe.records import Comparison, Reversion, StoredArticle, StoredRevision, StoredStory
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
        self._place: dict[str, int] = {}  # among the versions of its line, by hash
        self._places: dict[tuple[str, Line], dict[str | None, list[int]]] = {}
        for revision in story.revisions:
            line = line_of(revision.article.article)
            mine = self._of.setdefault(line, [])
            self.number[revision.article.hash] = revision.number
            self._place[revision.article.hash] = len(mine)
            mine.append(revision)
            self._carriers.setdefault(revision.number, {})[line] = None

    def place(self, article: StoredArticle) -> int:
        """Return how many versions its line published before an article."""
        return self._place[article.hash]

    def before(self, line: Line, number: int) -> int:
        """Return how many versions a line published that stand before a number."""
        return bisect_left(self._of[line], number, key=_number)

    def within(self, line: Line, first: int, last: int) -> StoredRevision | None:
        """Return the last version of a line from number ``first`` to ``last``, both included."""
        at = bisect_right(self._of[line], last, key=_number) - 1
        return self._of[line][at] if at >= 0 and self._of[line][at].number >= first else None

    def carriers(self, number: int) -> Collection[Line]:
        """Return the lines that carry a version."""
        return self._carriers[number]

    def last_with(self, level: str, said: str | None, line: Line, former: int) -> StoredRevision | None:
        """Return the last of so many former versions of a line that said this, as ``last_had`` does."""
        places = self._places_of(level, line).get(said, [])
        at = bisect_left(places, former) - 1
        return self._of[line][places[at]] if at >= 0 and places[at] < former - 1 else None

    def _places_of(self, level: str, line: Line) -> dict[str | None, list[int]]:
        """Return which of the versions of a line say what: a page of many versions is looked through once."""
        if (level, line) not in self._places:
            places = self._places[level, line] = dict[str | None, list[int]]()
            for at, revision in enumerate(self._of[line]):
                for said in dict.fromkeys(_SAID[level](revision.article)):
                    places.setdefault(said, []).append(at)
        return self._places[level, line]


_SAID: dict[str, Callable[[StoredArticle], Iterable[str | None]]] = {
    "text": lambda stored: (stored.body_hash,),
    "headline": lambda stored: (stored.article.title,),
    "paragraph": lambda stored: split_paragraphs(stored.article.text).paragraphs,
}
"""What a version says on each level."""


def _number(revision: StoredRevision) -> int:
    return revision.number


def _of_step(compared: Comparison, lines: _Lines) -> Iterator[Reversion]:
    """Yield what a step brought back of text, headline and paragraphs."""
    old, new = compared.old, compared.new
    if old.body_hash != new.body_hash and (had := _had_before("text", new.body_hash, new, lines)):
        yield _to("text", had)
    if new.article.title and old.article.title != new.article.title:
        had = lines.last_with("headline", new.article.title, line_of(new.article), lines.place(new))
        if had:
            yield _to("headline", had)
    if old.body_hash != new.body_hash:
        yield from _paragraphs(compared, lines)


def _had_before(level: str, said: str, new: StoredArticle, lines: _Lines) -> StoredRevision | None:
    """Return the last version that said this before a new one, of the first line that carries it and went back to it."""
    number = lines.number[new.hash]
    found = (lines.last_with(level, said, line, lines.before(line, number)) for line in lines.carriers(number))
    return next((revision for revision in found if revision), None)


def _paragraphs(compared: Comparison, lines: _Lines) -> Iterator[Reversion]:
    known = set(split_paragraphs(compared.old.article.text).paragraphs)
    for place, text in enumerate(split_paragraphs(compared.new.article.text).paragraphs):
        if text in known:
            continue
        known.add(text)
        if had := _had_before("paragraph", text, compared.new, lines):
            yield _to("paragraph", had, place)


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
