"""How an edit script lies in the tables: paragraphs once each, edits only where paragraphs do not say it all.

An equal, added or removed hunk is its paragraphs, so its edits are not stored a second time. `Layout` is
one text cut into paragraphs, as the scripts that touch it have cut it. Nothing here knows SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import msgspec
import xxhash

from dedupe.changes.hunks import BLANK_LINE, paragraphs
from dedupe.errors import PatchError
from dedupe.records import Changes, Edit, EditOp, EditScript, Hunk, HunkKind
from dedupe.text.paragraphs import join_paragraphs

_SIDES: tuple[EditOp, ...] = ("delete", "insert")
_DAMAGED = "the edit script is damaged: its hunks do not hold every paragraph exactly once"
_WHOLE: dict[HunkKind, EditOp] = {"equal": "equal", "added": "insert", "removed": "delete"}

Numbered = list[tuple[int, str]]
"""Paragraphs of one side of a hunk, each with its number in the text."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text as paragraphs and what stands around them: one separator more than paragraphs."""

    paragraphs: tuple[str, ...]
    separators: tuple[str, ...]

    def text(self) -> str:
        """Return the text itself."""
        return join_paragraphs(self.paragraphs, self.separators)


@dataclass(frozen=True, slots=True)
class Spelt:
    """What a script's hunks spell out: ``old[i]`` and ``new[i]`` are the numbered paragraphs of hunk i, ``layouts`` both texts."""

    old: tuple[Numbered, ...]
    new: tuple[Numbered, ...]
    layouts: tuple[Layout, Layout]

    @staticmethod
    def of(script: EditScript) -> Spelt:
        """Spell a script out. Raises PatchError where its hunks do not hold every paragraph exactly once."""
        try:
            old, new = (tuple(paragraphs(hunk, op) for hunk in script.hunks) for op in _SIDES)
        except ValueError:
            raise PatchError(_DAMAGED) from None
        return Spelt(old, new, (_laid_out(old, script.old_separators), _laid_out(new, script.new_separators)))


def _laid_out(sides: Iterable[Numbered], separators: tuple[str, ...]) -> Layout:
    held = sorted(chain.from_iterable(sides))
    if [number for number, _ in held] != list(range(len(separators) - 1)):
        raise PatchError(_DAMAGED)
    return Layout(tuple(text for _, text in held), separators)


def edits_to_store(hunk: Hunk, old: Numbered, new: Numbered) -> str | None:
    """Return the edits of a hunk as JSON; None where `edits_of` makes them from its paragraphs, which are these."""
    if hunk.edits == _whole_edits(hunk.kind, [text for _, text in old], [text for _, text in new]):
        return None
    return edits_as_json(hunk.edits)


def edits_as_json(edits: Sequence[Edit]) -> str:
    """Return edits as ``[[op, text], ...]``."""
    return msgspec.json.encode([(edit.op, edit.text) for edit in edits]).decode()


def edits_from_json(stored: str) -> tuple[Edit, ...]:
    """Return edits from ``[[op, text], ...]``. Raises ValueError where it is something else."""
    return tuple(Edit(op, text) for op, text in msgspec.json.decode(stored, type=list[tuple[EditOp, str]]))


def edits_of(kind: HunkKind, stored: str | None, old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edits of a hunk from what was stored and its paragraphs: the inverse of `edits_to_store`."""
    if stored is None:
        return _whole_edits(kind, old, new) or ()
    return edits_from_json(stored)


def counted(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows without their first column, which counts them from 0. Raises ValueError where it does not.

    >>> list(counted([(0, "a"), (1, "b")]))
    [('a',), ('b',)]
    """
    for expected, (position, *columns) in enumerate(rows):
        if position != expected:
            raise ValueError("rows are not numbered one after the other")
        yield tuple(columns)


def checksum(old_hash: str, new_hash: str, changes: Changes) -> str:
    """Return the hash of all that changed between two articles, by which a reader knows it is complete."""
    digest = xxhash.xxh3_128(f"{old_hash} {new_hash}\n".encode())
    digest.update(msgspec.json.encode(changes))
    return f"xxh128:{digest.hexdigest()}"


def _whole_edits(kind: HunkKind, old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...] | None:
    if kind not in _WHOLE:
        return None
    return (Edit(_WHOLE[kind], BLANK_LINE.join(new if kind == "added" else old)),)
