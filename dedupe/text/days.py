"""The days that a text names: what tells one week's notice from the next, where all else is the same template.

A month counts only beside a day, so that "may" and "mars" are no dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dedupe.text.normalize import fold
from dedupe.text.vocabulary import MONTHS, MONTHS_OF_MORE_LANGUAGES, THAI_MONTHS

Day = tuple[int, int]
"""Month and day, from 1. Years are left out, as texts mostly do."""

_MONTHS = {fold(name): number for name, number in (MONTHS_OF_MORE_LANGUAGES | MONTHS).items()}
_THAI_MONTHS = {fold(name): number for name, number in THAI_MONTHS.items()}

_ISO = re.compile(r"-(?<=\d{4}-)(\d\d)-(\d\d)(?!\d)")
_MONTH_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]")
_MONTH_SECOND = re.compile(r"(?<!\d)(?<!\d[.,:])(\d{1,2})(?:\stháng\s|(?<=ngày\s\d)/|(?<=ngày\s\d\d)/)(\d{1,2})(?!\d)")
_THAI = re.compile(rf"(?<!\d)(\d{{1,2}})\s?({'|'.join(map(re.escape, _THAI_MONTHS))})")

# In Indic scripts signs of vowels are part of a word, and re does not take them for letters.
_NAME = r"([^\W\d_]+(?:[\u0900-\u0963\u0970-\u0dff][^\W\d_]*)*"
_DIGIT = re.compile(r"\d")  # every form of a day has one, and most texts of some lines do not name any
_DAY = re.compile(r"(?<![\w.,:])(\d{1,2})(?:st|nd|rd|th|er|º|o|-го)?(?!\w)")
_BEFORE = re.compile(rf"{_NAME})[\s.,]{{1,2}}$")
# Two months of the Levant are the first and second of a name; in Hebrew "in" is written in one with the month.
_AFTER = re.compile(rf"[\s.,]{{1,2}}(?:(?:of|de|di|do|من)\s|ב)?{_NAME}(?:\sال(?:ثاني|أول))?)")
_REACH = 14  # characters: the longest month with what stands between


def days_named(text: str) -> frozenset[Day]:
    """Return the days that a text names with their month, in whatever form.

    >>> sorted(days_named("From March 3 to 5 April, on 2031-04-20, el 2 de mayo; they may; 3月14日"))
    [(3, 3), (3, 14), (4, 5), (4, 20), (5, 2)]
    """
    view = fold(text)
    if not _DIGIT.search(view):
        return frozenset()
    found = {(int(month), int(day)) for month, day in _ISO.findall(view)}
    if not view.isascii():
        found |= set(_by_sign(view))
    for day in _DAY.finditer(view):
        before = _BEFORE.search(view, max(day.start() - _REACH, 0), day.start())
        after = _AFTER.match(view, day.end())
        found |= {(_MONTHS[beside[1]], int(day[1])) for beside in (before, after) if beside and beside[1] in _MONTHS}
    return frozenset((month, day) for month, day in found if 1 <= month <= 12 and 1 <= day <= 31)


def _by_sign(view: str) -> Iterator[Day]:
    """Yield the days whose month is a number with a sign, or a name that is not set off by a space."""
    if "月" in view or "월" in view:
        yield from ((int(month), int(day)) for month, day in _MONTH_FIRST.findall(view))
    if "ngày" in view or "tháng" in view:
        yield from ((int(month), int(day)) for day, month in _MONTH_SECOND.findall(view))
    if "ค" in view or "ย" in view or "พ" in view:  # one of them is in every month
        yield from ((_THAI_MONTHS[month], int(day)) for day, month in _THAI.findall(view))
