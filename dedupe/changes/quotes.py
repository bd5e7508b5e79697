"""Quotations that came or went or were reworded, words that were put into quotation marks, and who is quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dedupe.changes.mentions import GARBLED
from dedupe.changes.regions import Sides
from dedupe.text.quotations import Quotation, quotations
from dedupe.text.tokens import words

_SCARE = 3  # words: longer quotations are somebody's speech
_MARKED = 3  # characters on either side of words within which a mark of any kind makes them a quotation
# Addresses are nobody's speech, and an apostrophe may be set in many ways, or be garbled.
_NOT_SAID = re.compile(r"(?:https?:)?//\S+|â€.?|[™'’‘`´]")
_ANY_MARK = frozenset("'‘’‚‹›\"“”„«»`´œ€�")

Said = tuple[str, ...]
QuoteChange = tuple[int, str, str]


def said_in(text: str) -> frozenset[Said]:
    """Return the words of each quotation of a text."""
    return frozenset(map(said_words, quotations(text)))


def said_words(quotation: Quotation) -> Said:
    """Return the words of a quotation: what it says, however it is set."""
    return _spoken(quotation.said)


def _spoken(text: str) -> Said:
    return tuple(words(_NOT_SAID.sub("", text)))


def is_speech(quotation: Quotation) -> bool:
    """Say whether a quotation is somebody's speech, not words held at arm's length."""
    return len(said_words(quotation)) > _SCARE


def touched_quotations(sides: Sides) -> list[Quotation]:
    """Return the quotations of the old text that the hunk changes anything of."""
    return [quotation for quotation in quotations(sides.old) if sides.touched(quotation.start, quotation.end)]


def quote_changes(sides: Sides, gone: Iterable[Quotation], came: Iterable[Quotation]) -> Iterator[QuoteChange]:
    """Yield what became of quotations: (place in the new text, old, new).

    ``gone`` are those of the hunk's old text that the new article has nowhere, ``came`` those of its
    new text that the old article had nowhere. Another kind of marks is no change.
    """
    back = sides.inverse()
    old = [quotation for quotation in gone if not _was_marked(sides, quotation)]
    new = [quotation for quotation in came if not _was_marked(back, quotation)]
    pairs = _reworded(sides, old, new)
    for before, after in pairs:
        if not _repaired(before.said, after.said):
            yield after.start, before.said, after.said
    for quotation in _others(old, (before for before, _ in pairs)):
        start, end = sides.image(quotation.start, quotation.end)
        if is_speech(quotation):
            yield start, quotation.said, ""
        elif _stands_in(quotation, sides.new[start:end]):
            yield start, quotation.text, quotation.said
    for quotation in _others(new, (after for _, after in pairs)):
        if is_speech(quotation):
            yield quotation.start, "", quotation.said
        elif _stands_in(quotation, sides.old[slice(*back.image(quotation.start, quotation.end))]):
            yield quotation.start, quotation.said, quotation.text


def _others(quotations: Iterable[Quotation], but: Iterable[Quotation]) -> list[Quotation]:
    dropped = set(but)
    return [quotation for quotation in quotations if quotation not in dropped]


def _reworded(sides: Sides, old: Sequence[Quotation], new: Sequence[Quotation]) -> list[tuple[Quotation, Quotation]]:
    """Return which quotations became which: of those in one place the likest first, seen from either side alike."""
    images = [sides.image(quotation.start, quotation.end) for quotation in old]
    likeness = [
        (_likeness(before, after), i, j)
        for i, before in enumerate(old)
        for j, after in enumerate(new)
        if _meet(images[i], after)
    ]
    pairs: dict[int, int] = {}
    for shared, i, j in sorted(likeness, key=lambda found: -found[0]):
        if shared >= 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(old[i], new[j]) for i, j in sorted(pairs.items())]


def _meet(place: tuple[int, int], quotation: Quotation) -> bool:
    return quotation.start < place[1] and quotation.end > place[0]


def _likeness(quotation: Quotation, other: Quotation) -> int:
    """Return how many words two quotations share; -1 where one is no speech and does not stand in the other."""
    mine, others = Counter(said_words(quotation)), Counter(said_words(other))
    shared, fewer, more = (mine & others).total(), *sorted((mine.total(), others.total()))
    return shared if fewer > _SCARE or (shared == fewer > 1 and more > _SCARE) else -1


def _repaired(old: str, new: str) -> bool:
    """Say whether one text is the other read in the wrong encoding: only letters beyond ASCII differ."""
    garbled = GARBLED.search(old) or GARBLED.search(new)
    return garbled is not None and words(_ascii(old)) == words(_ascii(new))


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode("ascii").replace("'", "")


def _was_marked(sides: Sides, quotation: Quotation) -> bool:
    """Say whether the same words stand in marks of another kind on the other side: single, doubled or garbled ones."""
    start, end = sides.image(quotation.start, quotation.end)
    opening = sides.new[max(0, start - _MARKED) : start + _MARKED]
    closing = sides.new[max(start, end - _MARKED) : end + _MARKED]
    marked = not _ANY_MARK.isdisjoint(opening) and not _ANY_MARK.isdisjoint(closing)
    return marked and _spoken(sides.new[start:end]) == said_words(quotation)


def _stands_in(quotation: Quotation, place: str) -> bool:
    return words(quotation.said) == words(place) != []
