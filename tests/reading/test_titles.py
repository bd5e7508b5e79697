"""What reads like a title, and what stays in the body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.reading.titles import reads_like_title, split_title


@pytest.mark.parametrize(
    "line",
    [
        "Two ferries collide off Sarama",
        "'We will rebuild': mayor of Sarama vows to return",
        "Gov. Reyes signs flood bill; U.S. Senate to follow",
        "Is it safe to go back to Sarama?",
        "¿Quién paga el puerto nuevo?",
        "1,200 homes without power",
        "iPhone factory closes for a week",
        "薩拉馬港兩艘渡輪相撞 至少三人死亡",
        "渡輪「晨星」號在薩拉馬港外沉沒",
    ],
)
def test_headlines_read_like_titles(line: str) -> None:
    assert reads_like_title(line)


@pytest.mark.parametrize(
    ("line", "because"),
    [
        ("", "empty"),
        ("Two ferries collided on Sunday.", "a sentence"),
        ("“Nobody could stand,” said the captain.”", "a sentence in quotes"),
        ("“We all thought it was over”", "somebody speaks"),
        ("The ferries collided. Nobody was hurt", "two sentences"),
        ("Is it over? We hope so", "two sentences"),
        ("What a week!", "it shouts"),
        ("What we know so far:", "a lead-in"),
        ("- Three are missing", "an item of a list"),
        ("[[File:ferry.jpg|thumb]]", "markup"),
        ("<h1>Ferries collide</h1>", "markup"),
        ("By Jessamy Orr", "a byline"),
        ("by", "what is left of a byline"),
        ("Introduction", "a label"),
        ("two ferries collided off the port", "lower case"),
        ("2031-05-04", "a date"),
        ("渡輪在薩拉馬港外相撞，三人死亡。", "a sentence"),
        ("他說：“我們都以為完了。”", "a sentence in quotes"),
        ("港口", "too short"),
        ("渡" * 80, "too wide"),
        ("A ferry " * 20, "too wide"),
    ],
)
def test_other_first_lines_do_not(line: str, because: str) -> None:
    assert not reads_like_title(line), because


def test_a_title_stands_alone_above_more_text() -> None:
    assert split_title("Two ferries collide") is None
    assert split_title("Two ferries collide\n") is None
    assert split_title("Two ferries collide\n\n  \n…\n") is None
    assert split_title("Two ferries collide\nin the fog off Sarama\n\nMore.") is None


def test_blank_lines_below_a_title_go_and_indentation_stays() -> None:
    assert split_title("  Two ferries collide \r\n \r\n\n  In the fog.\r\n") == (
        "Two ferries collide",
        "  In the fog.\r\n",
    )


def test_a_known_title_is_taken_off_only_where_it_stands_again() -> None:
    assert split_title("Fog. Again\n\nIn the fog.", known="Fog. Again") == ("Fog. Again", "In the fog.")
    assert split_title("Two ferries collide\n\nIn the fog.", known="Fog. Again") is None


@given(st.text(alphabet="Aa界 .?\n\r\t“", max_size=80))
def test_what_follows_a_title_is_the_end_of_the_text(text: str) -> None:
    if titled := split_title(text):
        title, rest = titled
        assert text.endswith(rest)
        assert text[: len(text) - len(rest)].split() == title.split()
