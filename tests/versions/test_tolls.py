"""Tolls: figures beside death, injury, loss or arrest, in many languages, and which of them rose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.versions.tolls import Toll, compared, tolls_of


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("At least 227 people were killed and 525 injured", ["227", "525"]),
        ("Murieron 12 personas y 40 resultaron heridas", ["12", "40"]),
        ("12 morts et 40 blessés", ["12", "40"]),
        ("12 Tote und 40 Verletzte", ["12", "40"]),
        ("погибли 249 человек", ["249"]),
        ("事故で12人が死亡、40人が負傷した", ["12", "40"]),
        ("1,200 were displaced", ["1,200"]),
        ("The 40 cranes are for sale", []),
        ("The vote was at 10:30, and 3.5 of the dead", []),
        ("killed in 2022", []),
        ("killed", []),
        ("", []),
    ],
)
def test_a_toll_is_a_figure_near_its_word(text: str, figures: list[str]) -> None:
    assert [toll.figure for toll in tolls_of(text)] == figures


def test_a_toll_that_rose_is_found_from_both_sides() -> None:
    old = tolls_of("At least 227 civilians were killed since Thursday. Another 525 were injured, the office said.")
    new = tolls_of("At least 249 civilians were killed since Thursday. Another 553 were injured, the office said.")
    assert compared(old, new) == ((("227", "249"), ("525", "553")), ())
    assert compared(new, old) == ((), (("249", "227"), ("553", "525")))


def test_figures_of_other_matters_are_not_compared() -> None:
    old = tolls_of("Three buses with 12 injured pupils reached the hospital in Orle at noon.")
    new = tolls_of("A storm in the mountains left 40 hikers dead, the wardens of the park believe.")
    assert compared(old, new) == ((), ())


def test_each_toll_meets_one_of_the_other_side_at_most() -> None:
    old = tolls_of("In the flood 7 people died in the valley.")
    new = tolls_of("In the flood 9 people died in the valley. In the flood 8 people died in the valley.")
    assert len(compared(old, new)[0]) == 1


def test_digits_of_other_scripts_are_compared_by_value() -> None:
    assert compared(tolls_of("قُتل killed ٢٢٧ people"), tolls_of("قُتل killed ٢٤٩ people"))[0] == (("227", "249"),)


TOLLS = st.lists(
    st.tuples(st.integers(2, 9), st.sampled_from(["in the east", "in the west", "near Orle", ""])), max_size=5
).map(
    lambda told: tolls_of(
        " ".join(f"About {dead} people were killed {where} by noon that day." for dead, where in told)
    )
)


@given(TOLLS, TOLLS)
def test_what_rose_one_way_fell_the_other(old: tuple[Toll, ...], new: tuple[Toll, ...]) -> None:
    risen, fallen = compared(old, new)
    back_risen, back_fallen = compared(new, old)
    assert sorted((after, before) for before, after in risen) == sorted(back_fallen)
    assert sorted((after, before) for before, after in fallen) == sorted(back_risen)


def test_what_did_not_change_stays_with_itself() -> None:
    hills = tolls_of("In the flood 9 people died in the hills.")
    old = (*tolls_of("In the flood 7 people died in the valley."), *hills)
    new = (*hills, *tolls_of("In the flood 8 people died in the valley."))
    assert compared(old, new) == ((("7", "8"),), ())
