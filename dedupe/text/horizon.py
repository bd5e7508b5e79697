"""The latest year and the latest day that a text names: articles are written on, and later versions name later ones.

A year counts only where the word before it, a month or a bracket says that it is one; a day only with its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dedupe.text.vocabulary import MONTHS

Day = tuple[int, int, int]
"""Year, month, day."""

_BEFORE_A_YEAR = (
    "in since until till by of from during before after early late mid and to for through between year",
    "en de del desde hasta año depuis dès avant après année",
    "im seit bis ab von jahr em até ano",
)
_MONTHS = {name.lower(): number for name, number in MONTHS.items()}
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=lambda name: (-len(name), name)))
_NUMBER = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")  # any other number is likelier a count
_AFTER = re.compile(r"(?!\w|[.,:/%-]\d|[-%])|年")
_WORD_BEFORE = re.compile(rf"(?:\b(?:{'|'.join(' '.join(_BEFORE_A_YEAR).split())}|{_MONTH})[.,]? |\()$")
_ISO = re.compile(r"(?<=\d{4})(?:-(\d\d)-(\d\d)(?!\d)|年(\d{1,2})月(\d{1,2})日)")
_DAY_MONTH = re.compile(
    rf"(?<![\w.,:])(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: of| de| do)? ({_MONTH})\.?,?(?: of| de)? $"
    rf"|\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? $"
)
_REACH = 32  # characters: the longest day and month, with what stands between


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far a text looks: the latest year and the latest day that it names, None where it names none."""

    year: int | None
    day: Day | None


def horizon_of(view: str) -> Horizon:
    """Return how far a folded text looks.

    >>> horizon_of("built in 1987, sold on 3 march 2004; in 2,010 flats live 2011 people")
    Horizon(year=2004, day=(2004, 3, 3))
    """
    years = [int(found[0]) for found in _NUMBER.finditer(view) if _is_year(view, found)]
    return Horizon(max(years, default=None), max(days_with_year(view), default=None))


def furthest(horizons: Iterable[Horizon]) -> Horizon:
    """Return how far several pieces of a text look together."""
    told = list(horizons)
    years, days = [one.year for one in told if one.year], [one.day for one in told if one.day]
    return Horizon(max(years, default=None), max(days, default=None))


def days_with_year(view: str) -> list[Day]:
    """Return the days that a folded text names with their year, in order."""
    days = [day for found in _NUMBER.finditer(view) if (day := _day(view, found))]
    return [day for day in days if day[1] in range(1, 13) and day[2] in range(1, 32)]


def _is_year(view: str, found: re.Match[str]) -> bool:
    if not _AFTER.match(view, found.end()):
        return False
    return view[found.end() :][:1] == "年" or _WORD_BEFORE.search(view[_before(found) : found.start()]) is not None


def _day(view: str, found: re.Match[str]) -> Day | None:
    year = int(found[0])
    if numbers := _ISO.match(view, found.end()):
        month, day = (int(number) for number in numbers.groups() if number)
        return year, month, day
    # A look at one number is cheap, at every place where a month could begin it is not.
    if named := _DAY_MONTH.search(view[_before(found) : found.start()]):
        return year, _MONTHS[named[2] or named[3]], int(named[1] or named[4])
    return None


def _before(found: re.Match[str]) -> int:
    return max(found.start() - _REACH, 0)


def written(day: Day) -> str:
    """Return a day as ISO 8601.

    >>> written((2031, 3, 7))
    '2031-03-07'
    """
    return f"{day[0]:04}-{day[1]:02}-{day[2]:02}"
