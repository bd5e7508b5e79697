"""Small words that turn a statement round or make it less sure: negations and hedges that came or went.

Only short edits that stand alone are read: in a rewritten clause a "not" more or less proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf

from dedupe.changes.figures import figures
from dedupe.changes.mentions import alternatives
from dedupe.changes.regions import Region, Sides
from dedupe.changes.vocabulary import BOUNDS, HEDGES, NEGATIONS, NOT_ONLY
from dedupe.records import FactKind

# Words in addresses, formulas and compounds ("c21h23no5", "not-for-profit") say nothing by themselves.
_WORD = re.compile(r"(?<![\w/-])(?!no\. ?\d)[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w/-])", re.IGNORECASE)
_BOUND = re.compile(rf"\b(?:{alternatives(BOUNDS)})(?= )", re.IGNORECASE)
_LONGEST = 3  # words on either side of an edit that is read
_APART = 8  # characters that agree between two edits, from which each stands alone
_AHEAD = 40  # characters in which the figure after a bound is read
_CONTRACTED = re.compile(r"n['’]t$")

WordingChange = tuple[int, FactKind, str, str]


def wording_changes(sides: Sides) -> Iterator[WordingChange]:
    """Yield (place in the new text, kind, old, new) for each negation or hedge that came or went."""
    for region in _alone(sides.regions):
        old, new = sides.old[region.old_start : region.old_end], sides.new[region.new_start : region.new_end]
        if max(len(old.split()), len(new.split())) > _LONGEST:
            continue
        negated = (
            _negation(sides.old, region.old_start, region.old_end),
            _negation(sides.new, region.new_start, region.new_end),
        )
        if bool(negated[0]) != bool(negated[1]) and not _respelt("".join(negated), f"{old} {new}"):
            yield region.new_start, "negation", *negated
        hedged = (
            _hedge(sides.old, region.old_start, region.old_end),
            _hedge(sides.new, region.new_start, region.new_end),
        )
        if _sense(hedged[0]) != _sense(hedged[1]):
            yield region.new_start, "hedge", *hedged


def _alone(regions: Sequence[Region]) -> Iterator[Region]:
    """Yield the regions that have no other close by."""
    ends = [-_APART, *(region.new_end for region in regions)]
    starts = [*(region.new_start for region in regions), inf]
    for region, before, after in zip(regions, ends, starts[1:], strict=False):
        if region.new_start - before >= _APART and after - region.new_end >= _APART:
            yield region


def _negation(text: str, start: int, end: int) -> str:
    for found in _WORD.finditer(text, start, end):
        following = _WORD.match(text, found.end() + 1)
        if following and following[0].lower() in NOT_ONLY:
            continue
        if found[0].lower() in NEGATIONS or _CONTRACTED.search(found[0]):
            return found[0]
    return ""


def _respelt(word: str, text: str) -> bool:
    """Say whether another word of the text begins like the word: it was only spelt otherwise."""
    stem = re.split(r"['’]", word.lower())[0]
    return sum(other.startswith(stem) for other in text.lower().split()) > 1


def _hedge(text: str, start: int, end: int) -> str:
    """Return the hedge that stands in characters ``start:end`` of a text; a bound is one where a figure follows it."""
    for found in _WORD.finditer(text, start, end):
        if found[0].lower() in HEDGES:
            return found[0]
    for found in _BOUND.finditer(text, start, end + 1):  # a bound may end where the edit does
        ahead = text[found.end() : found.end() + _AHEAD]
        counted = figures(ahead)
        if found.end() <= end and counted and not ahead[: counted[0].start].strip():
            return found[0]
    return ""


def _sense(hedge: str) -> str:
    return BOUNDS.get(hedge.lower(), hedge.lower())
