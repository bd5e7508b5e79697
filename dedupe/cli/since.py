"""``--since DATE``: only what changed from then on, by the time of the newer side of each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import click

from dedupe.reading.dates import read_date
from dedupe.records import ChangeReport
from dedupe.reports.tally import counted
from dedupe.reports.wording import time_of

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Since:
    """A day or a time in UTC, and how many steps without a date were left out for it so far."""

    date: str
    undated: int = 0

    def steps(self, report: ChangeReport) -> ChangeReport:
        """Return the report with the steps since then only; those without a date are left out and counted."""
        kept = []
        for compared in report.comparisons:
            time = time_of(compared.new.article)
            if time is None:
                self.undated += 1
            elif not _before(time, self.date):
                kept.append(compared)
        return replace(report, comparisons=tuple(kept))

    def versions(self, report: ChangeReport) -> ChangeReport:
        """Return the report with the steps since then, and the versions that they led to."""
        told = self.steps(report)
        newer = {compared.new.hash for compared in told.comparisons}
        numbers = {revision.number for revision in told.story.revisions if revision.article.hash in newer}
        kept = tuple(revision for revision in told.story.revisions if revision.number in numbers)
        return replace(told, story=replace(told.story, revisions=kept))

    def say_what_is_left_out(self) -> None:
        """Print a line on stderr where a step had no date."""
        if self.undated:
            click.echo(f"{counted(self.undated, 'step', 'steps')} without a date left out", err=True)


def _before(time: str, date: str) -> bool:
    """Whether a time is surely before: a day is not before an hour of it."""
    precision = min(len(time), len(date))
    return time[:precision] < date[:precision]


def since_option(command: F) -> F:
    """Add ``--since DATE``."""
    return click.option(
        "--since",
        metavar="DATE",
        callback=_since,
        help="Only steps to a version of that day or time (ISO 8601, UTC) or later.",
    )(command)


def _since(_: click.Context, __: click.Parameter, value: str | None) -> Since | None:
    if value is None:
        return None
    date = read_date(value)
    if date is None:
        raise click.BadParameter(f"{value!r} is no ISO date, such as 2031-05-04 or 2031-05-04T09:30:00Z.")
    return Since(date)
