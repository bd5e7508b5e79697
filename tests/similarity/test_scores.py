"""Scores: exact set arithmetic, whatever the order of documents."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.settings import EvidenceSettings, SignatureSettings
from dedupe.similarity import scores as scores_module
from dedupe.similarity.features import Features, extract_features
from dedupe.similarity.index import Index, Terms, exact_jaccard
from dedupe.similarity.scores import Scores, score_pairs, score_sifted, sift_pairs
from dedupe.similarity.weights import subject_weights, weigh

TEXTS = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "7", "d.", "e"]), max_size=15).map(" ".join), min_size=2, max_size=6
)
SHARES = (
    "jaccard", "containment_a", "containment_b", "phrases", "words", "words_told", "subject", "subject_told",
    "figure_containment", "figure_shingles",
)  # fmt: skip


def all_pairs(n: int) -> np.ndarray:
    return np.stack(np.triu_indices(n, k=1), axis=1)


def scored(texts: list[str]) -> Scores:
    return compared(extract_features(texts, SignatureSettings()), all_pairs(len(texts)))


def compared(features: Features, pairs: np.ndarray) -> Scores:
    index = Index.of(features)
    return score_pairs(index, weigh(index, pairs, EvidenceSettings()), pairs, EvidenceSettings())


@given(TEXTS)
def test_shares_are_those_of_python_sets(texts: list[str]) -> None:
    features = extract_features(texts, SignatureSettings())
    sets = [set(row.tolist()) for row in features.shingles]
    figures = [set(row.tolist()) for row in features.figures]
    scores = scored(texts)
    for row, (a, b) in enumerate(all_pairs(len(texts)).tolist()):
        shared = len(sets[a] & sets[b])
        assert scores.jaccard[row] == shared / max(len(sets[a] | sets[b]), 1)
        assert scores.containment_a[row] == shared / max(len(sets[a]), 1)
        assert scores.containment_b[row] == shared / max(len(sets[b]), 1)
        fewer = min(len(figures[a]), len(figures[b]))
        assert scores.figure_shingles[row] == fewer
        assert scores.figure_containment[row] == len(figures[a] & figures[b]) / max(fewer, 1)


@given(TEXTS)
def test_every_share_is_a_share(texts: list[str]) -> None:
    scores = scored(texts)
    for name in SHARES[:-1]:
        values = getattr(scores, name)
        assert ((values >= 0) & (values <= 1)).all(), name
    assert ((scores.score() >= 0) & (scores.score() <= 1)).all()


def test_words_are_trusted_as_the_corpus_grows() -> None:
    # All pairs are scored here, so a thousand texts, where trust is whole, would take long.
    stranger = "{0}a {0}b {0}c {0}d"
    trusts = [scored([stranger.format(f"s{at}") for at in range(count)]).trust for count in (1, 2, 4, 7, 64)]
    assert trusts == [0.0, 0.1, 0.2, 0.3, 0.6]


@given(TEXTS)
def test_jaccard_alone_is_the_same_jaccard(texts: list[str]) -> None:
    features = extract_features(texts, SignatureSettings())
    assert exact_jaccard(Terms.of(features.shingles), all_pairs(len(texts))).tolist() == scored(texts).jaccard.tolist()


@given(TEXTS, st.lists(st.booleans(), min_size=15, max_size=15))
def test_what_shares_hardly_a_phrase_is_scored_where_it_is_asked_for(texts: list[str], wanted: list[bool]) -> None:
    pairs, settings = all_pairs(len(texts)), EvidenceSettings()
    index = Index.of(extract_features(texts, SignatureSettings()))
    rarity = weigh(index, pairs, settings)
    whole = score_pairs(index, rarity, pairs, settings)
    asked = np.array(wanted[: len(pairs)])
    scores = score_sifted(index, rarity, sift_pairs(index, rarity, pairs, settings, pairs[asked]), settings)
    told = asked | (whole.phrases >= settings.least_phrases) | (whole.fillings >= settings.same_fillings)
    assert scores.pairs.tolist() == pairs[told].tolist()
    for name in SHARES:
        assert getattr(scores, name).tolist() == getattr(whole, name)[told].tolist(), name


@given(TEXTS, st.integers(1, 4))
def test_pairs_have_the_same_scores_however_many_are_scored_at_a_time(texts: list[str], many: int) -> None:
    expected = scored(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scores_module, "_SCORED", many)
        found = scored(texts)
    assert all(getattr(found, name).tolist() == getattr(expected, name).tolist() for name in SHARES)


def test_no_pairs_have_no_scores(features: Features) -> None:
    nothing = np.empty((0, 2), dtype=np.int64)
    assert exact_jaccard(Terms.of(features.shingles), nothing).tolist() == []
    assert compared(features, nothing).score().tolist() == []


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_documents_in_another_order_have_the_same_scores(
    corpus: list[str], features: Features, every_pair: np.ndarray, seed: int
) -> None:
    order = np.random.default_rng(seed).permutation(len(corpus))
    ours = compared(features, every_pair)
    theirs = scored([corpus[at] for at in order])
    row_of = {tuple(pair): row for row, pair in enumerate(every_pair.tolist())}
    for row, (a, b) in enumerate(order[every_pair].tolist()):
        swapped = {"containment_a": "containment_b", "containment_b": "containment_a"} if a > b else {}
        for name in SHARES:
            expected = getattr(ours, swapped.get(name, name))[row_of[min(a, b), max(a, b)]]
            assert getattr(theirs, name)[row] == expected, name


def test_strangers_do_not_move_the_scores_of_a_pair() -> None:
    pair = [
        "The Alba left Orle at midnight with lorries on board.",
        "The Alba left Orle at noon with lorries on board.",
    ]
    strangers = [" ".join(f"s{number}n{at}" for at in range(30)) for number in range(200)]
    alone, among = scored(pair), scored(pair + strangers)
    assert [getattr(alone, name)[0] for name in SHARES] == [getattr(among, name)[0] for name in SHARES]


def test_copies_of_boilerplate_are_no_evidence_and_versions_of_a_page_stay_rare() -> None:
    rule = EvidenceSettings().rare_families
    footer = " subscribe to the harbour post and keep our press free"
    strangers = [" ".join(f"s{number}n{at}" for at in range(30)) + footer for number in range(rule + 1)]
    assert scored(strangers).phrases.max() == 0
    page = " ".join(f"p{at}" for at in range(100))
    versions = [f"{page} v{number} is the latest" for number in range(rule + 1)]
    assert scored(versions).phrases.min() > 0.9


@given(TEXTS)
def test_the_subject_is_the_cosine_of_rare_words_by_how_often_they_are_said(texts: list[str]) -> None:
    features = extract_features(texts, SignatureSettings())
    index = Index.of(features)
    evidence = weigh(index, all_pairs(len(texts)), EvidenceSettings()).word_evidence
    subject = subject_weights(index.words, index.word_counts, evidence)
    rows = [
        dict(zip(words.tolist(), values.tolist(), strict=True))
        for words, values in zip(index.words.rows, index.words.rows.replaced(subject), strict=True)
    ]
    scores = scored(texts)
    for row, (a, b) in enumerate(all_pairs(len(texts)).tolist()):
        dot = sum(value * rows[b].get(word, 0) for word, value in rows[a].items())
        lengths = [math.sqrt(sum(value**2 for value in rows[side].values())) for side in (a, b)]
        assert scores.subject[row] == pytest.approx(dot / max(lengths[0] * lengths[1], 1))
        assert scores.subject_told[row] == pytest.approx(
            min(*lengths, 1000 * EvidenceSettings().enough_subject) / 1000 / EvidenceSettings().enough_subject
        )


def test_of_two_rare_words_no_subject_can_be_told() -> None:
    scores = scored(["Dunmarrow mourned.", "Dunmarrow danced.", "Dunmarrow " * 9, "Dunmarrow " * 8])
    assert scores.subject_told[0] < 0.4
    assert scores.subject_told[-1] == 1


@given(TEXTS)
def test_what_cannot_be_told_counts_neither_for_nor_against(texts: list[str]) -> None:
    scores = scored(texts)
    nothing = np.zeros(len(scores.pairs))
    untold = replace(scores, words_told=nothing, subject_told=nothing)
    assert (untold.score() == scores.phrases).all()
    full = replace(scores, words_told=nothing + 1, subject_told=nothing + 1, trust=1.0)
    assert np.allclose(full.score(), (2 * scores.phrases + scores.words + scores.subject) / 4)


def test_a_report_written_anew_keeps_its_subject() -> None:
    first = "Dunmarrow mourned. Four miners of Dunmarrow pit died as Halvard Orme, who runs Dunmarrow, slept."
    anew = "Grief in Dunmarrow: the pit belongs to Halvard Orme. Orme told Dunmarrow nothing, and Dunmarrow waits."
    other = "The choir of Saint Abel sang without a conductor on Monday, and nobody in the audience noticed it."
    scores = scored([first, anew, other])
    assert scores.phrases.max() < 0.1
    assert scores.subject[0] > 0.5
    assert scores.subject[1:].max() < 0.2
