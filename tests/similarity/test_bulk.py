"""Texts read by the kernels have the features that they have one by one, bit for bit."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.settings import SignatureSettings
from dedupe.similarity import bulk, features, threads
from dedupe.similarity.features import Features, extract_features
from dedupe.text.alphabet import alphabet

PIECES = st.sampled_from(
    [
        "a", "A", "ferry", "Don’t", "O‘Neill", "rock'n'roll", "'", "’", "1,200.50", "3,5", "10:30", "7", "٣", "2²", ".",
        ",", ":", "…", "!", "?", ".)", ".”", ".»", '."', "“", "«", "—", "-", "_", " ", "  ", "\t", "\n", "\n \n", "\n\n",
        "\r\n", "\f", "\u00a0", "\u2028", "\x85", "\x1c", "\x00", "\u00ad", "\u200b", "\ufeff", "É", "é", "e\u0301", "ß", "İ", "ı",
        "Σ", "ς", "ЖЁ", "й", "½", "™", "€", "´", " \u0301", "→", "周二", "ไทย。", "שלום", "😀", "\ud800", "Ⅎ", "x" * 63, "é" * 33,
        "x" * 101, "It was old, the port said. ",
    ]
)  # fmt: skip
KNOWN = st.sampled_from([chr(code) for code in np.flatnonzero(alphabet()).tolist()])
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map(" ".join), st.text(KNOWN), st.text()
)


def rows(of: Features) -> list[tuple[str, list[int], list[int]]]:
    parts = (of.shingles, of.figures, of.words, of.word_counts, of.passages)
    told = [(str(part.values.dtype), part.values.tolist(), part.offsets.tolist()) for part in parts]
    return [*told, (str(of.passage_offsets.dtype), of.passage_offsets.tolist(), [])]


def both_ways(texts: Sequence[str], settings: SignatureSettings, chunk: int = 1 << 20) -> tuple[Features, Features]:
    alone = extract_features(texts, settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features, "_MUCH", 0)
        patch.setattr(bulk, "_CHUNK", chunk)
        return alone, extract_features(texts, settings)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.integers(1, 5), st.integers(1, 9), st.sampled_from([1, 40, 1 << 20]))
def test_texts_read_at_once_are_as_they_are_one_by_one(texts: list[str], n: int, least: int, chunk: int) -> None:
    alone, at_once = both_ways(texts, SignatureSettings(shingle_words=n, passage_words=least), chunk)
    assert rows(at_once) == rows(alone)


@given(st.lists(st.sampled_from(["a", "bb", "cc dd", "", "e. f"]), max_size=12), st.integers(0, 2), st.booleans())
def test_lines_broken_by_hand_are_no_paragraphs(lines: list[str], blank: int, after: bool) -> None:
    width = "the harbour was closed on Monday"
    text = ("\n".join([width, width + " again", *lines, width]) + "\n" * blank + width) + "\n" * after
    alone, at_once = both_ways([text], SignatureSettings(shingle_words=1, passage_words=1))
    assert rows(at_once) == rows(alone)


def test_words_said_again_and_again_are_sorted_like_others() -> None:
    texts = [" ".join(["the ferry"] * often + [f"word{number}" for number in range(rest)]) for often, rest in
             ((31, 5), (32, 900), (33, 0), (200, 70_000))]  # fmt: skip
    alone, at_once = both_ways(texts, SignatureSettings())
    assert rows(at_once) == rows(alone)


def test_the_number_of_workers_changes_nothing(corpus: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for workers in (1, 2, 7):
        monkeypatch.setattr(threads.os, "cpu_count", lambda workers=workers: workers)
        told.append(rows(both_ways(corpus, SignatureSettings(), chunk=300)[1]))
    assert told[0] == told[1] == told[2] == rows(extract_features(corpus, SignatureSettings()))


def test_all_texts_are_told_as_they_are_done(corpus: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "_MUCH", 0)
    monkeypatch.setattr(bulk, "_CHUNK", 300)
    told: list[int] = []
    extract_features(iter(corpus), SignatureSettings(), told.append)
    assert (sum(told), min(told) > 0) == (len(corpus), True)


def test_few_texts_need_no_compiler(corpus: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "extract_in_bulk", None)
    assert len(extract_features(corpus, SignatureSettings())) == len(corpus)


@pytest.mark.parametrize("folder", ["bitcoinops", "wikiversions", "us_18f_blog", "us_digitalgov", "opensuse_news"])
def test_real_articles_are_read_at_once_as_they_are_one_by_one(real_data: Path, folder: str) -> None:
    with gzip.open(real_data / folder / "articles.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file][::5]
    alone, at_once = both_ways(texts, SignatureSettings())
    assert rows(at_once) == rows(alone)
