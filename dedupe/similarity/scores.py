"""What the documents of each candidate pair share, counted on exact sets, never estimated.

Three kinds of evidence make the score that decides. *Phrases*: the rarity-weighted containment of 3-word
shingles, which counts twice. *Words*: that of single words; strangers that share a background paragraph share
its phrases, but not the vocabulary of the rest. *Subject*: the cosine of the rare words by how often they are
said; a text that was written anew still says the names of its subject again and again. Of a text with few rare
words neither can be told, and then they count neither for nor against. Containment, not
Jaccard, because an update may double the length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import EvidenceSettings
from dedupe.similarity.bands import Pairs
from dedupe.similarity.index import Index, Shares, Terms, ratio
from dedupe.similarity.templates import Fillings
from dedupe.similarity.weights import Rarity, Weights


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in [0, 1], each of shape (n_pairs,), and the pairs they are of.

    ``containment_a`` is the share of the first document's shingles that the second has; ``phrases`` and
    ``words`` are weighted by rarity, over the lighter document; ``figure_containment`` is the containment of
    shingles that hold a digit, over the document with fewer of them (``figure_shingles``). ``words_told`` and
    ``subject_told`` are how far a share can be told at all: little of a text of few rare words. ``fillings``: what two
    fillings of a template have in common of what each says of its own; NaN for other documents. ``trust``: see Rarity.
    """

    pairs: Pairs
    jaccard: Shares
    containment_a: Shares
    containment_b: Shares
    phrases: Shares
    words: Shares
    words_told: Shares
    subject: Shares
    subject_told: Shares
    figure_containment: Shares
    figure_shingles: NDArray[np.int64]
    fillings: Shares
    trust: float

    def score(self) -> Shares:
        """Return the score that decides, shape (n_pairs,): what cannot be told counts neither for nor against."""
        words, subject = self.trust * self.words_told, self.trust * self.subject_told
        return (2 * self.phrases + words * self.words + subject * self.subject) / (2 + words + subject)


def score_pairs(index: Index, rarity: Rarity, pairs: Pairs, settings: EvidenceSettings) -> Scores:
    """Verify candidate pairs on exact sets and score them."""
    first, second = pairs[:, 0], pairs[:, 1]
    sizes = index.shingles.sizes()
    shared = index.shingles.count_shared(pairs)
    words, lighter = _containment(index.words, rarity.word_evidence, rarity.words, pairs)
    subject, shorter = _cosine(index.words, rarity.subject, pairs)
    figure_sizes = index.figures.sizes()
    fewer_figures = np.minimum(figure_sizes[first], figure_sizes[second])
    return Scores(
        pairs=pairs,
        jaccard=ratio(shared, sizes[first] + sizes[second] - shared),
        containment_a=ratio(shared, sizes[first]),
        containment_b=ratio(shared, sizes[second]),
        phrases=_containment(index.shingles, rarity.phrase_evidence, rarity.phrases, pairs, rarity.lone_phrase)[0],
        words=words,
        words_told=_told(lighter, settings.enough_words),
        subject=subject,
        subject_told=_told(shorter, settings.enough_subject),
        figure_containment=ratio(index.figures.count_shared(pairs), fewer_figures),
        figure_shingles=fewer_figures,
        fillings=_shared_fillings(index.shingles, rarity.fillings, pairs),
        trust=rarity.trust,
    )


def _containment(
    terms: Terms, evidence: Weights, weights: Weights, pairs: Pairs, lone: int = 0
) -> tuple[Shares, NDArray[np.int64]]:
    """Return the weighted containments, and what the lighter document of each pair weighs, in thousandths."""
    lighter = terms.totals(weights, lone)[pairs].min(axis=1)
    return ratio(terms.shared(pairs, evidence), lighter), lighter


def _shared_fillings(shingles: Terms, fillings: Fillings, pairs: Pairs) -> Shares:
    both = fillings.documents[pairs].all(axis=1)
    shares = np.full(len(pairs), np.nan)
    totals = shingles.totals(fillings.shingles, lone=1)
    shares[both] = ratio(shingles.shared(pairs[both], fillings.shingles), totals[pairs[both]].min(axis=1))
    return shares


def _cosine(terms: Terms, values: Weights, pairs: Pairs) -> tuple[Shares, Shares]:
    """Return the cosines, and the length of the shorter vector of each pair, in thousandths."""
    lengths = np.sqrt(terms.totals(np.square(values, dtype=np.int64)))
    product = lengths[pairs[:, 0]] * lengths[pairs[:, 1]]
    # Sums of whole numbers are exact; the quotient may still round to a hair above 1.
    cosine: Shares = np.minimum(terms.shared(pairs, values, values) / np.maximum(product, 1), 1.0)
    return cosine, lengths[pairs].min(axis=1)


def _told(thousandths: NDArray[Any], enough: float) -> Shares:
    return np.minimum(thousandths / (1000 * enough), 1.0)
