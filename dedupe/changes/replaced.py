"""Which figure or date took the place of which: mentions paired across the regions of a hunk.

Right before complete. A pair needs an equal place (the one lies where the other went) and a sign that
it is the same fact: hardly any other word was rewritten there, or what is counted is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dedupe.changes.mentions import Mention
from dedupe.changes.regions import Region, Sides

_BESIDE = 12  # characters rewritten beside a mention in its region: a word or two ("another 525")
_ROUND = 24  # characters read on either side of a mention to find the same words around it


def replaced(sides: Sides, old: Iterable[Mention], new: Iterable[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Yield the pairs of mentions that state another value, in the order of the old text."""
    before, after = _without_repeated(_touched(sides, old), _touched(sides.inverse(), new))
    images = [sides.image(mention.start, mention.end) for mention in before]
    for index, (mention, (start, end)) in enumerate(zip(before, images, strict=True)):
        there = [other for other in after if other.start < end and other.end > start and mention.contradicts(other)]
        rivals = [image for image in images if image[0] < end and image[1] > start]
        same = [other for other in there if _same_fact(sides, mention, other)]
        if len(there) == len(rivals) == 1 and (same or _alone(sides, mention, there[0])):
            yield mention, there[0]
        elif len(same) == 1 and _claims(sides, before, same[0]) == [index]:
            yield mention, same[0]


def _touched(sides: Sides, mentions: Iterable[Mention]) -> list[Mention]:
    return [mention for mention in mentions if sides.touched(mention.start, mention.end)]


def _without_repeated(old: Sequence[Mention], new: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Drop what both sides state: it was moved or respelt, not replaced."""
    both = Counter(mention.value for mention in old) & Counter(mention.value for mention in new)
    return _without(old, both), _without(new, both)


def _without(mentions: Sequence[Mention], values: Counter[str]) -> list[Mention]:
    left = Counter(values)
    kept = []
    for mention in mentions:
        if left[mention.value]:
            left[mention.value] -= 1
        else:
            kept.append(mention)
    return kept


def _claims(sides: Sides, old: Sequence[Mention], other: Mention) -> list[int]:
    return [index for index, mention in enumerate(old) if _same_fact(sides, mention, other)]


def _same_fact(sides: Sides, old: Mention, new: Mention) -> bool:
    """Say whether two mentions count the same thing, or stand between the same words."""
    if old.context and old.context.casefold() == new.context.casefold():
        return True
    return _word_before(sides.old, old.start) == _word_before(sides.new, new.start) != ""


def _word_before(text: str, end: int) -> str:
    words = text[max(0, end - _ROUND) : end].split()
    return words[-1].casefold() if words and len(words[-1]) > 3 else ""


def _alone(sides: Sides, old: Mention, new: Mention) -> bool:
    """Say whether hardly anything but the two mentions was rewritten in their place."""
    regions = sides.touched(old.start, old.end)
    return _beside(regions, old, new) <= 2 * _BESIDE


def _beside(regions: Sequence[Region], old: Mention, new: Mention) -> int:
    rewritten = sum(region.old_end - region.old_start + region.new_end - region.new_start for region in regions)
    return rewritten - (old.end - old.start) - (new.end - new.start)
