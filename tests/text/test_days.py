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
        "3 月 14 號", "3월 14일", "14-го марта", "14 березня", "14 marca", "14. března", "14 Mart", "14 Mart'ta", "14 MART",
        "14. maaliskuuta", "március 14-én", "den 14 mars", "14. marts", "14 Maret", "14 Μαρτίου", "14 مارس", "١٤ مارس",
        "۱۴ مارچ", "14 من مارس", "14 آذار", "14 במרץ", "ב-14 במרץ", "14 मार्च", "१४ मार्च", "১৪ মার্চ", "วันที่ 14 มีนาคม",
        "14มีนาคมถึง", "๑๔ มี.ค. 2574", "ngày 14 tháng 3", "14 tháng 3", "ngày 14/3", "14 martie",
    ],
)  # fmt: skip
def test_a_day_is_read_in_any_form(text: str) -> None:
    assert days_named(f"It happened {text}, they said.") == {(3, 14)}


@pytest.mark.parametrize(
    "text",
    [
        "", "They may win 14 seats", "May Day", "in March 2031", "the march of 300", "March 32", "2031-13-14",
        "2031-02-00", "14月3日", "on 2031-03-145", "3.14 tháng 3", "14/3", "ngày 14 có 3 người", "มี 14 คน", "14 लोग",
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_named(text) == frozenset()


@given(st.text())
def test_every_day_is_possible(text: str) -> None:
    assert all(1 <= month <= 12 and 1 <= day <= 31 for month, day in days_named(text))
