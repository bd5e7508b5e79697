"""A figure or a date as a text mentions it. Mentions of equal ``value`` state the same fact, however spelt."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

LETTER = r"0-9A-Za-z_\u00aa-\u1fff"
"""Digits, and letters of the scripts that put spaces between words: in the others a figure may stand anywhere."""

BEFORE = rf"(?<![{LETTER}.,:/#&=?@+^\\\-–])"
AFTER = rf"(?![{LETTER}/]|[.,:\-–][0-9])"
"""What may not stand beside a figure: it would be part of a name, an address, a version or a range."""


GARBLED = re.compile(r"[ÃÂâÐÑ][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]|Â\s|[˜™]")
"""Letters as they look in a text that was read in the wrong encoding."""

DATED = frozenset({"weekday", "clock", "day"})
"""What the units of dates are: what they tell."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters ``start:end`` of a text say ``value``; ``context`` is what is counted, where there is such a thing.

    ``unit`` is in what it is counted: a currency, "%", a measure or "#". One that is not ``telling`` states nothing
    where it comes or goes alone ("one" is mostly an article, "first" an adverb), but does where it replaces another.
    """

    start: int
    end: int
    text: str
    value: str
    context: str = ""
    unit: str = ""
    telling: bool = True

    def shifted(self, by: int) -> Mention:
        """Return the mention as it stands in a text that begins ``by`` characters earlier."""
        return replace(self, start=self.start + by, end=self.end + by)

    def contradicts(self, other: Mention) -> bool:
        """Say whether the two cannot both be right: "3 March" only says less than "3 March 2022".

        Two dates can, if they tell different things: the one a weekday or a year, the other a month.
        """
        if self.unit != other.unit and {self.unit, other.unit} & DATED:
            return False
        mine, others = set(self.value.split()), set(other.value.split())
        if mine <= others or others <= mine:
            return False
        return self.unit != "day" or other.unit != "day" or any(part[0] in {o[0] for o in others} for part in mine)


def matches(start: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what a costly pattern finds, tried only where a cheap one finds a start in the text in lower case."""
    lower = text.lower()
    if len(lower) != len(text):  # a dotted capital I of Turkish becomes two characters
        lower = "".join(letter.lower()[0] for letter in text)
    position = 0
    while begun := start.search(lower, position):
        found = pattern.match(text, begun.start())
        if found:
            yield found
        position = found.end() if found else begun.start() + 1


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first; by first letters, so that a miss is seen at once.

    >>> alternatives(["two", "ten", "twenty", "six"])
    's(?:ix)|t(?:wenty|en|wo)'
    """
    endings: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=lambda word: (-len(word), word)):
        endings[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(endings.items()))
