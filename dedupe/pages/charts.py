"""Small lines: how a text grew, how a figure moved. Geometry alone, in pixels; colours are the style sheet's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EDGE = 3.0  # pixels that a mark needs beyond the middle of its stroke
_MOST_POINTS = 8  # more would be a thick line
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A path with its points, and the ground under it down to nothing, in a box of ``width`` by ``height`` pixels."""

    width: int
    height: int
    path: str
    ground: str
    points: tuple[tuple[str, str], ...]


def amount(words: str) -> float | None:
    """Return the one amount that a figure states, None for ranges, names of numbers and what is no figure.

    >>> amount("48 million"), amount("Three"), amount("25 to 35"), amount("Tuesday")
    (48000000.0, 3.0, None, None)
    """
    from dedupe.changes.figures import figures

    found = figures(words)
    if len(found) != 1 or "–" in found[0].value:
        return None
    told = _AMOUNT.match(found[0].value)
    return float(told[0]) if told else None


def growth(sizes: Sequence[int], *, width: int = 96, height: int = 24) -> Chart | None:
    """Return the line of a story's lengths from nothing up, None for fewer than two."""
    if len(sizes) < 2:
        return None
    across = _scale(range(len(sizes)), width)
    highest = max(sizes) or 1
    up = [height - _EDGE - (height - 2 * _EDGE) * size / highest for size in sizes]
    points = tuple((_number(x), _number(y)) for x, y in zip(across, up, strict=True))
    path = "M" + "L".join(f"{x} {y}" for x, y in points)
    return Chart(
        width=width, height=height, path=path, ground=_ground(path, width, height), points=(points[0], points[-1])
    )


def steps(
    places: Sequence[int], amounts: Sequence[float], last: int, *, width: int = 84, height: int = 28
) -> Chart | None:
    """Return the stairs of a figure: it has ``amounts[0]`` until the version ``places[0]`` gives it ``amounts[1]``.

    Every version is a tread, all of one width; versions count from 1 to ``last``, heights from nothing: a step looks as large as it is. None where there is nothing to
    step between.
    """
    if len(amounts) != len(places) + 1 or len(set(amounts)) < 2 or last < 2:
        return None
    high = max(amounts)
    up = [height - _EDGE - (height - 2 * _EDGE) * value / high for value in amounts]
    across = [_EDGE + (width - 2 * _EDGE) * (place - 1) / last for place in places]
    path = f"M{_number(_EDGE)} {_number(up[0])}"
    for x, y in zip(across, up[1:], strict=True):
        path += f"H{_number(x)}V{_number(y)}"
    path += f"H{_number(width - _EDGE)}"
    points = tuple((_number(x), _number(y)) for x, y in zip(across, up[1:], strict=True))
    points = points if len(points) <= _MOST_POINTS else points[-1:]
    return Chart(width=width, height=height, path=path, ground=_ground(path, width, height), points=points)


def _scale(values: Sequence[int], width: int) -> list[float]:
    return [_EDGE + (width - 2 * _EDGE) * value / (len(values) - 1) for value in values]


def _ground(path: str, width: int, height: int) -> str:
    return f"{path}L{_number(width - _EDGE)} {height}H{_number(_EDGE)}Z"


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
