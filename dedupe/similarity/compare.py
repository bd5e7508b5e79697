"""Features and signatures -> scored pairs: the step as a whole."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from dedupe.records import Cap
from dedupe.settings import Settings
from dedupe.similarity.bands import Pairs, Proposal, as_pairs, distinct_pairs
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
from dedupe.similarity.scores import Scores, score_pairs, score_sifted, sift_pairs
from dedupe.similarity.scratch import tidy_up
from dedupe.similarity.weights import Rarity, weigh

Proposals = dict[str, Proposal]
"""What is proposed at each level, by its name."""

_DOCUMENTS, _PASSAGES, _WORDS, _PLACES = "document bands", "passage bands", "subject words", "URLs and KEYs"
_ASKED = "verdicts"


def compare_documents(
    features: Features,
    table: SignatureTable,
    places: Ragged,
    settings: Settings,
    asked: Collection[tuple[int, int]] = (),
) -> tuple[Scores, tuple[Cap, ...]]:
    """Propose candidate pairs at every level and verify them; tell what large buckets left out.

    ``features``, ``table`` and ``places`` (hashes of URLs and KEYs) are of the same documents, in canonical order.
    Pairs that are ``asked`` for, first < second, are verified wherever they meet; of the others those that share hardly
    a phrase are left out.
    """
    return verify_proposals(features, propose(table, settings), places, settings, asked)


def propose(table: SignatureTable, settings: Settings) -> Proposals:
    """Return the candidate pairs by signatures, which then are needed no longer."""
    return {
        _DOCUMENTS: document_pairs(table, settings.signatures),
        _PASSAGES: passage_pairs(table, settings.signatures),
    }


def verify_proposals(
    features: Features,
    proposals: Proposals,
    places: Ragged,
    settings: Settings,
    asked: Collection[tuple[int, int]] = (),
) -> tuple[Scores, tuple[Cap, ...]]:
    """Do the rest of ``compare_documents``: propose by words and places too, and verify. Of the proposals nothing is left."""
    index = Index.of(features)
    rarity = weigh(index, proposals[_DOCUMENTS].pairs, settings.evidence)
    wanted = as_pairs(asked)
    proposals[_ASKED] = Proposal(wanted, large_buckets=0, left_out=0)
    pairs, caps = candidate_pairs(index, rarity, proposals, places, settings)
    sifted = sift_pairs(index, rarity, pairs, settings.evidence, wanted)
    del pairs
    return score_sifted(index, rarity, sifted, settings.evidence), caps


def candidate_pairs(
    index: Index, rarity: Rarity, proposals: Proposals, places: Ragged, settings: Settings
) -> tuple[Pairs, tuple[Cap, ...]]:
    """Return the pairs that are proposed at any level, and what large buckets left out. Of the proposals nothing is left."""
    proposals[_WORDS] = subject_pairs(index.words, index.word_counts, rarity.word_evidence, settings.signatures)
    proposals[_PLACES] = place_pairs(places, settings.signatures)
    caps = tuple(
        Cap(name=f"large buckets of {level}", times=proposals[level].large_buckets, left_out=proposals[level].left_out)
        for level in (_DOCUMENTS, _PASSAGES, _WORDS, _PLACES)
        if proposals[level].large_buckets
    )
    several = [proposal.pairs for proposal in proposals.values()]
    proposals.clear()
    tidy_up()
    return distinct_pairs(several), caps


def verify_pairs(
    features: Features, table: SignatureTable, pairs: Collection[tuple[int, int]], settings: Settings
) -> tuple[Scores, NDArray[np.int64]]:
    """Score distinct pairs of documents as ``compare_documents`` would; return also the family of each document.

    The scores are of the pairs in ascending order.
    """
    index = Index.of(features)
    rarity = weigh(index, document_pairs(table, settings.signatures).pairs, settings.evidence)
    return score_pairs(index, rarity, as_pairs(pairs), settings.evidence), rarity.family
