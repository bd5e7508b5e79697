"""Names of people and places that were replaced, as far as capital letters carry.

A name is a run of capitalised words inside a sentence. Where nearly everything is capitalised, in a
headline or in a language that writes its nouns so, a capital says nothing: then only names of two words
or more are taken, or none at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import regex

from dedupe.changes.dates import dates
from dedupe.changes.mentions import GARBLED, Mention
from dedupe.changes.regions import Sides
from dedupe.text.tokens import words

_CAPITALISED = r"\p{Lu}[\p{L}\p{M}'’]*\p{Ll}[\p{L}\p{M}'’]*"
_PARTICLE = r"(?:(?:de|da|do|dos|del|van|von|der|den|bin|al|el|la|le|zu)[ -])*"
NAME = rf"(?:{_CAPITALISED})(?:[ -]{_PARTICLE}{_CAPITALISED})*"
"""A pattern for the name of a person or place."""

_NAME = regex.compile(rf"(?<![\p{{L}}\p{{N}}_/@#.]){NAME}(?![\p{{L}}\p{{N}}_/@])")
_NUMBERED = regex.compile(r"(?P<name>\p{Lu}\p{L}*-?)(?P<number>\d+)")  # A320, COVID-19
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_START = regex.compile(r"(?:^|[.!?:;…\n|*•–—-]\s*|[\"“”„«»‘'(\[]\s*)$")
_IN_NAMES = regex.compile(r"[\p{L}\p{M}'’ -]+")
_TELLING = 0.25  # share of capitalised words above which a capital alone tells nothing
_HEADLINE = 0.6


def name_changes(sides: Sides, capitals: Callable[[], float]) -> Iterator[tuple[int, str, str]]:
    """Yield (place in the new text, old, new) for each name that took the place of another.

    ``capitals`` tells the share of capitalised words in the whole article, and is asked only where a name was touched.
    """
    yield from _numbered(sides)
    if not _puts_words_for_words(sides) or min(capital_share(sides.old), capital_share(sides.new)) > _HEADLINE:
        return
    touched = [name for name in _names(sides.old, fewest=1) if len(sides.touched(name.start, name.end)) == 1]
    if not touched:
        return
    fewest = 2 if capitals() > _TELLING else 1
    new = _names(sides.new, fewest)
    for name in touched:
        other = _in_place_of(name, sides, new)
        if other is not None and len(name.text.split()) >= fewest and not GARBLED.search(f"{name.text} {other.text}"):
            yield other.start, name.text, other.text


def _numbered(sides: Sides) -> Iterator[tuple[int, str, str]]:
    """Yield the names of which only the number was replaced."""
    for region in sides.regions:
        old = _NUMBERED.fullmatch(sides.old[region.old_start : region.old_end].strip())
        new = _NUMBERED.fullmatch(sides.new[region.new_start : region.new_end].strip())
        if old and new and old["name"] == new["name"] and int(old["number"]) != int(new["number"]):
            yield region.new_start, old[0], new[0]


def _in_place_of(name: Mention, sides: Sides, new: Iterable[Mention]) -> Mention | None:
    """Return the one new name that stands where an old one stood, if nothing but names was edited there."""
    (region,) = sides.touched(name.start, name.end)
    start, end = sides.image(name.start, name.end)
    there = [other for other in new if other.start < end and other.end > start]
    if len(there) != 1 or _extends(name.value, there[0].value):
        return None
    within_old = name.start <= region.old_start < region.old_end <= name.end
    within_new = there[0].start <= region.new_start < region.new_end <= there[0].end
    return there[0] if within_old and within_new else None


def _puts_words_for_words(sides: Sides) -> bool:
    """Say whether words took the place of words anywhere: else no name took the place of another."""
    return any(
        _IN_NAMES.fullmatch(sides.old, region.old_start, region.old_end)
        and _IN_NAMES.fullmatch(sides.new, region.new_start, region.new_end)
        for region in sides.regions
    )


def _names(text: str, fewest: int) -> list[Mention]:
    matches = list(_NAME.finditer(text))
    days = {date.start for date in dates(text)} if matches else set()
    found = []
    for match in matches:
        begins_sentence = _SENTENCE_START.search(text, max(0, match.start() - 5), match.start()) is not None
        several = len(match[0].split()) >= max(2, fewest)
        if match.start() not in days and (several or (fewest == 1 and not begins_sentence)):
            found.append(Mention(match.start(), match.end(), match[0], "".join(words(match[0]))))
    return found


def _extends(name: str, other: str) -> bool:
    """Say whether one name is the other with something more at one end."""
    short, long = sorted((name, other), key=len)
    return long.startswith(short) or long.endswith(short)


def capital_share(text: str) -> float:
    """Return the share of a text's words that begin with a capital, without its first."""
    initials = [word[0] for word in _WORD.findall(text)[1:]]
    return sum(map(str.isupper, initials)) / max(1, len(initials))
