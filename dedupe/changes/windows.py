"""Two long sequences -> windows small enough to be compared exactly, cut where both are surely the same.

Anchors are runs of units that stand once in each sequence; of those the longest chain in the order of both
is kept, as patience diff does. Long runs are tried first, since a short one may be shared by chance. Where
nothing is an anchor, as in a text that repeats itself, both are cut at the same share of their way. Every
unit is looked at a fixed number of times, so the work grows with the length alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

_RUNS = (8, 4, 2, 1)  # units
_SAMPLE = 20_000  # places of a window at which runs are looked for, about
_DEEPEST = 4  # times that a window is cut at anchors again


class Window(NamedTuple):
    """Units ``old_start:old_end`` of one sequence against ``new_start:new_end`` of the other."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


Fits = Callable[[int, int], bool]
"""Whether so many old units may be compared with so many new ones."""


def windows(old: str, new: str, whole: Window, fits: Fits, depth: int = 0) -> Iterator[Window]:
    """Yield windows that fit and together cover a window of two strings of one character a unit, in order."""
    if fits(whole.old_end - whole.old_start, whole.new_end - whole.new_start):
        yield whole
        return
    places = _anchors(old, new, whole) if depth < _DEEPEST else []
    if not places:
        yield from _in_proportion(whole, fits)
        return
    i, j = whole.old_start, whole.new_start
    last = i, j
    for place in [*places, (whole.old_end, whole.new_end)]:
        if not fits(place[0] - i, place[1] - j):
            # As few cuts as there must be: the last place before it was too much.
            if last != (i, j):
                yield Window(i, last[0], j, last[1])
            i, j = last
            if not fits(place[0] - i, place[1] - j):
                yield from windows(old, new, Window(i, place[0], j, place[1]), fits, depth + 1)
                i, j = place
        last = place
    if last != (i, j):
        yield Window(i, last[0], j, last[1])


def _in_proportion(whole: Window, fits: Fits) -> Iterator[Window]:
    old, new = whole.old_end - whole.old_start, whole.new_end - whole.new_start
    parts = 1
    while not fits(-(-old // parts), -(-new // parts)):
        parts *= 2
    olds = [whole.old_start + old * part // parts for part in range(parts + 1)]
    news = [whole.new_start + new * part // parts for part in range(parts + 1)]
    for part in range(parts):
        yield Window(olds[part], olds[part + 1], news[part], news[part + 1])


def _anchors(old: str, new: str, whole: Window) -> list[tuple[int, int]]:
    """Return places inside a window where the same begins in both, ascending on both sides."""
    before, after = old[whole.old_start : whole.old_end], new[whole.new_start : whole.new_end]
    step = 1 + max(len(before), len(after)) // _SAMPLE
    for length in _RUNS:
        left, right = _once(before, length, step), _once(after, length, step)
        found = sorted((place, right[run]) for run, place in left.items() if run in right)
        chain = _longest_chain(found)
        if chain and chain != [(0, 0)]:
            return [(whole.old_start + i, whole.new_start + j) for i, j in chain if i or j]
    return []


def _once(codes: str, length: int, step: int) -> dict[str, int]:
    """Return the runs that stand once among those looked at, and where; which those are is in the runs themselves."""
    places: Sequence[int] = range(len(codes) - length + 1)
    if step > 1:
        places = list(compress(places, [not ord(code) % step for code in codes]))
    runs = [codes[place : place + length] for place in places]
    last = dict(zip(runs, places, strict=True))
    first = dict(zip(reversed(runs), reversed(places), strict=True))
    return {run: place for run, place in first.items() if last[run] == place}


def _longest_chain(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs, in the order of their first members, whose second members rise."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        rank = bisect_left(tails, j)
        before.append(at[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [j]
        at[rank : rank + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = at[-1] if at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
