"""Scores: exact set arithmetic, whatever the order of documents."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.settings import EvidenceSettings, SignatureSettings
from dedupe.similarity.features import Features, extract_features
from dedupe.similarity.scores import Scores, exact_jaccard, score_pairs

TEXTS = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "7", "d.", "e"]), max_size=15).map(" ".join), min_size=2, max_size=6
)
SHARES = ("jaccard", "containment_a", "containment_b", "phrases", "words", "figure_containment", "figure_shingles")


def all_pairs(n: int) -> np.ndarray:
    return np.stack(np.triu_indices(n, k=1), axis=1)


def scored(texts: list[str]) -> Scores:
    return score_pairs(extract_features(texts, SignatureSettings()), all_pairs(len(texts)), EvidenceSettings())


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
    assert scores.score().tolist() == pytest.approx(((2 * scores.phrases + scores.words) / 3).tolist())


@given(TEXTS)
def test_jaccard_alone_is_the_same_jaccard(texts: list[str]) -> None:
    features = extract_features(texts, SignatureSettings())
    assert exact_jaccard(features, all_pairs(len(texts))).tolist() == scored(texts).jaccard.tolist()


def test_no_pairs_have_no_scores(features: Features) -> None:
    nothing = np.empty((0, 2), dtype=np.int64)
    assert exact_jaccard(features, nothing).tolist() == []
    assert score_pairs(features, nothing, EvidenceSettings()).score().tolist() == []


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_documents_in_another_order_have_the_same_scores(
    corpus: list[str], features: Features, every_pair: np.ndarray, seed: int
) -> None:
    order = np.random.default_rng(seed).permutation(len(corpus))
    ours = score_pairs(features, every_pair, EvidenceSettings())
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


def test_the_number_of_pairs_is_told(features: Features, every_pair: np.ndarray) -> None:
    told: list[int] = []
    score_pairs(features, every_pair, EvidenceSettings(), told.append)
    assert sum(told) == len(every_pair)
