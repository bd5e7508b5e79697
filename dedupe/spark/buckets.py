"""Bands -> buckets -> candidate pairs, over a cluster: each decision on a whole bucket in canonical order.

Buckets are read as a stream that is sorted by bucket, so that one may be larger than any memory. Members of large buckets are sorted
once more, with their place in canonical order, which those of small ones do not need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import SignatureSettings
from dedupe.similarity.bands import all_pairs, pairs_left_out

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

MET = "level int, band int, bucket bigint, a binary, b binary, left_out bigint"
"""A pair of small buckets, whichever; without ``b`` a member of a large one; without ``a`` how many pairs of a large one are left out."""

_BUCKET = ["level", "band", "bucket"]
_ROOM = 1 << 19  # rows a task holds to tell a pair that meets in many buckets once: some 30 MB


def members(documents: DataFrame, columns: Mapping[str, tuple[int, int]]) -> DataFrame:
    """Return (level, band, bucket, id): ``columns`` are packed keys, name -> (level, how many bands in turn)."""
    spread = partial(_members, columns)
    return documents.select("id", *columns).mapInArrow(spread, "level int, band int, bucket bigint, id binary")


def meet(members: DataFrame, settings: SignatureSettings) -> DataFrame:
    """Return the pairs of small buckets, and the members of large ones with how many of their pairs are left out."""
    ordered = members.repartition(*_BUCKET).sortWithinPartitions(*_BUCKET, "id")
    return ordered.mapInArrow(partial(_met_once, settings.bucket_all_pairs, settings.bucket_neighbours), MET)


def pairs_of(met: DataFrame, places: DataFrame, settings: SignatureSettings) -> DataFrame:
    """Return (level, a, b) of all buckets; ``places`` has the place of each id."""
    from pyspark.sql import functions as f

    large = (
        met.where("a is not null and b is null")
        .select(*_BUCKET, f.col("a").alias("id"))
        .join(places.select("id", "place"), "id")
    )
    ordered = large.repartition(*_BUCKET).sortWithinPartitions(*_BUCKET, "place")
    near = ordered.mapInArrow(partial(_near_pairs, settings.bucket_neighbours), "level int, a binary, b binary")
    every = met.where("b is not null").select("level", "a", "b").union(near)
    return every.select("level", f.least("a", "b").alias("a"), f.greatest("a", "b").alias("b")).distinct()


def _members(columns: Mapping[str, tuple[int, int]], batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    import pyarrow as pa

    for batch in batches:
        for name, (level, bands) in columns.items():
            packed = batch.column(name).to_pylist()
            keys = np.frombuffer(b"".join(packed), np.int64)
            lengths = np.array([len(own) for own in packed], np.int64) // 8
            band = np.arange(len(keys)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
            yield pa.record_batch(
                {
                    "level": pa.array(np.full(len(keys), level, np.int32)),
                    "band": pa.array((band % bands).astype(np.int32)),
                    "bucket": pa.array(keys),
                    "id": batch.column("id").take(pa.array(np.repeat(np.arange(len(packed)), lengths))),
                }
            )


def _changes(table: pa.Table, names: Iterable[str]) -> NDArray[np.bool_]:
    """Return which rows differ from the row before in one of the columns; the first does."""
    import pyarrow.compute as pc

    changed = np.zeros(len(table), np.bool_)
    changed[:1] = True
    for name in names:
        column = table[name]
        changed[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy()
    return changed


def _met_once(most: int, neighbours: int, batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """Pair up the buckets of a sorted stream, and tell of most pairs once: two versions of a page share many passages."""
    import pyarrow as pa

    waiting = None
    for table in _small_buckets(most, neighbours, batches):
        waiting = table if waiting is None else pa.concat_tables([waiting, table])
        if len(waiting) >= _ROOM:
            yield from _distinct(waiting).to_batches()
            waiting = None
    if waiting is not None:
        yield from _distinct(waiting).to_batches()


def _distinct(table: pa.Table) -> pa.Table:
    return table.group_by(table.column_names, use_threads=False).aggregate([])


def _small_buckets(most: int, neighbours: int, batches: Iterator[RecordBatch]) -> Iterator[pa.Table]:
    """Pair up the buckets of a sorted stream; what is open at the end of a batch waits for the next one."""
    import pyarrow as pa

    held: pa.Table | None = None  # what was read of the last bucket, at most one more than is small
    gone = 0  # how many members of it went on already
    for batch in batches:
        if not batch.num_rows:
            continue
        table = pa.Table.from_batches([batch])
        table = (pa.concat_tables([held, table]) if held is not None else table).combine_chunks()
        table = table.filter(pa.array(_changes(table, [*_BUCKET, "id"])))
        starts = np.flatnonzero(_changes(table, _BUCKET))
        last = int(starts[-1])
        if last:
            yield from _met(table.slice(0, last), starts[:-1], gone, most, neighbours)
            gone = 0
        held = table.slice(last)
        if len(held) > most + 1:
            # Already known to be large: its members go on at once, but for enough to know it again.
            going = len(held) - most - 1
            yield _large(held.slice(0, going))
            held, gone = held.slice(going), gone + going
    if held is not None:
        yield from _met(held, np.zeros(1, np.int64), gone, most, neighbours)


def _met(table: pa.Table, starts: NDArray[np.int64], gone: int, most: int, neighbours: int) -> Iterator[pa.Table]:
    """Yield the pairs of whole small buckets, and of large ones the members and how many pairs are left out.

    ``gone``: how many members of the first bucket went on before.
    """
    import pyarrow as pa

    sizes = np.diff(np.append(starts, len(table)))
    small = sizes <= most
    pairs = all_pairs(np.arange(len(table), dtype=np.int32), starts[small], sizes[small])
    first, second = pa.array(pairs[:, 0]), pa.array(pairs[:, 1])
    met = table.take(first)
    for name in ("band", "bucket"):  # a pair may be of many
        met = met.set_column(met.column_names.index(name), name, pa.nulls(len(met), met.schema.field(name).type))
    yield _rows_met(met, met["id"], table["id"].take(second))
    yield _large(table.filter(pa.array(np.repeat(~small, sizes))))
    members = sizes[~small]
    members[:1] += gone if members.size and not small[0] else 0
    left_out = pa.array(pairs_left_out(members, neighbours))
    yield _rows_met(table.take(pa.array(starts[~small])), left_out=left_out)


def _large(members: pa.Table) -> pa.Table:
    return _rows_met(members, members["id"])


def _rows_met(
    buckets: pa.Table,
    a: pa.ChunkedArray | None = None,
    b: pa.ChunkedArray | None = None,
    left_out: pa.Array | None = None,
) -> pa.Table:
    import pyarrow as pa

    columns: dict[str, Any] = {name: buckets[name] for name in _BUCKET}
    told = {"a": (a, pa.binary()), "b": (b, pa.binary()), "left_out": (left_out, pa.int64())}
    for name, (column, kind) in told.items():
        columns[name] = pa.nulls(len(buckets), kind) if column is None else column
    return pa.table(columns)


def _near_pairs(neighbours: int, batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    """Pair each member of the buckets of a sorted stream with the first and the ones before it."""
    import pyarrow as pa

    held: pa.Table | None = None  # the first and the last members of the open bucket
    before = 0  # how many members of it were read
    for batch in batches:
        if not batch.num_rows:
            continue
        new = pa.Table.from_batches([batch])
        carried = 0 if held is None else len(held)
        table = (pa.concat_tables([held, new]) if held is not None else new).combine_chunks()
        changed = _changes(table, _BUCKET)
        starts = np.flatnonzero(changed)
        bucket = np.cumsum(changed) - 1
        within = np.arange(len(table)) - starts[bucket]
        if carried:
            open_rows = bucket == 0
            within[open_rows] += before - carried
            within[0] = 0
        yield from _paired(table, carried, within, starts[bucket], neighbours)
        last = np.flatnonzero(bucket == bucket[-1])
        before = int(within[-1]) + 1
        kept = last if len(last) <= neighbours + 1 else np.concatenate((last[:1], last[-neighbours:]))
        held = table.take(pa.array(kept))


def _paired(
    table: pa.Table, carried: int, within: NDArray[np.int64], first: NDArray[np.int64], neighbours: int
) -> Iterator[RecordBatch]:
    import pyarrow as pa

    new = np.arange(carried, len(table))
    ends = [
        (new[within[new] >= distance] - distance, new[within[new] >= distance]) for distance in range(1, neighbours + 1)
    ]
    far = new[within[new] > neighbours]
    ends.append((first[far], far))
    a, b = (np.concatenate(side) for side in zip(*ends, strict=True))
    columns = {"level": table["level"].take(pa.array(a))}
    yield from pa.table(columns | {"a": table["id"].take(pa.array(a)), "b": table["id"].take(pa.array(b))}).to_batches()
