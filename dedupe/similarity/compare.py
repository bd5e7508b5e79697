"""Features and signatures -> scored pairs: the step as a whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.records import Cap
from dedupe.settings import Settings
from dedupe.similarity.bands import Pairs, Proposal, distinct_pairs
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
from dedupe.similarity.weights import Rarity, weigh


@dataclass(frozen=True, slots=True)
class Proposals:
    """What signatures propose, by whole documents and by passages."""

    documents: Proposal
    passages: Proposal


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
    return Proposals(document_pairs(table, settings.signatures), passage_pairs(table, settings.signatures))


def verify_proposals(
    features: Features,
    proposals: Proposals,
    places: Ragged,
    settings: Settings,
    asked: Collection[tuple[int, int]] = (),
) -> tuple[Scores, tuple[Cap, ...]]:
    """Do the rest of ``compare_documents``: propose by words and places too, and verify."""
    index = Index.of(features)
    rarity = weigh(index, proposals.documents.pairs, settings.evidence)
    pairs, caps = candidate_pairs(index, rarity, proposals, places, settings)
    wanted = _as_pairs(asked)
    pairs = distinct_pairs(pairs, wanted) if len(wanted) else pairs
    sifted = sift_pairs(index, rarity, pairs, settings.evidence, wanted)
    del pairs  # most of what is in memory by now
    return score_sifted(index, rarity, sifted, settings.evidence), caps


def candidate_pairs(
    index: Index, rarity: Rarity, proposals: Proposals, places: Ragged, settings: Settings
) -> tuple[Pairs, tuple[Cap, ...]]:
    """Return the pairs that are proposed at any level, and what large buckets left out."""
    levels = {
        "document bands": proposals.documents,
        "passage bands": proposals.passages,
        "subject words": subject_pairs(index.words, index.word_counts, rarity.word_evidence, settings.signatures),
        "URLs and KEYs": place_pairs(places, settings.signatures),
    }
    caps = tuple(
        Cap(name=f"large buckets of {level}", times=proposal.large_buckets, left_out=proposal.left_out)
        for level, proposal in levels.items()
        if proposal.large_buckets
    )
    return distinct_pairs(*(proposal.pairs for proposal in levels.values())), caps


def verify_pairs(
    features: Features, table: SignatureTable, pairs: Collection[tuple[int, int]], settings: Settings
) -> tuple[Scores, NDArray[np.int64]]:
    """Score distinct pairs of documents as ``compare_documents`` would; return also the family of each document.

    The scores are of the pairs in ascending order.
    """
    index = Index.of(features)
    rarity = weigh(index, document_pairs(table, settings.signatures).pairs, settings.evidence)
    return score_pairs(index, rarity, _as_pairs(pairs), settings.evidence), rarity.family


def _as_pairs(asked: Collection[tuple[int, int]]) -> Pairs:
    return np.array(sorted(asked), dtype=np.int64).reshape(-1, 2)
