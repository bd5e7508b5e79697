"""Pieces of markup as plain text, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reading.markup import plain_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("In the fog.", "In the fog."),
        ("<p>One\n line</p>\n<p>Two</p>", "One line\n\nTwo"),
        ("One<br/>two<hr>three", "One\n\ntwo\n\nthree"),
        ("3 < 4 &lt; 5 &amp; so on", "3 < 4 < 5 & so on"),
        ("<p>a<script>var x = '<p>';</script>b<style>p {}</style></p>", "ab"),
        ("a<!-- <p>hidden</p> -->b<!-- never closed <p>", "ab"),
        ("<a href='x' title=y>link</a> and <b>bold</b>", "link and bold"),
        ("unfinished <b", "unfinished"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
    ],
)
def test_blocks_are_paragraphs(markup: str, text: str) -> None:
    assert plain_text(markup) == text


@pytest.mark.parametrize("piece", ["<", "<!--", "<b ", "<script>", "</", "<p>", "&amp"])
def test_time_grows_with_the_length(piece: str) -> None:
    def spent(times: int) -> float:
        began = time.process_time()
        plain_text(piece * times)
        return time.process_time() - began

    assert spent(200_000) < 40 * spent(20_000) + 0.5


@given(st.text(alphabet="<>/!-pbscript &;a", max_size=60))
def test_any_markup_gives_text(markup: str) -> None:
    assert plain_text(markup) == plain_text(markup).strip()
