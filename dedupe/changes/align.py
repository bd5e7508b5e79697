"""Two lists of paragraphs -> which became which: anchors, candidates, one global assignment, splits, moves.

What is the same on both sides is paired first, exactly and then but for typography; only the rest is
compared by likeness. Whatever is in no match was removed or added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dedupe.changes.anchors import Pairs, exact_anchors, touched_up
from dedupe.changes.assignment import assign
from dedupe.changes.candidates import Rest, candidate_pairs, leave_out, longest_of, pieces_of
from dedupe.changes.likeness import compare_paragraphs
from dedupe.changes.moves import staying
from dedupe.changes.splits import find_pieces
from dedupe.settings import ChangeSettings
from dedupe.text.normalize import comparison_view
from dedupe.text.tokens import words

Views = Mapping[int, str]
"""The comparison views of left-over paragraphs, or of their beginnings, by paragraph number."""


class Match(NamedTuple):
    """Old paragraphs that became new ones: one to one, one to several (split), several to one (merged).

    Numbers ascend. ``main`` is the pair (old, new) that carries most of the text: it says where the match stands.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    main: tuple[int, int]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """The matches, ordered by their main new paragraph, and whether bounded work may have missed some."""

    matches: tuple[Match, ...]
    coarse: bool


def align(old: Sequence[str], new: Sequence[str], settings: ChangeSettings) -> Alignment:
    """Return the matches between two lists of paragraphs.

    Anchors are found at any size. Of the rest, more than the settings' ``aligned_characters`` are compared in
    pieces, each with what stands at the same place, so that the work stays linear; a paragraph longer than half of
    that is compared by its beginning, and of very many only the longest.
    """
    anchors = exact_anchors(old, new)
    if len(anchors) < min(len(old), len(new)):
        anchors = touched_up(anchors, old, new, settings)
    rest = leave_out(anchors, len(old), len(new))
    found: list[Match] = []
    coarse = False
    if rest.old and rest.new:
        longest = max(1, settings.aligned_characters // 2)
        views = _views(old, rest.old, longest), _views(new, rest.new, longest)
        coarse = any(len(old[i]) > longest for i in rest.old) or any(len(new[j]) > longest for j in rest.new)
        if typographic := _typographic_anchors(*views):
            anchors |= typographic
            rest = leave_out(anchors, len(old), len(new))
        found, bounded = _in_pieces(rest, old, new, views, settings) if rest.old and rest.new else ([], False)
        coarse |= bounded
    matches = [*map(Match, zip(anchors.keys()), zip(anchors.values()), anchors.items()), *found]
    matches.sort(key=lambda match: match.main[1])
    return Alignment(_with_moves(matches, old, new), coarse)


def _views(texts: Sequence[str], numbers: Sequence[int], longest: int) -> Views:
    return {number: comparison_view(texts[number][:longest]) for number in numbers}


def _typographic_anchors(old: Views, new: Views) -> Pairs:
    """Return the pairs of left-over paragraphs that differ in typography alone."""
    places = list(old), list(new)
    pairs = exact_anchors(list(old.values()), list(new.values()))
    return {places[0][i]: places[1][j] for i, j in pairs.items()}


def _in_pieces(
    rest: Rest, old: Sequence[str], new: Sequence[str], views: tuple[Views, Views], settings: ChangeSettings
) -> tuple[list[Match], bool]:
    """Return the matches among left-over paragraphs, and whether bounded work may have missed some."""
    pieces = pieces_of(rest, *views, settings.aligned_characters)
    matches: list[Match] = []
    coarse = len(pieces) > 1
    for piece in pieces:
        compared = longest_of(piece, *views, settings.aligned_paragraphs)
        coarse |= compared is not piece
        if compared.old and compared.new:
            found, bounded = _rewritten(compared, old, new, views, settings)
            matches += found
            coarse |= bounded
    return matches, coarse


def _rewritten(
    rest: Rest, old: Sequence[str], new: Sequence[str], views: tuple[Views, Views], settings: ChangeSettings
) -> tuple[list[Match], bool]:
    """Return the matches among left-over paragraphs of a size, and whether bounded work may have missed some."""
    likeness = compare_paragraphs([views[0][i] for i in rest.old], [views[1][j] for j in rest.new])
    candidates, few_scored = candidate_pairs(rest, old, new, likeness, settings)
    partners, greedy = assign(candidates, columns=len(rest.new), steps=settings.assignment_steps)
    split, few_split = find_pieces(likeness.old, likeness.new, partners, likeness=likeness, settings=settings)
    origins = {new_side: old_side for old_side, new_side in partners.items()}
    # What was split is not merged as well: the pieces of a split already say where its words went.
    merged, few_merged = find_pieces(
        likeness.new, likeness.old, origins, likeness=likeness, settings=settings, barred=split
    )
    matches = [
        Match(
            old=tuple(sorted(rest.old[piece] for piece in (i, *merged.get(j, ())))),
            new=tuple(sorted(rest.new[piece] for piece in (j, *split.get(i, ())))),
            main=(rest.old[i], rest.new[j]),
        )
        for i, j in partners.items()
    ]
    return matches, few_scored or greedy or few_split or few_merged


def _with_moves(matches: list[Match], old: Sequence[str], new: Sequence[str]) -> tuple[Match, ...]:
    positions = [match.main[0] for match in matches]
    start, end = _disordered(positions)
    crossing = matches[start:end]
    stay = staying(positions[start:end], [_word_count(match, old, new) for match in crossing])
    matches[start:end] = [
        match if index in stay else Match(match.old, match.new, match.main, moved=True)
        for index, match in enumerate(crossing)
    ]
    return tuple(matches)


def _disordered(positions: Sequence[int]) -> tuple[int, int]:
    """Return the range outside which every position stands where it would if all were in order."""
    ordered = sorted(positions)
    wrong = [index for index, (found, due) in enumerate(zip(positions, ordered, strict=True)) if found != due]
    return (wrong[0], wrong[-1] + 1) if wrong else (0, 0)


def _word_count(match: Match, old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many words a match carries at most, at least 1."""
    (i, *others), (j, *more) = match.old, match.new
    if not others and not more and old[i] == new[j]:
        return _count(old[i]) or 1
    return max(1, min(sum(_count(old[i]) for i in match.old), sum(_count(new[j]) for j in match.new)))


def _count(text: str) -> int:
    # Where spaces part the words, nothing needs to be looked at twice: there may be a hundred thousand paragraphs.
    return len(text.split() if text.isascii() else words(text))
