from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.changes.anchors import exact_anchors, touched_up
from dedupe.settings import ChangeSettings

LINES = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(LINES, LINES)
def test_as_many_as_there_are_are_paired_and_each_with_its_like(old: list[str], new: list[str]) -> None:
    pairs = exact_anchors(old, new)
    assert len(pairs) == len(set(pairs.values())) == sum((Counter(old) & Counter(new)).values())
    assert all(old[i] == new[j] for i, j in pairs.items())
    assert list(pairs) == sorted(pairs)


def test_a_repeated_line_stays_with_its_neighbours() -> None:
    assert exact_anchors(["ad", "fire", "ad", "rescue", "ad"], ["fire", "ad", "rescue"]) == {1: 0, 2: 1, 3: 2}


def test_repeated_lines_at_the_edges_pair_with_the_edges() -> None:
    assert exact_anchors(["ad", "ad", "fire", "ad"], ["ad", "fire", "ad"]) == {0: 0, 2: 1, 3: 2}
    assert exact_anchors(["ad", "ad"], ["ad"]) == {0: 0}


LINE = "The two boats that lay at the old pier since Monday have {} men on board, the harbour police said."


def test_what_was_hardly_touched_beside_an_anchor_is_the_same_paragraph() -> None:
    old, new = ["Fire", LINE.format(7), "Rain"], ["Fire", LINE.format(9), "Snow"]
    assert touched_up({0: 0}, old, new, ChangeSettings()) == {0: 0, 1: 1}
    assert touched_up({0: 0}, old, new, ChangeSettings(touched_letters=0)) == {0: 0}


def reworded(text: str, share: int) -> str:
    """Return a text with every word of so many replaced by one as long."""
    return " ".join(word[::-1] if at % share == 0 else word for at, word in enumerate(text.split()))


EDITED = [
    "Two ferries collided in thick fog off the old harbour wall, and the coast guard searched the water until dawn.",
    "The larger of them had left the island with ninety passengers, most of them on their way home from the market.",
    "Repairs to both will take until the spring, the company said, and a replacement has been hired from the north.",
    "An inquiry will ask why neither crew had seen the other, though both had their lights on and a radar at work.",
]


def test_what_was_edited_between_others_that_were_is_the_same_paragraph() -> None:
    new = [reworded(text, 4) for text in EDITED]
    assert touched_up({}, EDITED, new, ChangeSettings()) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_long_paragraphs_are_looked_at_at_both_ends() -> None:
    old = " ".join(EDITED * 20)
    assert touched_up({}, [old], [reworded(old, 4)], ChangeSettings()) == {0: 0}
    assert touched_up({}, [old], [reworded(old, 1)], ChangeSettings()) == {}
    assert touched_up({}, [old], [old[:4_000] + reworded(old, 1)[4_000:]], ChangeSettings()) == {}


def test_one_that_was_rewritten_does_not_keep_those_behind_it_apart() -> None:
    new = [reworded(text, 4) for text in EDITED]
    new[1] = reworded(EDITED[1], 1)
    assert 1 not in (pairs := touched_up({}, EDITED, new, ChangeSettings()))
    assert pairs.items() <= {0: 0, 2: 2, 3: 3}.items()
    assert 3 in pairs


def test_a_piece_of_a_split_is_not_taken_for_the_whole() -> None:
    whole = " ".join(EDITED[:2])
    old, new = [EDITED[3], whole, EDITED[2]], [EDITED[3], EDITED[0], EDITED[1], EDITED[2]]
    assert touched_up({0: 0, 2: 3}, old, new, ChangeSettings()) == {0: 0, 2: 3}


def test_where_a_neighbour_is_as_near_nothing_is_settled_early() -> None:
    old, new = ["Fire", LINE.format(7)], ["Fire", LINE.format(8), LINE.format(9)]
    assert touched_up({0: 0}, old, new, ChangeSettings()) == {0: 0}


# Paragraphs that have no letter in common, and one with so many letters replaced.
STRANGERS = [letter * 80 for letter in "abcdefghijklmnopqrstuvwxyzäöü"]
LETTERS = ChangeSettings().touched_letters


def retouched(replaced: int, line: str = "1234567890" * 20) -> tuple[str, str]:
    return line, "#" * replaced + line[replaced:]


def strangers(count: int, *, of_new: bool) -> list[str]:
    return STRANGERS[14 * of_new :][:count]


@pytest.mark.parametrize(("replaced", "pairs"), [(LETTERS // 2, {1: 1}), (LETTERS // 2 + 1, {})])
def test_a_paragraph_is_touched_up_to_so_many_letters(replaced: int, pairs: dict[int, int]) -> None:
    (a, b), (c, d) = strangers(2, of_new=False), strangers(2, of_new=True)
    old, new = retouched(replaced)
    assert touched_up({}, [a, old, b], [c, new, d], ChangeSettings()) == pairs


@pytest.mark.parametrize("before", range(6))
def test_behind_so_many_strangers_nothing_is_looked_for(before: int) -> None:
    old, new = retouched(2)
    texts = [
        [*every[:before], one, *every[before : before + 6]]
        for one, every in ((old, strangers(14, of_new=False)), (new, strangers(14, of_new=True)))
    ]
    assert touched_up({}, texts[0], texts[1], ChangeSettings()) == ({before: before} if before <= 3 else {})


def test_what_stands_before_a_pair_is_looked_at_too() -> None:
    (one, other), (old, new) = retouched(2), retouched(2, "QRSTUVWXYZ" * 20)
    texts = [*strangers(5, of_new=False), one, old, "Fire."], [other, new, "Fire."]
    assert touched_up({7: 2}, *texts, ChangeSettings()) == {5: 0, 6: 1, 7: 2}


@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("side", [0, 1])
def test_where_a_neighbour_is_as_good_a_partner_neither_is_paired(side: int, place: int) -> None:
    old, new = retouched(2)
    texts = strangers(3, of_new=False), strangers(3, of_new=True)
    texts[0][1], texts[1][1] = old, new
    assert touched_up({}, *texts, ChangeSettings()) == {1: 1}
    texts[side][place] = f"{new}!"
    assert touched_up({}, *texts, ChangeSettings()) == {}


def test_a_repeated_line_stays_with_what_is_directly_beside_it() -> None:
    assert exact_anchors(["fire", "rain", "ad"], ["fire", "snow", "ad", "ad"]) == {0: 0, 2: 3}


@pytest.mark.parametrize(("longer", "pairs"), [(40, {0: 0}), (41, {})])
def test_an_edited_paragraph_may_be_longer_by_a_tenth(longer: int, pairs: dict[int, int]) -> None:
    old = "1234567890" * 40
    assert touched_up({}, [old], [old + "#" * longer], ChangeSettings()) == pairs
    assert touched_up({}, [old + "#" * longer], [old], ChangeSettings()) == pairs


@pytest.mark.parametrize(("more", "pairs"), [((0, 0), {0: 0}), ((1, 0), {}), ((0, 1), {})])
def test_paragraphs_up_to_so_many_letters_are_looked_at_as_a_whole(
    more: tuple[int, int], pairs: dict[int, int]
) -> None:
    """Of the first half three letters of four are others: too many for the half, not for the whole."""
    old, new = "a" * 4_000, "b" * 1_500 + "a" * 2_500
    assert touched_up({}, [old + "a" * more[0]], [new + "a" * more[1]], ChangeSettings()) == pairs


def test_of_long_paragraphs_the_middle_may_be_another() -> None:
    ends = "1234567890" * 200, "0987654321" * 200
    old, new = ("a" * 40).join(ends), ("b" * 40).join(ends)
    assert touched_up({}, [old], [new], ChangeSettings(touched_share=1.0)) == {0: 0}


@pytest.mark.parametrize(("letters", "pairs"), [(60, {0: 0}), (59, {})])
def test_short_lines_are_not_touched_up(letters: int, pairs: dict[int, int]) -> None:
    """Five letters of both for each that may be taken out or put in, which are 24."""
    assert touched_up({}, ["a" * letters], ["a" * 59 + "b"], ChangeSettings()) == pairs


@pytest.mark.parametrize("place", [0, 1])
def test_what_has_nothing_on_one_side_of_it_does_not_stand_between_others(place: int) -> None:
    old, edited = retouched(20)
    assert touched_up({}, [old], [edited], ChangeSettings()) == {0: 0}
    texts = [edited]
    texts.insert(place, STRANGERS[0])
    assert touched_up({}, [old], texts, ChangeSettings()) == {}


def test_from_the_last_of_several_pairs_it_goes_on() -> None:
    (one, other), (a, b, c) = retouched(2), STRANGERS[:3]
    texts = ["Fire.", "Rain.", one, a], ["Fire.", "Rain.", other, b, c]
    assert touched_up({0: 0, 1: 1}, *texts, ChangeSettings()) == {0: 0, 1: 1, 2: 2}


def test_before_a_pair_no_paragraph_is_passed_over() -> None:
    (one, other), (old, new), (a, b, c) = retouched(2), retouched(2, "QRSTUVWXYZ" * 20), STRANGERS[-3:]
    texts = [*STRANGERS[:5], one, old, "Fire.", a], [other, new, "Fire.", b, c]
    assert touched_up({7: 2}, *texts, ChangeSettings()) == {5: 0, 6: 1, 7: 2}


@pytest.mark.parametrize(("between", "reached"), [(3, True), (4, False)])
def test_behind_each_pair_the_strangers_are_counted_anew(between: int, reached: bool) -> None:
    (one, other), (old, new) = retouched(2), retouched(2, "QRSTUVWXYZ" * 20)
    texts = [
        [*every[:3], first, *every[3 : 3 + between], second, *every[10:end]]
        for first, second, every, end in (
            (one, old, strangers(14, of_new=False), 11),
            (other, new, strangers(14, of_new=True), 12),
        )
    ]
    last = 4 + between
    assert touched_up({}, texts[0], texts[1], ChangeSettings()) == ({3: 3, last: last} if reached else {3: 3})
