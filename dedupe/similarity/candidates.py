"""Candidate pairs at two levels: whole documents that are alike, and documents that share a passage.

One signature a document finds copies. One small signature a passage finds updates, even where every
shared one was touched, because a passage that meets its former self is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.records import Cap
from dedupe.settings import SignatureSettings
from dedupe.similarity.bands import BucketRule, Pairs, Proposal, band_keys, distinct_pairs, pair_up
from dedupe.similarity.features import Features
from dedupe.similarity.signatures import Signatures, has_signature, signatures_of


@dataclass(frozen=True, slots=True)
class SignatureTable:
    """The signatures of n documents.

    ``documents``: shape (n, bands * rows), with ``present`` (shape (n,)) telling which have one;
    ``passages``: shape (n_passages, bands * rows), with ``passage_document`` as in Features.
    """

    documents: Signatures
    present: NDArray[np.bool_]
    passages: Signatures
    passage_document: NDArray[np.int64]

    def packed(self) -> Iterator[tuple[bytes | None, bytes]]:
        """Yield the signatures of each document as little-endian bytes: its own, and those of its passages."""
        edges = np.searchsorted(self.passage_document, np.arange(len(self.present) + 1))
        for document, present in enumerate(self.present):
            own = self.documents[document].astype("<u4").tobytes() if present else None
            yield own, self.passages[edges[document] : edges[document + 1]].astype("<u4").tobytes()


def assemble(packed: Sequence[tuple[bytes | None, bytes]], settings: SignatureSettings) -> SignatureTable:
    """Return the table of signatures that ``SignatureTable.packed`` made, document by document."""
    values = settings.article_bands * settings.article_rows
    passage_values = settings.passage_bands * settings.passage_rows
    none = b"\xff" * (4 * values)  # as signatures_of leaves it
    counts = [len(passages) // (4 * passage_values) for _, passages in packed]
    return SignatureTable(
        documents=_unpacked(b"".join(own or none for own, _ in packed), values),
        present=np.array([own is not None for own, _ in packed], dtype=np.bool_),
        passages=_unpacked(b"".join(passages for _, passages in packed), passage_values),
        passage_document=np.repeat(np.arange(len(packed)), counts),
    )


def _unpacked(packed: bytes, values: int) -> Signatures:
    return np.frombuffer(packed, dtype="<u4").astype(np.uint32).reshape(-1, values)


def sign(features: Features, settings: SignatureSettings) -> SignatureTable:
    """Return the signatures of both levels."""
    return SignatureTable(
        documents=signatures_of(features.shingles, settings.article_bands * settings.article_rows, settings.seed),
        present=has_signature(features.shingles),
        passages=signatures_of(features.passages, settings.passage_bands * settings.passage_rows, settings.seed),
        passage_document=features.passage_document,
    )


def candidate_pairs(
    table: SignatureTable, places: Sequence[NDArray[np.uint64]], settings: SignatureSettings
) -> tuple[Pairs, tuple[Cap, ...]]:
    """Return the candidate pairs of both levels, and what large buckets left out.

    Parameters
    ----------
    places
        For each document the hashes of the URLs and KEYs that it was found under: documents that share one
        are candidates too (and are verified like the others).
    """
    rule = BucketRule(settings.bucket_all_pairs, settings.bucket_neighbours)
    whole = np.flatnonzero(table.present)
    levels = {
        "article bands": _pair_up_bands(
            band_keys(table.documents[whole], settings.article_bands, settings.article_rows), whole, rule
        ),
        "passage bands": _pair_up_bands(
            band_keys(table.passages, settings.passage_bands, settings.passage_rows),
            table.passage_document,
            rule,
        ),
        "URLs and KEYs": [_pair_up_places(places, rule)],
    }
    caps = tuple(
        Cap(
            name=f"large buckets of {level}",
            times=sum(proposal.large_buckets for proposal in proposals),
            left_out=sum(proposal.left_out for proposal in proposals),
        )
        for level, proposals in levels.items()
        if any(proposal.large_buckets for proposal in proposals)
    )
    found = [proposal.pairs for proposals in levels.values() for proposal in proposals]
    return distinct_pairs(np.concatenate(found)), caps


def _pair_up_bands(keys: NDArray[np.uint64], documents: NDArray[np.int64], rule: BucketRule) -> list[Proposal]:
    return [pair_up(keys[:, band], documents, rule) for band in range(keys.shape[1])]


def _pair_up_places(places: Sequence[NDArray[np.uint64]], rule: BucketRule) -> Proposal:
    lengths = [len(place) for place in places]
    keys = np.concatenate([np.empty(0, np.uint64), *places])
    return pair_up(keys, np.repeat(np.arange(len(places)), lengths), rule)
