"""The characters of Europe as a table: for reading a text a character at a time, as compiled code does.

Each entry is made by asking ``fold``, ``words`` and ``passage_words`` themselves, so that whoever reads by the table
reads as they do. A character that takes others into account (an accent of its own, a script without spaces) or that
becomes several has no entry: its text is for those functions.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dedupe.text.normalize import fold
from dedupe.text.passages import passage_words
from dedupe.text.tokens import words

Alphabet = NDArray[np.uint32]
"""Shape (LIMIT,): what is known of each code point. 0 where nothing is; else KNOWN, what it becomes, and what it does."""

LIMIT = 0x2600
CODE = 0xFFFF  # the code point that it is folded to
KNOWN, WORD, DIGIT, GONE = 1 << 16, 1 << 17, 1 << 18, 1 << 19
APOSTROPHE = 1 << 20  # holds a word together
SEPARATOR = 1 << 21  # holds a number together
SPACE, STOP, CLOSING = 1 << 22, 1 << 23, 1 << 24  # of sentences: what parts them, what ends one, what may follow that

TWO_BYTES = 0x800  # in UTF-8 letters below take two at most: those of words that anyone writes
# Within these no two characters without an entry of their own become one, and each is a grapheme.
_RANGES = (
    (0, 0x1C), (0x20, 0x300), (0x370, 0x483), (0x48A, 0x530),
    (0x2000, 0x2060), (0x20A0, 0x20C0), (0x2100, 0x2150), (0x2190, 0x2200), (0x25A0, LIMIT),
)  # fmt: skip
_ELLIPSIS = "\u2026"  # three full stops, of which none can stand in a number


@cache
def alphabet() -> Alphabet:
    """Return the table; made once."""
    table = np.zeros(LIMIT, np.uint32)
    for code in chain.from_iterable(range(*bounds) for bounds in _RANGES):
        table[code] = _entry(chr(code))
    table.flags.writeable = False
    return table


def _entry(character: str) -> int:
    folded = " " if character == _ELLIPSIS else fold(character)
    if len(folded) > 1 or any(_depends(one) for one in (character, *folded)):
        return 0
    if words(character) and ord(folded) >= TWO_BYTES:
        return 0
    sentences = (SPACE * character.isspace()) | (STOP * _ends(f"a{character} a"))
    if not sentences and _ends(f"a.{character} a"):
        sentences = CLOSING
    if not folded:
        return KNOWN | GONE | sentences
    return KNOWN | ord(folded) | _in_word(character, folded) | sentences


def _depends(character: str) -> bool:
    """Return whether what stands beside a character may change it, or whether it is beyond the table."""
    inside = any(first <= ord(character) < end for first, end in _RANGES)
    return not inside or unicodedata.category(character).startswith("M")


def _ends(text: str) -> bool:
    return len(passage_words(text, 1)) > 1


def _in_word(character: str, folded: str) -> int:
    if words(character):
        return WORD | DIGIT * folded.isdigit()
    if character == _ELLIPSIS:
        return 0
    return APOSTROPHE * (len(words(f"a{character}a")) == 1) | SEPARATOR * (len(words(f"1{character}1")) == 1)
