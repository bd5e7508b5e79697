"""Related pairs -> stories in order -> which versions to compare -> what changed between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from dedupe.changes import compare
from dedupe.records import Changes, StoredArticle, StoredRevision, StoredStory, Story
from dedupe.settings import ChangeSettings, Settings
from dedupe.similarity.features import extract_features
from dedupe.spark.decisions import rulings, separations_first
from dedupe.spark.gathering import in_order
from dedupe.spark.packing import Folder, arrow_schema, table_of
from dedupe.spark.records import article_of
from dedupe.spark.verifying import PAIR, pair_columns, pair_of
from dedupe.versions import fold_related
from dedupe.versions.seriation import Likeness, likeness_matrix
from dedupe.versions.steps import steps_of

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

    from dedupe.spark.decisions import Decided

FOLDED = f"kind string, {PAIR}, story binary, old string, new string, name string, times bigint, left_out bigint"
"""A story (its revisions as JSON), a pair, a step to compare, or a limit that was met, by ``kind``."""

CHANGED = "old string, new string, changes binary"

_AT_A_TIME = 100  # comparisons that a task holds


def folded(settings: Settings, held: Sequence[Decided], pairs: pa.Table, documents: pa.Table) -> pa.Table:
    """Fold whole components: documents, and all pairs of theirs that join; ``held`` is what people decided."""
    rows = in_order(documents)
    folder = Folder(rows)
    related = []
    for row in pairs.to_pylist():
        a, b = folder.number[row["a"]], folder.number[row["b"]]
        first, second = (folder.documents[end].articles[0] for end in (a, b))
        related.append((a, b, pair_of(row, first, second)))
    related.sort(key=lambda one: one[:2])

    def likeness_of(members: Sequence[int]) -> Likeness:
        distinct = sorted(set(members))
        features = extract_features([folder.documents[member].text for member in distinct], settings.signatures)
        return likeness_matrix(features, [distinct.index(member) for member in members])

    decided = separations_first(rulings(held, folder))
    folding = fold_related(folder.articles, folder.documents, related, likeness_of, settings, decided=decided)
    told = [*_told_stories(folding.stories, folder)]
    told += [{"kind": "cap", "name": cap.name, "times": cap.times, "left_out": cap.left_out} for cap in folding.caps]
    schema = arrow_schema(FOLDED)
    columns = pair_columns([*folding.pairs], folder.hashes) | {"kind": ["pair"] * len(folding.pairs)}
    nothing = [None] * len(folding.pairs)
    return table_of(
        {name: [*columns.get(name, nothing), *(row.get(name) for row in told)] for name in schema.names}, schema
    )


def folded_alone(documents: DataFrame, settings: Settings) -> DataFrame:
    """Fold documents that no pair joins to another, where they are."""
    return documents.mapInArrow(partial(_alone, settings), FOLDED)


def changes(steps: DataFrame, articles: DataFrame, settings: ChangeSettings) -> DataFrame:
    """Return what changed in each step (old, new)."""
    from pyspark.sql import functions as f

    known = articles.select("hash", f.struct("article", "text", "fetched", "file", "line").alias("of"))
    old, new = (known.select(f.col("hash").alias(end), f.col("of").alias(f"of_{end}")) for end in ("old", "new"))
    return steps.join(old, "old").join(new, "new").mapInArrow(partial(_compared, settings), CHANGED)


def changes_of(packed: bytes) -> Changes:
    """Return what changed, from its JSON."""
    return msgspec.json.decode(packed, type=Changes)


def _alone(settings: Settings, batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    import pyarrow as pa

    from dedupe.spark.verifying import RELATED

    none = arrow_schema(RELATED).empty_table()
    for batch in batches:
        if batch.num_rows:
            yield from folded(settings, (), none, pa.Table.from_batches([batch])).to_batches()


def _told_stories(stories: Sequence[Story], folder: Folder) -> Iterator[dict[str, Any]]:
    for story in stories:
        revisions = [(folder.hashes[one.article], one.number, one.relation, one.ordered_by) for one in story.revisions]
        yield {"kind": "story", "story": msgspec.json.encode(revisions)}
        if len(revisions) > 1:
            for old, new in steps_of(_stored(story, folder)):
                yield {"kind": "step", "old": old.hash, "new": new.hash}


def _stored(story: Story, folder: Folder) -> StoredStory:
    revisions = []
    for one in story.revisions:
        hashed = folder.hashes[one.article]
        article = StoredArticle(hash=hashed, name=hashed, body_hash="", article=folder.articles[one.article])
        revisions.append(
            StoredRevision(article=article, number=one.number, relation=one.relation, ordered_by=one.ordered_by)
        )
    return StoredStory(id="", title="", revisions=tuple(revisions))


def _compared(settings: ChangeSettings, batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
    schema = arrow_schema(CHANGED)
    for batch in batches:
        for start in range(0, batch.num_rows, _AT_A_TIME):
            rows = batch.slice(start, _AT_A_TIME).to_pylist()
            found = [compare(article_of(row["of_old"]), article_of(row["of_new"]), settings) for row in rows]
            columns = {name: [row[name] for row in rows] for name in ("old", "new")}
            yield from table_of(columns | {"changes": [msgspec.json.encode(one) for one in found]}, schema).to_batches()
