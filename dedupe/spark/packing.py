"""Rows of Spark <-> what the pure steps take: arrays of numbers as bytes, articles as JSON, features as columns.

A document is known by its ``id``, the 16 bytes of its text's hash; an article by the hash that the store knows it by. ``place``
says where it stands in canonical order: it compares byte by byte as the store compares (source, date, KEY, hash).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dedupe.records import Article
from dedupe.similarity.features import Features
from dedupe.similarity.ragged import Ragged, offsets_of
from dedupe.stories import documents_carried
from dedupe.text.hashing import ALGORITHM

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]

FEATURES = "shingles binary, figures binary, words binary, word_counts binary, passages binary, passage_lengths binary"
_OF_TEXT = {"shingles": np.uint64, "figures": np.uint64, "words": np.uint64, "word_counts": np.uint8}


# ---------------------------------------------------------------- names and order


def id_of(hashed: str) -> bytes:
    """Return the bytes of a tagged hash."""
    return bytes.fromhex(hashed.removeprefix(f"{ALGORITHM}:"))


def place_of(article: Article, hashed: str) -> bytes:
    """Return what the canonical order compares, in one string of bytes."""
    return ordered(article.source or "", article.published_at or "", article.key, hashed)


def ordered(*parts: str) -> bytes:
    r"""Return a string of bytes that compares as the parts do, one after the other.

    >>> ordered("a", "z") < ordered("a\x00", ""), ordered("a") < ordered("ab")
    (True, True)
    """
    # A part ends with two zeros; a zero within it is followed by a one, so that no part is taken for the end of another.
    return b"".join(part.encode().replace(b"\x00", b"\x00\x01") + b"\x00\x00" for part in parts)


# ---------------------------------------------------------------- articles and documents


def packed_carriers(carriers: Iterable[tuple[str, Article]]) -> bytes:
    """Return (hash, article) of those that carry a document, without its text, as JSON."""
    return msgspec.json.encode([(hashed, replace(article, text="")) for hashed, article in carriers])


def unpacked_carriers(packed: bytes, text: str) -> list[tuple[str, Article]]:
    """Return what ``packed_carriers`` packed, each with the text."""
    found = msgspec.json.decode(packed, type=list[tuple[str, Article]])
    return [(hashed, replace(article, text=text)) for hashed, article in found]


class Folder:
    """Documents of some rows with their articles, all in canonical order, as the pure steps take them.

    ``hashes`` are those of the articles; ``row_of`` says which row each document was in, ``number`` which document has an id.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.articles: list[Article] = []
        self.hashes: list[str] = []
        self.row_of = sorted(range(len(rows)), key=lambda at: rows[at]["place"])
        carried = []
        for number, at in enumerate(self.row_of):
            for hashed, article in unpacked_carriers(rows[at]["carriers"], rows[at]["text"]):
                carried.append((place_of(article, hashed), hashed, article, number))
        carried.sort(key=lambda one: one[0])
        positions: list[list[int]] = [[] for _ in rows]
        for position, (_, hashed, article, number) in enumerate(carried):
            self.articles.append(article)
            self.hashes.append(hashed)
            positions[number].append(position)
        self.documents = documents_carried([rows[at]["text"] for at in self.row_of], positions)
        self.number = {rows[at]["id"]: number for number, at in enumerate(self.row_of)}


# ---------------------------------------------------------------- features


def packed_features(features: Features) -> dict[str, list[bytes]]:
    """Return the features of documents as columns of bytes."""
    columns = {
        name: [row.astype(kind, copy=False).tobytes() for row in getattr(features, name)]
        for name, kind in _OF_TEXT.items()
    }
    offsets = features.passages.offsets
    spans = [*pairwise(features.passage_offsets.tolist())]
    columns["passages"] = [features.passages.values[offsets[low] : offsets[high]].tobytes() for low, high in spans]
    columns["passage_lengths"] = [np.diff(offsets[low : high + 1]).astype(np.int32).tobytes() for low, high in spans]
    return columns


def unpacked_features(rows: Sequence[Row]) -> Features:
    """Return what ``packed_features`` packed, document by document."""
    lengths = ragged(rows, "passage_lengths", np.int32)
    passages = ragged(rows, "passages", np.uint64).values
    return Features(
        shingles=ragged(rows, "shingles", np.uint64),
        figures=ragged(rows, "figures", np.uint64),
        words=ragged(rows, "words", np.uint64),
        word_counts=ragged(rows, "word_counts", np.uint8),
        passages=Ragged(passages, offsets_of(lengths.values)),
        passage_offsets=lengths.offsets,
    )


def ragged(rows: Sequence[Row], name: str, kind: type[np.generic]) -> Ragged:
    """Return a column of packed arrays as rows of numbers."""
    return Ragged.pack([unpacked(row[name], kind) for row in rows], kind)


def unpacked(packed: bytes, kind: type[np.generic]) -> NDArray[Any]:
    """Return an array of its bytes."""
    return np.frombuffer(packed, dtype=kind)


def table_of(columns: Mapping[str, Any], schema: pa.Schema) -> pa.Table:
    """Return columns as a table of a schema."""
    import pyarrow as pa

    return pa.table({field.name: pa.array(columns[field.name], field.type) for field in schema}, schema=schema)


def arrow_schema(ddl: str) -> pa.Schema:
    """Return the Arrow schema of columns as Spark spells them: ``id binary, count bigint``."""
    import pyarrow as pa

    kinds = {
        "binary": pa.binary(), "string": pa.string(), "bigint": pa.int64(), "int": pa.int32(), "double": pa.float64(),
        "boolean": pa.bool_(), "array<string>": pa.list_(pa.string()),
    }  # fmt: skip
    return pa.schema([(name, kinds[kind]) for name, kind in (column.split() for column in ddl.split(", "))])
