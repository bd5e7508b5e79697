"""Candidate pairs: documents that are alike as a whole, that share a passage, a subject or a place.

One signature a document finds copies. One small signature a passage finds updates, even where every
shared one was touched, because a passage that meets its former self is enough. The rare words that a document
says most find what was written anew. Each level proposes by buckets; nothing is joined before it is verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import SignatureSettings
from dedupe.similarity import ragged
from dedupe.similarity.bands import BucketRule, Pairs, Proposal, distinct_pairs, keys_of_band, pair_up
from dedupe.similarity.features import Features
from dedupe.similarity.index import Terms
from dedupe.similarity.ragged import Ragged, offsets_of
from dedupe.similarity.scratch import let_go
from dedupe.similarity.signatures import Signatures, has_signature, signatures_of
from dedupe.similarity.threads import do_on_every_core, on_every_core
from dedupe.similarity.weights import Weights, subject_weights

_READ = 1 << 12  # documents, before the memory that their signatures take is given back
_PAIRS = 1 << 20  # of several bands, before those that are the same are made one


@dataclass(frozen=True, slots=True)
class SignatureTable:
    """The signatures of n documents.

    ``documents``: shape (n, bands * rows), with ``present`` (shape (n,)) telling which have one;
    ``passages``: shape (n_passages, bands * rows), with ``passage_offsets`` as in Features.
    """

    documents: Signatures
    present: NDArray[np.bool_]
    passages: Signatures
    passage_offsets: NDArray[np.int64]

    def packed(self, documents: Iterable[int] | None = None) -> Iterator[tuple[bytes | None, bytes]]:
        """Yield the signatures of all documents, or of some, as little-endian bytes: its own, and those of its passages."""
        edges = self.passage_offsets.tolist()
        whole, passages = (signatures.astype("<u4", copy=False) for signatures in (self.documents, self.passages))
        present = self.present.tolist()
        for number, document in enumerate(range(len(present)) if documents is None else documents, 1):
            own = whole[document].tobytes() if present[document] else None
            yield own, passages[edges[document] : edges[document + 1]].tobytes()
            if number % _READ == 0:
                let_go(whole)
                let_go(passages)


def assemble(packed: Sequence[tuple[bytes | None, bytes]], settings: SignatureSettings) -> SignatureTable:
    """Return the table of signatures that ``SignatureTable.packed`` made, document by document."""
    values = settings.article_bands * settings.article_rows
    passage_values = settings.passage_bands * settings.passage_rows
    none = b"\xff" * (4 * values)  # as signatures_of leaves it
    counts = np.array([len(passages) // (4 * passage_values) for _, passages in packed], np.int64)
    return SignatureTable(
        documents=_unpacked(b"".join(own or none for own, _ in packed), values),
        present=np.array([own is not None for own, _ in packed], dtype=np.bool_),
        passages=_unpacked(b"".join(passages for _, passages in packed), passage_values),
        passage_offsets=offsets_of(counts),
    )


def _unpacked(packed: bytes, values: int) -> Signatures:
    return np.frombuffer(packed, dtype="<u4").astype(np.uint32).reshape(-1, values)


def sign(features: Features, settings: SignatureSettings) -> SignatureTable:
    """Return the signatures of both levels; they stand in files where the features do."""
    values, passage_values = (
        settings.article_bands * settings.article_rows,
        settings.passage_bands * settings.passage_rows,
    )
    return SignatureTable(
        documents=signatures_of(features.shingles, values, settings.seed, features.folder),
        present=has_signature(features.shingles),
        passages=signatures_of(features.passages, passage_values, settings.seed, features.folder),
        passage_offsets=features.passage_offsets,
    )


def document_pairs(table: SignatureTable, settings: SignatureSettings) -> Proposal:
    """Return the pairs of documents that are alike as a whole."""
    whole = np.flatnonzero(table.present)

    def of_band(band: int) -> Proposal:
        """Return those that meet in a band."""
        return pair_up(keys_of_band(table.documents, band, settings.article_rows)[whole], whole, _rule(settings))

    return _of_all_bands(of_band, settings.article_bands)


def passage_pairs(table: SignatureTable, settings: SignatureSettings) -> Proposal:
    """Return the pairs of documents that share a passage, or one that was touched."""
    documents = Ragged(table.passages, table.passage_offsets).row_numbers()

    def of_band(band: int) -> Proposal:
        """Return those that meet in a band."""
        keys = keys_of_band(table.passages, band, settings.passage_rows)
        return pair_up(keys, documents, _rule(settings))

    return _of_all_bands(of_band, settings.passage_bands)


def place_pairs(places: Ragged, settings: SignatureSettings) -> Proposal:
    """Return the pairs of documents that share a place; ``places`` holds the hashes of those of each document."""
    return pair_up(places.values, places.row_numbers(), _rule(settings))


def subject_pairs(words: Terms, counts: NDArray[np.uint8], evidence: Weights, settings: SignatureSettings) -> Proposal:
    """Return the pairs of documents that share one of the words that weigh most in each: its evidence as often as it is said.

    ``counts``, laid out as ``words.rows``, is how often; ``evidence`` has shape (n_terms,).
    """
    chosen = heaviest_words(words, counts, evidence, settings.subject_words)
    documents, places = np.nonzero(chosen >= 0)
    return pair_up(chosen[documents, places].astype(np.uint64), documents, _rule(settings))


def heaviest_words(words: Terms, counts: NDArray[np.uint8], evidence: Weights, most: int) -> NDArray[np.int64]:
    """Return the words that weigh most in each document, -1 where it has fewer; shape (n_documents, most)."""
    chosen = np.full((len(words.rows), most), -1, np.int64)
    if len(words.rows.values) >= ragged.MUCH and words.rows.values.dtype == np.int32:
        from dedupe.similarity.counting import choose_heaviest  # numba costs half a second

        def choose(piece: slice) -> None:
            """Write the words of some documents into their place."""
            rows, of_rows = words.rows.part(piece), words.rows.replaced(counts).part(piece)
            choose_heaviest(rows.values, rows.offsets, of_rows.values, evidence, chosen[piece])
            let_go(rows.values)
            let_go(of_rows.values)

        do_on_every_core(choose, words.rows.pieces())
    else:
        subject = subject_weights(words, counts, evidence)
        for row, (own, weights) in enumerate(zip(words.rows, words.rows.replaced(subject), strict=True)):
            heaviest = _heaviest(own, weights, most)
            chosen[row, : len(heaviest)] = heaviest
    return chosen


def _heaviest(terms: NDArray[np.int64], weights: NDArray[np.int32], most: int) -> NDArray[np.int64]:
    order = np.lexsort((terms, -weights))[:most]
    return terms[order[weights[order] > 0]]


def _of_all_bands(of_band: Callable[[int], Proposal], bands: int) -> Proposal:
    found: list[Pairs] = [np.empty((0, 2), np.int32)]
    large_buckets, left_out = 0, 0
    for proposal in on_every_core(of_band, range(bands)):
        found.append(proposal.pairs)
        large_buckets += proposal.large_buckets
        left_out += proposal.left_out
        # The bands of copies propose the same pairs: not all are held until the last one has.
        if sum(map(len, found[1:])) > max(_PAIRS, len(found[0])):
            found = [distinct_pairs(found)]
    return Proposal(distinct_pairs(found), large_buckets, left_out)


def _rule(settings: SignatureSettings) -> BucketRule:
    return BucketRule(settings.bucket_all_pairs, settings.bucket_neighbours)
