"""All stages in the order in which the data flows; each is a folder of DIR, and is skipped where it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING

import dedupe
from dedupe.errors import InputError
from dedupe.pipeline.states import as_json
from dedupe.records import JOINING, Rejection
from dedupe.settings import Settings
from dedupe.spark import buckets, families, features, folding, gathering, records, terms, verifying
from dedupe.spark.components import FEW, components
from dedupe.spark.stages import Counts, Made, Stages

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from dedupe.reading import ReadingOptions

LEVELS = ("document bands", "passage bands", "subject words", "URLs and KEYs")
_KINDS = {"story": "stories", "pair": "pairs", "step": "steps", "cap": "caps"}
_DOCUMENTS, _PASSAGES, _SUBJECTS, _PLACES = range(4)


@dataclass(frozen=True, kw_only=True)
class SparkSummary:
    """What a run came to: the counts of each stage, and which were there already."""

    counts: dict[str, Counts]
    skipped: tuple[str, ...]


def run(
    spark: SparkSession,
    inputs: Sequence[str],
    folder: str,
    settings: Settings | None = None,
    options: ReadingOptions | None = None,
    told: Callable[[str, bool], None] = lambda *_: None,
    warn: Callable[[Rejection], None] = lambda _: None,
    few_links: int = FEW,
) -> SparkSummary:
    """Read the inputs, fold them into stories and compare their versions; everything is left in stages in ``folder``.

    The inputs must be where every worker can read them. ``told`` hears of each stage whether it is there already, ``warn``
    of each input that cannot be read at all; of what is in the others see the stage ``records``.
    ``few_links`` are joined in one task. Raises InputError where there is nothing to read, or a limit of it.
    """
    from dedupe.reading import ReadingOptions, plan

    options = options or ReadingOptions()
    if options.limit:
        raise InputError("a limit of articles cannot be told where several tasks read")
    planned = plan(inputs, options)
    for item in planned.items:
        if isinstance(item, Rejection):
            warn(item)
    skipped: list[str] = []

    def tell(stage: str, there: bool) -> None:
        skipped.extend([stage] if there else [])
        told(stage, there)

    settings = settings or Settings()
    key = {"input": records.fingerprint(planned, options), "settings": as_json(settings), "dedupe": dedupe.__version__}
    stages = Stages(spark, folder.rstrip("/"), key, tell)
    flow = _Flow(stages, settings, few_links)
    partitions = max(spark.sparkContext.defaultParallelism * 4, 1)
    stages.made("records", lambda: (records.records(spark, planned, options, partitions), _read))
    flow.finish()
    return SparkSummary(counts=stages.done, skipped=tuple(skipped))


def _read(rows: DataFrame) -> Counts:
    from pyspark.sql import functions as f

    row = rows.select(f.count("*"), f.count("reason")).first()
    read, rejected = (int(row[0]), int(row[1])) if row else (0, 0)
    return {"read": read, "rejected": rejected}


@dataclass
class _Flow:
    """The stages after reading, each made of those before it."""

    stages: Stages
    settings: Settings
    few_links: int
    _rows: dict[str, DataFrame] = field(default_factory=dict)

    def finish(self) -> None:
        """Make every stage that is not there."""
        for name in (
            "articles", "documents", "features", "buckets", "copies", "families", "terms", "subjects", "pairs",
            "hopeful", "related", "stories", "changes",
        ):  # fmt: skip
            self._rows[name] = self.stages.made(name, getattr(self, f"_{name}"))

    @cached_property
    def _n_documents(self) -> int:
        return self.stages.done["documents"]["rows"]

    def _articles(self) -> DataFrame:
        return records.articles(self.stages.rows("records"))

    def _documents(self) -> DataFrame:
        return records.documents(self._rows["articles"])

    def _features(self) -> DataFrame:
        return features.features(self._rows["documents"], self.settings.signatures)

    def _buckets(self) -> Made:
        signatures = self.settings.signatures
        columns = {
            "whole": (_DOCUMENTS, signatures.article_bands),
            "passage_keys": (_PASSAGES, signatures.passage_bands),
            "found_under": (_PLACES, 1),
        }
        return buckets.meet(buckets.members(self._rows["features"], columns), signatures), self._met

    def _met(self, met: DataFrame) -> Counts:
        counts = {"rows": met.count()}
        for level, (times, out) in sorted(buckets.left_out(met, self.settings.signatures).items()):
            counts |= {f"large buckets of {LEVELS[level]}": times, f"pairs left out of {LEVELS[level]}": out}
        return counts

    def _copies(self) -> DataFrame:
        met = self._rows["buckets"].where(f"level = {_DOCUMENTS}")
        pairs = buckets.pairs_of(met, self._rows["features"], self.settings.signatures).select("a", "b")
        pairs = self.stages.scratch("scratch/copies", pairs)
        labels = components(self.stages, pairs, "scratch/copies-labels", self.few_links)
        documents = self._rows["features"].select("id", "place", "shingles")
        work = partial(families.copies_among, self.settings.evidence)
        return gathering.by_component(pairs, labels, documents, work, families.LINKS)

    def _families(self) -> Made:
        links = self._rows["copies"]
        labels = components(self.stages, links, "scratch/families-labels", self.few_links)
        parts = terms.parts_for(self._n_documents)
        work = partial(families.families_among, self.settings.evidence, parts)
        rows = gathering.by_whole_component(links, labels, self._rows["features"], work, families.FAMILIES)
        return rows, self._number_of_families

    def _number_of_families(self, rows: DataFrame) -> Counts:
        from pyspark.sql import functions as f

        row = rows.select(f.count("id"), f.count_distinct("family"), f.count("filled")).first()
        inside, families_there, filled = (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)
        all_families = self._n_documents - inside + families_there
        return {"families": all_families, "documents in families": inside, "filling a template": filled}

    def _terms(self) -> DataFrame:
        too_often = self._rows["families"].where("id is null")
        blocks = gathering.tasks_for(self._n_documents)
        return terms.counted(self._rows["features"], too_often, self._n_documents, blocks, self.settings)

    def _subjects(self) -> Made:
        members = buckets.members(self._rows["terms"], {"subject": (_SUBJECTS, 1)})
        return buckets.meet(members, self.settings.signatures), self._met

    def _pairs(self) -> DataFrame:
        met = self._rows["buckets"].union(self._rows["subjects"])
        return buckets.pairs_of(met, self._rows["features"], self.settings.signatures).select("a", "b").distinct()

    def _hopeful(self) -> DataFrame:
        from pyspark.sql import functions as f

        filled = self._filled().select("id", f.lit(True).alias("fills"))
        told = self._rows["terms"].select("id", "rare", "rare_weights", "weight")
        documents = self._rows["features"].select("id", "place").join(told, "id").join(filled, "id", "left")
        documents = documents.fillna(False, "fills")
        work = partial(verifying.hopeful_among, self.settings.evidence)
        return gathering.by_piece(self._rows["pairs"], documents, self._n_documents, work, families.LINKS)

    def _related(self) -> DataFrame:
        pairs = self._rows["hopeful"]
        labels = components(self.stages, pairs, "scratch/hopeful-labels", self.few_links)
        told = self._rows["terms"].select("id", "shingle_families", "word_families")
        texts = self._rows["documents"].select("id", "text", "carriers")
        documents = self._rows["features"].drop("whole", "passage_keys", "found_under").join(texts, "id")
        documents = documents.join(told, "id").join(self._filled(), "id", "left")
        number = self.stages.done["families"]["families"]
        work = partial(verifying.related_among, self.settings.evidence, number)
        return gathering.by_component(pairs, labels, documents, work, verifying.RELATED)

    def _stories(self) -> Made:
        from pyspark.sql import functions as f

        related = self._rows["related"]
        joins = f.col("relation").isin(*sorted(JOINING))
        joining = related.where(joins)
        labels = components(self.stages, joining, "scratch/stories-labels", self.few_links)
        labels = self.stages.scratch("scratch/stories-of", labels)
        documents = self._rows["documents"]
        work = partial(folding.folded, self.settings)
        together = gathering.by_whole_component(joining, labels, documents, work, folding.FOLDED)
        alone = folding.folded_alone(documents.join(labels, "id", "left_anti"), self.settings)
        apart = related.where(~joins).drop("a", "b").withColumn("kind", f.lit("pair"))
        return together.union(alone).unionByName(apart, allowMissingColumns=True), self._number_of_stories

    def _number_of_stories(self, rows: DataFrame) -> Counts:
        counts = {_KINDS[row["kind"]]: int(row["count"]) for row in rows.groupBy("kind").count().collect()}
        caps = rows.where("kind = 'cap'").groupBy("name").agg({"times": "sum", "left_out": "sum"}).collect()
        for cap in caps:
            counts |= {cap["name"]: int(cap["sum(times)"]), f"left out: {cap['name']}": int(cap["sum(left_out)"])}
        return counts

    def _changes(self) -> DataFrame:
        steps = self._rows["stories"].where("kind = 'step'").select("old", "new").distinct()
        return folding.changes(steps, self._rows["articles"], self.settings.changes)

    def _filled(self) -> DataFrame:
        return self._rows["families"].where("filled is not null").select("id", "filled")
