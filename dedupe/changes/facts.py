"""What changed in fact: the figures, dates, quotations, names, negations and hedges that an edit script changes.

Each kind is one rule over the two sides of a hunk, in a module of its own. All of them rather miss a
change than invent one. Notes of correction and stamps of the last update state no facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter

from dedupe.changes.dates import dates
from dedupe.changes.figures import figures
from dedupe.changes.hunks import BLANK_LINE, side
from dedupe.changes.mentions import Mention
from dedupe.changes.names import capital_share, name_changes
from dedupe.changes.notes import is_correction_note, is_update_stamp
from dedupe.changes.quotes import quote_changes, said_in
from dedupe.changes.regions import Sides, sides_of
from dedupe.changes.replaced import replaced
from dedupe.changes.wording import wording_changes
from dedupe.records import EditOp, EditScript, FactChange, FactKind

_Found = tuple[int, FactKind, str, str, str]
"""A place in the hunk's new text, and the kind, old, new and context of a fact."""


def fact_changes(script: EditScript) -> tuple[FactChange, ...]:
    """Return the facts that changed, by hunk and by their place in it."""
    before, after = _whole(script, "delete"), _whole(script, "insert")
    said_before, said_after = said_in(before), said_in(after)
    capitals = capital_share(after)
    facts: list[FactChange] = []
    for index, hunk in enumerate(script.hunks):
        if hunk.kind == "equal":
            continue
        sides = sides_of(hunk)
        if _is_about_the_page(sides.new or sides.old):
            continue
        found: list[_Found] = [
            (place, "quote", old, new, "") for place, old, new in quote_changes(sides, said_before, said_after)
        ]
        if hunk.old and hunk.new:
            found += chain(_stated(sides), _worded(sides, capitals))
        facts += [
            FactChange(kind=kind, old=old, new=new, hunk=index, context=context)
            for _, kind, old, new, context in sorted(found, key=itemgetter(0))
        ]
    return tuple(facts)


def _whole(script: EditScript, op: EditOp) -> str:
    return BLANK_LINE.join(side(hunk.edits, op) for hunk in script.hunks)


def _is_about_the_page(text: str) -> bool:
    return is_update_stamp(text) or is_correction_note(text)


def _stated(sides: Sides) -> Iterator[_Found]:
    """Yield the dates and figures that took the place of others."""
    old_dates, new_dates = dates(sides.old), dates(sides.new)
    yield from _replaced(sides, "date", old_dates, new_dates)
    yield from _replaced(sides, "number", _counts(sides.old, old_dates), _counts(sides.new, new_dates))


def _replaced(sides: Sides, kind: FactKind, old: Sequence[Mention], new: Sequence[Mention]) -> Iterator[_Found]:
    for before, after in replaced(sides, old, new):
        yield after.start, kind, before.text, after.text, after.context or before.context


def _counts(text: str, days: Sequence[Mention]) -> list[Mention]:
    """Return the figures of a text that are no part of a date."""
    taken = {position for day in days for position in range(day.start, day.end)}
    return [figure for figure in figures(text) if taken.isdisjoint((figure.start, figure.end - 1))]


def _worded(sides: Sides, capitals: float) -> Iterator[_Found]:
    """Yield the names that were replaced, and the negations and hedges that came or went."""
    for place, before, after in name_changes(sides, capitals):
        yield place, "name", before, after, ""
    for place, kind, before, after in wording_changes(sides):
        yield place, kind, before, after, ""
