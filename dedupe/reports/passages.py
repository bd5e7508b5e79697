"""What of an edit is worth showing: the words that changed, a few around them, a gap for the rest.

The same pieces are marked by every face, in its own way, so that all of them show the same change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dedupe.records import Edit, EditScript, Hunk
from dedupe.text.normalize import comparison_view
from dedupe.text.tokens import edit_tokens

PARAGRAPH_BREAK = "\n\n"
"""What stands between two paragraphs of one side of a hunk."""

_WHITE_SPACE = re.compile(r"\s+")

PieceKind = Literal["equal", "delete", "insert", "gap"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words as it is shown: equal, deleted, inserted, or a gap where equal words are left out."""

    kind: PieceKind
    text: str


def old_side(edits: Iterable[Edit]) -> str:
    """Return the old text that the edits spell out: all that is equal or deleted."""
    return "".join(edit.text for edit in edits if edit.op != "insert")


def new_side(edits: Iterable[Edit]) -> str:
    """Return the new text that the edits spell out: all that is equal or inserted."""
    return "".join(edit.text for edit in edits if edit.op != "delete")


def paragraphs(hunk: Hunk) -> list[str]:
    """Return the paragraphs of an equal, added or removed hunk, each as it came."""
    return "".join(edit.text for edit in hunk.edits).split(PARAGRAPH_BREAK)


def is_unchanged(hunk: Hunk) -> bool:
    """Return whether nothing happened to the hunk's paragraphs."""
    return hunk.kind == "equal" and not hunk.moved


def is_typography(hunk: Hunk) -> bool:
    """Return whether only quotes, dashes, case or white space changed: nothing that a reader would call a change."""
    return hunk.kind == "changed" and comparison_view(old_side(hunk.edits)) == comparison_view(new_side(hunk.edits))


def passage(edits: Iterable[Edit], *, around: int) -> Iterator[Piece]:
    """Return the edits as pieces on one line, with ``around`` words of what is equal kept beside each change.

    An equal run is cut only where the gap leaves out more than it costs to show: three words or more.
    White space at the ends of a change is shown as equal, ``¶`` stands where a paragraph ends.
    """
    runs = [edit for edit in edits if edit.text]
    for number, edit in enumerate(runs):
        if edit.op == "equal":
            yield from _cut(edit.text, before=around * (number > 0), after=around * (number + 1 < len(runs)))
        else:
            replaces = any(runs[place].op != "equal" for place in (number - 1, number + 1) if 0 <= place < len(runs))
            yield from _trimmed(edit.op, _on_one_line(edit.text), replaces=replaces)


def _on_one_line(text: str) -> str:
    return _WHITE_SPACE.sub(" ", text.replace(PARAGRAPH_BREAK, " ¶ "))


def _trimmed(op: Literal["delete", "insert"], text: str, *, replaces: bool) -> Iterator[Piece]:
    words = text.strip()
    if not words:
        # Alone it is all that changed here; beside words that replace it, it would only distract.
        if not replaces:
            yield Piece(op, "␣")
        elif op == "insert":
            yield Piece("equal", text)
        return
    start = text.index(words)
    shown = (Piece("equal", text[:start]), Piece(op, words), Piece("equal", text[start + len(words) :]))
    yield from (piece for piece in shown if piece.text)


def _cut(text: str, *, before: int, after: int) -> Iterator[Piece]:
    tokens = edit_tokens(text)
    words = [place for place, token in enumerate(tokens) if token[0].isalnum()]
    if len(words) <= before + after + 2:
        yield Piece("equal", _on_one_line(text))
        return
    head = words[before] if before else 0
    tail = words[-after] if after else len(tokens)
    if head:
        yield Piece("equal", _on_one_line("".join(tokens[:head]).rstrip()))
    yield Piece("gap", " … " if before and after else "…")
    if tail < len(tokens):
        yield Piece("equal", _on_one_line("".join(tokens[tail:])))


def is_same(script: EditScript) -> bool:
    """Return whether the script changes nothing at all, separators included."""
    return all(map(is_unchanged, script.hunks)) and script.old_separators == script.new_separators
