"""Dates, weekdays, years and times of day in a text.

>>> [(date.text, date.value) for date in dates("built in 1987, it sailed on 3 March at 10:30")]
[('1987', 'y1987'), ('3 March', 'd3 m3'), ('10:30', '10:30')]
"""

from __future__ import annotations

import re

from dedupe.changes.mentions import AFTER, BEFORE, Mention, alternatives
from dedupe.changes.vocabulary import BEFORE_A_YEAR, WEEKDAYS
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
_WORD_BEFORE = re.compile(r"(\w+)\W?\s*\Z")
_SURE_YEARS = range(1900, 2100)  # after "of", "from" or "by" any other number would be likelier a count


def dates(text: str) -> list[Mention]:
    """Return the mentions of dates, in order. A bare year counts only where the word before it says so."""
    return [
        Mention(match.start(), match.end(), match[0], _value(match[0]))
        for match in _DATE.finditer(text)
        if match["year"] is None or _is_year(text, match)
    ]


def _is_year(text: str, match: re.Match[str]) -> bool:
    before = _WORD_BEFORE.search(text, max(0, match.start() - 20), match.start())
    return int(match[0]) in _SURE_YEARS and before is not None and before[1].lower() in BEFORE_A_YEAR


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
