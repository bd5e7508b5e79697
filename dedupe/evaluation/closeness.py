"""What any two documents of a corpus are to each other, verified pairs or not, many pairs at a time.

The scores are those that folding would give them: everything is weighed once, for the whole corpus, and each pair
then costs no more than its own sets.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dedupe.records import Described, Relation, ScoredPair, StoredPair
from dedupe.settings import Settings
from dedupe.similarity.candidates import SignatureTable
from dedupe.similarity.compare import verify_pairs
from dedupe.similarity.features import Features
from dedupe.similarity.scores import Scores
from dedupe.stories.bridges import Link
from dedupe.stories.documents import Document
from dedupe.stories.evidence import Evidence
from dedupe.stories.relations import deciding_score
from dedupe.stories.rules import decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """The scores and reasons of two documents, as of a ScoredPair; ``relation``: None where too little is shared."""

    relation: Relation | None
    score: float
    jaccard: float
    containment_a: float
    containment_b: float
    reasons: tuple[str, ...]

    @staticmethod
    def of(pair: ScoredPair | StoredPair, relation: Relation | None) -> Closeness:
        """Return what a pair says, under a relation that need not be its own."""
        return Closeness(
            relation=relation,
            score=pair.score,
            jaccard=pair.jaccard,
            containment_a=pair.containment_a,
            containment_b=pair.containment_b,
            reasons=pair.reasons,
        )

    def turned(self) -> Closeness:
        """Return the same of the second and the first."""
        return replace(self, containment_a=self.containment_b, containment_b=self.containment_a)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All articles of a store by name, their documents, in canonical order, and what is compared of them."""

    names: Sequence[str]
    articles: Sequence[Described]
    documents: Sequence[Document]
    features: Features
    table: SignatureTable


def closest(corpus: Corpus, groups: Sequence[Collection[Link]], settings: Settings) -> list[tuple[Link, Closeness]]:
    """Return of each group of pairs, none of them empty, the one with the highest score; of equal ones the first.

    Where all scores are 0, as of texts that share hardly a phrase, Jaccard decides.
    """
    links = sorted({link for group in groups for link in group})
    if not links:
        return []
    scores, _ = verify_pairs(corpus.features, corpus.table, links, settings)
    sizes = corpus.features.shingles.lengths()
    deciding: list[float] = deciding_score(scores, settings.evidence).tolist()
    jaccard: list[float] = scores.jaccard.tolist()
    row = {link: number for number, link in enumerate(links)}
    best = [max(sorted(group), key=lambda link: (deciding[row[link]], jaccard[row[link]])) for group in groups]
    return [(link, _closeness(corpus, scores, row[link], deciding[row[link]], sizes, settings)) for link in best]


def _closeness(
    corpus: Corpus, scores: Scores, row: int, score: float, sizes: NDArray[np.int64], settings: Settings
) -> Closeness:
    evidence = Evidence.of(scores, row, score, corpus.documents, corpus.articles, sizes)
    decision = decide(evidence, settings.evidence)
    return Closeness.of(evidence.pair(0, 1, "related", decision.because), decision.relation)
