"""All stages in the order in which the data flows; each is a folder of DIR, and is skipped where it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import msgspec
import xxhash

import dedupe
from dedupe.errors import InputError
from dedupe.pipeline.states import as_json
from dedupe.records import JOINING, Rejection
from dedupe.settings import Settings
from dedupe.spark import buckets, decisions, families, features, folding, gathering, records, terms, verifying
from dedupe.spark.components import FEW, Components, components
from dedupe.spark.stages import Counts, Made, Stages
from dedupe.stories.verdicts import GAVE_IN

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from dedupe.reading import ReadingOptions
    from dedupe.spark.decisions import Decided, Decision

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
    verdicts: Sequence[Decision] = (),
) -> SparkSummary:
    """Read the inputs, fold them into stories and compare their versions; everything is left in stages in ``folder``.

    The inputs must be where every worker can read them. ``told`` hears of each stage whether it is there already, ``warn``
    of each input that cannot be read at all; of what is in the others see the stage ``records``.
    ``few_links`` are joined in one task. ``verdicts`` of people hold whatever the evidence says; other ones make anew only the
    stages after all is compared. Raises InputError where there is nothing to read, or a limit of it.
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
    partitions = max(spark.sparkContext.defaultParallelism * 4, 1)
    counted = {"read": "count(*)", "rejected": "count(reason)"}
    read = stages.made("records", lambda: Made(records.records(spark, planned, options, partitions), counted))
    _Flow(stages, settings, few_links, verdicts, {"records": read}).finish()
    return SparkSummary(counts=stages.done, skipped=tuple(skipped))


@dataclass
class _Flow:
    """The stages after reading, each made of those before it."""

    stages: Stages
    settings: Settings
    few_links: int
    verdicts: Sequence[Decision]
    _rows: dict[str, DataFrame]

    def finish(self) -> None:
        """Make every stage that is not there."""
        for name in (
            "articles", "documents", "features", "buckets", "copies", "families", "terms", "subjects", "pairs",
            "hopeful",
        ):  # fmt: skip
            self._rows[name] = self.stages.made(name, getattr(self, f"_{name}"))
        told = msgspec.json.encode(self.verdicts)
        also = {"decided": f"xxh128:{xxhash.xxh3_128_hexdigest(told)}"}
        for name in ("verdicts", "related", "stories", "changes"):
            self._rows[name] = self.stages.made(name, getattr(self, f"_{name}"), also)

    @cached_property
    def _n_documents(self) -> int:
        return self.stages.done["documents"]["rows"]

    @cached_property
    def _held(self) -> list[Decided]:
        spark, articles = self.stages.spark, self._rows["articles"]
        return decisions.decided(self.verdicts, decisions.known_articles(spark, articles, self.verdicts))

    def _verdicts(self) -> DataFrame:
        return self.stages.spark.createDataFrame([*decisions.as_rows(self._held)], decisions.VERDICTS)

    def _articles(self) -> DataFrame:
        return records.articles(self._rows["records"])

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
        return self._met(buckets.members(self._rows["features"], columns))

    def _met(self, members: DataFrame) -> Made:
        measures = {"rows": "count(a)"}
        for number, level in enumerate(LEVELS):
            measures[f"large buckets of {level}"] = f"count_if(level = {number} and left_out is not null)"
            measures[f"pairs left out of {level}"] = f"sum(if(level = {number}, left_out, null))"
        return Made(buckets.meet(members, self.settings.signatures), measures, _of_those_met)

    def _copies(self) -> DataFrame:
        met = self._rows["buckets"].where(f"level = {_DOCUMENTS}")
        pairs = buckets.pairs_of(met, self._rows["features"], self.settings.signatures).select("a", "b")
        pairs, n_pairs = self.stages.scratch("scratch/copies", pairs)
        held = components(self.stages, pairs, n_pairs, "scratch/copies-labels", self.few_links)
        documents = self._rows["features"].select("id", "place", "shingles")
        work = partial(families.copies_among, self.settings.evidence)
        return gathering.by_component(pairs, held, documents, work, families.LINKS)

    def _families(self) -> Made:
        links = self._rows["copies"]
        held = self._held_together("copies", links, "scratch/families-labels")
        parts = terms.parts_for(self._n_documents)
        work = partial(families.families_among, self.settings.evidence, parts)
        rows = gathering.by_whole_component(links, held, self._rows["features"], work, families.FAMILIES)
        # A family goes by one of its own; all of one fill a template, each for itself, or none does.
        measures = {
            "families": "count_if(id = family)",
            "documents in families": "count(id)",
            "filling a template": "count(filled)",
        }
        return Made(rows, measures, self._with_those_alone)

    def _with_those_alone(self, counted: Counts, _: DataFrame) -> Counts:
        alone = self._n_documents - counted["documents in families"]
        return {**counted, "families": counted["families"] + alone}

    def _held_together(self, stage: str, links: DataFrame, scratch: str) -> Components:
        return components(self.stages, links, self.stages.done[stage]["rows"], scratch, self.few_links)

    def _terms(self) -> DataFrame:
        too_often = self._rows["families"].where("id is null")
        blocks = gathering.tasks_for(self._n_documents)
        return terms.counted(self._rows["features"], too_often, self._n_documents, blocks, self.settings)

    def _subjects(self) -> Made:
        members = buckets.members(self._rows["terms"], {"subject": (_SUBJECTS, 1)})
        return self._met(members)

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
        asked = self._rows["verdicts"].selectExpr("a_id as a", "b_id as b")
        pairs = self._rows["hopeful"].union(asked).selectExpr("least(a, b) as a", "greatest(a, b) as b").distinct()
        n_pairs = self.stages.done["hopeful"]["rows"] + len(self._held)
        held = components(self.stages, pairs, n_pairs, "scratch/hopeful-labels", self.few_links)
        told = self._rows["terms"].select("id", "shingle_families", "word_families")
        texts = self._rows["documents"].select("id", "text", "carriers")
        documents = self._rows["features"].drop("whole", "passage_keys", "found_under").join(texts, "id")
        documents = documents.join(told, "id").join(self._filled(), "id", "left")
        number = self.stages.done["families"]["families"]
        work = partial(verifying.related_among, self.settings.evidence, number, self._held)
        return gathering.by_component(pairs, held, documents, work, verifying.RELATED)

    def _stories(self) -> Made:
        from pyspark.sql import functions as f

        related = self._rows["related"]
        joins = f.col("relation").isin(*sorted(JOINING))
        joining = related.where(joins)
        held = self._held_together("related", joining, "scratch/stories-labels")
        documents = self._rows["documents"]
        work = partial(folding.folded, self.settings, self._held)
        together = gathering.by_whole_component(joining, held, documents, work, folding.FOLDED)
        alone = folding.folded_alone(documents.join(held.labels, "id", "left_anti"), self.settings)
        apart = related.where(~joins).drop("a", "b").withColumn("kind", f.lit("pair"))
        rows = together.union(alone).unionByName(apart, allowMissingColumns=True)
        if vain := decisions.contradicted(self._held):
            cap = self.stages.spark.createDataFrame(
                [("cap", GAVE_IN, vain, vain)], "kind string, name string, times bigint, left_out bigint"
            )
            rows = rows.unionByName(cap, allowMissingColumns=True)
        return Made(rows, {told: f"count_if(kind = '{kind}')" for kind, told in _KINDS.items()}, _with_caps)

    def _changes(self) -> DataFrame:
        steps = self._rows["stories"].where("kind = 'step'").select("old", "new").distinct()
        return folding.changes(steps, self._rows["articles"], self.settings.changes)

    def _filled(self) -> DataFrame:
        return self._rows["families"].where("filled is not null").select("id", "filled")


def _of_those_met(counted: Counts, _: DataFrame) -> Counts:
    """Leave out the levels of which no bucket was large."""
    large = {level for level in LEVELS if counted[f"large buckets of {level}"]}
    return {name: count for name, count in counted.items() if name == "rows" or name.partition(" of ")[2] in large}


def _with_caps(counted: Counts, rows: DataFrame) -> Counts:
    """Tell what was met of each limit, where any was."""
    counts = {name: count for name, count in counted.items() if count}
    if "caps" in counts:
        for cap in rows.where("kind = 'cap'").groupBy("name").agg({"times": "sum", "left_out": "sum"}).collect():
            counts |= {cap["name"]: int(cap["sum(times)"]), f"left out: {cap['name']}": int(cap["sum(left_out)"])}
    return counts
