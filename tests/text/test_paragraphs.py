"""Paragraphs: nothing is lost, and a wrapped text is told from one whose lines are its paragraphs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.text.paragraphs import split_paragraphs

SPACES = " \t\r\n\f\v\x1c\x85\u00a0\u2028\u2029\u3000"
TEXTS = st.text() | st.text(alphabet="aé。." + SPACES)

WRAPPED = """\
Two ferries collided off Port Ellis early on Sunday, the coastguard
said. Nobody was hurt, but the harbour will remain closed to all
shipping until divers have looked at the wreck, which lies in the
fairway.

The Alba had left Orle at midnight with a hundred and twelve people
on board, most of them on their way home from the choir festival.
"""


@given(TEXTS)
def test_any_text_is_rebuilt(text: str) -> None:
    layout = split_paragraphs(text)
    assert layout.text() == text
    assert len(layout.separators) == len(layout.paragraphs) + 1


@given(TEXTS)
def test_a_paragraph_has_no_blank_line_and_no_white_space_at_its_ends(text: str) -> None:
    for paragraph in split_paragraphs(text).paragraphs:
        assert paragraph
        assert paragraph == paragraph.strip()
        assert not re.search(r"\n\s*\n", paragraph)


@given(TEXTS)
def test_separators_are_white_space_and_separate(text: str) -> None:
    separators = split_paragraphs(text).separators
    assert not "".join(separators).strip()
    assert all("\n" in separator for separator in separators[1:-1])


@given(st.lists(st.text(alphabet="ab .", min_size=1).map(str.strip).filter(bool)))
def test_paragraphs_between_blank_lines_come_back(paragraphs: list[str]) -> None:
    assert split_paragraphs("\n\n".join(paragraphs)).paragraphs == tuple(paragraphs)


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\t\n"])
def test_a_text_without_words_has_no_paragraphs(text: str) -> None:
    layout = split_paragraphs(text)
    assert (layout.paragraphs, layout.separators) == ((), (text,))


def test_what_stands_around_paragraphs_is_kept() -> None:
    layout = split_paragraphs("\ufeff One.  \r\n \r\nTwo.\f\n\n\nThree.\n")
    assert layout.paragraphs == ("\ufeff One.", "Two.", "Three.")
    assert layout.separators == ("", "  \r\n \r\n", "\f\n\n\n", "\n")


def test_single_newlines_separate_paragraphs() -> None:
    text = "Two ferries collided.\nNobody was hurt, the coastguard said on Sunday.\nThe harbour is closed.\nIt reopens."
    assert len(split_paragraphs(text).paragraphs) == 4


def test_single_newlines_of_a_wrapped_text_do_not() -> None:
    first, second = split_paragraphs(WRAPPED).paragraphs
    assert first.endswith("fairway.")
    assert second.startswith("The Alba")


def test_lines_wider_than_anyone_wraps_are_paragraphs() -> None:
    wide = [line * 3 for line in WRAPPED.splitlines() if line]
    assert split_paragraphs("\n".join(wide)).paragraphs == tuple(wide)


def test_verse_and_lists_are_not_wrapped() -> None:
    verse = "The minutes were read\nin the usual way,\nthe salt was approved\nfor the rest of May."
    assert len(split_paragraphs(verse).paragraphs) == 4


def test_a_long_run_of_spaces_costs_no_more_than_its_length() -> None:
    # Looking back from every space of it for a newline would take hours.
    gap = " " * 5_000_000
    assert split_paragraphs(f"One.{gap}Two.\nThree.").paragraphs == (f"One.{gap}Two.", "Three.")
