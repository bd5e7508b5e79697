"""Features: exact sets of a text, the same whether it is alone or among others."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.settings import SignatureSettings
from dedupe.similarity.features import Features, extract_features
from dedupe.text.paragraphs import split_paragraphs
from dedupe.text.passages import passage_words
from dedupe.text.shingles import shingle_hashes, word_hashes
from dedupe.text.tokens import words

SETTINGS = SignatureSettings()
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "7", "e.", "f!", "g\n\nh\ni", "周", "—"])).map(" ".join)


def rows(features: Features) -> list[list[list[int]]]:
    parts = (features.shingles, features.figures, features.words, features.passages)
    return [*([row.tolist() for row in part] for part in parts), [features.passage_offsets.tolist()]]


@given(TEXTS)
def test_features_are_exact_sets(text: str) -> None:
    features = extract_features([text], SETTINGS)
    flat = words(text)
    runs = {tuple(flat[at : at + 3]) for at in range(len(flat) - 2)}
    assert features.words[0].tolist() == sorted({int(value) for value in word_hashes(flat)})
    assert features.shingles[0].tolist() == sorted(int(shingle_hashes(word_hashes(run), 3)[0]) for run in runs)
    with_figure = [run for run in runs if any(character.isdigit() for character in "".join(run))]
    assert features.figures[0].tolist() == sorted(int(shingle_hashes(word_hashes(run), 3)[0]) for run in with_figure)


@given(TEXTS, st.integers(1, 5), st.integers(1, 5))
def test_a_passage_has_the_same_shingles_wherever_it_stands(text: str, least: int, n: int) -> None:
    settings = SignatureSettings(shingle_words=n, passage_words=least)
    expected = [
        shingle_hashes(word_hashes(passage), n).tolist()
        for paragraph in split_paragraphs(text).paragraphs
        for passage in passage_words(paragraph, least)
        if len(passage) >= max(least, n)
    ]
    features = extract_features(["before", text, "after"], settings)
    assert [features.passages[at].tolist() for at in range(*features.passage_offsets[1:3])] == expected


@given(st.data())
def test_taking_documents_is_extracting_them_alone(corpus: list[str], features: Features, data: st.DataObject) -> None:
    chosen = sorted(data.draw(st.sets(st.integers(0, len(corpus) - 1))))
    alone = extract_features([corpus[document] for document in chosen], SETTINGS)
    assert rows(features.take(chosen)) == rows(alone)


def test_each_text_is_told_as_it_is_done(corpus: Sequence[str]) -> None:
    told: list[int] = []
    extract_features(iter(corpus), SETTINGS, told.append)
    assert told == [1] * len(corpus)


@pytest.mark.parametrize("text", ["", "two words", "— ! …"])
def test_a_text_too_short_has_no_shingles(text: str) -> None:
    features = extract_features([text], SETTINGS)
    assert len(features) == 1
    assert (features.shingles.lengths().tolist(), len(features.passages)) == ([0], 0)
