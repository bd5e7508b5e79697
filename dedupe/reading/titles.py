"""Does the first line of a text read like a title?

A headline is a short line alone above more text, one sentence, without a full stop. Where that is in
doubt the line stays in the body: a title taken for a paragraph costs a little, while a paragraph
taken for a title is missing from every comparison of the text.
"""

from __future__ import annotations

import re
import unicodedata

MIN_WIDTH, MAX_WIDTH = 8, 150
"""In columns, of which a Chinese character takes two: the longest headlines of the wires have about 120."""

_FIRST_LINE = re.compile(r"([^\n]*)\n[ \t\r\f\v]*\n")
_OPENING, _CLOSING = "\"'“‘„‚«‹「『《", "\"'”’“‘»›」』》"
_STARTS = frozenset("¿¡#$£€¥(（【" + _OPENING)
# What ends a sentence or leads on to more, in the scripts where we know it; a headline may ask, but does not shout.
_ENDS = (".", "…", "!", "！", "。", "．", "｡", "।", "۔", "։", "።", ":", "：", ";", "；", ",", "，", "、", " and", " or")
# Four letters before the stop: "Gov. Reyes" and "U.S. Senate" are no ends of sentences.
_TWO_SENTENCES = re.compile(r"。|[!?！？][\"'”’)]*\s+\S|[^\W\d_]{4}\.[\"'”’)]*\s+[^\W\d_a-z]")
_BYLINE = re.compile(r"[Bb][Yy](?:\s+[A-Z]|[\s,]*$)")


def split_title(text: str, known: str | None = None) -> tuple[str, str] | None:
    r"""Return the title, trimmed, and the text after it; None where no title stands above the text.

    Where the title is ``known`` already, from a header, only that very line is a title.

    >>> split_title("Two ferries collide\n\nTwo ferries collided on Sunday.\n")
    ('Two ferries collide', 'Two ferries collided on Sunday.\n')
    """
    first = _FIRST_LINE.match(text)
    if first is None:
        return None
    line, rest = first[1].strip(), after_blank_lines(text[first.end() :])
    is_title = line == known if known else reads_like_title(line)
    return (line, rest) if is_title and any(map(str.isalnum, rest)) else None


def reads_like_title(line: str) -> bool:
    """Judge one trimmed line by its look alone."""
    return MIN_WIDTH <= _width(line) <= MAX_WIDTH and _begins_like_title(line) and _ends_like_title(line)


def after_blank_lines(text: str) -> str:
    """Drop blank lines from the top of a text; the indentation of its first line stays."""
    above = text[: len(text) - len(text.lstrip())]
    return text[above.rfind("\n") + 1 :]


def _begins_like_title(line: str) -> bool:
    """Not with markup or a list's mark, not in lower case, not as a byline or a label of one word."""
    words = line.split()
    one_word = len(words) == 1 and line.isascii()
    return (line[0].isalnum() or line[0] in _STARTS) and not (one_word or words[0].islower() or _BYLINE.match(line))


def _ends_like_title(line: str) -> bool:
    """Not as a sentence, a lead-in, a list that goes on or somebody's words."""
    if line[0] in _OPENING and line[-1] in _CLOSING:
        return False
    ending = line.rstrip(_CLOSING + ")]）】")
    return not ending.endswith(_ENDS) and not _TWO_SENTENCES.search(line)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line[: MAX_WIDTH + 1])
