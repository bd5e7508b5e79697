"""Features and signatures -> scored pairs: the step as a whole."""

from __future__ import annotations

import numpy as np

from dedupe.records import Cap
from dedupe.settings import Settings
from dedupe.similarity.bands import distinct_pairs
from dedupe.similarity.candidates import (
    SignatureTable,
    document_pairs,
    passage_pairs,
    place_pairs,
    subject_pairs,
)
from dedupe.similarity.features import Features
from dedupe.similarity.index import Index
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.scores import Scores, score_pairs
from dedupe.similarity.weights import weigh


def compare_documents(
    features: Features, table: SignatureTable, places: Ragged, settings: Settings
) -> tuple[Scores, tuple[Cap, ...]]:
    """Propose candidate pairs at every level and verify them; tell what large buckets left out.

    ``features``, ``table`` and ``places`` (hashes of URLs and KEYs) are of the same documents, in canonical order.
    """
    index = Index.of(features)
    copies = document_pairs(table, settings.signatures)
    rarity = weigh(index, copies.pairs, settings.evidence)
    levels = {
        "document bands": copies,
        "passage bands": passage_pairs(table, settings.signatures),
        "subject words": subject_pairs(index.words, rarity.subject, settings.signatures),
        "URLs and KEYs": place_pairs(places, settings.signatures),
    }
    pairs = distinct_pairs(np.concatenate([proposal.pairs for proposal in levels.values()]))
    caps = tuple(
        Cap(name=f"large buckets of {level}", times=proposal.large_buckets, left_out=proposal.left_out)
        for level, proposal in levels.items()
        if proposal.large_buckets
    )
    return score_pairs(index, rarity, pairs), caps
