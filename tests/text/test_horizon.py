"""The latest year and day that a text names."""

from __future__ import annotations

import pytest

from dedupe.text.horizon import Horizon, furthest, horizon_of, written
from dedupe.text.normalize import fold


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("It was built in 1987 and sold in 2004.", 2004, None),
        ("Sold on March 7, 2031", None, (2031, 3, 7)),
        ("Vendu le 1er mars 2031", 2031, (2031, 3, 1)),
        ("Vendido el 7 de marzo de 2031", 2031, (2031, 3, 7)),
        ("Am 7. März 2031", 2031, (2031, 3, 7)),
        ("On 2031-03-07, or 2031-02-28", None, (2031, 3, 7)),
        ("2031年3月7日", 2031, (2031, 3, 7)),
        ("May 2031", 2031, None),
        ("(2031)", 2031, None),
        ("2010 people came, 2,031 left, room 2031", None, None),
        ("in 2031.5 and in 2031% and in 20315", None, None),
        ("in 3031, of 1899", None, None),
        ("On 2031-13-45", None, None),
        ("", None, None),
    ],
)
def test_years_and_days_are_told_from_counts(text: str, year: int | None, day: tuple[int, int, int] | None) -> None:
    assert horizon_of(fold(text)) == Horizon(year, day)


def test_pieces_look_as_far_as_the_furthest() -> None:
    assert furthest([Horizon(2031, None), Horizon(2030, (2029, 1, 2)), Horizon(None, None)]) == Horizon(
        2031, (2029, 1, 2)
    )
    assert furthest([]) == Horizon(None, None)


def test_days_are_written_so_that_they_compare() -> None:
    assert written((987, 3, 7)) == "0987-03-07"
