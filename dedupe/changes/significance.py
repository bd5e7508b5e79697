"""How much a change matters, and whether a correction says so: cosmetic, style, update or correction.

The classes, from the outside in: nothing but typography, white space or stamps of the last update is
*cosmetic*; other words without another fact are *style*; a *correction* replaces a fact without new
material, or says of itself that it is one; everything else is an *update*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from dedupe.changes.attention import attention
from dedupe.changes.figures import figures
from dedupe.changes.hunks import paragraphs, side
from dedupe.changes.notes import is_correction_note, is_update_stamp
from dedupe.changes.regions import sides_of
from dedupe.changes.units import MEASURES
from dedupe.records import (
    EditScript,
    FactChange,
    FactKind,
    Hunk,
    MetadataChange,
    Significance,
    SignificanceClass,
)
from dedupe.text.normalize import comparison_view
from dedupe.text.tokens import words

_NEW_MATERIAL = 12  # words that an edit adds or removes beyond what it replaces: from here it is no mere wording
_FEW_FACTS = 3  # a correction puts right few facts at once


def significance(script: EditScript, facts: Sequence[FactChange], metadata: Sequence[MetadataChange]) -> Significance:
    """Return the class of a change with its reasons, whether a correction is disclosed, and the rank of the change.

    ``facts`` are those of the text and those of the headline.
    """
    told = _told_once(facts)
    judged = _judged(script, told, metadata)
    rank = attention(script, told, metadata, judged.level, disclosed=judged.disclosed)
    return replace(judged, attention=rank)


def _judged(script: EditScript, facts: Sequence[FactChange], metadata: Sequence[MetadataChange]) -> Significance:
    if any(map(_adds_note, script.hunks)):
        return Significance(level="correction", disclosed=True, reasons=("a note of correction was added",))
    hunks = [hunk for hunk in script.hunks if not _is_cosmetic(hunk)]
    fields = [change.field for change in metadata]
    if not hunks and not facts:
        return _without_words(script, fields)
    carried = frozenset(tuple(words(move.text)) for move in script.sentence_moves)
    material = max((_material(hunk, carried) for hunk in hunks), default=0)
    reasons = _reasons(script, hunks, facts, material, fields)
    if material < _NEW_MATERIAL and _puts_right(facts):
        if "modified_at" in fields:
            others = [field for field in fields if field != "modified_at"]
            said = (*_reasons(script, hunks, facts, material, others), _ONLY_THE_DATE)
            return Significance(level="correction", disclosed=True, reasons=said)
        return Significance(
            level="correction", disclosed=False, reasons=(*reasons, "nothing says that it was corrected")
        )
    level: SignificanceClass = "update" if facts or material >= _NEW_MATERIAL else "style"
    return Significance(level=level, disclosed=None, reasons=reasons)


def _told_once(facts: Sequence[FactChange]) -> list[FactChange]:
    """Return each change once, however often headline and text say it: where what is counted is named, if anywhere."""
    told: dict[tuple[FactKind, str, str], FactChange] = {}
    for fact in sorted(facts, key=lambda one: not one.context):
        told.setdefault((fact.kind, fact.old, fact.new), fact)
    return list(told.values())


def _adds_note(hunk: Hunk) -> bool:
    if hunk.kind == "equal" or not hunk.new:
        return False
    before = sum(is_correction_note(text) for _, text in paragraphs(hunk, "delete"))
    return sum(is_correction_note(text) for _, text in paragraphs(hunk, "insert")) > before


def _is_cosmetic(hunk: Hunk) -> bool:
    if hunk.kind == "equal":
        return not hunk.moved
    old, new = side(hunk.edits, "delete"), side(hunk.edits, "insert")
    return comparison_view(old) == comparison_view(new) or all(is_update_stamp(text) for text in (old, new) if text)


def _without_words(script: EditScript, fields: Sequence[str]) -> Significance:
    if any(field in ("title", "byline") for field in fields):
        return Significance(level="style", disclosed=None, reasons=_field_reasons(fields))
    if any(hunk.kind != "equal" for hunk in script.hunks):
        what = "only typography, white space or a stamp of the last update changed"
    elif script.old_separators != script.new_separators:
        what = "only white space between paragraphs changed"
    else:
        what = "the text is the same"
    return Significance(level="cosmetic", disclosed=None, reasons=(what, *_field_reasons(fields)))


def _material(hunk: Hunk, carried: Collection[tuple[str, ...]]) -> int:
    """Return how many words a hunk gains or loses in one place at most, beyond what was reworded or carried there."""
    if hunk.kind == "equal":
        return 0
    sides = sides_of(hunk)
    gains = [0]
    for region in sides.regions:
        gone = words(sides.old[region.old_start : region.old_end])
        came = words(sides.new[region.new_start : region.new_end])
        if tuple(gone) not in carried and tuple(came) not in carried:
            gains.append(abs(len(came) - len(gone)))
    return max(gains)


def _puts_right(facts: Sequence[FactChange]) -> bool:
    replaced = all(fact.kind in ("number", "date", "name") and fact.old and fact.new for fact in facts)
    return 0 < len(facts) <= _FEW_FACTS and replaced and not all(map(_is_rising_count, facts))


def _is_rising_count(fact: FactChange) -> bool:
    """Say whether a fact is a count that went up: the event went on, and nobody was wrong."""
    if fact.kind != "number":
        return False
    stated = [figure for text in (fact.old, fact.new) for figure in figures(text)]
    units = {figure.unit for figure in stated}
    if len(stated) != 2 or len(units) > 1 or not (fact.context or units <= MEASURES):
        return False
    amounts = [figure.value.split()[0] for figure in stated]
    return all(map(str.isdecimal, amounts)) and _below(*amounts)


def _below(amount: str, other: str) -> bool:
    """Compare two amounts of any number of digits."""
    return (len(amount), amount) < (len(other), other)


# ---------------------------------------------------------------- reasons

_KIND_NAMES: dict[FactKind, str] = {
    "number": "figure", "date": "date", "quote": "quotation", "name": "name", "negation": "negation", "hedge": "hedge",
}  # fmt: skip
_ONLY_THE_DATE = "the date of modification moved, no note says so"
_FIELD_NAMES = {
    "title": "the headline", "byline": "the byline", "url": "the address",
    "published_at": "the date of publication", "modified_at": "the date of modification",
}  # fmt: skip


def _reasons(
    script: EditScript, hunks: Sequence[Hunk], facts: Sequence[FactChange], material: int, fields: Sequence[str]
) -> tuple[str, ...]:
    kinds = Counter(fact.kind for fact in facts)
    counts = [(kinds[kind], name, "changed") for kind, name in _KIND_NAMES.items()]
    counts += [
        (sum(len(hunk.new) for hunk in hunks if hunk.kind == "added"), "paragraph", "added"),
        (sum(len(hunk.old) for hunk in hunks if hunk.kind == "removed"), "paragraph", "removed"),
        (sum(hunk.moved for hunk in hunks), "passage", "moved"),
        (len(script.sentence_moves), "sentence", "moved"),
    ]
    stated = [f"{_counted(count, name)} {what}" for count, name, what in counts if count]
    if not facts and material < _NEW_MATERIAL:
        stated.append("nothing but wording and order")
    elif not stated:
        stated.append("passages were added to paragraphs or cut from them")
    return (*stated, *_field_reasons(fields))


def _counted(count: int, name: str) -> str:
    return f"1 {name}" if count == 1 else f"{count} {name}s"


def _field_reasons(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{_FIELD_NAMES[field]} changed" for field in fields)
