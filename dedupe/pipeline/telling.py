"""What a page tells of a story beyond its report: versions that are no neighbours, and where the latest text comes from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from dedupe.pipeline.between import between
from dedupe.pipeline.blaming import blame
from dedupe.records import ChangeReport, Comparison
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.pages import Told
    from dedupe.store import Store

_ALL_PAIRS = 8  # versions up to which each is compared with each: 21 pages more
_ENDS = 50  # versions of a longer story that are compared with its first and its latest, spread evenly


def tell(store: Store, report: ChangeReport, settings: Settings, *, with_others: bool = True) -> Told:
    """Return a report with all that its pages show, ``with_others`` also what pages of a site compare. Raises StoreDamaged."""
    from dedupe.pages import Told

    latest = report.story.revisions[-1]
    if latest.number == 1:
        return Told(report=report)

    def compared(first: int, last: int) -> Comparison:
        return between(store, report.story, first, last, settings)

    return Told(
        report=report,
        overall=compared(1, latest.number) if latest.number > 2 else None,
        blamed=blame(store, latest.article.hash, settings),
        others=tuple(compared(*two) for two in others(latest.number)) if with_others else (),
    )


def others(versions: int) -> Iterator[tuple[int, int]]:
    """Yield which versions a site compares that are no neighbours, nor the first and the last.

    Of a short story any two; of a long one the first and the latest with up to fifty others, or pages would grow as the square of
    its length.

    >>> list(others(4)), len(list(others(300)))
    ([(1, 3), (2, 4)], 98)
    """
    if versions <= _ALL_PAIRS:
        yield from (
            two for two in combinations(range(1, versions + 1), 2) if two[1] - two[0] > 1 and two != (1, versions)
        )
        return
    apart = -(-versions // _ENDS)
    for number in range(1 + apart, versions, apart):
        if number > 2:
            yield 1, number
        if number < versions - 1:
            yield number, versions
