"""Quotations that came or went, and words that were put into quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dedupe.changes.regions import Sides
from dedupe.text.quotations import Quotation, quotations
from dedupe.text.tokens import words

_SCARE = 3  # words: longer quotations are somebody's speech

Said = tuple[str, ...]
QuoteChange = tuple[int, str, str]


def said_in(text: str) -> frozenset[Said]:
    """Return the words of each quotation of a text."""
    return frozenset(map(said_words, quotations(text)))


def said_words(quotation: Quotation) -> Said:
    """Return the words of a quotation: what it says, however it is set."""
    return tuple(words(quotation.said))


def touched_quotations(sides: Sides) -> list[Quotation]:
    """Return the quotations of the old text that the hunk changes anything of."""
    return [quotation for quotation in quotations(sides.old) if sides.touched(quotation.start, quotation.end)]


def quote_changes(sides: Sides, gone: Iterable[Quotation], came: Iterable[Quotation]) -> Iterator[QuoteChange]:
    """Yield what became of quotations: (place in the new text, old, new).

    ``gone`` are those of the hunk's old text that the new article has nowhere, ``came`` those of its
    new text that the old article had nowhere.
    """
    left = list(came)
    for quotation in gone:
        start, end = sides.image(quotation.start, quotation.end)
        reworded = next((other for other in left if other.start < end and other.end > start), None)
        if reworded is not None and _is_speech(quotation) and _is_speech(reworded):
            left.remove(reworded)
            yield reworded.start, quotation.said, reworded.said
        elif _is_speech(quotation):
            yield start, quotation.said, ""
        elif _stands_in(quotation, sides.new[start:end]):
            yield start, quotation.text, quotation.said
    for quotation in left:
        if _is_speech(quotation):
            yield quotation.start, "", quotation.said
        elif _stands_in(quotation, sides.old[slice(*sides.inverse().image(quotation.start, quotation.end))]):
            yield quotation.start, quotation.said, quotation.text


def _is_speech(quotation: Quotation) -> bool:
    return len(said_words(quotation)) > _SCARE


def _stands_in(quotation: Quotation, place: str) -> bool:
    return words(quotation.said) == words(place) != []
