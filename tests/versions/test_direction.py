"""Which end of a chain came first: laws that hold for any chain, and what makes a step unknown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.text.horizon import Horizon
from dedupe.text.stamps import Stamp
from dedupe.versions.direction import Directed, directed, growth
from dedupe.versions.lateness import Signs, contradiction, signs_of
from dedupe.versions.tolls import Toll


def signs(length: int = 1000, year: int | None = None, dead: int | None = None, notes: int = 0) -> Signs:
    tolls = (Toll(str(dead), dead, frozenset({"killed", "in", "flood"})),) if dead else ()
    return Signs(length, tolls, Horizon(year, None), None, notes)


def line(n: int) -> np.ndarray:
    """Versions in a line: each as like the next as any other."""
    return -0.2 * np.abs(np.subtract.outer(np.arange(n), np.arange(n))).astype(np.float64)


def told(*chain: Signs, likeness: np.ndarray | None = None) -> Directed:
    return directed(range(len(chain)), chain, line(len(chain)) if likeness is None else likeness)


SIGNS = st.builds(
    Signs,
    length=st.sampled_from([100, 105, 130, 400]),
    tolls=st.lists(
        st.builds(
            lambda dead, where: Toll(str(dead), dead, frozenset({"killed", where})),
            st.integers(2, 5),
            st.sampled_from("ab"),
        ),
        max_size=2,
    ).map(tuple),
    horizon=st.builds(
        Horizon, st.sampled_from([None, 2030, 2031]), st.sampled_from([None, (2031, 3, 7), (2031, 3, 8)])
    ),
    stamp=st.sampled_from([None, Stamp(None, (9, 0)), Stamp((2031, 3, 7), (9, 0)), Stamp((2031, 3, 8), None)]),
    notes=st.integers(0, 1),
)


@given(st.lists(SIGNS, min_size=2, max_size=6))
def test_a_chain_given_the_other_way_round_is_the_same(chain: list[Signs]) -> None:
    order = range(len(chain))
    assert directed(order, chain, line(len(chain))) == directed(order[::-1], chain, line(len(chain)))


@given(st.lists(SIGNS, min_size=2, max_size=6))
def test_every_version_is_placed_and_says_why(chain: list[Signs]) -> None:
    found = directed(range(len(chain)), chain, line(len(chain)))
    assert sorted(found.order) == list(range(len(chain)))
    assert len(found.ordered_by) == len(chain)
    assert all(found.ordered_by)


def test_years_turn_a_chain_that_shrinks_a_little() -> None:
    found = told(signs(1050, 2031), signs(1020, 2030), signs(1000, 2029))
    assert found == Directed(
        (2, 1, 0), ("later years named (2030 after 2029)",) * 2 + ("later years named (2031 after 2030)",)
    )


def test_a_step_against_the_chain_is_unknown() -> None:
    found = told(signs(1000), signs(1300), signs(500), signs(1600), signs(2000))
    assert found == Directed((0, 1, 2, 3, 4), ("length", "length", "unknown", "length", "length"))


def test_a_version_that_could_stand_anywhere_is_unknown() -> None:
    likeness = line(3)
    likeness[2, :2] = likeness[:2, 2] = np.log([0.01, 0.02])
    assert told(signs(1000), signs(1300), signs(1600), likeness=likeness).ordered_by == ("length", "length", "unknown")


def test_two_versions_that_likeness_would_as_soon_turn_round_are_unknown() -> None:
    likeness = line(4)
    likeness[0, 2:] = likeness[2:, 0] = likeness[1, 2:]
    found = told(signs(1000), signs(1300), signs(1600), signs(1900), likeness=likeness)
    assert found.ordered_by == ("unknown", "unknown", "length", "length")


def test_two_versions_of_the_same_words_are_unknown() -> None:
    likeness = line(3)
    likeness[0, 1] = likeness[1, 0] = 0.0
    assert told(signs(1000), signs(1300), signs(1600), likeness=likeness).ordered_by[1] == "unknown"


@pytest.mark.parametrize(
    ("lengths", "sign"),
    [
        ((1000, 1090), 0),
        ((1000, 1110), 1),
        ((1110, 1000), -1),
        ((1000, 700, 2000, 900, 1200), 0),
        ((0, 0), 0),
        ((0, 9), 1),
    ],
)
def test_growth_counts_from_a_tenth_on(lengths: tuple[int, ...], sign: int) -> None:
    assert np.sign(growth(lengths)) == sign
    assert growth(lengths[::-1]) == -growth(lengths)


def test_a_text_is_read_line_by_line() -> None:
    text = "Updated 09:10\n\nhttps://page.example/a-long-address\n\nIn the flood of 2029 some 12 people were killed.\n\nCorrection: It was Monday."
    lines = text.replace("https://page.example/a-long-address", "").replace("\n", "")
    (found,) = signs_of([text])
    assert (found.length, found.notes, found.horizon.year, str(found.stamp)) == (len(lines), 1, 2029, "09:10")
    assert [toll.figure for toll in found.tolls] == ["12"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("In the flood 12 people were killed.", "In the flood 9 people were killed.", "falling figures (12 → 9)"),
        ("In the flood 9 people were killed.", "In the flood 12 people were killed.", ""),
        (
            "In the flood 12 people were killed.\nIn the fire 3 were hurt there.",
            "In the flood 9 people were killed.\nIn the fire 5 were hurt there.",
            "",
        ),
        (
            "Updated 2031-03-08 09:00",
            "Updated 2031-03-07 18:00",
            "earlier stamp (2031-03-07 18:00 before 2031-03-08 09:00)",
        ),
        ("Updated 18:00", "Updated 09:00", ""),
        ("", "", ""),
    ],
)
def test_only_what_is_certain_speaks_against_dates(old: str, new: str, expected: str) -> None:
    assert contradiction(old, new) == expected


def test_falling_tolls_need_more_than_length_to_be_kept() -> None:
    assert told(signs(1000, dead=9), signs(1040, dead=7)).order == (1, 0)
