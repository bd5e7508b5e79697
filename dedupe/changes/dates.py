"""Dates, weekdays, years and times of day in a text, and the spans between two of them.

>>> [(date.text, date.value) for date in dates("built in 1987, it sailed on 3 March at 10:30")]
[('1987', 'y1987'), ('3 March', 'd3 m3'), ('10:30', 't10:30')]
>>> [(date.text, date.value) for date in dates("9.30am on June 7-8, 2022 (1939-45), in the 1960s")]
[('9.30am', 'am t9:30'), ('June 7-8, 2022', 'd7 d8 m6 y2022'), ('1939-45', 'y1939 y1945'), ('1960s', 'y1960s')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from dedupe.changes.mentions import AFTER, BEFORE, Mention, alternatives, matches
from dedupe.changes.vocabulary import (
    BEFORE_A_COUNT,
    BEFORE_A_MONTH,
    BEFORE_A_YEAR,
    BEFORE_ANYTHING,
    PLURAL_ENDINGS,
    WEEKDAYS,
)
from dedupe.text.vocabulary import MONTHS

_MONTH_NUMBERS = {name.lower(): number for name, number in MONTHS.items()}
_MONTH = rf"(?:{alternatives(MONTHS)})"
_ANY_MONTH = rf"(?i:{alternatives(_MONTH_NUMBERS)})"  # in letters of any case, where a day or a year stands beside it
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º)?"
_DAY_FIRST = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?:1\d|20)\d\d"
_NOON = r"[apAP](?:\.[mM]\.|[mM]\b)"
_CLOCK = r"\d{1,2}(?:[.:]\d\d)?"
_OF = r"(?:de |del |of |do )?"
_TO = r"(?: ?[-–] ?| (?:to|bis|à|au|al|a) )"
_AND = r"(?: ?[-–] ?| (?:to|bis|à|au|al|a|and|und|et|y|e) )"

_DATES = (
    r"\d{4}-\d\d-\d\d",
    r"\d{1,2}([./])\d{1,2}\1(?:19|20)\d\d",
    rf"(?:{_DAY_FIRST}{_AND})?{_DAY_FIRST} {_OF}{_ANY_MONTH}(?:\.?,? {_OF}{_YEAR})?",
    rf"{_ANY_MONTH}\.? {_DAY}(?:{_AND}{_DAY})?(?:,? {_YEAR})?",
    rf"{_ANY_MONTH},? {_OF}{_YEAR}",
    _MONTH,
    alternatives(WEEKDAYS),
    rf"(?P<clock>(?:{_CLOCK}(?: ?{_NOON})?{_TO})?{_CLOCK} ?(?:{_NOON}|Uhr\b)|noon\b|midnight\b|\d{{1,2}}[:h]\d\d)",
    r"(?P<decade>(?:1\d|20)\d0(?:['’]?s|er))",
    rf"(?P<span>{_YEAR} ?[-–] ?(?:{_YEAR}|\d\d))",
    rf"(?P<year>{_YEAR})",
)
_UNSPACED = r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|(?:周|星期|礼拜)[一二三四五六日天]"
# The name of a month may follow a dash ("1 May–3 June"), digits may not.
_BEFORE = rf"(?:{BEFORE}|(?<=\d[-–])(?=[A-Za-z]))"
_DATE = re.compile(rf"(?<!\d)(?:{_UNSPACED})|{_BEFORE}(?:{'|'.join(_DATES)}){AFTER}")
_START = re.compile(rf"[\d周星礼]|noon|midnight|{alternatives({name.lower() for name in (*MONTHS, *WEEKDAYS)})}")
_NAME_AFTER = regex.compile(r" \p{Lu}[\p{L}'’]*\p{Ll}")
_WORD_BEFORE = re.compile(r"(\w+)\W?\s*\Z")
_SIGNS = {"年": "y", "月": "m", "日": "d"}
_PART = re.compile(r"[^\W\d]+(?:-[^\W\d]+)?|\d+")
_HOUR = re.compile(rf"(?P<hour>\d{{1,2}})(?:[.:h](?P<minute>\d\d))?(?: ?(?P<noon>{_NOON}))?")
_YEARS = range(1000, 2100)
_SURE_YEAR = 1900  # after "of", "from" or "by" a smaller number is likelier a count
_OLDER_YEAR = 1400
_BESIDE = 20  # characters before a number in which the word before it stands


def dates(text: str) -> list[Mention]:
    """Return the mentions of dates, in order. A bare year counts only where the word before it says so."""
    return [
        Mention(match.start(), match.end(), match[0], _value(match), unit=_unit(match))
        for match in matches(_START, _DATE, text)
        if (match["year"] is None or _is_year(text, match))
        and (match["span"] is None or _is_span(match[0]))
        and not _is_first_name(text, match)
    ]


def _unit(match: re.Match[str]) -> str:
    """Return what a date tells: a weekday, a time of day or a day, month or year."""
    if match["clock"]:
        return "clock"
    return "weekday" if match[0] in WEEKDAYS else "day"


def _is_year(text: str, match: re.Match[str]) -> bool:
    return int(match[0]) >= _SURE_YEAR and _word_before(text, match.start()) in BEFORE_A_YEAR


def _is_span(text: str) -> bool:
    """Say whether two numbers with a dash between them are years: the second later, and within a few lives."""
    first, second = _years_of(text)
    return first < second <= first + 300


def _years_of(span: str) -> tuple[int, int]:
    first, second = re.findall(r"\d+", span)
    return int(first), int(second if len(second) == len(first) else first[:2] + second)


def could_be_year(figure: Mention) -> bool:
    """Say whether a figure is written as years are: four bare digits."""
    return figure.text == figure.value and figure.text.isdecimal() and int(figure.text) in _YEARS


def reads_as_year(text: str, figure: Mention) -> bool:
    """Say whether a figure of a text that could be a year is one: it counts nothing, or nothing in the plural."""
    word = _word_before(text, figure.start)
    counts = figure.context.lower().endswith(PLURAL_ENDINGS)
    if int(figure.text) < _SURE_YEAR:
        alone = text[figure.start - 1 : figure.start] + text[figure.end : figure.end + 1] == "()"
        if alone and int(figure.text) >= _OLDER_YEAR:
            return True
        if not figure.context and word in BEFORE_A_YEAR - {"of"}:
            return int(figure.text) >= _OLDER_YEAR
        return word in BEFORE_A_YEAR - BEFORE_ANYTHING and not (counts and figure.context[0].islower())
    return word not in BEFORE_A_COUNT and not counts


def _is_first_name(text: str, match: re.Match[str]) -> bool:
    """Say whether what looks like a month begins a name, as in "Jan Holt" or "April Jones"."""
    named = match[0] in MONTHS and _NAME_AFTER.match(text, match.end()) is not None
    return named and _word_before(text, match.start()) not in BEFORE_A_MONTH


def _word_before(text: str, start: int) -> str:
    before = _WORD_BEFORE.search(text, max(0, start - _BESIDE), start)
    return before[1].lower() if before else ""


def _value(match: re.Match[str]) -> str:
    """Return the parts of a date, sorted, so that "3 March" is "March 3rd"; other forms as they are."""
    text = match[0]
    if match["clock"]:
        return " ".join(sorted(set(_hours(text.lower()))))
    if match["span"]:
        return "y{} y{}".format(*_years_of(text))
    if match["decade"]:
        return f"y{text[:4]}s"
    if re.fullmatch(r"\d+[./][\d./]+", text):
        return "/".join(str(int(number)) for number in re.split(r"[./]", text))
    parts = _parts(text)
    told = {part[0] for part in parts} & {"m", "y"}
    return " ".join(sorted(parts)) if told else re.sub(r"['’\s]", "", text.lower())


def _parts(text: str) -> set[str]:
    """Return the day, month and year that a date tells in any order: {"d3", "m3", "y2022"}."""
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text):
        return {f"y{iso[1]}", f"m{int(iso[2])}", f"d{int(iso[3])}"}
    if signed := re.findall(r"(\d+)([年月日])", text):
        return {f"{_SIGNS[sign]}{int(number)}" for number, sign in signed}
    parts: set[str] = set()
    for word in _PART.findall(text):
        if number := _MONTH_NUMBERS.get(word.lower()):
            parts.add(f"m{number}")
        elif word.isdigit():
            parts.add(f"y{word}" if len(word) == 4 else f"d{int(word)}")
    return parts


def _hours(clock: str) -> Iterator[str]:
    """Yield the times of a clock on twelve hours, and the halves of the day where they are told."""
    if clock in ("noon", "midnight"):
        yield from ("t12:00", "pm" if clock == "noon" else "am")
    for found in _HOUR.finditer(clock):
        hour, minute = int(found["hour"]), found["minute"] or "00"
        if found["noon"]:
            yield found["noon"][0] + "m"
        elif not 1 <= hour <= 12:
            yield "pm" if hour % 24 > 12 else "am"
        yield f"t{(hour - 1) % 12 + 1}:{minute}"
