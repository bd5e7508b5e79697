"""How much each passage changed, a bar of words for each: ``git diff --stat`` for a text.

::

    headline    |  2 +-
    ¶ 4 changed | 14 ++++++++------
    ¶ 7 added   | 31 +++++++++++++++++++++++++++++++
      39 words put in, 8 taken out
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dedupe.records import Between, Comparison, Edit, EditOp
from dedupe.reports import wording
from dedupe.reports.layout import Screen, Span, cells, pad
from dedupe.reports.passages import is_unchanged
from dedupe.reports.tally import FIELDS, counted
from dedupe.reports.terminal import sides
from dedupe.text.tokens import words

_NARROWEST = 8  # cells of the longest bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How many words were put into a passage and taken out of it; none where it only moved."""

    label: str
    put_in: int
    taken_out: int


def amounts(compared: Comparison) -> list[Amount]:
    """Return the amounts of headline and byline, where they were compared word by word, then of each hunk that changed."""
    fields = ((FIELDS.get(one.field, one.field), one.edits) for one in compared.changes.metadata if one.edits)
    hunks = ((wording.hunk_label(one), one.edits) for one in compared.changes.script.hunks if not is_unchanged(one))
    return [
        Amount(label=label, put_in=_words(edits, "insert"), taken_out=_words(edits, "delete"))
        for label, edits in (*fields, *hunks)
    ]


def _words(edits: Iterable[Edit], op: EditOp) -> int:
    return sum(len(words(edit.text)) for edit in edits if edit.op == op)


def stat(compared: Comparison, screen: Screen, indent: str = "  ") -> Iterator[str]:
    """Yield a line for each passage that changed, its bar as long as its words, and one for all; nothing where none changed."""
    found = amounts(compared)
    if not found:
        return
    most = max(one.put_in + one.taken_out for one in found)
    label, figure = max(cells(one.label) for one in found), len(f"{most:,}")
    room = max(screen.width - len(indent) - label - figure - len(" |  "), _NARROWEST)
    for one in found:
        before = f"{indent}{pad(one.label, label)} | {one.put_in + one.taken_out:>{figure},} "
        bars = (_bar("+", one.put_in, most, room), _bar("-", one.taken_out, most, room))
        yield screen.paint([Span(before), Span(bars[0], "new"), Span(bars[1], "old")])
    put_in, taken_out = sum(one.put_in for one in found), sum(one.taken_out for one in found)
    yield f"{indent}  {counted(put_in, 'word', 'words')} put in, {taken_out:,} taken out"


def _bar(sign: str, count: int, most: int, room: int) -> str:
    """A sign a word, fewer where the longest bar would not fit; one at least where there is any word."""
    return sign * (count if most < room else -(-count * (room - 1) // most))


def comparison(compared: Comparison, screen: Screen, between: Between | None = None) -> Iterator[str]:
    """Yield how much changed between two articles, below the lines that name them; which versions they are, if any."""
    yield from sides(compared, screen, between)
    yield from stat(compared, screen)
