"""Which of many steps deserve eyes: the first so many by rank, whatever story they are of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from heapq import nsmallest
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
    kept: dict[int, list[tuple[int, ChangeReport, Comparison]]] = {}
    for _, place, step, told, compared in ranked:
        kept.setdefault(place, []).append((step, told, compared))
    return [
        replace(steps[0][1], comparisons=tuple(compared for _, _, compared in sorted(steps, key=itemgetter(0))))
        for steps in kept.values()
    ]
