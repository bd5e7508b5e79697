"""How much changed, counted once for every face, and the same counts in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dedupe.records import Changes, FactKind
from dedupe.reports.passages import is_typography

FACTS: dict[FactKind, tuple[str, str]] = {
    "number": ("figure", "figures"),
    "date": ("date", "dates"),
    "quote": ("quote", "quotes"),
    "name": ("name", "names"),
    "negation": ("negation", "negations"),
    "hedge": ("hedge", "hedges"),
}
"""The kinds of fact as people call them: one, and several; in the order in which they are shown."""

FIELDS: dict[str, str] = {
    "title": "headline",
    "byline": "byline",
    "source": "source",
    "url": "address",
    "published_at": "date published",
    "modified_at": "date modified",
    "language": "language",
}
"""The fields of an article as people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of what changed, in paragraphs (a split counts the one it splits, a merge those it merges).

    A paragraph that was changed and moved counts in both; ``typography`` are not counted as changed.
    """

    facts: tuple[tuple[FactKind, int], ...] = ()
    fields: tuple[str, ...] = ()
    changed: int = 0
    typography: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0
    split: int = 0
    merged: int = 0
    unchanged: int = 0


def tally(changes: Changes) -> Tally:
    """Count what changed between two articles."""
    hunks = changes.script.hunks
    quiet = sum(map(is_typography, hunks))
    return Tally(
        facts=tuple((kind, count) for kind in FACTS if (count := _replaced(changes, kind))),
        fields=tuple(change.field for change in changes.metadata),
        changed=sum(hunk.kind == "changed" for hunk in hunks) - quiet,
        typography=quiet,
        added=sum(len(hunk.new) for hunk in hunks if hunk.kind == "added"),
        removed=sum(len(hunk.old) for hunk in hunks if hunk.kind == "removed"),
        moved=sum(len(hunk.old) for hunk in hunks if hunk.moved),
        split=sum(len(hunk.old) for hunk in hunks if hunk.kind == "split"),
        merged=sum(len(hunk.old) for hunk in hunks if hunk.kind == "merged"),
        unchanged=sum(len(hunk.old) for hunk in hunks if hunk.kind == "equal" and not hunk.moved),
    )


def _replaced(changes: Changes, kind: FactKind) -> int:
    """Count the facts of a kind that took the place of others; what headline and text both say is one."""
    return len({(fact.old, fact.new) for fact in changes.facts if fact.kind == kind and fact.old and fact.new})


def in_words(counts: Tally) -> str:
    """Return the counts as a phrase, nothing where nothing changed.

    >>> in_words(Tally(facts=(("number", 2),), fields=("title",), changed=3, added=1, moved=1))
    'headline and 2 figures changed; 3 paragraphs changed, 1 added, 1 moved'
    """
    return "; ".join(part for part in (_particulars(counts), _paragraphs(counts)) if part)


def _particulars(counts: Tally) -> str:
    named = [FIELDS.get(field, field) for field in counts.fields]
    named += [counted(count, *FACTS[kind]) for kind, count in counts.facts]
    return f"{listed(named)} changed" if named else ""


def _paragraphs(counts: Tally) -> str:
    parts = [(count, what) for count, what in _by_kind(counts) if count]
    if not parts:
        return ""
    (count, what), *others = parts
    return ", ".join(
        [f"{counted(count, 'paragraph', 'paragraphs')} {what}", *(f"{count:,} {what}" for count, what in others)]
    )


def _by_kind(counts: Tally) -> Iterator[tuple[int, str]]:
    for what in ("changed", "added", "removed", "moved", "split", "merged"):
        yield getattr(counts, what), what
    yield counts.typography, "changed in typography only"


def counted(count: int, one: str, several: str) -> str:
    """Return ``1 figure``, ``2 figures``, ``1,000 figures``."""
    return f"{count:,} {one if count == 1 else several}"


def listed(names: list[str]) -> str:
    """Return ``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
