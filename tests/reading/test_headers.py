"""A block of known headers is metadata; anything else stays in the body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reading.headers import split_headers


def test_every_known_header_in_any_case() -> None:
    headed = split_headers(
        "HEADLINE: Two ferries collide\nPublished : 2031-05-04\nupdated: 2031-05-05T10:00:00+02:00\n"
        "Fetched: 2031-05-06\nPublisher: Harbour Post\nLink: https://post.example/a: b\nAuthors: A, B\n"
        "Language: en\nid:\tferry-1 \r\n \r\nTwo ferries ..."
    )
    assert headed.fields == {
        "title": "Two ferries collide",
        "published_at": "2031-05-04",
        "modified_at": "2031-05-05T08:00:00Z",
        "fetched_at": "2031-05-06",
        "source": "Harbour Post",
        "url": "https://post.example/a: b",
        "byline": "A, B",
        "language": "en",
        "key": "ferry-1",
    }
    assert headed.rest == "Two ferries ..."


def test_an_empty_header_says_nothing() -> None:
    headed = split_headers("Title: Fog\nAuthor:\n\nBody")
    assert (headed.fields, headed.unreadable, headed.rest) == ({"title": "Fog"}, (), "Body")


def test_a_date_that_cannot_be_read_is_handed_on() -> None:
    headed = split_headers("Title: Fog\nDate: last Tuesday\n\nBody")
    assert (headed.fields, headed.unreadable) == ({"title": "Fog"}, (("Date", "last Tuesday"),))


@pytest.mark.parametrize(
    "content",
    [
        "Title: Fog\nWeather: bad\n\nBody",  # an unknown key
        "Title: Fog\nBody",  # no blank line
        "Title: Fog",  # nothing below
        "\nTitle: Fog\n\nBody",  # not at the very top
        "Updated: the toll has risen\n\nBody",  # a sentence: not one value is understood
        "Title: Fog\nHeadline: Fog again\n\nBody",  # one field twice
        "Sarama: three dead\n\nBody",
        "\n\nBody",
        "",
    ],
)
def test_without_a_block_of_headers_all_is_body(content: str) -> None:
    headed = split_headers(content)
    assert (headed.fields, headed.rest) == ({}, content)


@given(st.text(alphabet="Titledatxy: \n\r2031-05", max_size=80))
def test_the_rest_is_the_end_of_the_content(content: str) -> None:
    assert content.endswith(split_headers(content).rest)
