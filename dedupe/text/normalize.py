"""The view in which texts are compared: what a reader would not call a difference is made equal.

Unicode forms, case, kinds of quotes and dashes, zero-width and bidirectional controls, digits of other
scripts and white space are folded. Nothing made here is ever stored as text.
"""

from __future__ import annotations

import re
import unicodedata

VERSION = 1
"""Part of every signature's scheme: views of different versions are never compared."""

_FOLDED: dict[str, str] = {
    **dict.fromkeys("‘’‚‛′ʼ＇`´", "'"),
    **dict.fromkeys("“”„‟″«»‹›「」『』＂", '"'),
    **dict.fromkeys("‐‑‒–—―−－", "-"),
    "\u2026": "...",
    "\u00a0": " ",
    # Invisible: soft hyphen, zero-width characters, marks and overrides of direction, byte order mark.
    **dict.fromkeys(
        map(chr, [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]), ""
    ),
}
_TO_FOLD = re.compile("[" + re.escape("".join(_FOLDED)) + "]")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


def _fold_characters(text: str) -> str:
    return _TO_FOLD.sub(lambda found: _FOLDED[found[0]], text)


def fold(text: str) -> str:
    r"""Return the text with everything folded but white space; most news is plain ASCII after the first step.

    >>> fold("“Ｄon’t” — said ٣٥ people")
    '"don\'t" - said 35 people'
    """
    if not text.isascii():
        text = _fold_characters(text)
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text).casefold()
            # Casefolding can undo the normal form, and NFKC can bring back a character to fold.
            text = _fold_characters(unicodedata.normalize("NFKC", text))
            return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    return text.lower()


def comparison_view(text: str) -> str:
    """Return the folded text with each run of white space as one space, and none at the ends."""
    return " ".join(fold(text).split())
