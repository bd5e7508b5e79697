"""Talk on stderr while work goes on: a bar where stderr is a terminal, and one line for each rejection."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from dedupe.records import Rejection
from dedupe.reports.safe import one_line

_BAR_CELLS = 24
_PAUSE = 0.1  # seconds between two drawings; more often is not seen and slows terminals down
_CLEAR_LINE = "\r\x1b[K"


class Talk:
    """Follows the steps of the pipeline (its ``Progress``), and tells what was rejected."""

    def __init__(self, *, is_terminal: bool) -> None:
        self._is_terminal = is_terminal
        self._step, self._unit = "", ""
        self._total: int | None = None
        self._done = 0
        self._started = self._drawn = 0.0

    def start(self, step: str, total: int | None, unit: str) -> None:
        """Begin a step of ``total`` units of work, None where nobody knows how many."""
        self._step, self._total, self._unit, self._done = step, total, unit, 0
        self._started = time.monotonic()
        self._draw()

    def advance(self, amount: int) -> None:
        """Say that so much more is done."""
        self._done += amount
        if time.monotonic() - self._drawn > _PAUSE:
            self._draw()

    def finish(self) -> None:
        """End the step; its bar goes away."""
        self._say(_CLEAR_LINE)

    def reject(self, rejection: Rejection) -> None:
        """Print a line for a record that could not be read."""
        self._say(_CLEAR_LINE)
        click.echo(one_line(str(rejection)), err=True)

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        line = drawing(self._step, self._done, self._total, self._unit, self._drawn - self._started)
        self._say(_CLEAR_LINE + line)

    def _say(self, text: str) -> None:
        if self._is_terminal:
            click.echo(text, nl=False, err=True, color=True)


def drawing(step: str, done: int, total: int | None, unit: str, seconds: float) -> str:
    """Return one line for a step after so many seconds: a bar, how much is done, the rate, what remains.

    >>> drawing("reading", 250, 1000, "articles", 2.0)
    'reading    [######------------------] 250 of 1,000 articles, 125/s, 6 s left'
    >>> drawing("reading", 2_500_000, None, "bytes", 2.0)
    'reading    2.5 MB, 1.2 MB/s'
    """
    rate = done / seconds if seconds > 0 else 0.0
    speed = f", {_amount(rate, unit)}/s" if rate >= 1 else ""
    if not total:
        return f"{step:<10} {_amount(done, unit)}{_name(unit)}{speed}"
    filled = min(_BAR_CELLS * done // total, _BAR_CELLS)
    bar = "#" * filled + "-" * (_BAR_CELLS - filled)
    left = f", {_duration((total - done) / rate)} left" if rate and done < total else ""
    return f"{step:<10} [{bar}] {_amount(done, unit)} of {_amount(total, unit)}{_name(unit)}{speed}{left}"


def _amount(count: float, unit: str) -> str:
    return f"{count / 1e6:,.1f} MB" if unit == "bytes" else f"{count:,.0f}"


def _name(unit: str) -> str:
    return "" if unit == "bytes" else f" {unit}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


@contextmanager
def talk() -> Iterator[Talk]:
    """Talk on stderr for the length of a block; whatever ends it, no half-drawn bar stays."""
    talking = Talk(is_terminal=sys.stderr.isatty())
    try:
        yield talking
    finally:
        talking.finish()
