"""Two texts -> word edits: diff-match-patch over words coded as characters.

The units are words, numbers and punctuation marks, each with the white space before it. White space is
no unit of its own, or every space between two words would be an island of agreement; where only the
white space differs, that is an edit by itself.

Work is bounded by counting, never by the clock, and grows with the length alone. diff-match-patch takes one
step after the other, which is right for edits and hopeless for rewrites: it takes about as many steps as there
are edits, squared. Beyond a number of edits the same alignment is found by rapidfuzz, 64 words at a time;
beyond a size, in ``windows`` between what stands once on both sides. What is the same at both ends of a hunk
is not even cut into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from dedupe.changes.tidy import Change, tidy
from dedupe.changes.windows import Window, windows
from dedupe.records import Edit, EditOp
from dedupe.settings import ChangeSettings
from dedupe.text.tokens import edit_tokens, edit_units

_FIRST_SURROGATE, _SURROGATES = 0xD800, 0x800
_CODES = 0x110000 - _SURROGATES
# Between these characters a word ends in any text: neither can be part of the other's grapheme.
_SURE_BREAK = re.compile(r"(?<=[!-~])(?=[ \n])|(?<=[\u4e00-\u9fff\u3002])(?=[\u4e00-\u9fff])")
_NEAR, _REACH = 50, 10_000  # characters in which a sure break is looked for, first and then
_CONTEXT = 200  # characters of equal ends that are looked at all the same: an edit may as well stand there


class Units(NamedTuple):
    """The words, numbers and marks of a text, each with the white space before it, and each alone; the last is empty."""

    spaced: list[str]
    words: list[str]

    def text(self, start: int, end: int) -> str:
        """Return the text of units ``start:end``."""
        return "".join(self.spaced[start:end])

    def space(self, position: int) -> str:
        """Return the white space before a unit."""
        return self.spaced[position].removesuffix(self.words[position])


class WordEdits(NamedTuple):
    """The edits, and whether bounded work may have left more of them than there need be."""

    edits: tuple[Edit, ...]
    coarse: bool = False


def word_edits(old: str, new: str, settings: ChangeSettings) -> WordEdits:
    """Return the edits that turn one text into another: none starts or ends inside a word or number.

    Where comparing all words would be more work than the settings allow, they are compared in windows. Of what
    differs beyond the settings' ``word_characters`` the whole is replaced.
    """
    start, end = _middle(old, new, _CONTEXT)
    before, after = old[start:end], new[start : len(new) - len(old) + end]
    if len(before) + len(after) <= settings.word_characters:
        units, others = Units(*edit_units(before)), Units(*edit_units(after))
        codes = _encode(units.words, others.words)
        if codes is not None:
            changes, coarse = _differences(*codes, settings)
            pen = _Pen()
            pen.keep(old[:start])
            _spell_out(units, others, tidy(changes, units.words, others.words), pen)
            pen.keep(old[end:])
            return WordEdits(pen.edits(), coarse)
    return WordEdits(_replaced(old, new), coarse=True)


def _replaced(old: str, new: str) -> tuple[Edit, ...]:
    """Return one text replacing the other, but for what is the same at their beginnings and ends."""
    start, end = _middle(old, new, 0)
    written: tuple[tuple[EditOp, str], ...] = (
        ("equal", old[:start]), ("delete", old[start:end]), ("insert", new[start : len(new) - len(old) + end]),
        ("equal", old[end:]),
    )  # fmt: skip
    return tuple(Edit(op, text) for op, text in written if text)


# ---------------------------------------------------------------- the ends that are the same


def _middle(old: str, new: str, context: int) -> tuple[int, int]:
    """Return where in the old text what differs begins and ends, with so many equal characters around it or more."""
    if min(len(old), len(new)) <= 2 * context:
        return 0, len(old)
    same = _common_head(old, new)
    start = _last_break(old, same - context)
    same = min(_common_tail(old, new), min(len(old), len(new)) - same)
    return start, _first_break(old, len(old) - same + context)


def _common_head(old: str, new: str) -> int:
    """Return how many characters two texts begin with alike, by halving: comparing slices is quick."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if old[low:middle] == new[low:middle] else (low, middle - 1)
    return low


def _common_tail(old: str, new: str) -> int:
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        same = old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _last_break(text: str, end: int) -> int:
    """Return the last sure break that has its two sides before ``end``; 0 if there is none near."""
    for reach in (_NEAR, _REACH):
        start = max(0, end - reach)
        # The stretch is cut off at the end, or a break at it would look at what only one of the texts has.
        breaks = [found.start() for found in _SURE_BREAK.finditer(text[start : max(0, end)])]
        if breaks:
            return start + breaks[-1]
    return 0


def _first_break(text: str, start: int) -> int:
    """Return the first sure break that has its two sides after ``start``; the end if there is none near."""
    found = _SURE_BREAK.search(text[start : start + _REACH])
    return start + found.start() if found else len(text)


# ---------------------------------------------------------------- what differs


def _encode(old: Sequence[str], new: Sequence[str]) -> tuple[str, str] | None:
    """Return both sequences as strings of one character a word; None if there are more words than characters."""
    distinct = dict.fromkeys(chain(old, new))
    if len(distinct) > _CODES:
        return None
    codes = {word: chr(n if n < _FIRST_SURROGATE else n + _SURROGATES) for n, word in enumerate(distinct)}
    return "".join(map(codes.__getitem__, old)), "".join(map(codes.__getitem__, new))


def _differences(old: str, new: str, settings: ChangeSettings) -> tuple[list[Change], bool]:
    """Return the ranges of units that differ, in order, and whether they may be more than there need be."""
    from rapidfuzz.distance import Indel

    window = settings.word_window

    def fits(before: int, after: int) -> bool:
        return 2 * before * after <= window * (before + after)

    whole = _trimmed(old, new, Window(0, len(old), 0, len(new)))
    if fits(whole.old_end - whole.old_start, whole.new_end - whole.new_start):
        return _exact(old, new, whole, settings), False
    changes: list[Change] = []
    for part in windows(old, new, whole, fits):
        for change in _exact(old, new, _trimmed(old, new, part), settings):
            if changes and (changes[-1].old_end, changes[-1].new_end) == (change.old_start, change.new_start):
                change = Change(changes[-1].old_start, change.old_end, changes.pop().new_start, change.new_end)  # noqa: PLW2901
            changes.append(change)
    size = sum(change.old_end - change.old_start + change.new_end - change.new_start for change in changes)
    least = size <= settings.word_edits and Indel.distance(old, new, score_cutoff=size) == size
    return changes, not least


def _trimmed(old: str, new: str, part: Window) -> Window:
    """Return a window without what is the same at its two ends."""
    before, after = old[part.old_start : part.old_end], new[part.new_start : part.new_end]
    head = _common_head(before, after)
    tail = min(_common_tail(before, after), min(len(before), len(after)) - head)
    return Window(part.old_start + head, part.old_end - tail, part.new_start + head, part.new_end - tail)


def _exact(old: str, new: str, part: Window, settings: ChangeSettings) -> list[Change]:
    """Return the fewest differences of a window that begins and ends with one."""
    from rapidfuzz.distance import Indel

    before, after = old[part.old_start : part.old_end], new[part.new_start : part.new_end]
    if not before and not after:
        return []
    if not before or not after or len(before) == len(after) == 1:
        return [Change(*part)]
    # The distance is asked up to the limit, which takes time as the length times the limit.
    few = Indel.distance(before, after, score_cutoff=settings.word_edits) <= settings.word_edits
    found = _by_steps(before, after) if few else _by_bits(before, after)
    i, j = part.old_start, part.new_start
    return [Change(i + change[0], i + change[1], j + change[2], j + change[3]) for change in found]


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


def _spell_out(old: Units, new: Units, changes: Sequence[Change], pen: _Pen) -> None:
    i = j = 0
    for change in [*changes, Change(len(old.words), len(old.words), len(new.words), len(new.words))]:
        kept = old.text(i, change.old_start)
        if kept == new.text(j, change.new_start):
            pen.keep(kept)
        else:
            for position in range(change.old_start - i):
                pen.replace(old.space(i + position), new.space(j + position))
                pen.keep(old.words[i + position])
        i, j = change.old_end, change.new_end
        pen.replace(old.text(change.old_start, i), new.text(change.new_start, j))


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
