"""Words to compare by, and lossless tokens to edit by.

Both treat each character of a script written without spaces as a word, and never cut a number at its
inner separators. Edit tokens keep everything (``"".join(edit_tokens(t)) == t``) and never cut a
grapheme, so an edit made of whole tokens reads as an editor would mark it.
"""

from __future__ import annotations

import re

import regex

from dedupe.text.normalize import fold

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"

# An apostrophe holds a word together, and . , : hold a number together: 1,200.50  3,5  10:30.
# In the scripts of Europe re's own idea of a letter, digit or space is the one spelt out below, and each character is a
# grapheme of its own, so that the second pattern of each pair finds what the first one finds, several times faster.
_EUROPEAN = re.compile(
    r"[\u0000-\u001B\u0020-\u02FF\u0370-\u0482\u048A-\u052F\u2010-\u205F\u20A0-\u20BF\u2100-\u214F\u2190-\u245F"
    r"\u2500-\u2BFF]*"
)
_WORDS = regex.compile(
    rf"""(?V1)
    [{_UNSPACED}]\p{{M}}*
    | [[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]+
      (?:(?:'|(?<=\p{{Nd}})[.,:](?=\p{{Nd}}))[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]+)*
    """,
    regex.VERBOSE,
)
_EUROPEAN_WORDS = re.compile(r"[^\W_]+(?:(?:'|(?<=\d)[.,:](?=\d))[^\W_]+)*")

# Tokens are built of whole graphemes (\X); one that begins with a sign for the number after it belongs to that number.
_IN_WORD = rf"(?:(?=[[\p{{L}}\p{{M}}\p{{N}}\p{{GCB=Prepend}}]--[{_UNSPACED}]])\X)++"
_EDIT_TOKENS = regex.compile(
    rf"""(?V1)
    (?:(?=\s)\X)++
    | {_IN_WORD} (?: (?: ['’ʼ_] | (?<=\p{{Nd}})(?: [.,:/–](?=\p{{Nd}}) | - ) ) {_IN_WORD} )*+
    | \X
    """,
    regex.VERBOSE,
)
_EUROPEAN_EDIT_TOKENS = re.compile(
    r"\s+ | [^\W_]+ (?: (?: ['’ʼ_] | (?<=\d)(?: [.,:/–](?=\d) | - ) ) [^\W_]+ )* | .", re.VERBOSE | re.DOTALL
)


def words(text: str) -> list[str]:
    """Return the words of a text's comparison view, in order.

    >>> words("“Don’t” pay €1,200.50 at 10:30 — 周二")
    ["don't", 'pay', '1,200.50', 'at', '10:30', '周', '二']
    """
    view = fold(text)
    return (_EUROPEAN_WORDS if _EUROPEAN.fullmatch(view) else _WORDS).findall(view)


def edit_tokens(text: str) -> list[str]:
    """Return the text as tokens: words, numbers, single graphemes, runs of white space.

    >>> edit_tokens("A 40-mile convoy, it’s said.")
    ['A', ' ', '40-mile', ' ', 'convoy', ',', ' ', 'it’s', ' ', 'said', '.']
    """
    return (_EUROPEAN_EDIT_TOKENS if _EUROPEAN.fullmatch(text) else _EDIT_TOKENS).findall(text)
