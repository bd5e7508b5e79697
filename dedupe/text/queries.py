"""What people type into a search -> phrases, and where these stand in a text.

Every word must be there; words in quotation marks follow one another; a word after ``-`` must not be there; ``*`` ends the
beginning of a word. Anything else, whatever it may mean to a database, is text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dedupe.errors import QueryError
from dedupe.text.normalize import fold
from dedupe.text.tokens import edit_tokens, view_words, words

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))(?P<star>\*?)')


_ACCENTS = re.compile("[\u0300-\u036f]")
_PLACES = 100  # hits from which an excerpt may begin: the best of the first so many is good enough


class Phrase(NamedTuple):
    """Words that follow one another; of the last one a beginning alone where ``open_ended``."""

    words: tuple[str, ...]
    open_ended: bool = False
    excluded: bool = False


class Occurrence(NamedTuple):
    """Where a phrase stands: tokens ``start:end`` of a text's edit tokens."""

    phrase: Phrase
    start: int
    end: int


def parse_query(written: str) -> tuple[Phrase, ...]:
    """Return the phrases of a query. Raises QueryError where none is asked for.

    >>> parse_query("toll “old pier” -ferr*")
    (Phrase(words=('toll',), open_ended=False, excluded=False), Phrase(words=('old', 'pier'), open_ended=False, \
excluded=False), Phrase(words=('ferr',), open_ended=True, excluded=True))
    """
    phrases = tuple(filter(lambda phrase: phrase.words, map(_phrase, _TERM.finditer(fold(written)))))
    if all(phrase.excluded for phrase in phrases):
        raise QueryError(f"no word to look for in {written!r}")
    return phrases


def _phrase(term: re.Match[str]) -> Phrase:
    bare = term["bare"]
    text = term["quoted"] if bare is None else bare.rstrip("*")
    open_ended = bool(term["star"]) or (bare is not None and bare != text)
    return Phrase(tuple(map(_without_accents, view_words(text))), open_ended, excluded=bool(term["minus"]))


def occurrences(tokens: Sequence[str], phrases: Sequence[Phrase]) -> list[Occurrence]:
    """Return where phrases stand among the edit tokens of a text, in order."""
    spoken = list(_spoken(tokens))
    found = [
        Occurrence(phrase, spoken[at][1], spoken[at + len(phrase.words) - 1][1] + 1)
        for phrase in phrases
        for at in range(len(spoken) - len(phrase.words) + 1)
        if not phrase.excluded and _stands(phrase, [word for word, _ in spoken[at : at + len(phrase.words)]])
    ]
    return sorted(found, key=lambda one: (one.start, -one.end))


def _stands(phrase: Phrase, there: Sequence[str]) -> bool:
    *before, last = phrase.words
    return there[:-1] == before and (there[-1].startswith(last) if phrase.open_ended else there[-1] == last)


def _spoken(tokens: Sequence[str]) -> Iterator[tuple[str, int]]:
    for place, token in enumerate(tokens):
        for word in words(token):
            yield _without_accents(word), place


def _without_accents(word: str) -> str:
    # As SQLite's index has it: an accent that was left out is no reason not to find a name.
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


class Piece(NamedTuple):
    """A run of an excerpt, and whether it was looked for."""

    text: str
    hit: bool = False


def excerpt(text: str, phrases: Sequence[Phrase], words_shown: int = 30) -> tuple[Piece, ...]:
    """Return the part of a text in which most of the phrases stand, on one line; its beginning where none does.

    >>> excerpt("The boats came back. Two ferries collided off the old pier, and nobody was hurt.", parse_query("pier"), 6)
    (Piece(text='… old ', hit=False), Piece(text='pier', hit=True), Piece(text=', and nobody was …', hit=False))
    """
    tokens = edit_tokens(" ".join(text.split()))
    reach = 2 * words_shown  # every word has a space beside it
    found = occurrences(tokens, phrases)

    def shown_from(start: int) -> list[Occurrence]:
        return [one for one in found if start <= one.start and one.end <= start + reach]

    starts = [max(0, one.start - reach // 4) for one in found[:_PLACES]] or [0]
    start = max(starts, key=lambda start: (len({one.phrase for one in shown_from(start)}), -start))
    hits, end = shown_from(start), start + reach
    start += start < len(tokens) and tokens[start] == " "
    end -= end <= len(tokens) and tokens[end - 1] == " "
    pieces = list(_pieces(tokens, start, end, hits))
    if start > 0:
        pieces.insert(0, Piece("… "))
    if end < len(tokens):
        pieces.append(Piece(" …"))
    return tuple(
        Piece("".join(piece.text for piece in run), hit)
        for hit, run in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.hit)
    )


def _pieces(tokens: Sequence[str], start: int, end: int, hits: Sequence[Occurrence]) -> Iterator[Piece]:
    at = start
    for hit in hits:
        if hit.start >= at:
            yield Piece("".join(tokens[at : hit.start]))
            yield Piece("".join(tokens[hit.start : hit.end]), hit=True)
            at = hit.end
    yield Piece("".join(tokens[at:end]))
