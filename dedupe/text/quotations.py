"""Quotations: what stands between quotation marks, in the marks of several languages."""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTED = re.compile(
    # What may not stand before a straight mark is asked after it, so that the search leaps from mark to mark.
    r"“([^“”]+)”|“([^“”\"\n]+)\"|„([^„“”\"]+)[“”]|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』|\"(?<!\w\")([^\"“”\n]+)\"(?!\w)"
)
_MARKS = frozenset('“„«「『"')


class Quotation(NamedTuple):
    """Characters ``start:end`` of a text are a quotation with its marks; ``said`` is what stands between them."""

    start: int
    end: int
    text: str
    said: str


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text, in order.

    >>> [quotation.said for quotation in quotations("She said: “It was dark.” He called it 'late'.")]
    ['It was dark.']
    """
    if _MARKS.isdisjoint(text):
        return []
    return [
        Quotation(match.start(), match.end(), match[0], next(group for group in match.groups() if group).strip())
        for match in _QUOTED.finditer(text)
    ]
