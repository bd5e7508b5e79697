"""Connected components of any size, to a fixed point: union-find a partition, then large-star and small-star rounds.

Kiveris et al., Connected Components in MapReduce and Beyond, 2014. Each round writes its links, so that a lost machine costs that
machine's part of one round, and never the order of the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.components import components as components_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

    from dedupe.spark.stages import Stages

FEW = 2_000_000
"""Links; so many are joined in one task, in 200 MB."""

_LINKS = "a binary, b binary"
_LABELS = "id binary, label binary, size bigint"


@dataclass(frozen=True)
class Components:
    """The components of some links. ``labels``: (id, label, size) of every end, with how many ends its component has;
    ``ends``: how many there are.
    """

    labels: DataFrame
    ends: int


def components(stages: Stages, links: DataFrame, n_links: int, scratch: str, few: int = FEW) -> Components:
    """Find what the links (a, b) hold together: what is connected has one label, its smallest id.

    ``n_links``: how many there are, or more. What is written on the way stands below ``scratch``.
    """
    stars = links.select("a", "b")
    if n_links > few:
        stars, n_links = stages.scratch(f"{scratch}/0", stars.mapInArrow(_joined, _LINKS))
    if n_links <= few:
        labels = stars.coalesce(1).mapInArrow(_labelled, _LABELS)
    else:
        labels = _sized(_star_by_star(stages, stars, scratch))
    return Components(*stages.scratch(f"{scratch}/labels", labels))


def _star_by_star(stages: Stages, stars: DataFrame, scratch: str) -> DataFrame:
    number, before, now = 1, None, _state(stars)
    while now != before:
        stars, _ = stages.scratch(f"{scratch}/{number}", _small_star(_large_star(stars)))
        before, now = now, _state(stars)
        stages.drop(f"{scratch}/{number - 1}")
        number += 1
    return stars


def _sized(stars: DataFrame) -> DataFrame:
    from pyspark.sql import functions as f

    labels = stars.select(f.col("b").alias("id"), f.col("a").alias("label"))
    labels = labels.union(stars.select("a", "a").distinct())
    return labels.join(labels.groupBy("label").agg(f.count("*").alias("size")), "label").select("id", "label", "size")


def _joined(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """Make stars of the links of one partition: (smallest, other)."""
    import pyarrow as pa

    tables = [pa.Table.from_batches([batch]) for batch in batches if batch.num_rows]
    if tables:
        yield from stars_of(pa.concat_tables(tables)).to_batches()


def _labelled(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """Label the ends of all links, which are in one partition."""
    import pyarrow as pa

    tables = [pa.Table.from_batches([batch]) for batch in batches if batch.num_rows]
    if tables:
        names, first, sizes = _held_together(pa.concat_tables(tables))
        columns = {"id": names, "label": names.take(pa.array(first)), "size": pa.array(sizes)}
        yield from pa.table(columns).to_batches()


def stars_of(links: pa.Table) -> pa.Table:
    """Return the links between the smallest id of each component and the others of it; columns a, b of bytes."""
    import pyarrow as pa

    names, first, _ = _held_together(links)
    others = np.flatnonzero(first != np.arange(len(names)))
    return pa.table({"a": names.take(pa.array(first[others])), "b": names.take(pa.array(others))})


def _held_together(links: pa.Table) -> tuple[pa.Array, NDArray[np.int64], NDArray[np.int64]]:
    """Return the ends of links, ascending, and for each where the smallest of its component stands, and how many that has."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ends = pa.chunked_array([*links["a"].chunks, *links["b"].chunks], pa.binary())
    names = ends.unique()
    names = names.take(pc.sort_indices(names))
    numbers = pc.index_in(ends, names).to_numpy().astype(np.int64).reshape(2, -1).T
    labels = components_of(len(names), numbers)
    _, first, own, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    return names, first[own], sizes[own]


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
