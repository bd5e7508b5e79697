"""Nothing is wider than it should be, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reports.layout import Screen, Span, cells, clip, clip_words, columns, pad, wrap

WORDS = st.text(alphabet=st.sampled_from("abc \u0301渡轮，。“”[-]{+}…🔥"), max_size=60)


def lines(text: str, width: int) -> list[str]:
    return [Screen().paint(line) for line in wrap([Span(text)], width)]


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("fire", 4), ("渡轮", 4), ("ｆ", 2), ("e\u0301", 1), ("🔥", 2), ("so\u00adft", 4), ("“é”…", 4)],
)
def test_wide_characters_take_two_cells_and_marks_none(text: str, width: int) -> None:
    assert cells(text) == width


@given(WORDS, st.integers(2, 40))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in lines(text, width))


@given(WORDS, st.integers(2, 40))
def test_wrapping_loses_nothing_but_white_space(text: str, width: int) -> None:
    assert "".join("".join(lines(text, width)).split()) == "".join(text.split())


def test_lines_break_between_words() -> None:
    assert lines("Ferries  to the islands\nwill not run", 12) == ["Ferries to", "the islands", "will not run"]


def test_lines_of_wide_characters_break_anywhere_but_before_a_closing_mark() -> None:
    assert lines("渡轮着火，无人", 8) == ["渡轮着", "火，无人"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert lines("a Donaudampfschiff", 6) == ["a Dona", "udampf", "schiff"] or lines("a Donaudampfschiff", 6)[0] == "a"


def test_marks_stay_with_their_words_across_spans() -> None:
    spans = [Span("said "), Span("[-227-]", "old"), Span("{+249+}", "new"), Span(", then")]
    assert [Screen().paint(line) for line in wrap(spans, 18)] == ["said", "[-227-]{+249+},", "then"]


@given(WORDS, st.integers(1, 40))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert cells(clip(text, width)) <= width
    assert cells(clip_words(text, width)) <= width


@given(WORDS)
def test_text_that_fits_is_not_clipped(text: str) -> None:
    assert clip(text, cells(text)) == clip_words(text, cells(text)) == text


def test_padding_counts_cells() -> None:
    assert pad("渡轮", 6) == "渡轮  "


def test_columns_are_aligned_and_empty_ones_left_out() -> None:
    rows = [("1", "", "渡轮", "end"), ("10", "", "fire", "a long end that is never clipped")]
    assert list(columns(rows, widest=8)) == ["1   渡轮  end", "10  fire  a long end that is never clipped"]


def test_no_rows_are_no_lines() -> None:
    assert list(columns([])) == []


def test_styles_are_painted_once_a_run_and_only_in_colour() -> None:
    line = (Span("a", "old"), Span(" b", "old"), Span(" c"))
    assert Screen(colour=True).paint(line) == "\x1b[31ma b\x1b[0m c"
    assert Screen().paint(line) == "a b c"
