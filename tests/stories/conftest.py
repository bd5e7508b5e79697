"""Scores made by hand, for rules about numbers that texts do not hit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dedupe.similarity.bands import as_pairs
from dedupe.similarity.scores import Scores


@pytest.fixture
def scored() -> Callable[..., Scores]:
    """The scores of pairs of documents, given ``phrases``, which alone make the score, and other shares by name."""

    def make(pairs: list[tuple[int, int]], phrases: list[float], **others: list[float]) -> Scores:
        shares = {
            name: np.array(others.get(name, [0.0] * len(pairs)))
            for name in ("jaccard", "containment_a", "containment_b", "words", "subject", "figure_containment")
        }
        nothing = np.zeros(len(pairs))
        return Scores(
            pairs=as_pairs(pairs),
            phrases=np.array(phrases),
            words_told=nothing,
            subject_told=nothing,
            figure_shingles=np.zeros(len(pairs), np.int64),
            fillings=np.array(others.get("fillings", [np.nan] * len(pairs))),
            trust=1.0,
            verified=len(pairs),
            **shares,
        )

    return make
