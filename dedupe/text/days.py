"""The days that a text names: what tells one week's notice from the next, where all else is the same template.

Month names of the languages that share an alphabet are looked up in one table; a month counts only beside a
day, so that "may" and "mars" are no dates.
"""

from __future__ import annotations

import re

from dedupe.text.tokens import words

Day = tuple[int, int]
"""Month and day, from 1. Years are left out, as texts mostly do."""

_NAMES = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sept oct nov dec",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
)
_MONTHS = {name: number for names in _NAMES for number, name in enumerate(names.split(), start=1)}
_OF = frozenset({"de", "of", "di", "do"})
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º)?")
_ISO = re.compile(r"(?<!\d)(?:19|20)\d\d-(\d\d)-(\d\d)(?!\d)")
_CHINESE = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})日")


def days_named(text: str) -> frozenset[Day]:
    """Return the days that a text names with their month, in whatever form.

    >>> sorted(days_named("From March 3 to 5 April, on 2031-04-20, el 2 de mayo; they may; 3月14日"))
    [(3, 3), (3, 14), (4, 5), (4, 20), (5, 2)]
    """
    found = {(int(month), int(day)) for pattern in (_ISO, _CHINESE) for month, day in pattern.findall(text)}
    flat = words(text)
    for at, word in enumerate(flat):
        if word in _MONTHS:
            found |= {(_MONTHS[word], day) for near in _beside(flat, at) if (day := _day(near)) is not None}
    return frozenset((month, day) for month, day in found if 1 <= month <= 12 and 1 <= day <= 31)


def _beside(flat: list[str], at: int) -> list[str]:
    before = at - 2 if at > 1 and flat[at - 1] in _OF else at - 1
    return flat[max(before, 0) : before + 1] + flat[at + 1 : at + 2]


def _day(word: str) -> int | None:
    match = _DAY.fullmatch(word)
    return int(match[1]) if match else None
