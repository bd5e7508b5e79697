"""Connected components of any size, to a fixed point: union-find a partition, then large-star and small-star rounds.

Kiveris et al., Connected Components in MapReduce and Beyond, 2014. Each round writes its links, so that a lost machine costs that
machine's part of one round, and never the order of the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from dedupe.similarity.components import components as components_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

    from dedupe.spark.stages import Stages

FEW = 2_000_000
"""Links; so many are joined in one task, in 200 MB."""


def components(stages: Stages, links: DataFrame, scratch: str, few: int = FEW) -> DataFrame:
    """Return (id, label) of every end of the links (a, b): what is connected has one label, its smallest id."""
    from pyspark.sql import functions as f

    stars = stages.scratch(f"{scratch}/0", links.select("a", "b").mapInArrow(_joined, "a binary, b binary"))
    number = 1
    if stars.count() <= few:
        stars = stars.coalesce(1).mapInArrow(_joined, "a binary, b binary")
    else:
        before, now = None, _state(stars)
        while now != before:
            stars = stages.scratch(f"{scratch}/{number}", _small_star(_large_star(stars)))
            before, now = now, _state(stars)
            stages.drop(f"{scratch}/{number - 1}")
            number += 1
    labels = stars.select(f.col("b").alias("id"), f.col("a").alias("label"))
    return labels.union(stars.select("a", "a").distinct())


def _joined(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """Make stars of the links of one partition: (smallest, other)."""
    import pyarrow as pa

    tables = [pa.Table.from_batches([batch]) for batch in batches if batch.num_rows]
    if tables:
        yield from stars_of(pa.concat_tables(tables)).to_batches()


def stars_of(links: pa.Table) -> pa.Table:
    """Return the links between the smallest id of each component and the others of it; columns a, b of bytes."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ends = pa.chunked_array([*links["a"].chunks, *links["b"].chunks], pa.binary())
    names = ends.unique()
    names = names.take(pc.sort_indices(names))
    numbers = pc.index_in(ends, names).to_numpy().astype(np.int64).reshape(2, -1).T
    labels = components_of(len(names), numbers)
    _, first = np.unique(labels, return_index=True)  # names ascend, so the first of a label is its smallest
    others = np.setdiff1d(np.arange(len(names)), first)
    return pa.table({"a": names.take(pa.array(first[labels[others]])), "b": names.take(pa.array(others))})


def _large_star(links: DataFrame) -> DataFrame:
    """Link the larger neighbours of each end to the smallest of its neighbourhood."""
    from pyspark.sql import functions as f

    both = links.select("a", "b").union(links.select("b", "a"))
    smallest = both.groupBy("a").agg(f.min("b").alias("least"))
    least = f.least("a", "least")
    return both.where("b > a").join(smallest, "a").select(least.alias("a"), "b").distinct()


def _small_star(links: DataFrame) -> DataFrame:
    """Link each end and its smaller neighbours to the smallest of them; links are (smaller, larger)."""
    from pyspark.sql import functions as f

    smallest = links.groupBy("b").agg(f.min("a").alias("least"))
    moved = links.join(smallest, "b").where("a <> least").select(f.col("least").alias("a"), f.col("a").alias("b"))
    return moved.union(smallest.select(f.col("least").alias("a"), "b")).distinct()


def _state(links: DataFrame) -> tuple[int, int]:
    """Return what tells two sets of links apart."""
    from pyspark.sql import functions as f

    row = links.select(f.count("*"), f.sum(f.xxhash64("a", "b").cast("decimal(38,0)"))).first()
    return (int(row[0]), int(row[1] or 0)) if row else (0, 0)
