"""Quotations that came or went, and words that were put into quotation marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from dedupe.changes.regions import Sides
from dedupe.text.tokens import words

_QUOTED = re.compile(
    r"“([^“”]+)”|“([^“”\"\n]+)\"|„([^„“”\"]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|(?<!\w)\"([^\"“”\n]+)\"(?!\w)"
)
_MARKS = frozenset('“„«「『"')
_SCARE = 3  # words: longer quotations are somebody's speech

Said = tuple[str, ...]
QuoteChange = tuple[int, str, str]


class Quotation(NamedTuple):
    """Characters ``start:end`` of a text are a quotation with its marks; ``said`` is what stands between them."""

    start: int
    end: int
    text: str
    said: str


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text, in order.

    >>> [quotation.said for quotation in quotations("She said: “It was dark.” He called it 'late'.")]
    ['It was dark.']
    """
    if _MARKS.isdisjoint(text):
        return []
    return [
        Quotation(match.start(), match.end(), match[0], next(group for group in match.groups() if group).strip())
        for match in _QUOTED.finditer(text)
    ]


def quote_changes(sides: Sides, said_before: Collection[Said], said_after: Collection[Said]) -> Iterator[QuoteChange]:
    """Yield what became of the quotations of a hunk: (place in the new text, old, new).

    One that stands anywhere in the other text was neither added nor removed: ``said_before`` and
    ``said_after`` hold the words of all quotations of the two texts.
    """
    gone = [quotation for quotation in _touched(sides) if _key(quotation) not in said_after]
    came = [quotation for quotation in _touched(sides.inverse()) if _key(quotation) not in said_before]
    for quotation in gone:
        start, end = sides.image(quotation.start, quotation.end)
        reworded = next((other for other in came if other.start < end and other.end > start), None)
        if reworded is not None and _is_speech(quotation) and _is_speech(reworded):
            came.remove(reworded)
            yield reworded.start, quotation.said, reworded.said
        elif _is_speech(quotation):
            yield start, quotation.said, ""
        elif _stands_in(quotation, sides.new[start:end]):
            yield start, quotation.text, quotation.said
    for quotation in came:
        if _is_speech(quotation):
            yield quotation.start, "", quotation.said
        elif _stands_in(quotation, sides.old[slice(*sides.inverse().image(quotation.start, quotation.end))]):
            yield quotation.start, quotation.said, quotation.text


def said_in(text: str) -> frozenset[Said]:
    """Return the words of each quotation of a text."""
    return frozenset(map(_key, quotations(text)))


def _key(quotation: Quotation) -> Said:
    return tuple(words(quotation.said))


def _touched(sides: Sides) -> list[Quotation]:
    return [quotation for quotation in quotations(sides.old) if sides.touched(quotation.start, quotation.end)]


def _is_speech(quotation: Quotation) -> bool:
    return len(words(quotation.said)) > _SCARE


def _stands_in(quotation: Quotation, place: str) -> bool:
    return words(quotation.said) == words(place) != []
