"""Shingles: the same words give the same hashes wherever they stand, and figures are known by a bit."""

from __future__ import annotations

import numpy as np
import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from dedupe.text import shingles
from dedupe.text.shingles import holds_figure, shingle_hashes, word_hashes

WORDS = st.lists(st.sampled_from(["the", "port", "of", "Orle", "227", "2nd", "٣", "周", "don't"]), max_size=30)
SIZES = st.integers(1, 9)


@given(WORDS, WORDS, WORDS)
def test_a_word_has_one_hash_wherever_it_stands(before: list[str], own: list[str], after: list[str]) -> None:
    whole = word_hashes(before + own + after)
    assert whole[len(before) : len(before) + len(own)].tolist() == word_hashes(own).tolist()


@given(WORDS)
def test_the_lowest_bit_tells_a_digit(flat: list[str]) -> None:
    hashes = word_hashes(flat)
    assert (hashes & np.uint64(1)).tolist() == [any(map(str.isdigit, word)) for word in flat]
    upper = [xxhash.xxh3_64_intdigest(word.encode()) >> 1 for word in flat]
    assert (hashes >> np.uint64(1)).tolist() == upper


@given(WORDS, SIZES)
def test_a_shingle_is_decided_by_its_words_alone(flat: list[str], n: int) -> None:
    whole = shingle_hashes(word_hashes(flat), n).tolist()
    assert whole == [
        int(shingle_hashes(word_hashes(flat[at : at + n]), n)[0]) for at in range(max(len(flat) - n + 1, 0))
    ]


@given(WORDS, SIZES)
def test_other_words_or_another_order_give_another_hash(flat: list[str], n: int) -> None:
    runs = [tuple(flat[at : at + n]) for at in range(max(len(flat) - n + 1, 0))]
    assert len(set(shingle_hashes(word_hashes(flat), n).tolist())) == len(set(runs))


@given(WORDS, SIZES)
def test_a_figure_marks_every_shingle_that_it_stands_in(flat: list[str], n: int) -> None:
    expected = [
        any(character.isdigit() for word in flat[at : at + n] for character in word)
        for at in range(max(len(flat) - n + 1, 0))
    ]
    assert holds_figure(word_hashes(flat), n).tolist() == expected


def test_hashes_are_the_same_in_every_release() -> None:
    # Signatures in stores are made of these.
    hashes = word_hashes(["two", "ferries", "collided", "227"])
    assert hashes.tolist() == [
        7783733899253356938, 7511650750020997046, 10414230711261333466, 12747762440221905925,
    ]  # fmt: skip
    assert shingle_hashes(hashes, 3).tolist() == [17406935897620508647, 10050956400714079415]


def test_forgetting_words_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = [f"word{number}" for number in range(10)] * 2
    remembered = word_hashes(flat).tolist()
    monkeypatch.setattr(shingles, "_MEMO_LIMIT", 3)
    shingles._memo.clear()
    assert word_hashes(flat).tolist() == remembered
