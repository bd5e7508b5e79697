"""The view in which texts are compared: what a reader would not call a difference is made equal.

Unicode forms, case, kinds of quotes and dashes, zero-width and bidirectional controls, digits of other
scripts, vowel points that may as well be left out, and white space are folded. Accents and the hamza are
spelling, and stay. Nothing made here is ever stored as text.
"""

from __future__ import annotations

import re
import unicodedata

VERSION = 2
"""Part of every signature's scheme: views of different versions are never compared."""

_FOLDED: dict[str, str] = {
    **dict.fromkeys("‘’‚‛′ʼ＇´׳", "'"),
    **dict.fromkeys("“”„‟″«»‹›「」『』＂״", '"'),
    **dict.fromkeys("‐‑‒–—―−－־", "-"),
    "\u2026": "...",
    "\u00a0": " ",
    "\u066b": ".",  # Arabic decimal separator
    "\u066c": ",",  # Arabic thousands separator
    # In capitals the two letters i of Turkish cannot be told apart without knowing the language.
    "\u0131": "i",
    # Invisible: soft hyphen, zero-width characters, marks and overrides of direction, byte order mark.
    **dict.fromkeys(
        map(chr, [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]), ""
    ),
}
_TO_FOLD = re.compile("[" + re.escape("".join(_FOLDED)) + "]")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_LEFT_OUT = re.compile(
    "[\u034f\u061c\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"  # invisible: joiners, selectors of a variant
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points and accents
    "\u0610-\u061a\u0640\u064b-\u0652\u0670\u06d6-\u06dc]+"  # Arabic vowel marks, and what stretches a word
)

_SPELT = {
    "i\u0307": "i",  # what is left of a Turkish capital
    "\u0e40\u0e40": "\u0e41",  # the first Thai vowel typed twice looks like the second
    **{f"{space}\u0301": "'" for space in " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029"},
}
"""The last are an acute accent in place of an apostrophe, as NFKC and any white space leave it."""

_TONES = "\u0e48-\u0e4b\u0ec8-\u0ecb"
_RINGS = "\u0e4d\u0ecd"
"""Of the Thai and the Lao vowel am; it looks the same whether the tone or the ring was typed first."""
_IS_SPELT = re.compile(rf"[\u0301\u0307\u0e40{_RINGS}]")
_TO_SPELL = re.compile(rf"{'|'.join(_SPELT)}|[{_TONES}{_RINGS}]{{2,}}")


def _fold_characters(text: str) -> str:
    return _TO_FOLD.sub(lambda found: _FOLDED[found[0]], text)


def _spell_alike(found: re.Match[str]) -> str:
    marks = found[0]
    return _SPELT.get(marks) or "".join(sorted(marks, key=lambda mark: mark not in _RINGS))


def _fold_wide(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    # Casefolding can undo the normal form, and NFKC can bring back a character to fold.
    text = _LEFT_OUT.sub("", _fold_characters(unicodedata.normalize("NFKC", text)))
    if _IS_SPELT.search(text):
        text = _TO_SPELL.sub(_spell_alike, text)
    text = unicodedata.normalize("NFKC", text)
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def fold(text: str) -> str:
    r"""Return the text with everything folded but white space; most news is plain ASCII after the first step.

    >>> fold("“Ｄon’t” — said ٣٥ people")
    '"don\'t" - said 35 people'
    """
    if not text.isascii():
        text = _fold_characters(text)
        if not text.isascii():
            text = _fold_wide(text)
    return text.lower()


def comparison_view(text: str) -> str:
    """Return the folded text with each run of white space as one space, and none at the ends."""
    return " ".join(fold(text).split())
