"""Files -> records -> articles -> documents: reading, what was seen twice, and copies of one text.

A file is read by one task, as ``dedupe ingest`` reads it. An article read again is a sighting: of several the earliest time of
fetching and the smallest place count, as in the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import xxhash

from dedupe.errors import InputError
from dedupe.records import Article, Origin, Rejection
from dedupe.spark.packing import arrow_schema, id_of, packed_carriers, place_of
from dedupe.text.hashing import article_hash, content_hash

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame, SparkSession

    from dedupe.reading import ReadingOptions, ReadingPlan

RECORDS = (
    "hash string, id binary, place binary, article binary, text string, fetched string, file string, line bigint, "
    "reason string"
)
DOCUMENTS = "id binary, place binary, text string, carriers binary"

_BATCH = 500  # records that a task holds at a time


def fingerprint(plan: ReadingPlan, options: ReadingOptions) -> str:
    """Return one hash of what is to be read: names, sizes and times of files, and what was said about them."""
    files = [(file.path, file.key, file.size, Path(file.path).stat().st_mtime_ns) for file in plan.files]
    told = [sorted(files), [item for item in plan.items if isinstance(item, Rejection)], options]
    return f"xxh128:{xxhash.xxh3_128_hexdigest(msgspec.json.encode(told, order='sorted'))}"


def records(spark: SparkSession, plan: ReadingPlan, options: ReadingOptions, partitions: int) -> DataFrame:
    """Return what files hold, article by article, and what could not be read with the ``reason``."""
    items = [(msgspec.json.encode(item), isinstance(item, Rejection)) for item in plan.items]
    frame = spark.createDataFrame(items or [(b"", True)], "item binary, refused boolean").where("length(item) > 0")
    spread = frame.repartition(max(min(partitions, len(items)), 1), "item")
    return spread.mapInArrow(partial(_read, msgspec.json.encode(options)), RECORDS)


def articles(records: DataFrame) -> DataFrame:
    """Return each article once."""
    from pyspark.sql import functions as f

    seen = f.min(f.struct("file", f.coalesce("line", f.lit(0)).alias("line"))).alias("seen")
    same = [f.first(name).alias(name) for name in ("id", "place", "article", "text")]
    once = records.where("reason is null").groupBy("hash").agg(*same, f.min("fetched").alias("fetched"), seen)
    return once.select("hash", "id", "place", "article", "text", "fetched", "seen.file", "seen.line")


def documents(articles: DataFrame) -> DataFrame:
    """Return the distinct texts, each with the articles that carry it, in the place of its first one."""
    return articles.repartition("id").sortWithinPartitions("id", "place").mapInArrow(_collapsed, DOCUMENTS)


def article_of(row: Any) -> Article:
    """Return the article of a row of articles."""
    origin = Origin(file=row["file"], line=row["line"] or None)
    bare = msgspec.json.decode(row["article"], type=Article)
    return replace(bare, text=row["text"], fetched_at=row["fetched"], origin=origin)


def _read(packed_options: bytes, batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    from dedupe.reading import ReadingOptions, ReadingPlan, read
    from dedupe.reading.files import InputFile

    options = msgspec.json.decode(packed_options, type=ReadingOptions)
    items: list[InputFile | Rejection] = []
    for batch in batches:
        for row in batch.to_pylist():
            item: InputFile | Rejection
            if row["refused"]:
                item = msgspec.json.decode(row["item"], type=Rejection)
            else:
                item = msgspec.json.decode(row["item"], type=InputFile)
            items.append(item)
    rows = map(_row, read(ReadingPlan(items=tuple(items), skipped={}), options=options))
    yield from _batches(rows, RECORDS)


def _row(record: Article | Rejection) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(name for name, _ in (column.split() for column in RECORDS.split(", ")))
    empty |= {"file": _writable(record.origin.file), "line": record.origin.line}
    if isinstance(record, Rejection):
        return empty | {"reason": _writable(record.reason)}
    try:
        hashed = article_hash(record)
        (record.fetched_at or "").encode()
    except UnicodeEncodeError:
        return empty | {
            "reason": f"{_writable(record.key)!r} holds a lone surrogate, which is no character: not stored"
        }
    bare = replace(record, text="", fetched_at=None, origin=Origin(file="-"))
    return empty | {
        "hash": hashed,
        "id": id_of(content_hash(record.text)),
        "place": place_of(record, hashed),
        "article": msgspec.json.encode(bare),
        "text": record.text,
        "fetched": record.fetched_at,
    }


def _writable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _collapsed(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    rows = (row for batch in batches for row in batch.to_pylist())
    yield from _batches((_document([*group]) for _, group in groupby(rows, key=lambda row: row["id"])), DOCUMENTS)


def _document(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    first = rows[0]
    for row in rows:
        if row["text"] != first["text"]:
            raise InputError(f"{row['hash']} and {first['hash']} have other texts of one hash")
    carriers = packed_carriers((row["hash"], article_of(row)) for row in rows)
    return {"id": first["id"], "place": first["place"], "text": first["text"], "carriers": carriers}


def _batches(rows: Iterator[dict[str, Any]], columns: str) -> Iterator[RecordBatch]:
    import pyarrow as pa

    schema = arrow_schema(columns)
    held: list[dict[str, Any]] = []
    for row in rows:
        held.append(row)
        if len(held) == _BATCH:
            yield pa.RecordBatch.from_pylist(held, schema)
            held = []
    if held:
        yield pa.RecordBatch.from_pylist(held, schema)
