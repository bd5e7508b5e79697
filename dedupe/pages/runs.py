"""Edits as a page marks them: runs of one kind, cut where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dedupe.records import Edit, EditOp, Hunk
from dedupe.reports.passages import PARAGRAPH_BREAK, Piece, PieceKind, paragraphs

_BREAK = re.compile(f"({PARAGRAPH_BREAK})")
_WHOLE = ("equal", "added", "removed")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are equal, inserted or deleted, or a gap.

    ``is_break`` where it is the end of a paragraph inside a hunk, ``is_space`` where it is white space beside words of the
    same edit: underlined or struck out it would only distract.
    """

    op: PieceKind
    text: str
    is_break: bool = False
    is_space: bool = False


Line = tuple[Run, ...]


def inline(hunk: Hunk) -> tuple[Line, ...]:
    """Return the lines of a hunk: joined by blank lines, their runs are its edits to the letter."""
    if hunk.kind in _WHOLE:
        op = hunk.edits[0].op if hunk.edits else "equal"
        return tuple((Run(op, text),) for text in paragraphs(hunk))
    return (tuple(runs(hunk.edits)),)


def runs(edits: Iterable[Edit]) -> Iterator[Run]:
    """Yield the edits, the ends of paragraphs and white space at the ends of an edit apart."""
    for edit in edits:
        for text in filter(None, _BREAK.split(edit.text)):
            if text == PARAGRAPH_BREAK:
                yield Run(edit.op, text, is_break=True)
            elif edit.op == "equal" or not text.strip():
                yield Run(edit.op, text)
            else:
                yield from _words(edit.op, text)


def _words(op: EditOp, text: str) -> Iterator[Run]:
    words = text.strip()
    before, _, after = text.partition(words)
    shown = (Run(op, before, is_space=True), Run(op, words), Run(op, after, is_space=True))
    yield from (run for run in shown if run.text)


def side(line: Line, op: EditOp) -> Line:
    """Return what stood on the old side (op "delete") or stands on the new one (op "insert")."""
    return tuple(run for run in line if run.op in ("equal", op))


def pieces(shown: Iterable[Piece]) -> Line:
    """Return the pieces of a passage as a line."""
    return tuple(Run(piece.kind, piece.text) for piece in shown)
