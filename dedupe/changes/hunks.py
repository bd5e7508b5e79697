"""The order of hunks, and the two sides that the edits of a hunk spell out.

Hunks stand in reading order of the new text. What was removed stands where it stood: after the hunk of
the nearest paragraph before it that survived unmoved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple, TypeVar

from dedupe.records import Edit, EditOp, Hunk, HunkKind

BLANK_LINE = "\n\n"
"""What stands between two paragraphs of one side of a hunk."""

_RUNS = frozenset({"equal", "added", "removed"})


class Outline(NamedTuple):
    """A hunk without its edits: there may be one for each of a hundred thousand paragraphs before runs are joined."""

    kind: HunkKind
    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


H = TypeVar("H", Outline, Hunk)


def in_reading_order(hunks: Iterable[H]) -> list[H]:
    """Return the hunks in the order in which scripts list them."""
    listed = list(hunks)
    survivors = sorted((number, hunk.new[0]) for hunk in listed if hunk.new and not hunk.moved for number in hunk.old)
    numbers, places = [number for number, _ in survivors], [place for _, place in survivors]

    def place(hunk: H) -> tuple[int, int]:
        if hunk.new:
            return hunk.new[0], -1
        before = bisect_left(numbers, hunk.old[0])
        return (places[before - 1] if before else -1), hunk.old[0]

    return sorted(listed, key=place)


def joined_runs(outlines: Iterable[Outline]) -> list[Outline]:
    """Join neighbouring outlines whose equal, added or removed paragraphs follow one another."""
    joined: list[Outline] = []
    run: list[Outline] = []
    for outline in outlines:
        if run and not _follows(run[-1], outline):
            joined.append(_joined(run))
            run = []
        run.append(outline)
    return [*joined, _joined(run)] if run else joined


def _follows(before: Outline, after: Outline) -> bool:
    """Say whether an outline goes on where one of the same kind ends, each of a paragraph a side."""
    kind, old, new, moved = before
    if after.kind != kind or after.moved != moved or kind not in _RUNS:
        return False
    return (not old or after.old[0] == old[0] + 1) and (not new or after.new[0] == new[0] + 1)


def _joined(run: Sequence[Outline]) -> Outline:
    if len(run) == 1:
        return run[0]
    kind, _, _, moved = run[0]
    return Outline(kind, tuple(chain(*(one.old for one in run))), tuple(chain(*(one.new for one in run))), moved)


def side(edits: Iterable[Edit], op: EditOp) -> str:
    """Return the old side of edits (op "delete") or the new one (op "insert"), as text.

    >>> side((Edit("equal", "At least "), Edit("delete", "227"), Edit("insert", "249")), "insert")
    'At least 249'
    """
    return "".join(edit.text for edit in edits if edit.op in ("equal", op))


def paragraphs(hunk: Hunk, op: EditOp) -> list[tuple[int, str]]:
    """Return the numbered paragraphs of a hunk's old side (op "delete") or new side (op "insert").

    A hunk whose edits do not hold as many paragraphs as it has numbers raises ValueError.
    """
    numbers = hunk.old if op == "delete" else hunk.new
    texts = side(hunk.edits, op).split(BLANK_LINE) if numbers else []
    return list(zip(numbers, texts, strict=True))
