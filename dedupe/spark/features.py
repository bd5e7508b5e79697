"""Documents -> features and the keys of their buckets: what one text tells alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dedupe.settings import SignatureSettings
from dedupe.similarity.bands import band_keys
from dedupe.similarity.candidates import sign
from dedupe.similarity.features import extract_features
from dedupe.spark.packing import FEATURES, Folder, arrow_schema, packed_features, table_of
from dedupe.stories import document_places

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

KEYED = f"id binary, place binary, {FEATURES}, whole binary, passage_keys binary, found_under binary"
"""``whole`` and ``passage_keys`` are the keys of all bands of a document, and of its passages; ``found_under`` hashes of places."""


def features(documents: DataFrame, settings: SignatureSettings) -> DataFrame:
    """Return the features of documents and the keys of the buckets that they stand in."""
    return documents.mapInArrow(partial(_keyed, settings), KEYED)


def _keyed(settings: SignatureSettings, batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    schema = arrow_schema(KEYED)
    for batch in batches:
        if not batch.num_rows:
            continue
        rows = batch.to_pylist()
        folder = Folder(rows)
        found = extract_features([document.text for document in folder.documents], settings)
        table = sign(found, settings)
        whole = np.stack([*band_keys(table.documents, settings.article_bands, settings.article_rows)], axis=1)
        touched = np.stack([*band_keys(table.passages, settings.passage_bands, settings.passage_rows)], axis=1)
        columns = {
            "id": [rows[at]["id"] for at in folder.row_of],
            "place": [rows[at]["place"] for at in folder.row_of],
            "whole": [
                keys.tobytes() if there else b"" for keys, there in zip(whole, table.present.tolist(), strict=True)
            ],
            "passage_keys": [touched[low:high].tobytes() for low, high in pairwise(table.passage_offsets.tolist())],
            "found_under": [row.tobytes() for row in document_places(folder.documents, folder.articles)],
        }
        yield from table_of(columns | packed_features(found), schema).to_batches()
