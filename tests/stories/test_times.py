"""Which date counts, and when two can be told apart."""

from __future__ import annotations

import pytest

from dedupe.records import Article
from dedupe.stories.times import distinguishable, earliest, time_of

DAY, NEXT, LAST, SECOND = "2031-05-04", "2031-05-05", "2031-05-06", "2031-05-04T09:30:00Z"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, None),
        ({"published_at": DAY}, (DAY, "published date")),
        ({"modified_at": NEXT}, (NEXT, "modified date")),
        ({"published_at": DAY, "modified_at": NEXT}, (NEXT, "modified date")),
        ({"published_at": NEXT, "modified_at": DAY}, (NEXT, "published date, as the modified date is before it")),
        ({"published_at": SECOND, "modified_at": DAY}, (SECOND, "published date")),
        ({"published_at": DAY, "modified_at": SECOND}, (SECOND, "modified date")),
        ({"published_at": DAY, "fetched_at": NEXT}, (DAY, "published date")),
        ({"fetched_at": NEXT}, (NEXT, "fetched date")),
        ({"published_at": NEXT, "fetched_at": DAY}, (DAY, "fetched date, as the published date is after it")),
        ({"published_at": SECOND, "fetched_at": DAY}, (SECOND, "published date")),
        ({"modified_at": NEXT, "fetched_at": DAY}, (DAY, "fetched date, as the modified date is after it")),
        (
            {"published_at": DAY, "modified_at": NEXT, "fetched_at": SECOND},
            (DAY, "published date, as the modified date is after the fetching"),
        ),
        (
            {"published_at": LAST, "modified_at": NEXT, "fetched_at": DAY},
            (DAY, "fetched date, as the published date is after it"),
        ),
    ],
)
def test_the_date_that_moves_with_an_update_counts(dates: dict[str, str], expected: tuple[str, str] | None) -> None:
    assert time_of(Article(key="k", text="t", **dates)) == expected


def test_the_earliest_of_several() -> None:
    dated = [Article(key="a", text="t", published_at=date) for date in (NEXT, SECOND)]
    assert earliest([*dated, Article(key="b", text="t")]) == SECOND
    assert earliest([]) is None


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (DAY, NEXT, True),
        (DAY, DAY, False),
        (DAY, SECOND, False),
        (NEXT, SECOND, True),
        (SECOND, "2031-05-04T09:30:01Z", True),
        (SECOND, SECOND, False),
    ],
)
def test_a_day_and_a_second_of_it_cannot_be_told_apart(a: str, b: str, expected: bool) -> None:
    assert distinguishable(a, b) is expected
    assert distinguishable(b, a) is expected
