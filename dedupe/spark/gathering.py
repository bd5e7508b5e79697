"""Which task verifies which pairs, and the documents that it needs: each once.

Pairs go to the task of their component, many small components to one. A component that is too large for a task is verified in pieces, by
the first document of a pair: what a pair scores does not depend on the piece.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from dedupe.similarity.bands import Pairs
from dedupe.spark.components import Components

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

IN_A_TASK = 2_000
"""Documents: about, 40 MB of features, texts and counts."""

_LARGEST = 2 * IN_A_TASK

Work = Callable[["pa.Table", "pa.Table"], "pa.Table"]
"""(pairs a, b; documents by id) -> rows."""


def tasks_for(documents: int) -> int:
    """Return how many tasks so many documents are."""
    return max(1, -(-documents // IN_A_TASK))


def by_piece(pairs: DataFrame, documents: DataFrame, n_documents: int, work: Work, schema: str) -> DataFrame:
    """Do work on pairs in pieces by their first document, or by the second where the first has more pairs than a task takes.

    The first document of a large bucket has a pair with all others, which would all come to its piece.
    """
    from pyspark.sql import functions as f

    hubs = pairs.groupBy("a").count().where(f.col("count") > IN_A_TASK).select("a", f.lit(True).alias("hub"))
    named = pairs.join(f.broadcast(hubs), "a", "left")
    piece = f.pmod(f.xxhash64(f.when(f.col("hub"), f.col("b")).otherwise(f.col("a"))), f.lit(tasks_for(n_documents)))
    return _gathered(named.select("a", "b", piece.alias("task")), documents, work, schema)


def by_component(pairs: DataFrame, held: Components, documents: DataFrame, work: Work, schema: str) -> DataFrame:
    """Do work on pairs component by component; those that are ``held`` together are the ends of all pairs."""
    from pyspark.sql import functions as f

    known = held.labels.withColumnRenamed("id", "a")
    name = f.when(f.col("size") <= _LARGEST, f.col("label")).otherwise(f.col("a"))
    placed = pairs.join(known, "a").withColumn("task", f.pmod(f.xxhash64(name), f.lit(tasks_for(held.ends))))
    return _gathered(placed.drop("label", "size"), documents, work, schema)


def by_whole_component(pairs: DataFrame, held: Components, documents: DataFrame, work: Work, schema: str) -> DataFrame:
    """Do work on whole components, of whatever size."""
    from pyspark.sql import functions as f

    task = f.pmod(f.xxhash64("label"), f.lit(tasks_for(held.ends)))
    tasks = held.labels.select("id", "label", task.alias("task"))
    placed = pairs.join(tasks.select(f.col("id").alias("a"), "task"), "a")
    return _together(placed, documents.join(tasks, "id"), work, schema)


def _gathered(placed: DataFrame, documents: DataFrame, work: Work, schema: str) -> DataFrame:
    needed = placed.select("task", placed.a.alias("id")).union(placed.select("task", "b")).distinct()
    return _together(placed, documents.join(needed, "id"), work, schema)


def _together(placed: DataFrame, documents: DataFrame, work: Work, schema: str) -> DataFrame:
    documents = documents.withColumnRenamed("task", "of_task")  # a name of its own, as both sides may come of one
    return placed.groupBy("task").cogroup(documents.groupBy("of_task")).applyInArrow(work, schema)


def numbered(pairs: pa.Table, rows: list[dict[str, object]]) -> Pairs:
    """Return pairs of ids as pairs of rows, the first one first; shape (n_pairs, 2), ascending."""
    number = {row["id"]: at for at, row in enumerate(rows)}
    ends = np.array([[number[one] for one in pairs[side].to_pylist()] for side in ("a", "b")], np.int32).reshape(2, -1)
    ends.sort(axis=0)
    return ends.T[np.lexsort((ends[1], ends[0]))]


def in_order(table: pa.Table) -> list[dict[str, Any]]:
    """Return rows of documents in canonical order."""
    return sorted(table.to_pylist(), key=lambda row: row["place"])
