"""Dates, weekdays, years and times of day in a text.

>>> [(date.text, date.value) for date in dates("built in 1987, it sailed on 3 March at 10:30")]
[('1987', 'y1987'), ('3 March', 'd3 m3'), ('10:30', '10:30')]
"""

from __future__ import annotations

import re

import regex

from dedupe.changes.mentions import AFTER, BEFORE, Mention, alternatives
from dedupe.changes.vocabulary import (
    BEFORE_A_COUNT,
    BEFORE_A_MONTH,
    BEFORE_A_YEAR,
    BEFORE_ANYTHING,
    PLURAL_ENDINGS,
    WEEKDAYS,
)
from dedupe.text.vocabulary import MONTHS

_SPACED_WEEKDAYS = [day for day in WEEKDAYS if day[0].islower() or day.isascii()]
_INITIALS = "".join(sorted({name[0] for name in (*MONTHS, *_SPACED_WEEKDAYS)}))
_MONTH = rf"(?:{alternatives(MONTHS)})"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?:1\d|20)\d\d"
_NOON = r"[ap](?:\.m\.|m\b)"
_OF = r"(?:de |del |of |do )?"

_DATES = (
    r"\d{4}-\d\d-\d\d",
    rf"{_DAY} {_OF}{_MONTH}(?:\.?,? {_OF}{_YEAR})?",
    rf"{_MONTH}\.? {_DAY}(?:,? {_YEAR})?",
    rf"{_MONTH}(?:,? {_OF}{_YEAR})?",
    alternatives(_SPACED_WEEKDAYS),
    rf"\d{{1,2}}[:h]\d\d(?: ?{_NOON})?",
    rf"\d{{1,2}}(?:\.\d\d)? ?{_NOON}",
    rf"(?P<year>{_YEAR})",
)
_UNSPACED = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|(?:周|星期|礼拜)[一二三四五六日天]"
# Hardly any place in a text can begin a date: one look at its first character spares it all that follows.
_DATE = re.compile(rf"(?=[\d周星礼])(?<!\d)(?:{_UNSPACED})|{BEFORE}(?=[\d{_INITIALS}])(?:{'|'.join(_DATES)}){AFTER}")
_NAME_AFTER = regex.compile(r" \p{Lu}[\p{L}'’]*\p{Ll}")
_WORD_BEFORE = re.compile(r"(\w+)\W?\s*\Z")
_YEARS = range(1000, 2100)
_SURE_YEARS = range(1900, 2100)  # after "of", "from" or "by" any other number would be likelier a count


def dates(text: str) -> list[Mention]:
    """Return the mentions of dates, in order. A bare year counts only where the word before it says so."""
    return [
        Mention(match.start(), match.end(), match[0], _value(match[0]))
        for match in _DATE.finditer(text)
        if (match["year"] is None or _is_year(text, match)) and not _is_first_name(text, match)
    ]


def _is_year(text: str, match: re.Match[str]) -> bool:
    return int(match[0]) in _SURE_YEARS and _word_before(text, match) in BEFORE_A_YEAR


def could_be_year(figure: Mention) -> bool:
    """Say whether a figure is written as years are: four bare digits."""
    return figure.text == figure.value and figure.text.isdecimal() and int(figure.text) in _YEARS


def reads_as_year(text: str, figure: Mention) -> bool:
    """Say whether a figure of a text that could be a year is one: it counts nothing, or nothing in the plural."""
    before = _WORD_BEFORE.search(text, max(0, figure.start - 20), figure.start)
    word = before[1].lower() if before else ""
    if int(figure.text) not in _SURE_YEARS:
        return word in BEFORE_A_YEAR - BEFORE_ANYTHING and not figure.context
    if word in BEFORE_A_COUNT:
        return False
    return not figure.context or not figure.context.lower().endswith(PLURAL_ENDINGS)


def _is_first_name(text: str, match: re.Match[str]) -> bool:
    """Say whether what looks like a month begins a name, as in "Jan Holt" or "April Jones"."""
    named = match[0] in MONTHS and _NAME_AFTER.match(text, match.end()) is not None
    return named and _word_before(text, match) not in BEFORE_A_MONTH


def _word_before(text: str, match: re.Match[str]) -> str:
    before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    return before[1].lower() if before else ""


def _value(text: str) -> str:
    """Return the parts of a date, sorted, so that "3 March" is "March 3rd"; other forms as they are."""
    parts: list[str] = []
    for word in re.findall(r"[^\W\d]+(?:-[^\W\d]+)?|\d+", text):
        if word in MONTHS:
            parts.append(f"m{MONTHS[word]}")
        elif word.isdigit():
            parts.append(f"y{word}" if len(word) == 4 else f"d{int(word)}")
    if ":" in text or not parts or not (re.fullmatch(_YEAR, text) or any(part[0] == "m" for part in parts)):
        return text.lower().replace(" ", "")
    return " ".join(sorted(parts))
