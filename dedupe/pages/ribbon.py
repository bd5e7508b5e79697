"""A comparison drawn: the paragraphs of the old text above, those of the new below, ribbons from which became which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dedupe.records import EditScript, Hunk
from dedupe.reports import wording
from dedupe.reports.passages import is_typography, is_unchanged, new_side, old_side

_WIDTH, _HEIGHT, _BAR = 960, 88, 14
_GAP = 2.0
_THINNEST = 2.0
_MOST = 240  # hunks: more would be a grey band


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A hunk: its kind for the style sheet, what it is called, its bars above and below, and the ribbon between them."""

    hunk: int
    kind: str
    label: str
    bars: tuple[tuple[str, str, int], ...]
    ribbon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """The picture, in a box of ``width`` by ``height`` with bars ``bar`` high."""

    width: int
    height: int
    bar: int
    bands: tuple[Band, ...]


def ribbon(script: EditScript) -> Ribbon | None:
    """Return the picture; None where nothing changed, or where there is too much to see anything."""
    if len(script.hunks) > _MOST or all(map(is_unchanged, script.hunks)):
        return None
    above = _layout(script.hunks, old=True)
    below = _layout(script.hunks, old=False)
    bands = tuple(
        _band(number, hunk, above.get(number, []), below.get(number, [])) for number, hunk in enumerate(script.hunks)
    )
    return Ribbon(width=_WIDTH, height=_HEIGHT, bar=_BAR, bands=bands)


def drawn_as(hunk: Hunk) -> str:
    """Return what a hunk is to the eye: unchanged, typography, moved, or its kind."""
    if is_unchanged(hunk):
        return "unchanged"
    if is_typography(hunk) and not hunk.moved:
        return "typography"
    return "moved" if hunk.moved else hunk.kind


def _layout(hunks: Sequence[Hunk], *, old: bool) -> dict[int, list[tuple[float, float]]]:
    """Return for each hunk where its runs of paragraphs begin and how wide they are, by the length of the text."""
    spans = sorted(
        (run[0], len(run) / len(places) * max(len((old_side if old else new_side)(hunk.edits)), 1), number)
        for number, hunk in enumerate(hunks)
        if (places := hunk.old if old else hunk.new)
        for run in _runs(places)
    )
    total = sum(length for _, length, _ in spans) or 1
    room = _WIDTH - len(spans) * (_GAP + _THINNEST)
    placed: dict[int, list[tuple[float, float]]] = {}
    x = 0.0
    for _, length, number in spans:
        width = _THINNEST + room * length / total
        placed.setdefault(number, []).append((x, width))
        x += width + _GAP
    return placed


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _band(number: int, hunk: Hunk, above: list[tuple[float, float]], below: list[tuple[float, float]]) -> Band:
    bars = [(f"{x:.1f}", f"{width:.1f}", 0) for x, width in above]
    bars += [(f"{x:.1f}", f"{width:.1f}", _HEIGHT - _BAR) for x, width in below]
    return Band(
        hunk=number,
        kind=drawn_as(hunk),
        label=wording.hunk_label(hunk),
        bars=tuple(bars),
        ribbon="".join(_ribbon(one, other) for one in above for other in below),
    )


def _ribbon(above: tuple[float, float], below: tuple[float, float]) -> str:
    top, bottom, middle = _BAR, _HEIGHT - _BAR, _HEIGHT // 2
    (a, wide), (b, broad) = above, below
    return (
        f"M{a:.1f} {top}C{a:.1f} {middle} {b:.1f} {middle} {b:.1f} {bottom}H{b + broad:.1f}"
        f"C{b + broad:.1f} {middle} {a + wide:.1f} {middle} {a + wide:.1f} {top}Z"
    )
