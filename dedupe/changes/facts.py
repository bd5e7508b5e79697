"""What changed in fact: the figures, dates, quotations, names, negations and hedges that an edit script changes.

Each kind is one rule over the two sides of a hunk, in a module of its own. All of them rather miss a
change than invent one. Notes of correction and stamps of the last update state no facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter

from dedupe.changes.dates import could_be_year, dates, reads_as_year
from dedupe.changes.figures import figures
from dedupe.changes.hunks import BLANK_LINE, side
from dedupe.changes.mentions import Mention
from dedupe.changes.names import capital_share, name_changes
from dedupe.changes.notes import is_correction_note, is_update_stamp
from dedupe.changes.quotes import Said, quote_changes, said_in, said_words, touched_quotations
from dedupe.changes.regions import Sides, sides_of
from dedupe.changes.replaced import Read, replaced, unreplaced
from dedupe.changes.wording import wording_changes
from dedupe.records import EditOp, EditScript, FactChange, FactKind

_Found = tuple[int, FactKind, str, str, str]
"""A place in the hunk's new text, and the kind, old, new and context of a fact."""

_Values = Callable[[], frozenset[str]]


def fact_changes(script: EditScript) -> tuple[FactChange, ...]:
    """Return the facts that changed, by hunk and by their place in it."""
    whole = _Whole(script)
    facts: list[FactChange] = []
    for index, hunk in enumerate(script.hunks):
        if hunk.kind == "equal":
            continue
        sides = sides_of(hunk)
        if _is_about_the_page(sides.new or sides.old):
            continue
        found = list(_quoted(sides, whole))
        if hunk.old and hunk.new:
            found += chain(_stated(sides, whole), _worded(sides, whole))
        facts += [
            FactChange(kind=kind, old=old, new=new, hunk=index, context=context)
            for _, kind, old, new, context in sorted(found, key=itemgetter(0))
        ]
    return tuple(facts)


@dataclass(frozen=True)
class _Whole:
    """What the two articles say outside a hunk; read where a hunk asks for it, because few do."""

    script: EditScript

    @cached_property
    def said_before(self) -> frozenset[Said]:
        return said_in(self._text("delete"))

    @cached_property
    def said_after(self) -> frozenset[Said]:
        return said_in(self._text("insert"))

    @cached_property
    def dates_before(self) -> frozenset[str]:
        return frozenset(date.value for date in dates(self._text("delete")))

    @cached_property
    def dates_after(self) -> frozenset[str]:
        return frozenset(date.value for date in dates(self._text("insert")))

    @cached_property
    def figures_before(self) -> frozenset[str]:
        return frozenset(figure.value for figure in figures(self._text("delete")))

    @cached_property
    def figures_after(self) -> frozenset[str]:
        return frozenset(figure.value for figure in figures(self._text("insert")))

    @cached_property
    def capitals(self) -> float:
        return capital_share(self._text("insert"))

    def _text(self, op: EditOp) -> str:
        return BLANK_LINE.join(side(hunk.edits, op) for hunk in self.script.hunks)


def _is_about_the_page(text: str) -> bool:
    return is_update_stamp(text) or is_correction_note(text)


def _quoted(sides: Sides, whole: _Whole) -> Iterator[_Found]:
    """Yield the quotations that changed; one that stands anywhere in the other text neither came nor went."""
    gone = [quoted for quoted in touched_quotations(sides) if said_words(quoted) not in whole.said_after]
    came = [quoted for quoted in touched_quotations(sides.inverse()) if said_words(quoted) not in whole.said_before]
    for place, old, new in quote_changes(sides, gone, came):
        yield place, "quote", old, new, ""


def _stated(sides: Sides, whole: _Whole) -> Iterator[_Found]:
    """Yield the dates and figures that took the place of others, came alone or went alone."""
    for before, after in _changed(sides, dates, lambda: whole.dates_before, lambda: whole.dates_after):
        yield _place(sides, before, after), "date", before.text if before else "", after.text if after else "", ""
    for before, after in _changed(sides, _counts, lambda: whole.figures_before, lambda: whole.figures_after):
        yield _place(sides, before, after), *_figure(sides.old, before, sides.new, after)


def _changed(
    sides: Sides, read: Read, stated_before: _Values, stated_after: _Values
) -> Iterator[tuple[Mention | None, Mention | None]]:
    """Yield the mentions that took the place of others, then those that only went, then those that only came."""
    known = cache(read)  # each text is read once, however often it is asked for
    pairs = list(replaced(sides, known))
    yield from pairs
    for went in unreplaced(sides, known, {before.start for before, _ in pairs}, stated_after):
        if not _is_article(went):
            yield went, None
    for came in unreplaced(sides.inverse(), known, {after.start for _, after in pairs}, stated_before):
        if not _is_article(came):
            yield None, came


def _place(sides: Sides, before: Mention | None, after: Mention | None) -> int:
    if after is not None:
        return after.start
    return sides.image(before.start, before.end)[0] if before is not None else 0


def _figure(old: str, before: Mention | None, new: str, after: Mention | None) -> tuple[FactKind, str, str, str]:
    """Return the fact that a figure changed, came or went; a year is a date and counts nothing."""
    sides = [(text, mention) for text, mention in ((old, before), (new, after)) if mention]
    texts = before.text if before else "", after.text if after else ""
    if all(could_be_year(mention) for _, mention in sides) and any(reads_as_year(*side) for side in sides):
        return "date", *texts, ""
    return "number", *texts, next((mention.context for _, mention in reversed(sides) if mention.context), "")


def _counts(text: str) -> list[Mention]:
    """Return the figures of a text that are no part of a date."""
    found = figures(text)
    days = dates(text) if found else []
    taken = {position for day in days for position in range(day.start, day.end)}
    return [figure for figure in found if taken.isdisjoint((figure.start, figure.end - 1))]


def _is_article(mention: Mention) -> bool:
    """Say whether a mention is "one" in letters: alone it is mostly an article or a pronoun ("ein Boot", "the one")."""
    return mention.value == "1" and not mention.text.isdigit()


def _worded(sides: Sides, whole: _Whole) -> Iterator[_Found]:
    """Yield the names that were replaced, and the negations and hedges that came or went."""
    for place, before, after in name_changes(sides, lambda: whole.capitals):
        yield place, "name", before, after, ""
    for place, kind, before, after in wording_changes(sides):
        yield place, kind, before, after, ""
