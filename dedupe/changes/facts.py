"""What changed in fact: the figures, dates, quotations, names, negations and hedges that an edit script changes.

Each kind is one rule over the two sides of a hunk, in a module of its own. All of them rather miss a
change than invent one. Notes of correction and stamps of the last update state no facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

from dedupe.changes.dates import could_be_year, dates, reads_as_year
from dedupe.changes.figures import figures
from dedupe.changes.hunks import BLANK_LINE, side
from dedupe.changes.mentions import AFTER, BEFORE, Mention
from dedupe.changes.names import capital_share, name_changes
from dedupe.changes.notes import is_correction_note, is_update_stamp
from dedupe.changes.quotes import Said, quote_changes, said_in, said_words, touched_quotations
from dedupe.changes.regions import Sides, sides_of
from dedupe.changes.replaced import near, others, replaced, unreplaced
from dedupe.changes.speakers import attribution_changes
from dedupe.changes.wording import wording_changes
from dedupe.records import EditOp, EditScript, FactChange, FactKind

_Found = tuple[int, FactKind, str, str, str]
"""A place in the hunk's new text, and the kind, old, new and context of a fact."""


def fact_changes(script: EditScript) -> tuple[FactChange, ...]:
    """Return the facts that changed, by hunk and by their place in it."""
    before, after = _Article(script, "delete"), _Article(script, "insert")
    facts: list[FactChange] = []
    for index, hunk in enumerate(script.hunks):
        if hunk.kind == "equal":
            continue
        sides = sides_of(hunk)
        if _is_about_the_page(sides.new or sides.old):
            continue
        quoted = list(_quoted(sides, before, after))
        found = list(quoted)
        if hunk.old and hunk.new:
            found += chain(_stated(sides, before, after), _worded(sides, after, quoted))
        told: set[tuple[str, ...]] = set()
        for _, kind, old, new, context in sorted(found, key=itemgetter(0)):
            # What a hunk says twice came or went once.
            if (old and new) or (kind, old, new, context) not in told:
                facts.append(FactChange(kind=kind, old=old, new=new, hunk=index, context=context))
            told.add((kind, old, new, context))
    return tuple(facts)


@dataclass(frozen=True)
class _Article:
    """What the whole of one article says; read where a hunk asks for it, because few do."""

    script: EditScript
    op: EditOp

    @cached_property
    def text(self) -> str:
        return BLANK_LINE.join(side(hunk.edits, self.op) for hunk in self.script.hunks)

    @cached_property
    def said(self) -> frozenset[Said]:
        return said_in(self.text)

    @cached_property
    def values(self) -> frozenset[str]:
        return frozenset(mention.value for mentions in _read(self.text) for mention in mentions)

    @cached_property
    def capitals(self) -> float:
        return capital_share(self.text)

    def states(self, mention: Mention) -> bool:
        """Say whether the article states a mention, so written or otherwise; most are seen without reading it."""
        written = rf"{BEFORE}{re.escape(mention.text)}{AFTER}"
        return re.search(written, self.text) is not None or mention.value in self.values


def _is_about_the_page(text: str) -> bool:
    return is_update_stamp(text) or is_correction_note(text)


def _quoted(sides: Sides, before: _Article, after: _Article) -> Iterator[_Found]:
    """Yield the quotations that changed; one that stands anywhere in the other text neither came nor went."""
    gone = [quoted for quoted in touched_quotations(sides) if said_words(quoted) not in after.said]
    came = [quoted for quoted in touched_quotations(sides.inverse()) if said_words(quoted) not in before.said]
    told = {(old, new): place for place, old, new in quote_changes(sides, gone, came)}  # said twice, told once
    for (old, new), place in told.items():
        yield place, "quote", old, new, ""


def _stated(sides: Sides, before: _Article, after: _Article) -> Iterator[_Found]:
    """Yield the dates and figures that took the place of others, came alone or went alone."""
    back = sides.inverse()
    for kind, old, new in zip(("date", "number"), near(sides, _read), near(back, _read), strict=True):
        settled = replaced(sides, old, new)
        old_left, new_left = others(old, (pair[0] for pair in settled)), others(new, (pair[1] for pair in settled))
        pairs: list[tuple[Mention | None, Mention | None]] = [*settled]
        pairs += [(went, None) for went in unreplaced(sides, old_left, new, after.states)]
        pairs += [(None, came) for came in unreplaced(back, new_left, old, before.states)]
        told = _date if kind == "date" else _figure
        for pair in pairs:
            yield _place(sides, *pair), *told(sides, *pair)


def _date(_: Sides, before: Mention | None, after: Mention | None) -> tuple[FactKind, str, str, str]:
    return "date", before.text if before else "", after.text if after else "", ""


def _read(text: str) -> tuple[list[Mention], list[Mention]]:
    """Return the dates of a text, and the figures that are no part of one."""
    days, found = dates(text), figures(text)
    taken = {position for day in days for position in range(day.start, day.end)}
    return days, [figure for figure in found if taken.isdisjoint((figure.start, figure.end - 1))]


def _place(sides: Sides, before: Mention | None, after: Mention | None) -> int:
    if after is not None:
        return after.start
    return sides.image(before.start, before.end)[0] if before is not None else 0


def _figure(sides: Sides, before: Mention | None, after: Mention | None) -> tuple[FactKind, str, str, str]:
    """Return the fact that a figure changed, came or went; a year is a date and counts nothing."""
    stated = [(text, mention) for text, mention in ((sides.old, before), (sides.new, after)) if mention]
    texts = before.text if before else "", after.text if after else ""
    if all(could_be_year(mention) for _, mention in stated) and any(reads_as_year(*one) for one in stated):
        return "date", *texts, ""
    return "number", *texts, next((mention.context for _, mention in reversed(stated) if mention.context), "")


def _worded(sides: Sides, after: _Article, reworded: Iterable[_Found]) -> Iterator[_Found]:
    """Yield who else is quoted, the names that were replaced, and the negations and hedges that came or went.

    A name within a quotation that was ``reworded``, or of somebody else who is quoted, was told with it.
    """
    quoted = list(attribution_changes(sides))
    for place, old, new, said in quoted:
        yield place, "quote", old, new, said
    told = [(old, new) for _, old, new, _ in quoted] + [(old, new) for _, _, old, new, _ in reworded]
    for place, old, new in name_changes(sides, lambda: after.capitals):
        if not any(old in before and new in now for before, now in told):
            yield place, "name", old, new, ""
    for place, kind, old, new in wording_changes(sides):
        yield place, kind, old, new, ""
