"""Two texts -> word edits: diff-match-patch over words coded as characters.

The units are words, numbers and punctuation marks, each with the white space before it. White space is
no unit of its own, or every space between two words would be an island of agreement; where only the
white space differs, that is an edit by itself.

Work is bounded by counting, never by the clock. diff-match-patch takes one step after the other, which
is right for edits and hopeless for rewrites: it takes about as many steps as there are edits, squared.
Beyond a number of edits the same alignment is found by rapidfuzz, 64 words at a time; beyond a size, by
whole sentences.
"""

from __future__ import annotations

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


def word_edits(old: str, new: str, settings: ChangeSettings) -> WordEdits:
    """Return the edits that turn one text into another: none starts or ends inside a word or number.

    Where a diff by words would be more work than the settings allow, whole sentences are compared;
    where that is too much as well, one text replaces the other.
    """
    for split in (_word_units, _sentence_units):
        before, after = split(old), split(new)
        changes = _differences(before.words, after.words, settings)
        if changes is not None:
            return WordEdits(_spell_out(before, after, changes), coarse=split is not _word_units)
    return WordEdits((Edit("delete", old), Edit("insert", new)), coarse=True)


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


def _differences(old: Sequence[str], new: Sequence[str], settings: ChangeSettings) -> list[Change] | None:
    """Return the ranges of units that differ, in order; None if finding them is too much work."""
    from rapidfuzz.distance import Indel

    codes = _encode(old, new)
    if codes is None or len(old) * len(new) > settings.word_pairs:
        return None
    few = Indel.distance(*codes, score_cutoff=settings.word_edits) <= settings.word_edits
    return tidy(list(_by_steps(*codes) if few else _by_bits(*codes)), old, new)


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
