"""Candidate pairs -> what their documents are to each other: first whether they share a rare phrase at all, then all of it.

Most candidates share hardly a phrase. To find that out takes the rare shingles that others have too, a tenth of a document; what
passes is verified by the same functions as in one process, with the counts that each document brings along.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dedupe.records import JOINING, ScoredPair
from dedupe.settings import EvidenceSettings
from dedupe.similarity.index import Terms, ratio
from dedupe.similarity.scores import score_pairs
from dedupe.similarity.templates import Fillings
from dedupe.similarity.weights import Rarity, rarity_of
from dedupe.spark.decisions import rulings
from dedupe.spark.families import LINKS, whole_index
from dedupe.spark.gathering import in_order, numbered
from dedupe.spark.packing import Folder, arrow_schema, ragged, table_of, unpacked
from dedupe.spark.terms import spread_counts
from dedupe.stories import verdicts
from dedupe.stories.relations import relate_documents

if TYPE_CHECKING:
    import pyarrow as pa

    from dedupe.similarity.index import Index
    from dedupe.spark.decisions import Decided
    from dedupe.spark.packing import Row
    from dedupe.stories.joining import Related

PAIR = (
    "hash_a string, hash_b string, relation string, score double, jaccard double, containment_a double, "
    "containment_b double, reasons array<string>"
)
RELATED = f"{LINKS}, {PAIR}"


def hopeful_among(settings: EvidenceSettings, pairs: pa.Table, documents: pa.Table) -> pa.Table:
    """Return the pairs that share rare phrases enough for any rule, or both fill templates."""
    rows = in_order(documents)
    ends = numbered(pairs, rows)
    terms = Terms.of(ragged(rows, "rare", np.uint64))
    weights = ragged(rows, "rare_weights", np.uint16).values
    whole = np.array([row["weight"] for row in rows], np.int64)
    fills = np.array([row["fills"] for row in rows], np.bool_)
    phrases = ratio(terms.shared(ends, weights), whole[ends].min(axis=1))
    chosen = ends[(phrases >= settings.least_phrases) | fills[ends].all(axis=1)].tolist()
    ids = [row["id"] for row in rows]
    return table_of({"a": [ids[a] for a, _ in chosen], "b": [ids[b] for _, b in chosen]}, arrow_schema(LINKS))


def related_among(
    settings: EvidenceSettings, families: int, held: Sequence[Decided], pairs: pa.Table, documents: pa.Table
) -> pa.Table:
    """Return the pairs that have a relation; ``families`` is how many there are in all, ``held`` what people decided.

    What they separated is told here, a row a decision; what joins is a row a pair of documents.
    """
    rows = in_order(documents)
    index = whole_index(rows)
    ends = numbered(pairs, rows)
    scores = score_pairs(index, _rarity(index, rows, families, settings), ends, settings)
    folder = Folder(rows)
    sizes = index.shingles.sizes()
    asked = {(a, b) for a, b in ends.tolist()} if held else set()
    decided = {pair: told for pair, told in rulings(held, folder).items() if pair in asked}
    related = relate_documents(folder.documents, folder.articles, scores, sizes, settings, decided)
    found: list[Related] = []
    for a, b, pair in verdicts.judged(related, decided):
        told = [pair] if pair.relation in JOINING else verdicts.told([(a, b, pair)], decided)
        found.extend((a, b, one) for one in told)
    columns = pair_columns([pair for _, _, pair in found], folder.hashes)
    columns |= {"a": [rows[a]["id"] for a, _, _ in found], "b": [rows[b]["id"] for _, b, _ in found]}
    return table_of(columns, arrow_schema(RELATED))


def pair_columns(pairs: list[ScoredPair], hashes: list[str]) -> dict[str, list[object]]:
    """Return pairs as columns, their articles named by hash."""
    columns: dict[str, list[object]] = {
        name: [getattr(pair, name) for pair in pairs]
        for name in ("relation", "score", "jaccard", "containment_a", "containment_b", "reasons")
    }
    return columns | {"hash_a": [hashes[pair.a] for pair in pairs], "hash_b": [hashes[pair.b] for pair in pairs]}


def pair_of(row: Row, a: int, b: int) -> ScoredPair:
    """Return the pair of a row, its articles at these positions."""
    return ScoredPair(
        a=a, b=b, relation=row["relation"], score=row["score"], jaccard=row["jaccard"],
        containment_a=row["containment_a"], containment_b=row["containment_b"], reasons=tuple(row["reasons"]),
    )  # fmt: skip


def _rarity(index: Index, rows: Sequence[Row], families: int, settings: EvidenceSettings) -> Rarity:
    phrases, words = spread_counts(index, rows)
    flags = np.concatenate(
        [
            unpacked(row["filled"], np.uint8) if row["filled"] is not None else np.zeros(length, np.uint8)
            for row, length in zip(rows, index.shingles.rows.lengths().tolist(), strict=True)
        ]
    )
    fillings = Fillings(np.array([row["filled"] is not None for row in rows], np.bool_), flags)
    return rarity_of(phrases, words, families, np.arange(len(rows)), fillings, settings)
