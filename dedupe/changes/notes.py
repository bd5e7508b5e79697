"""Paragraphs about the article itself: notes of correction, and stamps of the last update."""

from __future__ import annotations

import re

from dedupe.changes.vocabulary import CORRECTION_NOTES, UPDATE_STAMPS

_CLOCK = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?(?: [A-Z]{2,4}\b)?"
_DAY = r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{1,2}\.? [^\W\d]{3,9}(?: \d{4})?|[^\W\d]{3,9} \d{1,2},? \d{4}"
_OPENING = r"[\s\W_]*"
# A live page puts the time before each entry: "08.05 Correction: ...".
_DATED = rf"(?:(?:{_CLOCK}|{_DAY})[\s\W_]+){{0,2}}"
_NOTE = re.compile(rf"{_OPENING}{_DATED}(?:{'|'.join(CORRECTION_NOTES)})", re.IGNORECASE | re.DOTALL)
_STAMP = re.compile(rf"{_OPENING}(?:{'|'.join(UPDATE_STAMPS)})", re.IGNORECASE)
_LONGEST_STAMP = 100  # characters


def is_correction_note(paragraph: str) -> bool:
    """Say whether a paragraph discloses a correction, in one of the five languages of the vocabulary.

    >>> is_correction_note("Correction: An earlier version of this article gave the wrong year.")
    True
    """
    return _NOTE.match(paragraph) is not None


def is_update_stamp(paragraph: str) -> bool:
    """Say whether a paragraph only says when the page was last touched.

    >>> is_update_stamp("Last updated: 10:32 GMT")
    True
    """
    return len(paragraph) <= _LONGEST_STAMP and _STAMP.match(paragraph) is not None
