"""In how many families each term stands, told to every document that has it.

A block of documents asks for all its terms at once, with how many of its documents have each; what is common is one row a
block. Ranges of hashes add up and answer, in the order in which they were asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import Settings
from dedupe.similarity.candidates import heaviest_words
from dedupe.similarity.index import Index, Terms
from dedupe.similarity.ragged import Ragged
from dedupe.similarity.templates import Fillings
from dedupe.similarity.weights import rarity_of
from dedupe.spark.packing import arrow_schema, ragged, table_of, unpacked

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

KINDS = ("shingles", "words")
COUNTED = "id binary, shingle_families binary, word_families binary, subject binary, rare binary, rare_weights binary, weight bigint"
"""Counts laid out as the shingles and words, 0 for a term that no other document has; the ``subject`` words; the ``rare`` shingles that others
have with what they tell, and what all shingles weigh."""

_ASKED = "block int, kind int, part int, terms binary, counts binary"
_TOLD = "block int, kind int, part int, counts binary"
_TERMS_IN_A_PART = 4_000_000  # 100 MB
_TERMS_IN_A_DOCUMENT = 600  # about


def parts_for(documents: int) -> int:
    """Return into how many ranges of hashes the terms of so many documents are cut."""
    return max(1, documents * _TERMS_IN_A_DOCUMENT // _TERMS_IN_A_PART)


def by_part(terms: NDArray[np.uint64], parts: int) -> Iterator[tuple[int, int, int]]:
    """Yield (part, first, end) of ascending terms, for each range of hashes that has any."""
    owners = ((terms >> np.uint64(32)) * np.uint64(parts)) >> np.uint64(32)
    edges = np.searchsorted(owners, np.arange(parts + 1, dtype=np.uint64)).tolist()
    return ((part, low, high) for part, (low, high) in enumerate(pairwise(edges)) if low < high)


def counted(features: DataFrame, too_often: DataFrame, n_documents: int, blocks: int, settings: Settings) -> DataFrame:
    """Return the counts of the terms of every document, and what follows from them."""
    from pyspark.sql import functions as f

    parts = parts_for(n_documents)
    block = f.pmod(f.xxhash64("id"), f.lit(blocks)).cast("int").alias("block")
    blocked = features.select(block, "id", *KINDS, "word_counts")
    asked = blocked.groupBy("block").applyInArrow(_unhinted(partial(_ask, parts)), _ASKED)
    less = too_often.select(f.lit(-1).alias("block"), "kind", "part", "terms", "counts")
    told = asked.union(less).groupBy("part").applyInArrow(_unhinted(_answer), _TOLD)
    return blocked.groupBy("block").cogroup(told.groupBy("block")).applyInArrow(partial(_count, settings), COUNTED)


def _unhinted(work: Callable[[pa.Table], pa.Table]) -> Callable[[Any], Any]:
    """Return the same work without type hints, which Spark would resolve, and cannot where they are those of a partial."""

    def unhinted(table):  # type: ignore[no-untyped-def]
        return work(table)

    return unhinted


def _ask(parts: int, documents: pa.Table) -> pa.Table:
    rows = documents.to_pylist()
    asked: list[dict[str, Any]] = []
    for kind, name in enumerate(KINDS):
        terms, counts = np.unique(ragged(rows, name, np.uint64).values, return_counts=True)
        for part, low, high in by_part(terms, parts):
            packed = {"terms": terms[low:high].tobytes(), "counts": counts[low:high].tobytes()}
            asked.append({"block": rows[0]["block"], "kind": kind, "part": part, **packed})
    return _table(asked, _ASKED)


def _answer(asked: pa.Table) -> pa.Table:
    """Return for each question the families of its terms, in its order."""
    told: list[dict[str, Any]] = []
    rows = asked.to_pylist()
    for kind in range(len(KINDS)):
        of_kind = [row for row in rows if row["kind"] == kind]
        terms, counts = (
            [unpacked(row[name], dtype) for row in of_kind]
            for name, dtype in (("terms", np.uint64), ("counts", np.int64))
        )
        found, places = np.unique(np.concatenate([np.empty(0, np.uint64), *terms]), return_inverse=True)
        each = np.concatenate([np.empty(0, np.int64), *counts])
        documents, families = np.zeros(len(found), np.int64), np.zeros(len(found), np.int64)
        np.add.at(families, places, each)
        np.add.at(documents, places, np.maximum(each, 0))
        families[documents == 1] = 0
        ends = np.cumsum([len(own) for own in terms]).tolist()
        for row, own, end in zip(of_kind, terms, ends, strict=True):
            if row["block"] >= 0:
                answer = families[places[end - len(own) : end]].astype(np.int32)
                told.append({"block": row["block"], "kind": kind, "part": row["part"], "counts": answer.tobytes()})
    return _table(told, _TOLD)


def _count(settings: Settings, documents: pa.Table, told: pa.Table) -> pa.Table:
    rows = documents.to_pylist()
    answers = sorted(told.to_pylist(), key=lambda row: (row["kind"], row["part"]))
    counts = []
    terms = [Terms.of(ragged(rows, name, np.uint64)) for name in KINDS]
    for kind in range(len(KINDS)):
        own = [unpacked(row["counts"], np.int32) for row in answers if row["kind"] == kind]
        counts.append(np.concatenate([np.empty(0, np.int32), *own]))
    none = Fillings(np.zeros(len(rows), np.bool_), np.empty(0, np.uint8))
    rarity = rarity_of(
        counts[0].astype(np.int64), counts[1].astype(np.int64), 1, np.arange(len(rows)), none, settings.evidence
    )
    told_rows = [terms[kind].rows.replaced(counts[kind][terms[kind].rows.values]) for kind in range(len(KINDS))]
    evidence = terms[0].rows.replaced(rarity.phrase_evidence[terms[0].rows.values])
    shared = (evidence.values > 0) & (told_rows[0].values > 0)
    words = np.unique(ragged(rows, "words", np.uint64).values)
    said = ragged(rows, "word_counts", np.uint8).values
    subject = heaviest_words(terms[1], said, rarity.word_evidence, settings.signatures.subject_words)
    rare = _marked(ragged(rows, "shingles", np.uint64), shared)
    columns = {
        "id": [row["id"] for row in rows],
        "shingle_families": [row.tobytes() for row in told_rows[0]],
        "word_families": [row.tobytes() for row in told_rows[1]],
        "subject": [words[own[own >= 0]].tobytes() for own in subject],
        "rare": [row.tobytes() for row in rare],
        "rare_weights": [row.tobytes() for row in _marked(evidence, shared)],
        "weight": terms[0].totals(rarity.phrases[terms[0].rows.values]),
    }
    return table_of(columns, arrow_schema(COUNTED))


def _marked(rows: Ragged, marked: NDArray[np.bool_]) -> Ragged:
    return rows.kept(np.flatnonzero(marked))


def _table(rows: list[dict[str, Any]], columns: str) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, arrow_schema(columns))


def spread_counts(index: Index, rows: Sequence[Mapping[str, Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the families of the shingles and of the words of an index, from what its documents were told."""
    found = []
    for terms, name in ((index.shingles, "shingle_families"), (index.words, "word_families")):
        counts = np.zeros(terms.n_terms, np.int64)
        counts[terms.rows.values] = ragged(rows, name, np.int32).values
        found.append(counts)
    return found[0], found[1]
