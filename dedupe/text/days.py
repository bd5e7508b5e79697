"""The days that a text names: what tells one week's notice from the next, where all else is the same template.

A month counts only beside a day, so that "may" and "mars" are no dates.
"""

from __future__ import annotations

import re

from dedupe.text.normalize import fold
from dedupe.text.vocabulary import MONTHS

Day = tuple[int, int]
"""Month and day, from 1. Years are left out, as texts mostly do."""

_MONTHS = {name.lower(): number for name, number in MONTHS.items()}
_ISO = re.compile(r"-(?<=\d{4}-)(\d\d)-(\d\d)(?!\d)")
_CHINESE = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")
_DAY = re.compile(r"(?<![\w.,:])(\d{1,2})(?:st|nd|rd|th|er|º|o)?(?!\w)")
_BEFORE = re.compile(r"([^\W\d_]+)[\s.,]{1,2}$")
_AFTER = re.compile(r"[\s.,]{1,2}(?:(?:of|de|di|do)\s)?([^\W\d_]+)")
_REACH = 14  # characters: the longest month with what stands between


def days_named(text: str) -> frozenset[Day]:
    """Return the days that a text names with their month, in whatever form.

    >>> sorted(days_named("From March 3 to 5 April, on 2031-04-20, el 2 de mayo; they may; 3月14日"))
    [(3, 3), (3, 14), (4, 5), (4, 20), (5, 2)]
    """
    view = fold(text)
    patterns = (_ISO, _CHINESE) if "月" in view else (_ISO,)
    found = {(int(month), int(day)) for pattern in patterns for month, day in pattern.findall(view)}
    for day in _DAY.finditer(view):
        before = _BEFORE.search(view, max(day.start() - _REACH, 0), day.start())
        after = _AFTER.match(view, day.end())
        found |= {(_MONTHS[beside[1]], int(day[1])) for beside in (before, after) if beside and beside[1] in _MONTHS}
    return frozenset((month, day) for month, day in found if 1 <= month <= 12 and 1 <= day <= 31)
