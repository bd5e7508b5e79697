"""Which figure or date took the place of which: mentions paired across the regions of a hunk.

Right before complete. Where the one is all that stands where the other stood, it replaced it. Elsewhere a pair needs
an equal place (the one lies where the other went) and a sign that it is the same fact: hardly any other word was
rewritten there, or what is counted is the same. One that only went needs a sentence that otherwise stays; one that only
came is one that went, seen from the new text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain

from dedupe.changes.mentions import Mention
from dedupe.changes.regions import Region, Sides
from dedupe.changes.sentences import sentences
from dedupe.changes.units import CURRENCIES, MEASURES

Read = Callable[[str], tuple[list[Mention], list[Mention]]]
"""What finds the mentions of a text, in order: its dates, and its other figures."""

_MEASURED = dict.fromkeys(MEASURES, "measure") | dict.fromkeys(CURRENCIES, "money") | {"v": ""}

Pair = tuple[Mention, Mention]

_TIGHT = 3  # characters rewritten beside two mentions: signs and brackets
_BESIDE = 12  # characters rewritten beside a mention in its region: a word or two ("another 525")
_CLAUSE = 80  # characters rewritten beside two mentions that stand at the same end of what was
_CROWD = 32  # mentions in one place, from which on the place tells nothing
_STAYS = 0.8  # share of the rest of a sentence that must be as it was
_FEWEST_KEPT = 20  # characters of it: three or four words, or another sentence may have them too
_ROUND = 24  # characters read on either side of a mention to find the same words around it


def near(sides: Sides, read: Read) -> tuple[list[Mention], ...]:
    """Return the mentions of each kind in the old text at its regions: in them, reaching into them or beside them."""
    found: tuple[list[Mention], ...] = ([], [])
    for start, end in sides.spans():
        for kind, mentions in zip(found, read(sides.old[start:end]), strict=True):
            kind += (mention.shifted(start) for mention in mentions)  # noqa: PLW2901 (filled in place)
    return tuple([mention for mention in kind if sides.borders(mention.start, mention.end)] for kind in found)


def replaced(sides: Sides, before: Sequence[Mention], after: Sequence[Mention]) -> list[Pair]:
    """Return the pairs of mentions that state another value, in the order of the old text.

    ``before`` and ``after`` are those near the regions of the old and of the new text.
    """
    if not before or not after:
        return []
    settled = list(_in_one_place(sides, before, after))
    old_left, new_left = _without_repeated(
        others(before, (old for old, _ in settled)), others(after, (new for _, new in settled))
    )
    pairs = [pair for pair in settled if pair[0].contradicts(pair[1])]
    return sorted([*pairs, *_by_signs(sides, old_left, new_left)], key=lambda pair: pair[0].start)


def others(mentions: Iterable[Mention], but: Iterable[Mention]) -> list[Mention]:
    """Return the mentions of one text but for some of them."""
    starts = {mention.start for mention in but}
    return [mention for mention in mentions if mention.start not in starts]


def _in_one_place(sides: Sides, before: Sequence[Mention], after: Sequence[Mention]) -> Iterator[Pair]:
    """Yield the mentions of which one took the place of the other, and of nothing else or of the same thing counted."""
    places = [_overlapping(after, *sides.image(old.start, old.end)) for old in before]
    wanted = Counter(chain.from_iterable(places))
    for old, place in zip(before, places, strict=True):
        if len(place) == 1 and wanted[place[0]] == 1:
            new = after[place[0]]
            if _beside(sides, old, new) <= _TIGHT or (_counts_same(old, new) and _comparable(old, new)):
                yield old, new


def _by_signs(sides: Sides, before: Sequence[Mention], after: Sequence[Mention]) -> Iterator[Pair]:
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
    left: Iterable[Mention],
    after: Sequence[Mention],
    elsewhere: Callable[[Mention], bool],
) -> Iterator[Mention]:
    """Yield the mentions of the old text that went without another in their place, from sentences that otherwise stay.

    ``left`` are those that were not replaced, ``after`` all near the regions of the new text. ``elsewhere`` tells
    whether the new article states a mention anywhere, and is asked last: what is said elsewhere was moved or repeated.
    """
    gone = [mention for mention in left if mention.telling and sides.touched(mention.start, mention.end)]
    if not gone:
        return
    ends = list(accumulate(map(len, sentences(sides.old))))
    rewritten: dict[int, tuple[int, int]] = {}
    for mention in gone:
        ahead = bisect_right(ends, mention.start)
        start, end = ends[ahead - 1] if ahead else 0, ends[ahead]
        if start not in rewritten:  # once a sentence, because a sentence may be a table of ten thousand figures
            rewritten[start] = _rewritten(sides.touched(start, end), start, end)
        stays = _stays(sides, mention, end - start, *rewritten[start]) and not _any_in_place(sides, mention, after)
        if stays and not elsewhere(mention):
            yield mention


def _any_in_place(sides: Sides, mention: Mention, after: Sequence[Mention]) -> bool:
    """Say whether a mention was rewritten: others, digits of any kind or the same in other letters stand in its place."""
    start, end = sides.image(mention.start, mention.end)
    place = sides.new[start:end].casefold()
    return bool(_overlapping(after, start, end)) or mention.text.casefold() in place or any(map(str.isdigit, place))


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


def _overlapping(mentions: Sequence[Mention], start: int, end: int) -> range:
    """Return the numbers of the mentions that share a character with a place."""
    first = bisect_right(mentions, start, key=lambda other: other.end)
    return range(first, bisect_left(mentions, end, key=lambda other: other.start))


def _place(sides: Sides, mention: Mention, after: Sequence[Mention]) -> list[int]:
    """Return which new mentions stand where an old one went and contradict it; none if there is a crowd of them."""
    place = _overlapping(after, *sides.image(mention.start, mention.end))
    if len(place) > _CROWD:
        return []
    return [j for j in place if _comparable(mention, after[j]) and mention.contradicts(after[j])]


def _comparable(old: Mention, new: Mention) -> bool:
    """Say whether two mentions measure the same: both a share, money, a number in a row or neither of them."""
    return _MEASURED.get(old.unit, old.unit) == _MEASURED.get(new.unit, new.unit)


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
    if _counts_same(old, new) or _word_before(sides.old, old.start) == _word_before(sides.new, new.start) != "":
        return True
    if _beside(sides, old, new) > _CLAUSE:
        return False
    regions = _regions(sides, old, new)
    begin = old.start <= regions[0].old_start and new.start <= regions[0].new_start
    return begin or (old.end >= regions[-1].old_end and new.end >= regions[-1].new_end)


def _counts_same(old: Mention, new: Mention) -> bool:
    """Say whether the same is counted, in the singular or the plural, or the same telling unit is."""
    return old.context.casefold().rstrip("s") == new.context.casefold().rstrip("s") != ""


def _word_before(text: str, end: int) -> str:
    words = text[max(0, end - _ROUND) : end].split()
    return words[-1].casefold() if words and len(words[-1]) > 3 else ""


def _alone(sides: Sides, old: Mention, new: Mention) -> bool:
    """Say whether hardly anything but the two mentions was rewritten in their place."""
    return _beside(sides, old, new) <= 2 * _BESIDE


def _regions(sides: Sides, old: Mention, new: Mention) -> tuple[Region, ...]:
    return sides.touched(old.start, old.end) or tuple(
        region.inverse() for region in sides.inverse().touched(new.start, new.end)
    )


def _beside(sides: Sides, old: Mention, new: Mention) -> int:
    """Return how many characters went or came in the place of two mentions, without their own."""
    return sum(
        _outside(region.old_start, region.old_end, old) + _outside(region.new_start, region.new_end, new)
        for region in _regions(sides, old, new)
    )


def _outside(start: int, end: int, mention: Mention) -> int:
    return end - start - max(0, min(end, mention.end) - max(start, mention.start))
