"""Where a text falls into paragraphs, without losing a byte of what stands between them.

A blank line always separates. A single newline separates too, because many sources mark paragraphs
so, unless the text is hard-wrapped: a wrapped line ends where the next word would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_BLANK_LINE = re.compile(r"(\n[^\S\n]*\n\s*)")
_NEWLINE = re.compile(r"(\n\s*)")
_WIDEST_WRAP = 100  # characters; nobody wraps wider by hand or by mail program
_FEWEST_BREAKS = 3  # fewer line breaks than this tell nothing about wrapping
_FORCED_SHARE = 0.9  # of the breaks, the next word would not have fitted: lists and verse break earlier


@dataclass(frozen=True, slots=True)
class ParagraphLayout:
    """A text as paragraphs and what stands around them.

    ``len(separators) == len(paragraphs) + 1``; ``separators[i]`` stands before paragraph i, the last
    one after the last paragraph. Paragraphs are not empty, have no white space at their ends, and hold
    no blank line.
    """

    paragraphs: tuple[str, ...]
    separators: tuple[str, ...]

    def text(self) -> str:
        """Return the text that was split, byte for byte."""
        return join_paragraphs(self.paragraphs, self.separators)


def join_paragraphs(paragraphs: tuple[str, ...], separators: tuple[str, ...]) -> str:
    """Return separators and paragraphs laid in turn: the inverse of split_paragraphs."""
    pieces = [separators[0]]
    for paragraph, separator in zip(paragraphs, separators[1:], strict=True):
        pieces += (paragraph, separator)
    return "".join(pieces)


def split_paragraphs(text: str) -> ParagraphLayout:
    r"""Split a text into its paragraphs.

    >>> split_paragraphs("Two ferries collided.\n\nNobody was hurt.\n").paragraphs
    ('Two ferries collided.', 'Nobody was hurt.')
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return ParagraphLayout((), (text,))
    body = text[start:end]
    pieces = _BLANK_LINE.split(body)
    blocks = pieces[::2]
    if any("\n" in block for block in blocks) and not _are_hard_wrapped(blocks):
        pieces = _NEWLINE.split(body)
    paragraphs, separators = pieces[::2], pieces[1::2]
    stripped = list(map(str.rstrip, paragraphs))
    if stripped != paragraphs:
        # A form feed or other white space before the newline belongs to the separator.
        ends = [paragraph[len(text) :] for paragraph, text in zip(paragraphs, stripped, strict=True)]
        separators = list(map(str.__add__, ends, separators))
    return ParagraphLayout(tuple(stripped), (text[:start], *separators, text[end:]))


def _are_hard_wrapped(blocks: Sequence[str]) -> bool:
    breaks: list[tuple[int, int]] = []
    width = 0
    for block in blocks:
        lines = block.split("\n")
        width = max(width, *map(len, lines))
        if width > _WIDEST_WRAP:
            return False
        breaks += [
            (len(line.rstrip()), len(after.split(maxsplit=1)[0])) for line, after in pairwise(lines) if after.strip()
        ]
    if len(breaks) < _FEWEST_BREAKS:
        return False
    forced = sum(length + 1 + next_word > width for length, next_word in breaks)
    return forced >= _FORCED_SHARE * len(breaks)
