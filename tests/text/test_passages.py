"""Passages: sentences, with nothing of a paragraph left out."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.passages import passage_words
from dedupe.text.tokens import terms

TEXTS = st.text() | st.text(alphabet="ab1 .!?…。！”’)'\"\u3099\u0301กข字か។।-:,")
LEAST = st.integers(1, 9)


@given(TEXTS, LEAST)
def test_passages_together_are_the_terms_of_the_paragraph(text: str, least: int) -> None:
    for paragraph in split_paragraphs(text).paragraphs:
        assert list(chain.from_iterable(passage_words(paragraph, least))) == terms(paragraph)


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
        ("船沉了。無人受傷！", ["船沉 沉了", "無人 人受 受傷"]),
        ("船沉了?無人!受傷", ["船沉 沉了", "無人", "受傷"]),
        ("غرقت؟ نعم.", ["غرقت", "نعم"]),
        ("پل ٹوٹ گیا۔ کوئی زخمی نہیں۔", ["پل ٹوٹ گیا", "کوئی زخمی نہیں"]),
        ("पुल टूट गया। कोई घायल नहीं।", ["पुल टूट गया", "कोई घायल नहीं"]),
        ("ស្ពានបាក់។គ្មាន។", ["ស្ពានបា ពានបាក់", "គ្មាន"]),
        ("တံတား။ မရှိ။", ["တံတား", "မရှိ"]),
        ("เรือจม ไม่มี", ["เรือจ รือจม", "ไม่มี"]),
        ("มี 3 คน", ["มี 3 คน"]),
        ("1.5 million", ["1.5 million"]),
        ("", []),
    ],
)
def test_a_sentence_is_a_passage(paragraph: str, expected: list[str]) -> None:
    assert [" ".join(passage) for passage in passage_words(paragraph, 1)] == expected


@pytest.mark.parametrize(
    ("paragraph", "count"), [("一二三四。五六七八。", 1), ("一二三四五六七八。一二三四五六七八。", 2)]
)
def test_overlapping_terms_do_not_make_a_passage_longer_than_it_is(paragraph: str, count: int) -> None:
    """Four pairs laid end to end are eight characters, and those are seven pairs that overlap."""
    assert len(passage_words(paragraph, 4)) == count
