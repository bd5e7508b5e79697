"""``--since DATE``: only what changed from then on, by the time of the newer side of each step."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import click

from dedupe.cli.program import Failure
from dedupe.reading.dates import read_date
from dedupe.records import ChangeReport, Comparison
from dedupe.reports.tally import counted
from dedupe.reports.wording import time_of
from dedupe.store import Store

F = TypeVar("F", bound=Callable[..., Any])

_RUN = re.compile(r"last-run|run:(?P<number>[0-9]{1,9})")


class Since(ABC):
    """From when on steps are told; once it knows the store, it tells of any."""

    @abstractmethod
    def of(self, store: Store) -> Since:
        """Return the same, for this store. Raises Failure where that has no such time."""

    @abstractmethod
    def holds(self, compared: Comparison) -> bool:
        """Return whether a step is to be told."""

    def steps(self, report: ChangeReport) -> ChangeReport:
        """Return the report with the steps since then only."""
        return replace(report, comparisons=tuple(filter(self.holds, report.comparisons)))

    def versions(self, report: ChangeReport) -> ChangeReport:
        """Return the report with the steps since then, and the versions that they led to."""
        told = self.steps(report)
        newer = {compared.new.hash for compared in told.comparisons}
        numbers = {revision.number for revision in told.story.revisions if revision.article.hash in newer}
        kept = tuple(revision for revision in told.story.revisions if revision.number in numbers)
        return replace(told, story=replace(told.story, revisions=kept))

    @abstractmethod
    def say_what_is_left_out(self) -> None:
        """Print a line on stderr where it could not be told of a step."""


@dataclass(slots=True)
class SinceDate(Since):
    """A day or a time in UTC, and how many steps without a date were left out for it so far."""

    date: str
    undated: int = 0

    def of(self, store: Store) -> Since:  # noqa: ARG002 - a date is one in every store
        """Return the same."""
        return self

    def holds(self, compared: Comparison) -> bool:
        """Return whether its newer version is of then or later; not where that has no date."""
        time = time_of(compared.new.article)
        self.undated += time is None
        return time is not None and not _before(time, self.date)

    def say_what_is_left_out(self) -> None:
        """Print how many steps had no date."""
        if self.undated:
            click.echo(f"{counted(self.undated, 'step', 'steps')} without a date left out", err=True)


@dataclass(slots=True)
class SinceRun(Since):
    """An ingest by its number, the latest where it has none, and the articles that came with it or later."""

    run: int | None
    arrived: frozenset[str] = frozenset()

    def of(self, store: Store) -> Since:
        """Return the same with its articles. Raises Failure where there was no such ingest."""
        latest = max((run.id for run in store.runs()), default=0)
        if not 1 <= (self.run or latest) <= latest:
            there = f"the ingests there are numbered 1 to {latest}" if latest else "nothing was ingested yet"
            raise Failure(f"{store.path} has no ingest {self.run or 1}: {there}")
        return SinceRun(self.run or latest, frozenset(store.arrived_since(self.run or latest)))

    def holds(self, compared: Comparison) -> bool:
        """Return whether either version is new: one that came late may stand before one that was there."""
        return not self.arrived.isdisjoint((compared.old.hash, compared.new.hash))

    def say_what_is_left_out(self) -> None:
        """Print nothing: every article came with some ingest."""


def _before(time: str, date: str) -> bool:
    """Whether a time is surely before: a day is not before an hour of it."""
    precision = min(len(time), len(date))
    return time[:precision] < date[:precision]


def since_option(command: F) -> F:
    """Add ``--since DATE|run:N|last-run``."""
    return click.option(
        "--since",
        metavar="DATE|run:N|last-run",
        callback=_since,
        help="Only steps to a version of that day or time (ISO 8601, UTC) or later; or to and from articles that came with"
        " the N-th ingest, or the last one, or later.",
    )(command)


def _since(_: click.Context, __: click.Parameter, value: str | None) -> Since | None:
    if value is None:
        return None
    if run := _RUN.fullmatch(value):
        return SinceRun(int(run["number"]) if run["number"] else None)
    date = read_date(value)
    if date is None:
        raise click.BadParameter(
            f"{value!r} is no ISO date, such as 2031-05-04 or 2031-05-04T09:30:00Z, no run:N and not last-run."
        )
    return SinceDate(date)
