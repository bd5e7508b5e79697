"""What two documents are to each other, decided on verified scores alone, and why, in words.

=========== ================================================================ =======
identical   the same text, same source or none named                         joins
reprint     the same text, or nearly, under another source                   joins
revision    an updated version                                               joins
excerpt     nearly all of a short one stands in a longer, older or other one joins
recurring   one template, another occasion: other days or figures           apart
related     shared background, too little to be one story                    apart
=========== ================================================================ =======
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dedupe.records import Described, ScoredPair
from dedupe.settings import EvidenceSettings
from dedupe.similarity.bands import among, as_pairs
from dedupe.similarity.index import Shares
from dedupe.similarity.scores import Scores
from dedupe.stories.documents import Document
from dedupe.stories.evidence import Evidence, Side, other_sources
from dedupe.stories.rules import decide

SAME_TEXT = "the same text, character for character"


def relate_copies(documents: Sequence[Document], articles: Sequence[Described]) -> Iterator[ScoredPair]:
    """Yield a pair for each further article of one text, with the first: linear in the number of copies."""
    for document in documents:
        first, *others = document.articles
        for other in others:
            sources = {articles[first].source, articles[other].source}
            elsewhere = len(sources - {None}) == 2
            yield ScoredPair(
                a=first,
                b=other,
                relation="reprint" if elsewhere else "identical",
                score=1.0,
                jaccard=1.0,
                containment_a=1.0,
                containment_b=1.0,
                reasons=(SAME_TEXT, *other_sources(articles[first].source, articles[other].source)),
            )


def relate_documents(
    documents: Sequence[Document],
    articles: Sequence[Described],
    scores: Scores,
    sizes: NDArray[np.int64],
    settings: EvidenceSettings,
    asked: Collection[tuple[int, int]] = (),
) -> Iterator[tuple[int, int, ScoredPair]]:
    """Yield each pair of documents that has a relation, with the pair of their first articles.

    ``sizes``: the number of shingles of each document; shape (n_documents,). Those of the scored pairs that are
    ``asked`` for are related even where they share nothing.
    """
    sides: dict[int, Side] = {}
    score = deciding_score(scores, settings)
    enough = score >= min(settings.related_score, settings.join_score, settings.same_place_score)
    for row in np.flatnonzero(enough | among(scores.pairs, as_pairs(asked))):
        a, b = (int(document) for document in scores.pairs[row])
        for document in (a, b):
            if document not in sides:
                sides[document] = Side.of(documents[document], articles, int(sizes[document]))
        evidence = Evidence(scores, int(row), float(score[row]), sides[a], sides[b])
        decision = decide(evidence, settings)
        relation = decision.relation
        if relation is None and (a, b) in asked:
            relation = "related"
        if relation is not None:
            yield a, b, evidence.pair(documents[a].articles[0], documents[b].articles[0], relation, decision.because)


def deciding_score(scores: Scores, settings: EvidenceSettings) -> Shares:
    """Return the score of each pair, 0 where it shares hardly a phrase; shape (n_pairs,).

    Where nearly all that fills a template is shared, that is what counts: the rest is boilerplate.
    """
    score = np.where(scores.phrases >= settings.least_phrases, scores.score(), 0.0)
    return np.where(scores.fillings >= settings.same_fillings, np.fmax(score, scores.fillings), score)
