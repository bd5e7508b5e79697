"""How much a shared shingle or word tells: rare ones much, boilerplate nothing.

Rarity is counted in *families*, documents alike enough to be copies: the 300 versions of a live page
are one family, so what they share stays rare. Counts are rounded to powers of two and the size of the
corpus does not enter, so that a weight moves seldom and never because strangers arrived. Weights are
whole thousandths: their sums are exact, whatever the order.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.ragged import Ragged, distinct

Weights = NDArray[np.int64]
"""Thousandths; shape (n_terms,), one for each distinct term of an Indexed."""

_STEPS = 64  # powers of two that a count can round to


def family_counts(terms: Ragged, n_terms: int, family: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return in how many families each term occurs; ``terms`` holds term numbers from 0; shape (n_terms,)."""
    occurrences = distinct(family[terms.row_numbers()] * np.int64(n_terms) + terms.values)
    return np.bincount(occurrences % n_terms, minlength=n_terms) if n_terms else np.empty(0, np.int64)


def rarity_weights(counts: NDArray[np.int64], scale: int, floor: int = 0) -> Weights:
    """Return ``1000 * ln(scale / count)`` rounded, with counts at powers of two, and no less than ``floor``."""
    by_step = [max(round(1000 * (math.log(scale) - step * math.log(2))), floor) for step in range(_STEPS)]
    steps = np.round(np.log2(np.maximum(counts, 1))).astype(np.int64)
    return np.array(by_step, dtype=np.int64)[steps]
