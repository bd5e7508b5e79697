"""Two texts -> the edit script between them: paragraphs aligned, and the words edited within each."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

from dedupe.changes.align import Match, align
from dedupe.changes.hunks import BLANK_LINE, Outline, in_reading_order, joined_runs
from dedupe.changes.sentences import sentence_moves
from dedupe.changes.words import word_edits
from dedupe.records import Edit, EditOp, EditScript, Hunk, HunkKind
from dedupe.settings import ChangeSettings
from dedupe.text.paragraphs import split_paragraphs

_DEFAULT = ChangeSettings()
_WHOLE: dict[HunkKind, EditOp] = {"equal": "equal", "removed": "delete", "added": "insert"}
"""The kinds of hunks that are one edit."""


def edit_script(old: str, new: str, settings: ChangeSettings = _DEFAULT) -> EditScript:
    """Return what turns the old text into the new one: hunks in reading order of the new text.

    ``apply(old, edit_script(old, new)) == new`` for any two texts, and back with ``invert``, byte for byte.

    >>> script = edit_script("At least 227 were killed.", "At least 249 were killed.")
    >>> [(edit.op, edit.text) for edit in script.hunks[0].edits]
    [('equal', 'At least '), ('delete', '227'), ('insert', '249'), ('equal', ' were killed.')]
    """
    with _without_collection():
        return _edit_script(old, new, settings)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pause the collector of cycles, where it was on: there are none in a script, and of large texts it walks every word."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _edit_script(old: str, new: str, settings: ChangeSettings) -> EditScript:
    old_layout, new_layout = split_paragraphs(old), split_paragraphs(new)
    before, after = old_layout.paragraphs, new_layout.paragraphs
    alignment = align(before, after, settings)
    hunks: list[Hunk] = []
    coarse = alignment.coarse
    for kind, old_numbers, new_numbers, moved in joined_runs(
        in_reading_order(_outline(alignment.matches, before, after))
    ):
        edits: tuple[Edit, ...]
        if kind in _WHOLE:
            edits = (Edit(_WHOLE[kind], _side(before, old_numbers) if old_numbers else _side(after, new_numbers)),)
        else:
            edits, bounded = word_edits(_side(before, old_numbers), _side(after, new_numbers), settings)
            coarse |= bounded
        hunks.append(Hunk(kind=kind, old=old_numbers, new=new_numbers, edits=edits, moved=moved))
    return EditScript(
        hunks=tuple(hunks),
        old_separators=old_layout.separators,
        new_separators=new_layout.separators,
        sentence_moves=sentence_moves(hunks),
        coarse=coarse,
    )


def _outline(matches: Sequence[Match], old: Sequence[str], new: Sequence[str]) -> list[Outline]:
    """Return the outline of one hunk for each match, and for each paragraph in none."""
    kept = set(chain.from_iterable(match.old for match in matches))
    taken = set(chain.from_iterable(match.new for match in matches))
    return [
        *(Outline(_kind(match, old, new), match.old, match.new, match.moved) for match in matches),
        *(Outline("removed", (i,), ()) for i in range(len(old)) if i not in kept),
        *(Outline("added", (), (j,)) for j in range(len(new)) if j not in taken),
    ]


def _kind(match: Match, old: Sequence[str], new: Sequence[str]) -> HunkKind:
    if len(match.new) > 1:
        return "split"
    if len(match.old) > 1:
        return "merged"
    i, j = match.main
    return "equal" if old[i] == new[j] else "changed"


def _side(paragraphs: Sequence[str], numbers: Sequence[int]) -> str:
    return BLANK_LINE.join(map(paragraphs.__getitem__, numbers))
