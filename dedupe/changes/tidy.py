"""Differences as an editor would mark them: no islands, and edits that begin where a phrase begins.

A diff finds the fewest changed words, which reads badly: small words that happen to stand in both
texts are left as islands between rewrites, and an inserted sentence may begin with the last word of the
one before. diff-match-patch has clean-ups for this, but they work on characters and would cut codes
apart. These work on whole words, and by length alone, so that they hold for any language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_SHORT = 3  # letters: "the", "of", "und", "de la"
_ISLAND = 2  # words: a longer run of agreement is no accident
_REWRITE = 4  # units changed around an island together, on either side, for it to be an accident at all
_FLOOD = 3  # units changed on each side of an island of longer words, for each of its words
_SENTENCE_ENDS = frozenset(".!?…。！？")
_PHRASE_ENDS = frozenset(",;:–—，、；：)]”’\"'")


class Change(NamedTuple):
    """Units ``old_start:old_end`` became units ``new_start:new_end``; one of the two may be empty."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def tidy(changes: Sequence[Change], old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return the same differences, some joined and some shifted; ``old`` and ``new`` are the units' words."""
    return _shift(_join(changes, old), old, new)


def _join(changes: Sequence[Change], old: Sequence[str]) -> list[Change]:
    """Fold a short run of agreement between two rewrites into one rewrite."""
    joined: list[Change] = []
    for change in changes:
        while joined and _is_accident(joined[-1], change, old):
            before = joined.pop()
            change = Change(before.old_start, change.old_end, before.new_start, change.new_end)  # noqa: PLW2901
        joined.append(change)
    return joined


def _is_accident(before: Change, after: Change, old: Sequence[str]) -> bool:
    """Say whether the units between two changes agree by chance: few words, drowned in rewritten ones."""
    deleted = before.old_end - before.old_start + after.old_end - after.old_start
    inserted = before.new_end - before.new_start + after.new_end - after.new_start
    if min(deleted, inserted) < 2 or max(deleted, inserted) < _REWRITE:
        return False
    island = [word for word in old[before.old_end : after.old_start] if word[:1].isalnum()]
    if len(island) > _ISLAND:
        return False
    if _is_rewrite(before) and _is_rewrite(after) and all(len(word) <= _SHORT and word.isalpha() for word in island):
        return True
    flood = _FLOOD * len(island)
    return min(deleted, inserted, _size(before), _size(after)) >= flood


def _is_rewrite(change: Change) -> bool:
    return change.old_start < change.old_end and change.new_start < change.new_end


def _size(change: Change) -> int:
    return max(change.old_end - change.old_start, change.new_end - change.new_start)


def _shift(changes: Sequence[Change], old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Let each plain insertion or deletion begin at the best of the places where it could stand."""
    shifted: list[Change] = []
    for index, change in enumerate(changes):
        room_before = change.old_start - (shifted[-1].old_end if shifted else 0)
        room_after = (changes[index + 1].old_start if index + 1 < len(changes) else len(old)) - change.old_end
        if change.old_start == change.old_end:
            step = _best_shift(new, change.new_start, change.new_end, room_before, room_after)
        elif change.new_start == change.new_end:
            step = _best_shift(old, change.old_start, change.old_end, room_before, room_after)
        else:
            step = 0
        shifted.append(Change(*(place + step for place in change)))
    return shifted


def _best_shift(words: Sequence[str], start: int, end: int, room_before: int, room_after: int) -> int:
    """Return by how many units ``words[start:end]`` should be shifted so that it begins after the strongest break."""
    first = 0
    while first > -room_before and words[start + first - 1] == words[end + first - 1]:
        first -= 1
    last = 0
    # The empty word that closes a text stays the last.
    while last < room_after - 1 and words[start + last] == words[end + last]:
        last += 1
    return max(range(first, last + 1), key=lambda step: (_break_before(words, start + step), -step))


def _break_before(words: Sequence[str], position: int) -> int:
    if position == 0 or words[position - 1] in _SENTENCE_ENDS:
        return 2
    return 1 if words[position - 1] in _PHRASE_ENDS else 0
