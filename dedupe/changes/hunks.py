"""The order of hunks, and the two sides that the edits of a hunk spell out.

Hunks stand in reading order of the new text. What was removed stands where it stood: after the hunk of
the nearest paragraph before it that survived unmoved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from itertools import chain, groupby
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

    def place(hunk: H) -> tuple[int, int, int]:
        if hunk.new:
            return hunk.new[0], 0, 0
        before = bisect_left(survivors, (hunk.old[0], -1)) - 1
        return (survivors[before][1] if before >= 0 else -1), 1, hunk.old[0]

    return sorted(listed, key=place)


def joined_runs(outlines: Iterable[Outline]) -> list[Outline]:
    """Join neighbouring outlines whose equal, added or removed paragraphs follow one another."""
    joined: list[Outline] = []
    for _, members in groupby(enumerate(outlines), _run):
        run = [outline for _, outline in members]
        joined.append(run[0] if len(run) == 1 else _joined(run))
    return joined


def _run(placed: tuple[int, Outline]) -> Hashable:
    """Return what the outlines of one run share: their kind, and how far their numbers are ahead of their places."""
    at, (kind, old, new, moved) = placed
    return (kind, moved, old and old[0] - at, new and new[0] - at) if kind in _RUNS else at


def _joined(run: Sequence[Outline]) -> Outline:
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
