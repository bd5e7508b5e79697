"""Figures in a text, in digits or in words, with their currency, magnitude and percent sign.

>>> [(figure.text, figure.value, figure.context) for figure in figures("two of 3,5 millones; about 1,200 people left")]
[('two', '2', ''), ('3,5 millones', '3500000', ''), ('1,200', '1200', 'people')]
"""

from __future__ import annotations

import re
from decimal import Decimal

from dedupe.changes.mentions import AFTER, BEFORE, LETTER, Mention, alternatives
from dedupe.changes.vocabulary import LINKS, MAGNITUDES, NOT_COUNTED
from dedupe.text.vocabulary import NUMBER_WORDS

_DIGITS = r"\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)*"
_TENS = alternatives(word for word, value in NUMBER_WORDS.items() if value >= 20)
_UNITS = alternatives(word for word, value in NUMBER_WORDS.items() if 0 < value < 10)
_WORDS = rf"(?:{_TENS})-(?:{_UNITS})|{alternatives(NUMBER_WORDS)}"
_SPELT = alternatives(word for word in MAGNITUDES if len(word) > 2)
_SHORT = alternatives(word for word in MAGNITUDES if len(word) <= 2 and word.isascii())
_MAGNITUDE = rf"[ \u00a0-]?(?:{_SPELT})(?![{LETTER}])|(?:{_SHORT})(?![{LETTER}])|[万亿億萬]"
_PERCENT = r"[ \u00a0]?(?:%|％|per ?cent\b|Prozent\b|pour cent\b|por ciento\b|por cento\b)"
_METRIC = r"(?:km|kg|cm|mm|mph|ft|lb|[KMGT]B|[kMGT]W|m|g)(?![A-Za-z0-9])"

_FIGURE = re.compile(
    rf"{BEFORE}(?P<currency>(?:US|A|C|R)?[$€£¥₹]\ ?)?(?:(?P<digits>{_DIGITS})|(?P<words>{_WORDS}))"
    rf"(?P<magnitude>{_MAGNITUDE})?(?P<percent>{_PERCENT})?(?:(?={_METRIC})|{AFTER})",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_NEXT_WORDS = re.compile(r"[\s-]*([^\W\d]+)(?:[ -]([^\W\d]+))?")
_NEXT_HAN = re.compile(r"[\u3400-\u9fff]{1,3}")
_MOST_DIGITS = 40
_SHORT_WORD = 3  # letters: "des", "was", "has"
_SKIPPED = 3  # words between a figure and what it counts: "of the other", "de los"


def figures(text: str) -> list[Mention]:
    """Return the mentions of figures, in order; dates are among them where they look like figures."""
    return [
        Mention(match.start(), match.end(), match[0], _value(match), _counted(text, match.end()))
        for match in _FIGURE.finditer(text)
    ]


def _value(match: re.Match[str]) -> str:
    amount = _in_digits(match["digits"]) if match["digits"] else _in_words(match["words"])
    if amount is None:
        return match[0]
    if match["magnitude"]:
        amount *= MAGNITUDES[match["magnitude"].strip(" \u00a0-").lower()]
    unit = (match["currency"] or "").strip() + ("%" if match["percent"] else "")
    return f"{amount.normalize():f}{unit}"


def _in_digits(digits: str) -> Decimal | None:
    plain = re.sub(r"[\u00a0\u202f]", "", digits)
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[.,]", "", plain)
    elif plain.count(".") and plain.count(","):
        thousands, point = (",", ".") if plain.rindex(".") > plain.rindex(",") else (".", ",")
        plain = plain.replace(thousands, "").replace(point, ".")
    else:
        plain = plain.replace(",", ".")
    # 1.2.3 is a version and no amount, and nothing that anyone counts has forty digits.
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
