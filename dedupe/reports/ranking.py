"""Which of many steps deserve eyes: the first so many by rank, whatever story they are of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from heapq import nsmallest
from itertools import groupby
from operator import itemgetter

from dedupe.records import ChangeReport, Comparison


def most_deserving(reports: Iterable[ChangeReport], most: int) -> list[ChangeReport]:
    """Return the reports with only the ``most`` steps that deserve eyes most, those first; of equals, those told first.

    A report that keeps several steps stands where its first one ranks, its steps oldest first; a rank of 0 deserves none.
    """
    ranked = nsmallest(
        most,
        (
            (-compared.changes.significance.attention, place, step, told, compared)
            for place, told in enumerate(reports)
            for step, compared in enumerate(told.comparisons)
            if compared.changes.significance.attention
        ),
        key=itemgetter(0, 1, 2),
    )
    first = {place: number for number, (_, place, *_) in reversed(list(enumerate(ranked)))}
    in_order = sorted(ranked, key=lambda one: (first[one[1]], one[2]))
    return [
        _with(steps) for _, steps in groupby(((one[3], one[4]) for one in in_order), key=lambda one: one[0].story.id)
    ]


def _with(steps: Iterable[tuple[ChangeReport, Comparison]]) -> ChangeReport:
    kept = list(steps)
    return replace(kept[0][0], comparisons=tuple(compared for _, compared in kept))
