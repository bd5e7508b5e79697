from __future__ import annotations

import pytest

from dedupe.changes.dates import could_be_year, dates, reads_as_year
from dedupe.changes.figures import figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 3 March 2022, a Thursday", [("3 March 2022", "d3 m3 y2022"), ("Thursday", "thursday")]),
        ("by Dec. 3, 2024", [("Dec. 3, 2024", "d3 m12 y2024")]),
        ("el 3 de marzo de 2022, martes", [("3 de marzo de 2022", "d3 m3 y2022"), ("martes", "martes")]),
        ("am 3. März um 10:30", [("3. März", "d3 m3"), ("10:30", "t10:30")]),
        (
            "at 8pm or 8.30 p.m. or 2022-03-03",
            [("8pm", "pm t8:00"), ("8.30 p.m.", "pm t8:30"), ("2022-03-03", "d3 m3 y2022")],
        ),
        ("built in 1987, 2000 people", [("1987", "y1987")]),
        ("周二，2022年3月3日", [("周二", "周二"), ("2022年3月3日", "d3 m3 y2022")]),
        ("9 AM, 20:30, 6-8pm", [("9 AM", "am t9:00"), ("20:30", "pm t8:30"), ("6-8pm", "pm t6:00 t8:00")]),
        ("June 7-8; 29 to 31 August", [("June 7-8", "d7 d8 m6"), ("29 to 31 August", "d29 d31 m8")]),
        ("(1480–1545), 1939-45, 555-1234", [("1480–1545", "y1480 y1545"), ("1939-45", "y1939 y1945")]),
        ("the 1960s and 1990's", [("1960s", "y1960s"), ("1990's", "y1990s")]),
        (
            "october 9, may 2007, 03/04/2022",
            [("october 9", "d9 m10"), ("may 2007", "m5 y2007"), ("03/04/2022", "3/4/2022")],
        ),
        ("due on March 6. Then", [("March 6", "d6 m3")]),
        ("3月3日，2022年", [("3月3日", "d3 m3"), ("2022年", "y2022")]),
        ("it may march on", []),
        ("It was March then, 2022-03-04", [("March", "m3"), ("2022-03-04", "d4 m3 y2022")]),
        ("el miércoles", [("miércoles", "miércoles")]),
        ("noon, midnight, 24:00", [("noon", "pm t12:00"), ("midnight", "am t12:00"), ("24:00", "am t12:00")]),
        ("0:30, 1:30, 12:30", [("0:30", "am t12:30"), ("1:30", "t1:30"), ("12:30", "t12:30")]),
        ("13:30, 23:30", [("13:30", "pm t1:30"), ("23:30", "pm t11:30")]),
        ("in 1900, in 1899", [("1900", "y1900")]),
        ("1600-1900, 1600-1901, 1900-1900", [("1600-1900", "y1600 y1900")]),
        ("in" + " " * 18 + "1987", [("1987", "y1987")]),
        ("in" + " " * 19 + "1987", []),
        ("Jan Holt met April Jones in March", [("March", "m3")]),
        ("in May Orlen flooded, on 3 April Vasta", [("May", "m5"), ("3 April", "d3 m4")]),
    ],
)
def test_dates_are_read_with_their_value(text: str, found: list[tuple[str, str]]) -> None:
    assert [(date.text, date.value) for date in dates(text)] == found


def test_a_date_that_says_less_does_not_contradict() -> None:
    less, more, other = dates("3 March; March 3rd, 2022; 4 March 2022")
    assert not less.contradicts(more)
    assert other.contradicts(more)
    assert other.contradicts(less)


@pytest.mark.parametrize(("digits", "could_be"), [("999", False), ("1000", True), ("2099", True), ("2100", False)])
def test_years_have_four_digits_and_are_not_far_ahead(digits: str, could_be: bool) -> None:
    assert could_be_year(figures(f"{digits} boats")[0]) is could_be


@pytest.mark.parametrize(
    ("text", "is_year"),
    [
        ("the pier (1780) was", True),
        ("(1400)", True),
        ("(1399)", False),
        ("(1780 was", False),
        ("1780) was", False),
        ("by 1780.", True),
        ("by 1400.", True),
        ("by 1399.", False),
        ("of 1780.", False),
        ("only 1780.", False),
        ("by 1780 boats", False),
        ("in 1780 Orlen became", True),
        ("in 1780 boats", False),
        ("in 1780 storm", True),
        ("the 1780 storm", False),
        ("the 1900 storm", True),
        ("the 1899 storm", False),
        ("killed 1987.", False),
        ("the 1987 boats", False),
    ],
)
def test_an_old_year_needs_more_to_be_read_as_one(text: str, is_year: bool) -> None:
    assert reads_as_year(text, figures(text)[0]) is is_year
