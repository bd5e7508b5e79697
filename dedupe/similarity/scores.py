"""What the documents of each candidate pair share, counted on exact sets, never estimated.

The score that decides is two thirds rarity-weighted containment of phrases (3-word shingles) and one
third that of words: an update keeps rare phrases *and* the vocabulary of its story, while strangers that
share a background paragraph keep only the first. Containment, not Jaccard, because an update may
double the length.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import EvidenceSettings
from dedupe.similarity.bands import Pairs
from dedupe.similarity.components import components
from dedupe.similarity.features import Features
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.weights import Weights, family_counts, rarity_weights

Shares = NDArray[np.float64]

_COMMON = 100  # thousandths: what a boilerplate shingle or word still weighs in a document's total


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in [0, 1], each of shape (n_pairs,), and the pairs they are of.

    ``containment_a`` is the share of the first document's shingles that the second has; ``phrases`` and
    ``words`` are weighted by rarity, over the lighter document; ``figure_containment`` is the containment of
    shingles that hold a digit, over the document with fewer of them (``figure_shingles``).
    """

    pairs: Pairs
    jaccard: Shares
    containment_a: Shares
    containment_b: Shares
    phrases: Shares
    words: Shares
    figure_containment: Shares
    figure_shingles: NDArray[np.int64]

    def score(self) -> Shares:
        """Return the score that decides; shape (n_pairs,)."""
        return (2 * self.phrases + self.words) / 3


@dataclass(frozen=True, slots=True)
class _Indexed:
    """Distinct hashes numbered from 0 in ascending order; ``terms`` holds a row of numbers a document."""

    terms: Ragged
    n_terms: int

    @staticmethod
    def of(rows: Ragged) -> _Indexed:
        distinct, numbers = np.unique(rows.values, return_inverse=True)
        return _Indexed(rows.replaced(numbers), len(distinct))


def exact_jaccard(features: Features, pairs: Pairs) -> Shares:
    """Return the Jaccard similarity of the shingle sets of each pair; shape (n_pairs,)."""
    index = _Indexed.of(features.shingles)
    sizes = features.shingles.lengths()
    shared = _shared(index, np.ones(index.n_terms, np.int64), pairs)
    return _ratio(shared, sizes[pairs[:, 0]] + sizes[pairs[:, 1]] - shared)


def score_pairs(
    features: Features, pairs: Pairs, settings: EvidenceSettings, advance: Callable[[int], None] = lambda _: None
) -> Scores:
    """Verify candidate pairs on exact sets and score them; ``advance`` is told the number of pairs, at the end."""
    shingles = _Indexed.of(features.shingles)
    vocabulary = _Indexed.of(features.words)
    figures = _Indexed.of(features.figures)
    sizes = features.shingles.lengths()
    shared = _shared(shingles, np.ones(shingles.n_terms, np.int64), pairs)
    first, second = pairs[:, 0], pairs[:, 1]
    jaccard = _ratio(shared, sizes[first] + sizes[second] - shared)

    family = components(len(features), pairs[jaccard >= settings.family_jaccard])
    figure_sizes = features.figures.lengths()
    advance(len(pairs))
    fewer_figures = np.minimum(figure_sizes[first], figure_sizes[second])
    return Scores(
        pairs=pairs,
        jaccard=jaccard,
        containment_a=_ratio(shared, sizes[first]),
        containment_b=_ratio(shared, sizes[second]),
        phrases=_phrases(shingles, family, pairs, settings),
        words=_words(vocabulary, family, pairs, settings),
        figure_containment=_ratio(_shared(figures, np.ones(figures.n_terms, np.int64), pairs), fewer_figures),
        figure_shingles=fewer_figures,
    )


def _phrases(index: _Indexed, family: NDArray[np.int64], pairs: Pairs, settings: EvidenceSettings) -> Shares:
    counts = family_counts(index.terms, index.n_terms, family)
    weights = rarity_weights(counts, settings.phrase_scale, _COMMON)
    # Boilerplate is no evidence when shared, yet it is part of what a document consists of.
    evidence = np.where(counts <= settings.rare_families, weights, 0)
    return _weighted_containment(index, evidence, weights, pairs)


def _words(index: _Indexed, family: NDArray[np.int64], pairs: Pairs, settings: EvidenceSettings) -> Shares:
    counts = family_counts(index.terms, index.n_terms, family)
    weights = rarity_weights(counts, settings.word_scale, _COMMON)
    evidence = np.where(weights > _COMMON, weights, 0)
    return _weighted_containment(index, evidence, weights, pairs)


def _weighted_containment(index: _Indexed, shared: Weights, total: Weights, pairs: Pairs) -> Shares:
    owners = index.terms.row_numbers()
    totals = np.zeros(len(index.terms), np.int64)
    np.add.at(totals, owners, total[index.terms.values])
    lighter = np.minimum(totals[pairs[:, 0]], totals[pairs[:, 1]])
    return _ratio(_shared(index, shared, pairs), lighter)


def _shared(index: _Indexed, weights: Weights, pairs: Pairs) -> NDArray[np.int64]:
    """Return the summed weight of the terms that both documents of each pair have; shape (n_pairs,)."""
    result = np.zeros(len(pairs), np.int64)
    marked = np.zeros(index.n_terms, np.int64)
    starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1))
    # One document after the other is marked, and all its partners are summed against the marks.
    for low, high in pairwise([*starts, len(pairs)]):
        own = index.terms[pairs[low, 0]]
        marked[own] = weights[own]
        partners = Ragged.pack([index.terms[partner] for partner in pairs[low:high, 1]])
        result[low:high] = partners.replaced(marked[partners.values]).sums()
        marked[own] = 0
    return result


def _ratio(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Shares:
    return part / np.maximum(whole, 1)
