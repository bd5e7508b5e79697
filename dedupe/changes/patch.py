"""Applying an edit script, and turning it round. Byte for byte, or not at all.

A script holds the whole of both texts, so it is checked against the text it is given before anything
is made of it: nothing is ever patched in the wrong place.
"""

from __future__ import annotations

from dataclasses import replace

from dedupe.changes.hunks import in_reading_order, paragraphs
from dedupe.changes.sentences import in_order
from dedupe.errors import PatchError
from dedupe.records import Edit, EditOp, EditScript, Hunk, HunkKind
from dedupe.text.paragraphs import join_paragraphs

_INVERSE_OP: dict[EditOp, EditOp] = {"equal": "equal", "delete": "insert", "insert": "delete"}
_INVERSE_KIND: dict[HunkKind, HunkKind] = {
    "equal": "equal", "changed": "changed", "added": "removed", "removed": "added", "split": "merged", "merged": "split",
}  # fmt: skip


def apply(old: str, script: EditScript) -> str:
    """Return the new text that the script was made for.

    Raises PatchError if ``old`` is not the text it was made from, or if the script is damaged.
    """
    expected = _side_paragraphs(script, "delete")
    if join_paragraphs(expected, script.old_separators) != old:
        raise PatchError(_first_difference(old, expected, script.old_separators))
    return join_paragraphs(_side_paragraphs(script, "insert"), script.new_separators)


def invert(script: EditScript) -> EditScript:
    """Return the script that leads back: ``apply(new, invert(script)) == old``."""
    return EditScript(
        hunks=tuple(in_reading_order(map(_inverse, script.hunks))),
        old_separators=script.new_separators,
        new_separators=script.old_separators,
        sentence_moves=in_order(replace(move, old=move.new, new=move.old) for move in script.sentence_moves),
        coarse=script.coarse,
    )


def _side_paragraphs(script: EditScript, op: EditOp) -> tuple[str, ...]:
    name, separators = ("old", script.old_separators) if op == "delete" else ("new", script.new_separators)
    texts: list[str | None] = [None] * (len(separators) - 1)
    for index, hunk in enumerate(script.hunks):
        try:
            for number, text in paragraphs(hunk, op):
                if not 0 <= number < len(texts) or texts[number] is not None:
                    raise PatchError(
                        f"the edit script is damaged: hunk {index} has no right to {name} paragraph {number}"
                    )
                texts[number] = text
        except ValueError:
            raise PatchError(f"the edit script is damaged: hunk {index} does not hold its {name} paragraphs") from None
    if None in texts:
        raise PatchError(f"the edit script is damaged: no hunk holds {name} paragraph {texts.index(None)}")
    return tuple(text for text in texts if text is not None)


def _first_difference(old: str, expected: tuple[str, ...], separators: tuple[str, ...]) -> str:
    place = len(separators[0])
    if not old.startswith(separators[0]):
        return "the text is not the one the edit script was made from: it begins otherwise"
    for number, (paragraph, separator) in enumerate(zip(expected, separators[1:], strict=True)):
        if not old.startswith(paragraph + separator, place):
            return f"the text is not the one the edit script was made from: it differs at paragraph {number}"
        place += len(paragraph) + len(separator)
    return "the text is not the one the edit script was made from: it goes on after the last paragraph"


def _inverse(hunk: Hunk) -> Hunk:
    edits = [Edit(_INVERSE_OP[edit.op], edit.text) for edit in hunk.edits]
    for index in range(1, len(edits)):
        if (edits[index - 1].op, edits[index].op) == ("insert", "delete"):
            edits[index - 1 : index + 1] = edits[index], edits[index - 1]
    return Hunk(kind=_INVERSE_KIND[hunk.kind], old=hunk.new, new=hunk.old, moved=hunk.moved, edits=tuple(edits))
