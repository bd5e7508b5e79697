"""Two texts -> word edits: diff-match-patch over words coded as characters.

The units are words, numbers and punctuation marks, each with the white space before it. White space is
no unit of its own, or every space between two words would be an island of agreement; where only the
white space differs, that is an edit by itself. Work is bounded by counting edits before the diff is
asked for, never by the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dedupe.changes.tidy import Change, tidy
from dedupe.records import Edit, EditOp
from dedupe.settings import ChangeSettings
from dedupe.text.tokens import edit_tokens

_FIRST_SURROGATE, _SURROGATES = 0xD800, 0x800
_CODES = 0x110000 - _SURROGATES
_SENTENCE = re.compile(r"\s*\S.*?(?:[.!?…][\"'”’»)\]]*(?=\s)|[。！？]|\Z)|\s+\Z", re.DOTALL)


class Unit(NamedTuple):
    """A word, number or punctuation mark, and the white space before it."""

    space: str
    word: str


@dataclass(frozen=True, slots=True)
class WordEdits:
    """The edits, and whether they are coarser than words."""

    edits: tuple[Edit, ...]
    coarse: bool = False


def word_edits(old: str, new: str, settings: ChangeSettings) -> WordEdits:
    """Return the edits that turn one text into another: none starts or ends inside a word or number.

    Where a diff by words would be more work than the settings allow, whole sentences are compared;
    where that is too much as well, one text replaces the other.
    """
    for split in (_word_units, _sentence_units):
        sides = split(old), split(new)
        changes = _differences(*sides, settings)
        if changes is not None:
            return WordEdits(_spell_out(*sides, changes), coarse=split is not _word_units)
    return WordEdits((Edit("delete", old), Edit("insert", new)), coarse=True)


def _word_units(text: str) -> list[Unit]:
    units: list[Unit] = []
    space = ""
    for token in edit_tokens(text):
        if token[0].isspace():
            space = token
        else:
            units.append(Unit(space, token))
            space = ""
    # An empty word closes every text, so that white space at its end has a word to stand before.
    return [*units, Unit(space, "")]


def _sentence_units(text: str) -> list[Unit]:
    units = [Unit(sentence[: -len(rest)], rest) for sentence in _SENTENCE.findall(text) if (rest := sentence.lstrip())]
    return [*units, Unit(text[len(text.rstrip()) :], "")]


# ---------------------------------------------------------------- what differs


def _differences(old: Sequence[Unit], new: Sequence[Unit], settings: ChangeSettings) -> list[Change] | None:
    """Return the ranges of units that differ, in order; None if finding them is too much work."""
    from rapidfuzz.distance import Indel

    old_words, new_words = [unit.word for unit in old], [unit.word for unit in new]
    codes = _encode(old_words, new_words)
    if codes is None or Indel.distance(*codes, score_cutoff=settings.word_edits) > settings.word_edits:
        return None
    return tidy(list(_diff(*codes)), old_words, new_words)


def _encode(old: Sequence[str], new: Sequence[str]) -> tuple[str, str] | None:
    """Return both sequences as strings of one character a word; None if there are more words than characters."""
    numbers: dict[str, int] = {}
    for word in (*old, *new):
        numbers.setdefault(word, len(numbers))
    if len(numbers) > _CODES:
        return None
    codes = {word: chr(n if n < _FIRST_SURROGATE else n + _SURROGATES) for word, n in numbers.items()}
    return "".join(map(codes.__getitem__, old)), "".join(map(codes.__getitem__, new))


def _diff(old: str, new: str) -> Iterator[Change]:
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0  # or the answer would depend on the machine's speed
    i = j = 0
    start = (0, 0)
    # The lines mode would look for line breaks among the codes.
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


# ---------------------------------------------------------------- the edits


def _spell_out(old: Sequence[Unit], new: Sequence[Unit], changes: Sequence[Change]) -> tuple[Edit, ...]:
    pen = _Pen()
    i = j = 0
    for change in [*changes, Change(len(old), len(old), len(new), len(new))]:
        for before, after in zip(old[i : change.old_start], new[j : change.new_start], strict=True):
            pen.replace(before.space, after.space)
            pen.keep(before.word)
        i, j = change.old_end, change.new_end
        _replace(pen, old[change.old_start : i], new[change.new_start : j])
    return pen.edits()


def _replace(pen: _Pen, old: Sequence[Unit], new: Sequence[Unit]) -> None:
    deleted, inserted = "".join(map("".join, old)), "".join(map("".join, new))
    if old and new and old[0].space == new[0].space:
        space = old[0].space
        pen.keep(space)
        deleted, inserted = deleted[len(space) :], inserted[len(space) :]
    pen.replace(deleted, inserted)


class _Pen:
    """Writes edits down, joining what belongs together: at most one deletion and one insertion between two equals."""

    def __init__(self) -> None:
        self._edits: list[Edit] = []
        self._pending: dict[EditOp, list[str]] = {"equal": [], "delete": [], "insert": []}

    def keep(self, text: str) -> None:
        if text:
            self._flush("delete", "insert")
            self._pending["equal"].append(text)

    def replace(self, deleted: str, inserted: str) -> None:
        if deleted == inserted:
            self.keep(deleted)
            return
        self._flush("equal")
        self._pending["delete"].append(deleted)
        self._pending["insert"].append(inserted)

    def edits(self) -> tuple[Edit, ...]:
        self._flush("equal", "delete", "insert")
        return tuple(self._edits)

    def _flush(self, *ops: EditOp) -> None:
        for op in ops:
            text = "".join(self._pending[op])
            self._pending[op].clear()
            if text:
                self._edits.append(Edit(op, text))
