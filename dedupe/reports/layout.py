"""Text in columns of a terminal: how wide a character is, where a line may break, how a style is painted.

Everything is laid out as spans, words with a style, and painted last, so that escape sequences never take
part in measuring. What goes in has been made visible (see ``safe``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal

Style = Literal["plain", "strong", "faint", "old", "new", "moved"]

# Few and plain: these are readable on light and dark grounds, and no meaning hangs on them alone.
_CODES: dict[Style, str] = {"strong": "1", "faint": "2", "old": "31", "new": "32", "moved": "36"}

# Letters of Europe and general punctuation: one cell each, which is most of all text.
_NARROW = re.compile("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e]*")
_WIDE = r"\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
_WIDE += r"\U0001f300-\U0001faff\U00020000-\U0003fffd"
_OPENING, _CLOSING = r"[「『（《【\[{+-]", r"[、。，．！？；：」』）》】”’\]}+-]"
# A line may break at white space and around each wide character, but not before the mark that closes after it.
_ATOM = rf"(?P<break>\s+|{_OPENING}*[{_WIDE}]{_CLOSING}*)|[^\s{_WIDE}]+"
_NARROW_ATOM = re.compile(r"(?P<break>\s+)|\S+")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where text is shown: how many cells wide, and whether it has colours."""

    width: int = 100
    colour: bool = False

    def paint(self, line: Iterable[Span]) -> str:
        """Return the line as one string, with escape sequences where there are colours."""
        runs = groupby(line, key=lambda span: span.style)
        return "".join(self._painted("".join(span.text for span in spans), style) for style, spans in runs).rstrip()

    def _painted(self, text: str, style: Style) -> str:
        if not self.colour or style == "plain" or not text.strip():
            return text
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m"


def cells(text: str) -> int:
    """Return how many cells of a terminal the text takes: East Asian wide characters two, marks none.

    >>> cells("Kyiv"), cells("基辅"), cells("e\u0301")
    (4, 4, 1)
    """
    return len(text) if _NARROW.fullmatch(text) else sum(map(_cell_width, text))


@lru_cache(maxsize=4096)
def _cell_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def clip(text: str, width: int) -> str:
    """Return as much of the text as fits into so many cells, ending in ``…`` where some was left out.

    >>> clip("Ferry fire", 6), clip("Ferry fire", 10), clip("基辅受袭", 6)
    ('Ferry…', 'Ferry fire', '基辅…')
    """
    if cells(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += _cell_width(character)
        if used > width - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def clip_words(text: str, width: int) -> str:
    """Return as many whole words as fit into so many cells; a long word, or a script without spaces, is cut.

    >>> clip_words("The ferry caught fire", 12), clip_words("The Donaudampfschiff", 12)
    ('The ferry…', 'The Donauda…')
    """
    if cells(text) <= width:
        return text
    kept = clip(text, width).removesuffix("…")
    if not text.startswith(" ", len(kept)):
        whole = kept.rpartition(" ")[0]
        kept = whole if 2 * cells(whole) > width else kept
    return f"{kept}…"


def pad(text: str, width: int) -> str:
    """Return the text filled with spaces to so many cells."""
    return text + " " * (width - cells(text))


def columns(rows: Iterable[tuple[str, ...]], *, widest: int = 48) -> Iterator[str]:
    """Yield each row with its cells aligned, two spaces between; columns that are empty throughout are left out.

    A column is as wide as its widest cell, at most ``widest``; the last one is neither filled nor clipped.
    """
    table = [column for column in zip(*rows, strict=True) if any(column)]
    filled = [_aligned(column, widest) for column in table[:-1]] + table[-1:]
    for row in zip(*filled, strict=True):
        yield "  ".join(row).rstrip()


def _aligned(column: tuple[str, ...], widest: int) -> tuple[str, ...]:
    width = min(max(map(cells, column)), widest)
    return tuple(pad(clip(cell, width), width) for cell in column)


def wrap(spans: Iterable[Span], width: int) -> Iterator[Line]:
    """Break spans into lines of at most ``width`` cells, words one space apart; a word wider than a line is cut."""
    line: list[Span] = []
    used = 0
    for unit, size in _units(spans, width):
        if used + size > width and line:
            yield _trimmed(line)
            line, used = [], 0
        if unit[0].text != " " or (line and line[-1].text != " "):
            line += unit
            used += size
    if line:
        yield _trimmed(line)


def _trimmed(line: list[Span]) -> Line:
    return tuple(line[:-1] if line[-1].text == " " else line)


def _units(spans: Iterable[Span], width: int) -> Iterator[tuple[list[Span], int]]:
    """Gather atoms that no line break may part, with their size: neither white space nor a wide character between."""
    unit: list[Span] = []
    size = 0
    after_break = True
    for span in spans:
        # The other pattern, which knows the wide characters, is compiled where there are any.
        for found in re.finditer(_NARROW_ATOM if _NARROW.fullmatch(span.text) else _ATOM, span.text):
            atom, is_break = found[0], found["break"] is not None
            if unit and (is_break or after_break):
                yield from _fitting(unit, size, width)
                unit, size = [], 0
            unit.append(Span(" " if atom.isspace() else atom, span.style))
            size += 1 if atom.isspace() else cells(atom)
            after_break = is_break
    if unit:
        yield from _fitting(unit, size, width)


def _fitting(unit: list[Span], size: int, width: int) -> Iterator[tuple[list[Span], int]]:
    if size <= width:
        yield unit, size
    else:
        yield from (([Span(character, span.style)], _cell_width(character)) for span in unit for character in span.text)
