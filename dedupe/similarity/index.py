"""Documents as rows of numbered terms, and what two rows share: the exact counting under every score."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.bands import Pairs
from dedupe.similarity.features import Features
from dedupe.similarity.ragged import Ragged

Shares = NDArray[np.float64]
"""In [0, 1]; shape (n_pairs,)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct hashes numbered from 0 in ascending order; ``rows`` holds the numbers of each document."""

    rows: Ragged
    n_terms: int

    @staticmethod
    def of(hashes: Ragged) -> Terms:
        """Number the hashes of all documents."""
        distinct, numbers = np.unique(hashes.values, return_inverse=True)
        return Terms(hashes.replaced(numbers), len(distinct))

    def shared(
        self, pairs: Pairs, mine: NDArray[np.int64], theirs: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        """Return a sum over the terms that both documents of each pair have; shape (n_pairs,).

        ``mine`` and ``theirs`` have a value for each term of each row, laid out as ``rows.values``. What is
        summed is mine, at the first document of the pair, times theirs, at the second (1 if left out).
        """
        result = np.zeros(len(pairs), np.int64)
        marked = np.zeros(self.n_terms, np.int64)
        offsets = self.rows.offsets
        starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1))
        # One document after the other is marked, and all its partners are summed against the marks.
        for low, high in pairwise([*starts, len(pairs)]):
            first = pairs[low, 0]
            own = self.rows[first]
            marked[own] = mine[offsets[first] : offsets[first + 1]]
            partners = self.rows.take(pairs[low:high, 1])
            products = marked[partners.values]
            if theirs is not None:
                products *= self.rows.replaced(theirs).take(pairs[low:high, 1]).values
            result[low:high] = partners.replaced(products).sums()
            marked[own] = 0
        return result

    def count_shared(self, pairs: Pairs) -> NDArray[np.int64]:
        """Return how many terms both documents of each pair have; shape (n_pairs,)."""
        return self.shared(pairs, np.ones(len(self.rows.values), np.int64))

    def totals(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the sum of values, laid out as ``rows.values``, over each document; shape (n_documents,)."""
        return self.rows.replaced(values).sums()


@dataclass(frozen=True, slots=True)
class Index:
    """The terms of n documents: shingles, shingles that hold a digit, and words with their counts."""

    shingles: Terms
    figures: Terms
    words: Terms
    word_counts: NDArray[np.int64]

    @staticmethod
    def of(features: Features) -> Index:
        """Number all terms of the features."""
        return Index(
            shingles=Terms.of(features.shingles),
            figures=Terms.of(features.figures),
            words=Terms.of(features.words),
            word_counts=features.word_counts.values,
        )

    def __len__(self) -> int:
        return len(self.shingles.rows)


def exact_jaccard(shingles: Terms, pairs: Pairs) -> Shares:
    """Return the Jaccard similarity of the shingle sets of each pair; shape (n_pairs,)."""
    sizes = shingles.rows.lengths()
    shared = shingles.count_shared(pairs)
    return ratio(shared, sizes[pairs[:, 0]] + sizes[pairs[:, 1]] - shared)


def ratio(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Shares:
    """Return part / whole, and 0 where there is no whole."""
    return part / np.maximum(whole, 1)
