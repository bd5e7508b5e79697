"""Figures in a text, in digits or in words, with what belongs to them: currency, magnitude, unit, the end of a range.

>>> [(figure.text, figure.value, figure.context) for figure in figures("two of 3,5 millones; about 1,200 people left")]
[('two', '2', ''), ('3,5 millones', '3500000', ''), ('1,200', '1200', 'people')]
>>> [(figure.text, figure.value) for figure in figures("10-12 km from the third of 20%, or between $2 and $3 million")]
[('10-12 km', '10–12 km'), ('third', '3 th'), ('20%', '20%'), ('$2 and $3 million', '2000000–3000000$')]
"""

from __future__ import annotations

import re
from decimal import Decimal

from dedupe.changes.mentions import AFTER, BEFORE, LETTER, Mention, alternatives, matches
from dedupe.changes.units import CURRENCIES, HAN, SYMBOLS, WORDS
from dedupe.changes.vocabulary import FRACTIONS, LINKS, MAGNITUDES, NOT_COUNTED, ORDINALS, VAGUE_COUNTS
from dedupe.text.vocabulary import NUMBER_WORDS

_SPACE = r"[ \u00a0\u202f]"
_DIGITS = r"\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)*"
_TENS = alternatives(word for word, value in NUMBER_WORDS.items() if value >= 20)
_UNITS = alternatives(word for word, value in NUMBER_WORDS.items() if 0 < value < 10)
_COMPOUND = rf"(?:{_TENS})-(?:{_UNITS})"
_WORDS = rf"{_COMPOUND}|(?!{_COMPOUND})(?:{alternatives(NUMBER_WORDS)})"
_SPELT = alternatives(word for word in MAGNITUDES if len(word) > 1)
_MAGNITUDE = rf"[ \u00a0-]?(?:{_SPELT})(?![{LETTER}])|m(?![{LETTER}])|[万亿億萬]"  # "5 m" are metres
_REST = rf"[ -](?:and[ -])?(?:{_WORDS})(?![{LETTER}-])"  # "two hundred and fifty"
_PERCENT = rf"{_SPACE}?(?:[%％]|per ?cent\b|Prozent\b|pour cent\b|por ciento\b|por cento\b)"
_MARKS = r"(?:US|A|C|R)?[$€£¥₹]"
_SYMBOL = rf"(?-i:{alternatives(spelt for spelt in SYMBOLS if len(spelt) > 1)})"
_MEASURE = rf"(?:(?:{_SPACE}|-)?(?:{_SYMBOL}|{alternatives(WORDS)})|{_SPACE}(?-i:[mg]))(?![{LETTER}²³/$])|{_SPACE}?[€£$]|{alternatives(HAN)}"
# "from 10 to 12" may be a change and is two figures; "10 to 12" is one.
_FROM = r"(?P<change>(?<=\bfrom )|(?<=\bde )|(?<=\bvon )|(?<=\bdesde ))?"
_BETWEEN = r"(?P<between>(?<=\bbetween )|(?<=\bentre )|(?<=\bzwischen ))?"
_TO = r"[-–]| [-–] |(?(change)(?!)|-? (?:to|à|bis|a) )|(?(between) (?:and|et|und|y|e) |(?!))"
_AMOUNT = rf"(?P<digits>{_DIGITS})|(?P<words>{_WORDS})"
_FIGURE = re.compile(
    rf"{BEFORE}{_FROM}{_BETWEEN}(?:"
    rf"(?P<number>\#\d+)|(?P<version>v\d+(?:\.\d+)*|\d+(?:\.\d+)+(?=[-.]?(?:alpha|beta|rc)))"
    rf"(?:[-.]?(?:alpha|beta|rc)(?:[.-]?\d+)?)*"
    rf"|(?P<phrase>{alternatives([*FRACTIONS, *VAGUE_COUNTS])})"
    rf"|(?P<ordinal>\d+(?=(?:st|nd|rd|th|ème|ère|er|re|e|º|ª)(?![{LETTER}]))|{alternatives(ORDINALS)})"
    rf"(?:st|nd|rd|th|ème|ère|er|re|e|º|ª)?"
    rf"|(?P<currency>{_MARKS}{_SPACE}?)?(?:(?P<low>{_DIGITS}|{_WORDS})(?:{_TO})(?:{_MARKS})?)?(?:{_AMOUNT})"
    rf"(?P<magnitude>{_MAGNITUDE})?(?P<rest>{_REST})?(?P<percent>{_PERCENT})?(?P<measure>{_MEASURE})?"
    rf"){AFTER}",
    re.IGNORECASE,
)
_START = re.compile(
    rf"[\d#$€£¥₹]|v\d|us\$|[acr][$€£¥₹]|{alternatives({*NUMBER_WORDS, *ORDINALS, *FRACTIONS, *VAGUE_COUNTS})}"
)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_NEXT_WORDS = re.compile(r"[\s-]*([^\W\d]+)(?:[ -]([^\W\d]+))?")
_NEXT_HAN = re.compile(r"[\u3400-\u9fff]{1,3}")
_MOST_DIGITS = 28  # which Decimal keeps
_LINE = 60  # characters before a closing bracket in which it was opened
_SHORT_WORD = 3  # letters: "des", "was", "has"
_SKIPPED = 3  # words between a figure and what it counts: "of the other", "de los"


def figures(text: str) -> list[Mention]:
    """Return the mentions of figures, in order; dates are among them where they look like figures."""
    return [_mention(text, match) for match in matches(_START, _FIGURE, text)]


def _mention(text: str, match: re.Match[str]) -> Mention:
    start, end = match.span()
    if match["number"]:
        return Mention(start, end, match[0], match[0], unit="#", telling=False)
    if match["version"]:
        return Mention(start, end, match[0], match[0].lower(), unit="v")
    if match["phrase"]:
        spelt = match["phrase"].lower()
        value = FRACTIONS.get(spelt) or VAGUE_COUNTS[spelt]
        return Mention(start, end, match[0], value, _counted(text, end), telling=False)
    if match["ordinal"]:
        word = match["ordinal"].lower()
        return Mention(start, end, match[0], f"{ORDINALS.get(word, word)} th", unit="th", telling=False)
    unit = _unit(match)
    value = _value(match)
    if unit:
        value += unit if unit in CURRENCIES or unit[-1] in "$%" else f" {unit}"
    measured = bool(match["measure"]) and text[match.start("measure")] != "-"
    telling = (value != "1" or match[0].isdigit()) and not _numbers_item(text, start, end)
    return Mention(start, end, match[0], value, "" if measured else _counted(text, end), unit, telling)


def _numbers_item(text: str, start: int, end: int) -> bool:
    """Say whether a figure only numbers an item of a list: "3) The lights"."""
    return text[end : end + 1] == ")" and text[max(0, start - _LINE) : start].count("(") == 0


def _unit(match: re.Match[str]) -> str:
    if match["percent"]:
        return "%"
    if match["measure"]:
        spelt = match["measure"].strip(" \u00a0\u202f-")
        return SYMBOLS.get(spelt) or WORDS.get(spelt.lower()) or HAN.get(spelt, spelt)
    return (match["currency"] or "").strip().removeprefix("US")


def _value(match: re.Match[str]) -> str:
    amount = _amount(match["digits"] or match["words"])
    if amount is None:
        return match[0]
    low = _amount(match["low"]) if match["low"] else None
    if match["magnitude"]:
        factor = MAGNITUDES[match["magnitude"].strip(" \u00a0-").lower()]
        low, amount = low and low * factor, amount * factor
    elif low is not None and "," in (match["digits"] or "") and low * 1000 < amount:
        low *= 1000  # "15-20,000"
    if match["rest"]:
        amount += _in_words(re.sub(r"^[ -](?:and[ -])?", "", match["rest"], flags=re.IGNORECASE))
    return _plain(amount) if low is None else f"{_plain(low)}–{_plain(amount)}"


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _amount(spelt: str) -> Decimal | None:
    return _in_digits(spelt) if spelt[0].isdigit() else _in_words(spelt)


def _in_digits(digits: str) -> Decimal | None:
    plain = re.sub(r"[\u00a0\u202f]", "", digits)
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[.,]", "", plain)
    elif plain.count(".") and plain.count(","):
        thousands, point = (",", ".") if plain.rindex(".") > plain.rindex(",") else (".", ",")
        plain = plain.replace(thousands, "").replace(point, ".")
    else:
        plain = plain.replace(",", ".")
    # 1.2.3 is a version and no amount, and nothing that anyone counts has thirty digits.
    return Decimal(plain) if plain.count(".") <= 1 and len(plain) <= _MOST_DIGITS else None


def _in_words(words: str) -> Decimal:
    return Decimal(sum(NUMBER_WORDS[word] for word in words.lower().split("-")))


def _counted(text: str, end: int) -> str:
    """Return what a figure counts: the next word, or two where the noun comes second ("navy helicopters")."""
    if han := _NEXT_HAN.match(text, end):
        return han[0]
    for _ in range(_SKIPPED + 1):
        following = _NEXT_WORDS.match(text, end)
        if following is None:
            return ""
        first, second = following[1], following[2]
        if first.lower() in NOT_COUNTED:
            return ""
        if first.lower() not in LINKS:
            return f"{first} {second}" if second and _is_plural_of(first, second) else first
        end = following.end(1)
    return ""


def _is_plural_of(first: str, second: str) -> bool:
    """Say whether the second word is a noun that the first describes, as far as a plural in s tells."""
    plural = second.endswith("s") and second.lower() not in NOT_COUNTED | LINKS
    return plural and len(second) > _SHORT_WORD and not first.endswith("s")
