"""The days that a text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.text.days import days_named


@pytest.mark.parametrize(
    "text",
    [
        "on March 14", "on 14 March 2031", "March 14th", "the 14th of March", "Mar. 14", "14 de marzo", "14 mars",
        "14. März", "14 марта", "on 2031-03-14", "2031-03-14T09:30", "3月14日", "14 de março", "MARCH 14", "１４ March",
    ],
)  # fmt: skip
def test_a_day_is_read_in_any_form(text: str) -> None:
    assert days_named(f"It happened {text}, they said.") == {(3, 14)}


@pytest.mark.parametrize(
    "text",
    [
        "", "They may win 14 seats", "May Day", "in March 2031", "the march of 300", "March 32", "2031-13-14",
        "2031-02-00", "14月3日", "on 2031-03-145",
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_named(text) == frozenset()


@given(st.text())
def test_every_day_is_possible(text: str) -> None:
    assert all(1 <= month <= 12 and 1 <= day <= 31 for month, day in days_named(text))
