"""Which figure or date took the place of which: mentions paired across the regions of a hunk.

Right before complete. A pair needs an equal place (the one lies where the other went) and a sign that
it is the same fact: hardly any other word was rewritten there, or what is counted is the same. One that
only went needs a sentence that otherwise stays; one that only came is one that went, seen from the new text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate, chain

from dedupe.changes.mentions import Mention
from dedupe.changes.regions import Region, Sides
from dedupe.changes.sentences import sentences

Read = Callable[[str], Iterable[Mention]]
"""What finds the mentions of a text, in order."""

_BESIDE = 12  # characters rewritten beside a mention in its region: a word or two ("another 525")
_CROWD = 32  # mentions in one place, from which on the place tells nothing
_STAYS = 0.8  # share of the rest of a sentence that must be as it was
_FEWEST_KEPT = 20  # characters of it: three or four words, or another sentence may have them too
_ROUND = 24  # characters read on either side of a mention to find the same words around it


def replaced(sides: Sides, read: Read) -> Iterator[tuple[Mention, Mention]]:
    """Yield the pairs of mentions that state another value, in the order of the old text.

    ``read`` finds the mentions of a text. Most edits touch none, and then the new text is not read at all.
    """
    touched = _touched(sides, read(sides.old))
    if not touched:
        return
    before, after = _without_repeated(touched, _touched(sides.inverse(), read(sides.new)))
    places = [_place(sides, mention, after) for mention in before]
    alike = [
        [j for j in place if _same_fact(sides, mention, after[j])]
        for mention, place in zip(before, places, strict=True)
    ]  # fmt: skip
    wanted, claimed = Counter(chain.from_iterable(places)), Counter(chain.from_iterable(alike))
    for mention, place, same in zip(before, places, alike, strict=True):
        if len(place) == 1 and wanted[place[0]] == 1 and (same or _alone(sides, mention, after[place[0]])):
            yield mention, after[place[0]]
        elif len(same) == 1 and claimed[same[0]] == 1:
            yield mention, after[same[0]]


def unreplaced(
    sides: Sides,
    read: Read,
    paired: Collection[int],
    stated: Callable[[], Collection[str]],
) -> Iterator[Mention]:
    """Yield the mentions of the old text that went without another in their place, from sentences that otherwise stay.

    ``paired`` are the starts of those that were replaced. ``stated`` tells the values that the whole new article
    mentions, and is asked only where a mention is left: what is said elsewhere was moved or repeated.
    """
    left = [mention for mention in _touched(sides, read(sides.old)) if mention.start not in paired]
    if not left:
        return
    after = list(read(sides.new))
    ends = list(accumulate(map(len, sentences(sides.old))))
    rewritten: dict[int, tuple[int, int]] = {}
    for mention in left:
        ahead = bisect_right(ends, mention.start)
        start, end = ends[ahead - 1] if ahead else 0, ends[ahead]
        if start not in rewritten:  # once a sentence, because a sentence may be a table of ten thousand figures
            rewritten[start] = _rewritten(sides.touched(start, end), start, end)
        stays = _stays(sides, mention, end - start, *rewritten[start]) and not _any_in_place(sides, mention, after)
        if stays and mention.value not in stated():
            yield mention


def _any_in_place(sides: Sides, mention: Mention, after: Sequence[Mention]) -> bool:
    """Say whether a mention was rewritten: others, digits of any kind or the same in other letters stand in its place."""
    start, end = sides.image(mention.start, mention.end)
    first = bisect_right(after, start, key=lambda other: other.end)
    place = sides.new[start:end].casefold()
    others = first < len(after) and after[first].start < end
    return others or mention.text.casefold() in place or any(map(str.isdigit, place))


def _stays(sides: Sides, mention: Mention, length: int, gone: int, came: int) -> bool:
    """Say whether a sentence is the same on both sides but for the passage that holds a mention.

    Of its ``length`` characters ``gone`` went, the mention among them, and ``came`` came.
    """
    gone_here, came_here = _rewritten(sides.touched(mention.start, mention.end), 0, len(sides.old))
    kept, rest = length - gone, length - min(gone_here, gone)
    same = kept >= _FEWEST_KEPT and kept >= _STAYS * max(rest, kept + came - came_here)
    return same and came_here <= 2 * _BESIDE


def _rewritten(regions: Iterable[Region], start: int, end: int) -> tuple[int, int]:
    """Return how many of the old characters ``start:end`` went in some regions, and how many came."""
    pairs = [
        (max(0, min(region.old_end, end) - max(region.old_start, start)), region.new_end - region.new_start)
        for region in regions
    ]
    return sum(went for went, _ in pairs), sum(came for _, came in pairs)


def _place(sides: Sides, mention: Mention, after: Sequence[Mention]) -> list[int]:
    """Return which new mentions stand where an old one went and contradict it; none if there is a crowd of them."""
    start, end = sides.image(mention.start, mention.end)
    first = bisect_right(after, start, key=lambda other: other.end)
    last = bisect_left(after, end, key=lambda other: other.start)
    if last - first > _CROWD:
        return []
    return [j for j in range(first, last) if mention.contradicts(after[j])]


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
