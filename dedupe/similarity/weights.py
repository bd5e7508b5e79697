"""How much a shared shingle or word tells: rare ones much, boilerplate nothing.

Rarity is counted in *families*, documents alike enough to be copies: the 300 versions of a live page
are one family, so what they share stays rare. Counts are rounded to powers of two and the size of the
corpus does not enter once it is large enough, so that a weight moves seldom and hardly ever because strangers
arrived. Weights are whole thousandths: their sums are exact, whatever the order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import EvidenceSettings
from dedupe.similarity import ragged
from dedupe.similarity.bands import Pairs
from dedupe.similarity.components import components
from dedupe.similarity.index import Index, Terms, exact_jaccard, pieces_of
from dedupe.similarity.ragged import distinct
from dedupe.similarity.scratch import let_go
from dedupe.similarity.templates import Fillings, find_fillings
from dedupe.similarity.threads import on_every_core

Weights = NDArray[np.uint16]
"""Thousandths, at least 0: of a count among as many as there can be, some 44,000."""

_COMMON = 100  # what a boilerplate shingle or word still weighs in a document's total
_ENOUGH = 10  # powers of two: among 1,024 families, words that are rare are known to be; the corpus counts no further
_PIECE = 1 << 20  # counts at a time
_PAIRS = 1 << 18  # candidates that a core looks at at a time: 10 MB
_FAMILIES = 1 << 14  # counted before what was read of their rows is let go of
_STEPS = 64  # powers of two that a count can round to


@dataclass(frozen=True, slots=True)
class Rarity:
    """What each term weighs; the arrays of weights have shape (n_terms,).

    ``phrases`` and ``words`` are what a term adds to the total of its document, ``lone_phrase`` what one adds that
    no other document has; ``phrase_evidence`` and ``word_evidence`` what it tells where it is shared: nothing if it is
    common. ``trust``, in [0, 1], is how far words can be told to be rare at all: in a corpus of two articles every word
    is. ``family`` is that of each document; shape (n_documents,); ``fillings`` of a template are a family each.
    """

    phrases: Weights
    phrase_evidence: Weights
    lone_phrase: int
    words: Weights
    word_evidence: Weights
    trust: float
    family: NDArray[np.int64]
    fillings: Fillings


def weigh(index: Index, copies: Pairs, settings: EvidenceSettings) -> Rarity:
    """Weigh all terms by the number of families that have them; ``copies`` are candidates for being of one family."""

    def alike(some: slice) -> Pairs:
        """Return those of some candidates that are of one family."""
        piece = copies[some]
        return piece[exact_jaccard(index.shingles, piece) >= settings.family_jaccard]

    copies = np.concatenate([copies[:0], *on_every_core(alike, pieces_of(copies, _PAIRS))])
    family = components(len(index), copies)
    fillings = find_fillings(index, family, copies, settings)
    family = np.where(fillings.documents, len(index) + np.arange(len(index)), family)
    counts = family_counts(index.shingles, family), family_counts(index.words, family)
    return rarity_of(*counts, len(distinct(family)), family, fillings, settings)


def rarity_of(
    phrase_counts: NDArray[np.integer],
    word_counts: NDArray[np.integer],
    families: int,
    family: NDArray[np.int64],
    fillings: Fillings,
    settings: EvidenceSettings,
) -> Rarity:
    """Weigh terms that stand in so many of all ``families`` each; counts have shape (n_terms,)."""
    phrases = rarity_weights(phrase_counts, settings.phrase_scale, _COMMON)
    words = rarity_weights(word_counts, settings.word_scale, _COMMON)
    phrase_evidence = np.where(phrase_counts <= settings.rare_families, phrases, np.uint16(0))
    word_evidence = np.where(words > _COMMON, words, np.uint16(0))
    return Rarity(
        phrases=phrases,
        lone_phrase=int(rarity_weights(np.ones(1, np.int64), settings.phrase_scale, _COMMON)[0]),
        phrase_evidence=phrase_evidence,
        words=words,
        word_evidence=word_evidence,
        trust=min(round(math.log2(max(families, 1))), _ENOUGH) / _ENOUGH,
        family=family,
        fillings=fillings,
    )


def subject_weights(words: Terms, counts: NDArray[np.uint8], evidence: Weights) -> NDArray[np.int32]:
    """Return the evidence of each word of each document times how often it is said there; ``counts`` as ``words.rows``."""
    weights: NDArray[np.int32] = counts.astype(np.int32)
    weights *= evidence[words.rows.values]
    return weights


def family_counts(terms: Terms, family: NDArray[np.int64]) -> NDArray[np.integer]:
    """Return in how many families each term occurs; shape (n_terms,)."""
    if terms.n_terms == 0:
        return np.empty(0, np.int64)
    if len(terms.rows.values) >= ragged.MUCH and terms.rows.values.dtype == np.int32:
        from dedupe.similarity.counting import count_families  # numba costs half a second

        rows, order = terms.rows, np.argsort(family, kind="stable")
        counts, met = np.zeros(terms.n_terms, np.int32), np.zeros(terms.n_terms, np.bool_)
        starts = np.flatnonzero(np.diff(family[order], prepend=-1))[::_FAMILIES].tolist()
        for start, end in pairwise([*starts, len(order)]):
            count_families(rows.values, rows.offsets, family, order[start:end], counts, met)
            let_go(rows.values)
        return counts
    occurrences = np.repeat(family * np.int64(terms.n_terms), terms.rows.lengths())
    occurrences += terms.rows.values
    occurrences = distinct(occurrences)
    occurrences %= terms.n_terms
    return np.bincount(occurrences, minlength=terms.n_terms)


def rarity_weights(counts: NDArray[np.integer], scale: int, floor: int = 0) -> Weights:
    """Return ``1000 * ln(scale / count)`` rounded, with counts at powers of two, and no less than ``floor``."""
    by_step = np.array(
        [max(round(1000 * (math.log(scale) - step * math.log(2))), floor) for step in range(_STEPS)], np.uint16
    )
    weights = np.empty(len(counts), np.uint16)
    for start in range(0, len(counts), _PIECE):
        steps = np.round(np.log2(np.maximum(counts[start : start + _PIECE], 1))).astype(np.int64)
        weights[start : start + _PIECE] = by_step[steps]
    return weights
