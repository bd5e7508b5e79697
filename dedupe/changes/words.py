"""Two texts -> word edits: diff-match-patch over words coded as characters.

The units are words, numbers and punctuation marks, each with the white space before it. White space is
no unit of its own, or every space between two words would be an island of agreement; where only the
white space differs, that is an edit by itself.

Work is bounded by counting, never by the clock. diff-match-patch takes one step after the other, which
is right for edits and hopeless for rewrites: it takes about as many steps as there are edits, squared.
Beyond a number of edits the same alignment is found by rapidfuzz, 64 words at a time; beyond a size, by
whole sentences. A hunk too long even to be cut into words keeps what is the same at its two ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from dedupe.changes.sentences import sentences
from dedupe.changes.tidy import Change, tidy
from dedupe.records import Edit, EditOp
from dedupe.settings import ChangeSettings
from dedupe.text.tokens import edit_tokens

_FIRST_SURROGATE, _SURROGATES = 0xD800, 0x800
_CODES = 0x110000 - _SURROGATES
_FEW_WORDS = 1000  # a side no longer costs each word of the other this much at most: linear, so it is not counted
# Between these characters a word ends in any text: neither can be part of the other's grapheme.
_SURE_BREAK = re.compile(r"(?<=[!-~])(?=[ \n])|(?<=[\u4e00-\u9fff\u3002])(?=[\u4e00-\u9fff])")
_REACH = 10_000  # characters in which a sure break is looked for


class Units(NamedTuple):
    """A text as words, numbers and punctuation marks, and the white space before each; joined in turn they are it.

    An empty word closes every text, so that white space at its end has a word to stand before.
    """

    spaces: list[str]
    words: list[str]

    def text(self, start: int, end: int) -> str:
        """Return the text of units ``start:end``."""
        return "".join(chain.from_iterable(zip(self.spaces[start:end], self.words[start:end], strict=True)))


@dataclass(frozen=True, slots=True)
class WordEdits:
    """The edits, and whether they are coarser than words."""

    edits: tuple[Edit, ...]
    coarse: bool = False
    pairs: int = 0  # of words, compared at length: what this hunk takes from the settings' ``word_pairs``


def word_edits(old: str, new: str, settings: ChangeSettings, *, spent: int = 0) -> WordEdits:
    """Return the edits that turn one text into another: none starts or ends inside a word or number.

    Where a diff by words would be more work than the settings allow, less the ``spent`` word pairs, whole
    sentences are compared; where that is too much as well, one text replaces the other, but for its two ends.
    """
    if len(old) + len(new) <= settings.word_characters:
        for split in (_word_units, _sentence_units):
            before, after = split(old), split(new)
            found = _differences(before.words, after.words, settings, spent)
            if found is not None:
                return WordEdits(_spell_out(before, after, found[0]), split is not _word_units, found[1])
    return WordEdits(_replaced(old, new), coarse=True)


def _word_units(text: str) -> Units:
    spaces = [""]
    words: list[str] = []
    for token in edit_tokens(text):
        if token[0].isspace():
            spaces[-1] += token  # two may meet: U+001C to U+001F are white space to Python, but not to Unicode
        else:
            words.append(token)
            spaces.append("")
    return Units(spaces, [*words, ""])


def _sentence_units(text: str) -> Units:
    pieces = [(sentence, sentence.lstrip()) for sentence in sentences(text.rstrip())]
    spaces = [sentence[: len(sentence) - len(words)] for sentence, words in pieces]
    return Units([*spaces, text[len(text.rstrip()) :]], [*(words for _, words in pieces), ""])


# ---------------------------------------------------------------- what differs


def _differences(
    old: Sequence[str], new: Sequence[str], settings: ChangeSettings, spent: int
) -> tuple[list[Change], int] | None:
    """Return the ranges of units that differ, in order, and the pairs this takes; None if it is too much work.

    Few edits are found in linear time, and so are any between a short side and a long one.
    """
    from rapidfuzz.distance import Indel

    codes = _encode(old, new)
    if codes is None:
        return None
    # The distance is asked up to the limit, which takes time as the length times the limit.
    if Indel.distance(*codes, score_cutoff=settings.word_edits) <= settings.word_edits:
        return tidy(list(_by_steps(*codes)), old, new), 0
    pairs = len(old) * len(new)
    counted = pairs if min(len(old), len(new)) > _FEW_WORDS else 0
    if pairs > settings.word_pairs or counted > settings.word_pairs - spent:
        return None
    return tidy(list(_by_bits(*codes)), old, new), counted


def _encode(old: Sequence[str], new: Sequence[str]) -> tuple[str, str] | None:
    """Return both sequences as strings of one character a word; None if there are more words than characters."""
    distinct = dict.fromkeys(chain(old, new))
    if len(distinct) > _CODES:
        return None
    codes = {word: chr(n if n < _FIRST_SURROGATE else n + _SURROGATES) for n, word in enumerate(distinct)}
    return "".join(map(codes.__getitem__, old)), "".join(map(codes.__getitem__, new))


def _by_steps(old: str, new: str) -> Iterator[Change]:
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # or the answer would depend on the machine's speed
    i = j = 0
    start = (0, 0)
    # The lines mode, switched off here, would look for line breaks among the codes.
    for op, codes in [*engine.diff_main(old, new, False), (engine.DIFF_EQUAL, "")]:
        if op == engine.DIFF_EQUAL:
            if start != (i, j):
                yield Change(start[0], i, start[1], j)
            i, j = i + len(codes), j + len(codes)
            start = (i, j)
        elif op == engine.DIFF_DELETE:
            i += len(codes)
        else:
            j += len(codes)


def _by_bits(old: str, new: str) -> Iterator[Change]:
    from rapidfuzz.distance import Indel

    start = (0, 0)
    for op in Indel.opcodes(old, new):
        if op.tag == "equal":
            if start != (op.src_start, op.dest_start):
                yield Change(start[0], op.src_start, start[1], op.dest_start)
            start = (op.src_end, op.dest_end)
    if start != (len(old), len(new)):
        yield Change(start[0], len(old), start[1], len(new))


# ---------------------------------------------------------------- the edits


def _replaced(old: str, new: str) -> tuple[Edit, ...]:
    """Return one text replacing the other, but for what is the same at their beginnings and ends."""
    head = _last_break(old, _common(old, new))
    rest = min(len(old), len(new)) - head
    tail = _first_break(old, len(old) - min(rest, _common(old[::-1], new[::-1])))
    written: tuple[tuple[EditOp, str], ...] = (
        ("equal", old[:head]), ("delete", old[head:tail]), ("insert", new[head : len(new) - (len(old) - tail)]),
        ("equal", old[tail:]),
    )  # fmt: skip
    return tuple(Edit(op, text) for op, text in written if text)


def _common(old: str, new: str) -> int:
    """Return how many characters two texts begin with alike, by halving: comparing slices is quick."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if old[low:middle] == new[low:middle] else (low, middle - 1)
    return low


def _last_break(text: str, end: int) -> int:
    """Return the last sure break that has its two sides before ``end``; 0 if there is none near."""
    start = max(0, end - _REACH)
    # The window is cut off at the end, or a break at it would look at what only one of the texts has.
    return max((start + found.start() for found in _SURE_BREAK.finditer(text[start:end])), default=0)


def _first_break(text: str, start: int) -> int:
    """Return the first sure break that has its two sides after ``start``; the end if there is none near."""
    found = _SURE_BREAK.search(text[start : start + _REACH])
    return start + found.start() if found else len(text)


def _spell_out(old: Units, new: Units, changes: Sequence[Change]) -> tuple[Edit, ...]:
    pen = _Pen()
    i = j = 0
    for change in [*changes, Change(len(old.words), len(old.words), len(new.words), len(new.words))]:
        if old.spaces[i : change.old_start] == new.spaces[j : change.new_start]:
            pen.keep(old.text(i, change.old_start))
        else:
            for position in range(change.old_start - i):
                pen.replace(old.spaces[i + position], new.spaces[j + position])
                pen.keep(old.words[i + position])
        i, j = change.old_end, change.new_end
        pen.replace(old.text(change.old_start, i), new.text(change.new_start, j))
    return pen.edits()


class _Pen:
    """Writes edits down, joining what belongs together: at most one deletion and one insertion between two equals."""

    def __init__(self) -> None:
        self._edits: list[Edit] = []
        self._equal: list[str] = []
        self._deleted: list[str] = []
        self._inserted: list[str] = []

    def keep(self, text: str) -> None:
        if text:
            if self._deleted:
                self._write()
            self._equal.append(text)

    def replace(self, deleted: str, inserted: str) -> None:
        """Add text that takes the place of other text."""
        if deleted == inserted:
            self.keep(deleted)
        else:
            self._deleted.append(deleted)
            self._inserted.append(inserted)

    def edits(self) -> tuple[Edit, ...]:
        self._write()
        return tuple(self._edits)

    def _write(self) -> None:
        deleted, inserted = "".join(self._deleted), "".join(self._inserted)
        space = _common_space(deleted, inserted)
        equal = "".join(self._equal) + space
        written: tuple[tuple[EditOp, str], ...] = (
            ("equal", equal), ("delete", deleted[len(space) :]), ("insert", inserted[len(space) :]),
        )  # fmt: skip
        self._edits += [Edit(op, text) for op, text in written if text]
        self._equal, self._deleted, self._inserted = [], [], []


def _common_space(deleted: str, inserted: str) -> str:
    """Return the white space that both texts begin with, if it is a whole token of each."""
    if deleted[:1].isspace() and deleted[:1] == inserted[:1]:
        first, other = edit_tokens(deleted)[0], edit_tokens(inserted)[0]
        return first if first == other else ""
    return ""
