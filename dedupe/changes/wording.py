"""Small words that turn a statement round or make it less sure: negations and hedges that came or went.

Only short edits that stand alone are read: in a rewritten clause a "not" more or less proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf

from dedupe.changes.figures import figures
from dedupe.changes.regions import Region, Sides
from dedupe.changes.vocabulary import BOUNDS, HEDGES, NEGATIONS
from dedupe.records import FactKind

_WORD = re.compile(r"(?!no\. ?\d)[^\W\d_]+(?:['’][^\W\d_]+)*", re.IGNORECASE)
_LONGEST = 3  # words on either side of an edit that is read
_APART = 8  # characters that agree between two edits, from which each stands alone
_CONTRACTED = re.compile(r"n['’]t$")

WordingChange = tuple[int, FactKind, str, str]


def wording_changes(sides: Sides) -> Iterator[WordingChange]:
    """Yield (place in the new text, kind, old, new) for each negation or hedge that came or went."""
    for region in _alone(sides.regions):
        old, new = sides.old[region.old_start : region.old_end], sides.new[region.new_start : region.new_end]
        if max(len(old.split()), len(new.split())) > _LONGEST:
            continue
        negated = _negation(old), _negation(new)
        if bool(negated[0]) != bool(negated[1]) and not _respelt("".join(negated), f"{old} {new}"):
            yield region.new_start, "negation", *negated
        hedged = _hedge(sides, region, old), _hedge(sides.inverse(), region.inverse(), new)
        if bool(hedged[0]) != bool(hedged[1]):
            yield region.new_start, "hedge", *hedged


def _alone(regions: Sequence[Region]) -> Iterator[Region]:
    """Yield the regions that have no other close by."""
    ends = [-_APART, *(region.new_end for region in regions)]
    starts = [*(region.new_start for region in regions), inf]
    for region, before, after in zip(regions, ends, starts[1:], strict=False):
        if region.new_start - before >= _APART and after - region.new_end >= _APART:
            yield region


def _negation(text: str) -> str:
    found = (word for word in _WORD.findall(text) if word.lower() in NEGATIONS or _CONTRACTED.search(word))
    return next(found, "")


def _respelt(word: str, text: str) -> bool:
    """Say whether another word of the text begins like the word: it was only spelt otherwise."""
    stem = re.split(r"['’]", word.lower())[0]
    return sum(other.startswith(stem) for other in text.lower().split()) > 1


def _hedge(sides: Sides, region: Region, text: str) -> str:
    for word in _WORD.findall(text):
        if word.lower() in HEDGES:
            return str(word)
    phrase = " ".join(text.split())
    following = sides.old[region.old_end : region.old_end + 40]
    if phrase.lower() in BOUNDS:
        counted = figures(following)
        if counted and not following[: counted[0].start].strip():
            return phrase
    return ""
