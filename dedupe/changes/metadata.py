"""Changes of the metadata: headline, byline, address and dates.

A headline is what trackers' users watch most, so what it says is read like a paragraph: word edits, and facts.
Where a step leads to another publisher, only its headline is told beside that of the one before: another address, byline
or date there is no change. Nor is a headline, an address or a date that one of two records merely lacks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dedupe.changes.facts import fact_changes
from dedupe.changes.words import word_edits
from dedupe.records import Article, EditScript, FactChange, Hunk, MetadataChange
from dedupe.settings import ChangeSettings

FIELDS = ("title", "byline", "url", "published_at", "modified_at")
_PROSE = frozenset({"title", "byline"})
_DEFAULT = ChangeSettings()


def metadata_changes(old: Article, new: Article, settings: ChangeSettings = _DEFAULT) -> tuple[MetadataChange, ...]:
    """Return the fields that changed, in the order of FIELDS, what people wrote with its word edits.

    >>> (change,) = metadata_changes(Article(key="a", text="", title="12 lost"), Article(key="b", text="", title="9 lost"))
    >>> [(edit.op, edit.text) for edit in change.edits]
    [('delete', '12'), ('insert', '9'), ('equal', ' lost')]
    """
    pairs = ((field, getattr(old, field), getattr(new, field)) for field in FIELDS)
    elsewhere = old.source is not None and new.source is not None and old.source != new.source
    return tuple(
        _change(field, before, after, settings)
        for field, before, after in pairs
        if before != after and _is_told(field, before, after, elsewhere=elsewhere)
    )


def _is_told(field: str, old: str | None, new: str | None, *, elsewhere: bool) -> bool:
    if elsewhere and field != "title":
        return False
    # A byline that came or went is a change, and so is a date of modification that came; what else is missing on one
    # side tells of the record alone.
    return None not in (old, new) or field == "byline" or (field == "modified_at" and new is not None)


def _change(field: str, old: str | None, new: str | None, settings: ChangeSettings) -> MetadataChange:
    edits = word_edits(old, new, settings).edits if field in _PROSE and old and new else ()
    return MetadataChange(field=field, old=old, new=new, edits=edits)


def headline_facts(metadata: Iterable[MetadataChange]) -> tuple[FactChange, ...]:
    """Return the facts that changed in the headline, in its order; none where one side has no headline."""
    return tuple(
        replace(fact, hunk=None)
        for change in metadata
        if change.field == "title" and change.edits
        for fact in fact_changes(_as_script(change))
    )


def _as_script(change: MetadataChange) -> EditScript:
    hunk = Hunk(kind="changed", old=(0,), new=(0,), edits=change.edits)
    return EditScript(hunks=(hunk,), old_separators=("", ""), new_separators=("", ""))
