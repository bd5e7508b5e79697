"""Passages: sentences, with nothing of a paragraph left out."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.passages import passage_words
from dedupe.text.tokens import words

TEXTS = st.text() | st.text(alphabet="ab1 .!?…。！”’)'\"\u3099\u0301ก字-:,")
LEAST = st.integers(1, 9)


@given(TEXTS, LEAST)
def test_passages_together_are_the_words_of_the_paragraph(text: str, least: int) -> None:
    for paragraph in split_paragraphs(text).paragraphs:
        assert list(chain.from_iterable(passage_words(paragraph, least))) == words(paragraph)


@given(TEXTS, LEAST)
def test_only_the_last_passage_may_be_short(text: str, least: int) -> None:
    passages = passage_words(text, least)
    assert all(passages)
    assert all(len(passage) >= least for passage in passages[:-1])


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("It sank. It was old.", ["it sank", "it was old"]),
        ("“It sank.” “It was old!” Why?", ["it sank", "it was old", "why"]),
        ("船沉了。無人受傷！", ["船 沉 了", "無 人 受 傷"]),
        ("غرقت؟ نعم.", ["غرقت", "نعم"]),
        ("1.5 million", ["1.5 million"]),
        ("", []),
    ],
)
def test_a_sentence_is_a_passage(paragraph: str, expected: list[str]) -> None:
    assert [" ".join(passage) for passage in passage_words(paragraph, 1)] == expected
