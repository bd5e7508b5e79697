"""Two texts -> the edit script between them: paragraphs aligned, and the words edited within each."""

from __future__ import annotations

from collections.abc import Sequence

from dedupe.changes.align import Match, align
from dedupe.changes.hunks import BLANK_LINE, in_reading_order, joined_runs
from dedupe.changes.sentences import sentence_moves
from dedupe.changes.words import WordEdits, word_edits
from dedupe.records import Edit, EditScript, Hunk, HunkKind
from dedupe.settings import ChangeSettings
from dedupe.text.paragraphs import split_paragraphs

_DEFAULT = ChangeSettings()


def edit_script(old: str, new: str, settings: ChangeSettings = _DEFAULT) -> EditScript:
    """Return what turns the old text into the new one: hunks in reading order of the new text.

    ``apply(old, edit_script(old, new)) == new`` for any two texts, and back with ``invert``, byte for byte.

    >>> script = edit_script("At least 227 were killed.", "At least 249 were killed.")
    >>> [(edit.op, edit.text) for edit in script.hunks[0].edits]
    [('equal', 'At least '), ('delete', '227'), ('insert', '249'), ('equal', ' were killed.')]
    """
    old_layout, new_layout = split_paragraphs(old), split_paragraphs(new)
    before, after = old_layout.paragraphs, new_layout.paragraphs
    alignment = align(before, after, settings)
    outline = joined_runs(in_reading_order(_outline(alignment.matches, before, after)))
    spelled = [_spell_out(hunk, before, after, settings) for hunk in outline]
    hunks = tuple(
        Hunk(kind=hunk.kind, old=hunk.old, new=hunk.new, moved=hunk.moved, edits=words.edits)
        for hunk, words in zip(outline, spelled, strict=True)
    )
    return EditScript(
        hunks=hunks,
        old_separators=old_layout.separators,
        new_separators=new_layout.separators,
        sentence_moves=sentence_moves(hunks),
        coarse=alignment.coarse or any(words.coarse for words in spelled),
    )


def _outline(matches: Sequence[Match], old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Return one hunk for each match, and for each paragraph in none; still without edits."""
    hunks = [
        Hunk(kind=_kind(match, old, new), old=match.old, new=match.new, moved=match.moved, edits=())
        for match in matches
    ]
    kept = {number for match in matches for number in match.old}
    taken = {number for match in matches for number in match.new}
    hunks += [Hunk(kind="removed", old=(i,), new=(), edits=()) for i in range(len(old)) if i not in kept]
    hunks += [Hunk(kind="added", old=(), new=(j,), edits=()) for j in range(len(new)) if j not in taken]
    return hunks


def _kind(match: Match, old: Sequence[str], new: Sequence[str]) -> HunkKind:
    if len(match.new) > 1:
        return "split"
    if len(match.old) > 1:
        return "merged"
    return "equal" if old[match.old[0]] == new[match.new[0]] else "changed"


def _spell_out(hunk: Hunk, old: Sequence[str], new: Sequence[str], settings: ChangeSettings) -> WordEdits:
    before = BLANK_LINE.join(old[number] for number in hunk.old)
    after = BLANK_LINE.join(new[number] for number in hunk.new)
    match hunk.kind:
        case "equal":
            return WordEdits((Edit("equal", before),))
        case "removed":
            return WordEdits((Edit("delete", before),))
        case "added":
            return WordEdits((Edit("insert", after),))
        case _:
            return word_edits(before, after, settings)
