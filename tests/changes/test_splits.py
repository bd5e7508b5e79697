"""Pieces of a paragraph: what they must share with what is left of it, and what is left when they are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from dedupe.changes.likeness import Likeness, Weighed
from dedupe.changes.splits import find_pieces
from dedupe.settings import ChangeSettings

SETTINGS = ChangeSettings(likeness_elsewhere=0.25)
HEAVY = 100.0  # so much that hardly anything is alike to it


def paragraph(words: str, weight: float | None = None) -> Weighed:
    """Return a paragraph of words of one letter, each of weight 1; ``weight`` with others that it shares with nobody."""
    times = Counter(map(ord, words))
    more = {feature: count - 1 for feature, count in times.items() if count > 1}
    return Weighed(set(times), more, float(len(words)) if weight is None else weight)


def pieces(
    wholes: Iterable[Weighed],
    parts: Iterable[Weighed],
    first: dict[int, int],
    settings: ChangeSettings = SETTINGS,
    barred: Iterable[int] = (),
    light: float = 1.0,
) -> tuple[dict[int, list[int]], bool]:
    """Find the pieces; the letter z weighs ``light``, all others 1."""
    wholes, parts = [*wholes], [*parts]
    weights = dict.fromkeys(range(128), 1.0) | {ord("z"): light}
    likeness = Likeness(wholes, parts, weights)
    return find_pieces(wholes, parts, first, likeness=likeness, settings=settings, barred={*barred})


@pytest.mark.parametrize(("light", "is_piece"), [(0.8, False), (1.0, True), (1.2, True)])
def test_a_piece_shares_as_much_as_three_words_in_a_row(light: float, is_piece: bool) -> None:
    whole, piece = paragraph("abcdwxyz", HEAVY), paragraph("wxyz", 3 + max(light, 1.0))
    assert pieces([whole], [paragraph("abcd"), piece], {0: 0}, light=light) == ({0: [1]} if is_piece else {}, False)


@pytest.mark.parametrize(("weight", "is_piece"), [(10.0, True), (10.5, False)])
def test_what_is_left_of_a_whole_holds_two_fifths_of_a_piece(weight: float, is_piece: bool) -> None:
    whole, piece = paragraph("abcdwxyz", HEAVY), paragraph("wxyz", weight)
    assert pieces([whole], [paragraph("abcd"), piece], {0: 0})[0] == ({0: [1]} if is_piece else {})


@pytest.mark.parametrize(("weight", "is_piece"), [(16.0, True), (16.5, False)])
def test_or_the_piece_is_alike_to_what_is_left_after_the_first_piece(weight: float, is_piece: bool) -> None:
    # Of the whole 12 are left where it weighs 16: twice the 4 that are shared is a quarter of 12 and the 20 of the piece.
    whole, piece = paragraph("abcdwxyz", weight), paragraph("wxyz", 20.0)
    assert pieces([whole], [paragraph("abcd"), piece], {0: 0})[0] == ({0: [1]} if is_piece else {})


def test_what_a_piece_took_is_left_for_no_other() -> None:
    whole, first, second = paragraph("abcdwxyz"), paragraph("abcd"), paragraph("wxyz")
    assert pieces([whole], [first, first, second, second], {0: 0})[0] == {0: [2]}


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_words_that_stand_there_again_are_left_as_often(times: int) -> None:
    piece = paragraph("abcd")
    assert pieces([paragraph("abcd" * times)], [piece] * 6, {0: 0})[0].get(0, []) == [*range(1, times)]


@pytest.mark.parametrize("times", [2, 3, 4, 5])
def test_a_piece_takes_its_words_as_often_as_it_says_them(times: int) -> None:
    parts = [paragraph("abcd" * 2), *[paragraph("abcd")] * 5]
    assert pieces([paragraph("abcd" * times)], parts, {0: 0})[0].get(0, []) == [*range(1, times - 1)]


def test_the_first_piece_is_no_further_piece_though_it_would_fit_again() -> None:
    assert pieces([paragraph("abcd" * 3)], [paragraph("abcd"), paragraph("wxyz")], {0: 0}) == ({}, False)


def test_a_piece_goes_to_the_whole_that_shares_most_and_of_equals_to_the_first() -> None:
    firsts = [paragraph(word * 4) for word in "pqr"]
    wholes = [paragraph("pppp" + "abcd"), paragraph("qqqq" + "abcde"), paragraph("rrrr" + "abcde")]
    found, _ = pieces(wholes, [*firsts, paragraph("abcde"), paragraph("abcde"), paragraph("abcd")], {0: 0, 1: 1, 2: 2})
    assert found == {1: [3], 2: [4], 0: [5]}


def test_a_whole_whose_first_piece_is_barred_gets_no_more() -> None:
    parts = [paragraph("abcd"), paragraph("wxyz")]
    assert pieces([paragraph("abcdwxyz")], parts, {0: 0}, barred=[0]) == ({}, False)


def test_where_every_part_has_its_whole_there_is_nothing_to_find() -> None:
    few = ChangeSettings(feature_lookups=1_000)
    assert pieces([paragraph("abcd")], [paragraph("abcd")], {0: 0}, few) == ({}, False)


def test_it_is_told_where_pieces_may_have_been_missed() -> None:
    few = ChangeSettings(feature_lookups=1_000)
    parts = [paragraph("abcd"), *[paragraph("wxyz")] * 40]
    assert pieces([paragraph("abcdwxyz")], parts, {0: 0}, few) == ({0: [1]}, True)
