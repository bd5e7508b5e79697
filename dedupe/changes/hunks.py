"""The order of hunks, and the two sides that the edits of a hunk spell out.

Hunks stand in reading order of the new text. What was removed stands where it stood: after the hunk of
the nearest paragraph before it that survived unmoved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from dedupe.records import Edit, EditOp, Hunk

BLANK_LINE = "\n\n"
"""What stands between two paragraphs of one side of a hunk."""

_RUNS = frozenset({"equal", "added", "removed"})


def in_reading_order(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Return the hunks in the order in which scripts list them."""
    listed = list(hunks)
    survivors = sorted((number, hunk.new[0]) for hunk in listed if hunk.new and not hunk.moved for number in hunk.old)

    def place(hunk: Hunk) -> tuple[int, int, int]:
        if hunk.new:
            return hunk.new[0], 0, 0
        before = bisect_left(survivors, (hunk.old[0], -1)) - 1
        return (survivors[before][1] if before >= 0 else -1), 1, hunk.old[0]

    return sorted(listed, key=place)


def joined_runs(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Join neighbouring hunks without edits yet whose equal, added or removed paragraphs follow one another."""
    runs: list[list[Hunk]] = []
    for hunk in hunks:
        if runs and _continues(runs[-1][-1], hunk):
            runs[-1].append(hunk)
        else:
            runs.append([hunk])
    return [_joined(run) if len(run) > 1 else run[0] for run in runs]


def _continues(before: Hunk, after: Hunk) -> bool:
    return (
        before.kind == after.kind
        and before.kind in _RUNS
        and before.moved == after.moved
        and _follow(before.old, after.old)
        and _follow(before.new, after.new)
    )


def _follow(before: Sequence[int], after: Sequence[int]) -> bool:
    return (not before and not after) or (bool(before) and bool(after) and before[-1] + 1 == after[0])


def _joined(run: Sequence[Hunk]) -> Hunk:
    return Hunk(
        kind=run[0].kind,
        old=tuple(number for hunk in run for number in hunk.old),
        new=tuple(number for hunk in run for number in hunk.new),
        moved=run[0].moved,
        edits=(),
    )


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
