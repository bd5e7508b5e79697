"""Dates as sources write them -> ISO-8601 in UTC, or nothing: a date is never guessed.

Read are ISO 8601 (extended and basic, with or without time, fraction and offset, and the 14 digits
of web archives), RFC 2822, and seconds since 1970. A time without an offset is taken as UTC, as news
archives and crawlers mean it. Only the day is given where only the day is known. Years before 1600
or after 2100 are mistakes. Dates such as 04/05/2031 are read only by those who say which order they
have (``order``), and English ones with the month in letters at once. Patterns of our own rather than the lenient parsers: those disagree
between Python versions, and fill what is missing.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

FIRST_YEAR, LAST_YEAR = 1600, 2100
"""The oldest newspapers are from the 1600s; beyond 2100 a date is a slip of the hand."""

EARLIEST_TIMESTAMP, LATEST_TIMESTAMP = 631_152_000, 4_102_444_800
"""1990 to 2100, in seconds: below are counters and years, above are milliseconds."""

LONGEST_DATE = 100
"""In characters; what is longer is prose."""

_OFFSET = r"(?P<zone>[Zz]|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)"
_EXTENDED = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"(?:(?:[Tt]|\ +)(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    rf"(?:\ ?{_OFFSET})?)?"
)
_BASIC = re.compile(
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:[Tt ]?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?:(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    rf"(?:\ ?{_OFFSET})?)?"
)
_RFC_2822 = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(?P<day>[0-9]{1,2})\s+(?P<month>[a-z]{3})\s+(?P<year>[0-9]{4})"
    r"(?:\s+(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?:\s+(?P<zone>[+-][0-9]{4}|[a-z]{1,3})(?:\s*\([^()]*\))?)?)?",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?:,|\s+at)?\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_NUMBERS = {
    order: re.compile(
        rf"(?P<{a}>[0-9]{{1,2}})([./-])(?P<{b}>[0-9]{{1,2}})\2(?P<year>[0-9]{{4}}){_CLOCK}", re.IGNORECASE
    )
    for order, a, b in (("dmy", "day", "month"), ("mdy", "month", "day"))
}
_YEAR_FIRST = re.compile(
    rf"(?P<year>[0-9]{{4}})([./])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}}){_CLOCK}", re.IGNORECASE
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
_NAME = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|sept|[a-z]{3})\.?"
)
_IN_LETTERS = (
    re.compile(
        rf"{_WEEKDAY}{_NAME}\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{{4}}){_CLOCK}", re.IGNORECASE
    ),
    re.compile(
        rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+{_NAME},?\s+(?P<year>[0-9]{{4}}){_CLOCK}", re.IGNORECASE
    ),
    re.compile(  # as C writes it
        r"(?:mon|tue|wed|thu|fri|sat|sun)\s+(?P<month>[a-z]{3})\s+(?P<day>[0-9]{1,2})\s+(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})"
        r":(?P<second>[0-9]{2})\s+(?:(?P<zone>[+-][0-9]{4}|UTC|GMT)\s+)?(?P<year>[0-9]{4})",
        re.IGNORECASE,
    ),
)
_CERTAIN = (_EXTENDED, _BASIC, _RFC_2822, _YEAR_FIRST, *_IN_LETTERS)
_PATTERNS = {None: _CERTAIN, "dmy": (*_CERTAIN, _NUMBERS["dmy"]), "mdy": (*_CERTAIN, _NUMBERS["mdy"])}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Hours east of Greenwich: the zones that RFC 2822 knows by name, and no others.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0,
    "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8,
}  # fmt: skip


def read_date(written: object, order: str | None = None) -> str | None:
    """Return a date as ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM:SSZ``, None where it cannot be read for certain.

    ``order`` (``dmy`` or ``mdy``) says what 04/05/2031 means.

    >>> read_date("2031-05-04T09:30:00.250+02:00"), read_date("Sun, 04 May 2031 09:30:00 GMT"), read_date("May 2031")
    ('2031-05-04T07:30:00Z', '2031-05-04T09:30:00Z', None)
    """
    if isinstance(written, str):
        return _read_text(written.strip(), order)
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _read_timestamp(written)
    return None


def _read_text(written: str, order: str | None) -> str | None:
    if len(written) > LONGEST_DATE:
        return None
    for pattern in _PATTERNS[order]:
        if match := pattern.fullmatch(written):
            try:
                return _normalised(match)
            except (ValueError, KeyError):
                return None
    return None


def _read_timestamp(seconds: float) -> str | None:
    if not EARLIEST_TIMESTAMP <= seconds < LATEST_TIMESTAMP:
        return None
    return _in_utc(datetime.fromtimestamp(int(seconds), tz=UTC))


def _normalised(match: re.Match[str]) -> str:
    """Raises ValueError or KeyError for a day, time, month or zone that does not exist."""
    year, month, day = int(match["year"]), _month(match["month"]), int(match["day"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(year)
    if match["hour"] is None:
        return datetime(year, month, day, tzinfo=UTC).strftime("%Y-%m-%d")
    clock = (_hour(match), int(match["minute"]), int(match["second"] or 0))
    return _in_utc(datetime(year, month, day, *clock, tzinfo=timezone(_offset(match["zone"]))))


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS.index(written[:3].lower()) + 1


def _hour(match: re.Match[str]) -> int:
    """Raises ValueError for an hour before or after noon that no clock shows."""
    hour = int(match["hour"])
    half = match["half"] if "half" in match.re.groupindex else None
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in "pP" else 0)


def _offset(zone: str | None) -> timedelta:
    if zone is None:
        return timedelta(0)
    if zone[0] not in "+-":
        return timedelta(hours=_ZONES[zone.upper()])
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if minutes >= 60:
        raise ValueError(zone)
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
