"""A hunk as two texts and the regions in which they differ, so that facts can be followed across.

A position in the one text has an image in the other: itself where the texts agree, the whole of the
region where they do not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from dedupe.changes.hunks import side
from dedupe.records import Hunk

_REACH = 60  # characters around a region in which everything that it can touch lies, and what that counts
_WORD = 30  # characters that a span is widened by at most so as to begin and end between words


@dataclass(frozen=True, slots=True)
class Region:
    """Characters ``old_start:old_end`` became ``new_start:new_end``; one of the two may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def inverse(self) -> Region:
        """Return the region as seen from the new text."""
        return Region(self.new_start, self.new_end, self.old_start, self.old_end)


@dataclass(frozen=True, slots=True)
class Sides:
    """The old and the new text of a hunk and the regions that differ, ascending."""

    old: str
    new: str
    regions: tuple[Region, ...]

    def inverse(self) -> Sides:
        """Return the same as seen from the new text."""
        return Sides(self.new, self.old, tuple(region.inverse() for region in self.regions))

    def touched(self, start: int, end: int) -> tuple[Region, ...]:
        """Return the regions that change any of the old characters ``start:end``, or add some between them."""
        first = bisect_left(self.regions, start, key=lambda region: region.old_end)
        last = bisect_right(self.regions, end, key=lambda region: region.old_start)
        return tuple(
            region for region in self.regions[first:last]
            if region.old_start < end and (region.old_end > start or region.old_start > start)
        )  # fmt: skip

    def borders(self, start: int, end: int) -> bool:
        """Say whether a region changes any of the old characters ``start:end``, or ends or begins beside them."""
        first = bisect_left(self.regions, start, key=lambda region: region.old_end)
        return first < len(self.regions) and self.regions[first].old_start <= end

    def image(self, start: int, end: int) -> tuple[int, int]:
        """Return where the old characters ``start:end`` went in the new text."""
        regions = self.touched(start, end)
        offset = self._offset(start)
        if not regions:
            return start + offset, end + offset
        first, last = regions[0], regions[-1]
        return (
            first.new_start if first.old_start <= start else start + offset,
            last.new_end if last.old_end >= end else end + last.new_end - last.old_end,
        )

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the old text that lie around its regions: all that a reader for facts must read of it."""
        start = end = -1
        for region in self.regions:
            first = self._before(region.old_start - _REACH)
            if start < 0 or first > end:
                if start >= 0:
                    yield start, end
                start = first
            end = max(end, self._after(region.old_end + _REACH))
        if start >= 0:
            yield start, end

    def _before(self, position: int) -> int:
        """Return where the word begins that ends at a position or holds it."""
        if position <= 0:
            return 0
        space = self.old.rfind(" ", max(0, position - _WORD), position)
        return position if space < 0 else space + 1

    def _after(self, position: int) -> int:
        """Return where the word ends that begins at a position or holds it."""
        space = self.old.find(" ", position, position + _WORD)
        return min(position if space < 0 else space, len(self.old))

    def _offset(self, position: int) -> int:
        after = bisect_right(self.regions, position, key=lambda region: region.old_end)
        return self.regions[after - 1].new_end - self.regions[after - 1].old_end if after else 0


def sides_of(hunk: Hunk) -> Sides:
    """Return a hunk's two texts with their regions."""
    return Sides(side(hunk.edits, "delete"), side(hunk.edits, "insert"), tuple(_regions(hunk)))


def _regions(hunk: Hunk) -> Iterator[Region]:
    i = j = 0
    start = (0, 0)
    for edit in hunk.edits:
        if edit.op == "equal":
            if start != (i, j):
                yield Region(start[0], i, start[1], j)
            i, j = i + len(edit.text), j + len(edit.text)
            start = (i, j)
        elif edit.op == "delete":
            i += len(edit.text)
        else:
            j += len(edit.text)
    if start != (i, j):
        yield Region(start[0], i, start[1], j)
