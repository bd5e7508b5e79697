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
from dedupe.similarity.bands import Pairs, among
from dedupe.similarity.index import Index, Shares, Terms, pieces_of, ratio
from dedupe.similarity.templates import Fillings
from dedupe.similarity.threads import on_every_core
from dedupe.similarity.weights import Rarity, Weights, subject_weights

_PIECE = 1 << 18  # pairs that a core looks at at a time, of which most share hardly a phrase: 20 MB
_SCORED = 1 << 16  # of those that share more: the rows of 100,000 documents take 300 MB


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares in [0, 1], each of shape (n_pairs,), and the pairs they are of.

    ``containment_a`` is the share of the first document's shingles that the second has; ``phrases`` and
    ``words`` are weighted by rarity, over the lighter document; ``figure_containment`` is the containment of
    shingles that hold a digit, over the document with fewer of them (``figure_shingles``). ``words_told`` and
    ``subject_told`` are how far a share can be told at all: little of a text of few rare words. ``fillings``: what two
    fillings of a template have in common of what each says of its own; NaN for other documents. ``trust``: see Rarity.
    ``verified``: how many pairs were looked at, those included that are left out.
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
    verified: int

    def score(self) -> Shares:
        """Return the score that decides, shape (n_pairs,): what cannot be told counts neither for nor against."""
        words, subject = self.trust * self.words_told, self.trust * self.subject_told
        return (2 * self.phrases + words * self.words + subject * self.subject) / (2 + words + subject)


@dataclass(frozen=True, slots=True)
class Sifted:
    """Candidate pairs that may be of one story, what they share of phrases and of fillings, and of how many they are left."""

    pairs: Pairs
    phrases: Shares
    fillings: Shares
    candidates: int


def score_pairs(index: Index, rarity: Rarity, pairs: Pairs, settings: EvidenceSettings) -> Scores:
    """Verify candidate pairs on exact sets and score them."""
    return score_sifted(index, rarity, sift_pairs(index, rarity, pairs, settings, None), settings)


def sift_pairs(index: Index, rarity: Rarity, pairs: Pairs, settings: EvidenceSettings, asked: Pairs | None) -> Sifted:
    """Leave out the pairs that share too little for any rule (``least_phrases`` or ``same_fillings``), which are most.

    Those that are ``asked`` for stay, which are all where None is given.
    """
    shingles, fillings = index.shingles, rarity.fillings
    weight = shingles.weight(rarity.phrases, rarity.lone_phrase)
    filled = shingles.totals(fillings.shingles, lone=1) if fillings.documents.any() else None

    def hopeful(some: slice) -> tuple[Pairs, Shares, Shares]:
        """Return those of some pairs that stay, and what they share of phrases and of fillings."""
        piece = pairs[some]
        phrases, _ = _containment(shingles, rarity.phrase_evidence, weight, piece)
        shared = np.full(len(piece), np.nan) if filled is None else _shared_fillings(shingles, fillings, filled, piece)
        if asked is None:
            return piece, phrases, shared
        enough = (phrases >= settings.least_phrases) | (shared >= settings.same_fillings)
        enough |= among(piece, asked)
        told = np.flatnonzero(enough)
        return piece[told], phrases[told], shared[told]

    pieces = [hopeful(slice(0, 0)), *on_every_core(hopeful, pieces_of(pairs, _PIECE))]
    left, phrases, shared = map(np.concatenate, zip(*pieces, strict=True))
    return Sifted(left, phrases, shared, len(pairs))


def score_sifted(index: Index, rarity: Rarity, sifted: Sifted, settings: EvidenceSettings) -> Scores:
    """Verify the pairs that are left on exact sets, and score them."""
    # The rows of their documents are copied to be near each other: of some pairs at a time, as they may be most of a corpus.
    pieces = [*pieces_of(sifted.pairs, _SCORED)] or [slice(0, 0)]
    told = [_exact(index, rarity, sifted.pairs[piece], settings) for piece in pieces]
    return Scores(
        pairs=sifted.pairs,
        phrases=sifted.phrases,
        fillings=sifted.fillings,
        trust=rarity.trust,
        verified=sifted.candidates,
        **{name: np.concatenate([each[name] for each in told]) for name in told[0]},
    )


def _exact(index: Index, rarity: Rarity, pairs: Pairs, settings: EvidenceSettings) -> dict[str, NDArray[Any]]:
    """Return what pairs share beside phrases and fillings, named as in Scores."""
    documents, ends = np.unique(pairs, return_inverse=True)
    own, shingles, figures = index.words.take(documents), index.shingles.take(documents), index.figures.take(documents)
    counts = index.words.rows.replaced(index.word_counts).take(documents).values
    met = ends.reshape(pairs.shape)
    first, second = met[:, 0], met[:, 1]
    sizes = shingles.sizes()
    shared = shingles.count_shared(met)
    words, lighter = _containment(own, rarity.word_evidence, own.weight(rarity.words), met)
    subject, shorter = _cosine(own, subject_weights(own, counts, rarity.word_evidence), met)
    figure_sizes = figures.sizes()
    fewer_figures = np.minimum(figure_sizes[first], figure_sizes[second])
    return {
        "jaccard": ratio(shared, sizes[first] + sizes[second] - shared),
        "containment_a": ratio(shared, sizes[first]),
        "containment_b": ratio(shared, sizes[second]),
        "words": words,
        "words_told": _told(lighter, settings.enough_words),
        "subject": subject,
        "subject_told": _told(shorter, settings.enough_subject),
        "figure_containment": ratio(figures.count_shared(met), fewer_figures),
        "figure_shingles": fewer_figures,
    }


def _containment(
    terms: Terms, evidence: Weights, weight: NDArray[np.int64], pairs: Pairs
) -> tuple[Shares, NDArray[np.int64]]:
    """Return the weighted containments, and what the lighter document of each pair weighs: ``weight``, in thousandths."""
    lighter = weight[pairs].min(axis=1)
    return ratio(terms.shared_weight(pairs, evidence), lighter), lighter


def _shared_fillings(shingles: Terms, fillings: Fillings, filled: NDArray[np.int64], pairs: Pairs) -> Shares:
    """Return the shares, NaN where not both fill a template; ``filled``: how many fillings each document has."""
    both = fillings.documents[pairs].all(axis=1)
    shares = np.full(len(pairs), np.nan)
    shares[both] = ratio(shingles.shared(pairs[both], fillings.shingles), filled[pairs[both]].min(axis=1))
    return shares


def _cosine(terms: Terms, values: NDArray[np.int32], pairs: Pairs) -> tuple[Shares, Shares]:
    """Return the cosines, and the length of the shorter vector of each pair, in thousandths."""
    lengths = np.sqrt(terms.totals(np.square(values, dtype=np.int64)))
    product = lengths[pairs[:, 0]] * lengths[pairs[:, 1]]
    # Sums of whole numbers are exact; the quotient may still round to a hair above 1.
    cosine: Shares = np.minimum(terms.shared(pairs, values, values) / np.maximum(product, 1), 1.0)
    return cosine, lengths[pairs].min(axis=1)


def _told(thousandths: NDArray[Any], enough: float) -> Shares:
    return np.minimum(thousandths / (1000 * enough), 1.0)
