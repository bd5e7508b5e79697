"""Who says a quotation, and where the same words are put into somebody else's mouth.

>>> text = "“We saw no light at all,” said the harbour master, Ole Marn."
>>> [speaker for _, speaker in speakers(text)]
['Ole Marn']
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from dedupe.changes.mentions import alternatives
from dedupe.changes.names import NAME
from dedupe.changes.quotes import is_speech, said_words
from dedupe.changes.regions import Sides
from dedupe.changes.vocabulary import ACCORDING_TO, SAYING
from dedupe.text.quotations import Quotation, quotations

_RESPELT = 0.6  # likeness of two names from which the one may be the other with its spelling put right
_REACH = 120  # characters on either side of a quotation in which its speaker is looked for
_VERB = rf"(?:{alternatives(SAYING)})\b"
_TITLE = r"(?:(?:the|The|le|la|der|die|el|o|a)\ )?(?:(?!(?:of|in|at|for|from|to|de|du|des|von|in|del|do|da)\ )\p{Ll}[\p{L}-]*,?\ ){0,4}"
_BESIDE = r"(?:,[^.\"“”„«»]{1,60},)?"  # "Ole Marn, the harbour master,"

Attribution = tuple[int, str, str, str]


@cache  # compiled where the first quotation is met: most edits touch none
def _beside() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return what names a speaker after a quotation, and before it."""
    after = regex.compile(
        rf"[,.]?\s*(?:{_VERB}\s+{_TITLE}(?P<name>{NAME})|(?P<name>{NAME}){_BESIDE}\s+{_VERB}"
        rf"|,?\s*(?:{alternatives(ACCORDING_TO)})\s+{_TITLE}(?P<name>{NAME}))"
    )
    before = regex.compile(
        rf"(?:(?P<name>{NAME}){_BESIDE}\s+{_VERB}(?:\s[\p{{Ll}} ]{{1,30}})?|(?:{alternatives(ACCORDING_TO)})"
        rf"\s+{_TITLE}(?P<name>{NAME}))\s*[,:]?\s*$"
    )
    return after, before


def speakers(text: str) -> Iterator[tuple[Quotation, str]]:
    """Yield each quotation of a text that is speech and that a name is given to, with the name."""
    found = quotations(text)
    for number, quotation in enumerate(found):
        if not is_speech(quotation):
            continue
        first = found[number - 1].end if number else 0
        last = found[number + 1].start if number + 1 < len(found) else len(text)
        after, before = _beside()
        told = after.match(text, quotation.end, min(last, quotation.end + _REACH)) or before.search(
            text, max(first, quotation.start - _REACH), quotation.start
        )
        if told:
            yield quotation, told["name"]


def attribution_changes(sides: Sides) -> Iterator[Attribution]:
    """Yield (place in the new text, old speaker, new speaker, quotation) where the same words are somebody else's."""
    if not quotations(sides.old):
        return
    before = {said_words(quotation): speaker for quotation, speaker in speakers(sides.old)}
    for quotation, speaker in speakers(sides.new) if before else ():
        said_by = before.get(said_words(quotation), speaker)
        if not _may_be_one(said_by, speaker):
            yield quotation.start, said_by, speaker, quotation.said


def _may_be_one(name: str, other: str) -> bool:
    """Say whether two names may be of one person: they share a word, or are spelt alike."""
    from rapidfuzz.distance import Indel

    return not set(name.split()).isdisjoint(other.split()) or Indel.normalized_similarity(name, other) >= _RESPELT
