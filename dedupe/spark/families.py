"""Copies -> families -> which documents fill a template, and what a family counts too often.

Rarity counts families, and blocks of documents count documents. What makes up for the difference comes from here: for each term that
k documents of a family have, k - 1 less.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from dedupe.settings import EvidenceSettings
from dedupe.similarity.index import Index, Terms, exact_jaccard
from dedupe.similarity.templates import find_fillings
from dedupe.spark.gathering import in_order, numbered
from dedupe.spark.packing import arrow_schema, ragged, table_of, unpacked_features
from dedupe.spark.terms import KINDS, by_part

if TYPE_CHECKING:
    import pyarrow as pa

LINKS = "a binary, b binary"
FAMILIES = "id binary, family binary, filled binary, kind int, part int, terms binary, counts binary"
"""A document with its family, and where it fills a template a flag for each of its shingles; or (without id) terms counted too often."""


def copies_among(settings: EvidenceSettings, pairs: pa.Table, documents: pa.Table) -> pa.Table:
    """Return the pairs that are alike enough to be of one family."""
    rows = in_order(documents)
    ends = numbered(pairs, rows)
    alike = exact_jaccard(Terms.of(ragged(rows, "shingles", np.uint64)), ends) >= settings.family_jaccard
    ids = [row["id"] for row in rows]
    chosen = ends[alike].tolist()
    return table_of({"a": [ids[a] for a, _ in chosen], "b": [ids[b] for _, b in chosen]}, arrow_schema(LINKS))


def families_among(settings: EvidenceSettings, parts: int, links: pa.Table, documents: pa.Table) -> pa.Table:
    """Return the documents of whole families, and what they count too often; documents have their ``label``."""
    rows = in_order(documents)
    index = whole_index(rows)
    label = {name: at for at, name in enumerate(sorted({row["label"] for row in rows}))}
    family = np.array([label[row["label"]] for row in rows], np.int64)
    fillings = find_fillings(index, family, numbered(links, rows), settings)
    flags = index.shingles.rows.replaced(fillings.shingles.astype(np.uint8))
    told = [
        {
            "id": row["id"],
            "family": row["id"] if fills else row["label"],
            "filled": flags[at].tobytes() if fills else None,
        }
        for at, (row, fills) in enumerate(zip(rows, fillings.documents.tolist(), strict=True))
    ]
    counted = _too_often(rows, np.where(fillings.documents, -1, family), parts)
    schema = arrow_schema(FAMILIES)
    every = [*told, *counted]
    return table_of({name: [row.get(name) for row in every] for name in schema.names}, schema)


def whole_index(rows: list[dict[str, Any]]) -> Index:
    """Return documents with all their terms numbered: which of them others have cannot be told from a few documents."""
    features = unpacked_features(rows)
    return Index(
        features=features,
        shingles=Terms.of(features.shingles),
        figures=Terms.of(features.figures),
        words=Terms.of(features.words),
        word_counts=features.word_counts.values,
    )


def _too_often(rows: list[dict[str, Any]], family: np.ndarray[Any, Any], parts: int) -> Iterator[dict[str, Any]]:
    for kind, name in enumerate(KINDS):
        terms = ragged(rows, name, np.uint64)
        owners = np.repeat(family, terms.lengths())
        values, owners = terms.values[owners >= 0], owners[owners >= 0]
        order = np.lexsort((owners, values))
        values, owners = values[order], owners[order]
        again = np.flatnonzero((values[1:] == values[:-1]) & (owners[1:] == owners[:-1]))
        found, counts = np.unique(values[1:][again], return_counts=True)
        for part, low, high in by_part(found, parts):
            yield {
                "kind": kind,
                "part": part,
                "terms": found[low:high].tobytes(),
                "counts": (-counts[low:high]).astype(np.int64).tobytes(),
            }
