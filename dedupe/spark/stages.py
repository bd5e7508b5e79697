"""Stages: a folder of Parquet files each, with a manifest that is written last.

``DIR/<stage>/rows/`` holds the rows, ``DIR/<stage>/manifest.json`` what made them and what was counted. Without a manifest a
stage is not finished, whatever else is there, and is done again; with one of another input, other settings or another
version it is done again, too. Files are reached as Hadoop does, so that DIR may be in an object store.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dedupe.errors import InputError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Counts = Mapping[str, int]

_MANIFEST = "manifest.json"
_ROWS = {"rows": "count(*)"}


def _as_counted(counted: Counts, _: DataFrame) -> Counts:
    return counted


@dataclass(frozen=True)
class Made:
    """Rows to write, and what is counted of them while they are written, which takes no job of its own.

    ``measures``: names and aggregates in SQL; ``told`` makes counts of them, and may ask the rows that were written.
    """

    rows: DataFrame
    measures: Mapping[str, str] = field(default_factory=lambda: _ROWS)
    told: Callable[[Counts, DataFrame], Counts] = _as_counted


@dataclass(frozen=True)
class Stages:
    """The stages of a run in a folder. ``key`` says what made them: a version, settings, an input."""

    spark: SparkSession
    folder: str
    key: Mapping[str, str]
    told: Callable[[str, bool], None] = lambda *_: None
    done: dict[str, Counts] = field(default_factory=dict)

    def made(self, name: str, make: Callable[[], Made | DataFrame], also: Mapping[str, str] | None = None) -> DataFrame:
        """Return the rows of a stage, making them unless they are there already; ``also`` what else made them."""
        key = {**self.key, **(also or {})}
        manifest = self._finished(name, key)
        self.told(name, manifest is not None)
        if manifest is None:
            return self._make(name, make, key)
        self.done[name] = manifest["counts"]
        return self.rows(name)

    def rows(self, name: str) -> DataFrame:
        """Return the rows of a stage that is there."""
        return self.spark.read.parquet(f"{self.folder}/{name}/rows")

    def scratch(self, name: str, rows: DataFrame) -> tuple[DataFrame, int]:
        """Write rows that one stage reads more than once, and count them: what is lost with a machine is read again."""
        written, counted = self._written(name, Made(rows))
        return written, counted["rows"]

    def drop(self, name: str) -> None:
        """Delete a folder of scratch."""
        path = self._path(name)
        path.getFileSystem(self._configuration()).delete(path, True)

    def _make(self, name: str, make: Callable[[], Made | DataFrame], key: Mapping[str, str]) -> DataFrame:
        begun, group = time.monotonic(), f"{self.folder}/{name}"
        path = self._path(f"{name}/{_MANIFEST}")
        path.getFileSystem(self._configuration()).delete(path, False)
        self.spark.sparkContext.setJobGroup(group, f"dedupe: {name}")
        made = make()
        made = made if isinstance(made, Made) else Made(made)
        rows, counted = self._written(f"{name}/rows", made)
        self.done[name] = dict(made.told(counted, rows))
        manifest = {"stage": name, **key, "counts": self.done[name]}
        took = {"seconds": round(time.monotonic() - begun, 1), "shuffle bytes": self._shuffled(group)}
        self._write(f"{name}/{_MANIFEST}", json.dumps({**manifest, **took}, indent=1))
        return rows

    def _written(self, below: str, made: Made) -> tuple[DataFrame, Counts]:
        from pyspark.sql import Observation
        from pyspark.sql import functions as f

        seen = Observation()
        measures = [f.expr(of).alias(measure) for measure, of in made.measures.items()]
        made.rows.observe(seen, *measures).write.mode("overwrite").parquet(f"{self.folder}/{below}")
        counted = {measure: int(value or 0) for measure, value in seen.get.items()}
        # What was written is known: a schema that is looked up in files takes a job.
        return self.spark.read.schema(made.rows.schema).parquet(f"{self.folder}/{below}"), counted

    def _shuffled(self, group: str) -> int:
        """Return how many bytes the jobs of a group wrote for each other's tasks."""
        from py4j.protocol import Py4JJavaError

        tracker, found = self.spark.sparkContext.statusTracker(), 0
        status = self.spark.sparkContext._jsc.sc().statusStore()
        jobs = [tracker.getJobInfo(job) for job in tracker.getJobIdsForGroup(group)]
        for stage in {stage for job in jobs if job for stage in job.stageIds}:
            try:
                found += int(status.lastStageAttempt(stage).shuffleWriteBytes())
            except Py4JJavaError:  # it is known no longer, or was never begun: what it makes was there
                continue
        return found

    def _finished(self, name: str, key: Mapping[str, str]) -> dict[str, Any] | None:
        text = self._read(f"{name}/{_MANIFEST}")
        try:
            manifest = json.loads(text or "null")
        except ValueError:
            return None
        same = isinstance(manifest, dict) and all(manifest.get(part) == value for part, value in key.items())
        return manifest if same else None

    def _path(self, below: str) -> Any:
        return self._jvm().org.apache.hadoop.fs.Path(f"{self.folder}/{below}")

    def _jvm(self) -> Any:
        jvm = getattr(self.spark, "_jvm", None)
        if jvm is None:
            raise InputError("dedupe runs on a classic Spark session, not over Spark Connect")
        return jvm

    def _configuration(self) -> Any:
        return self.spark.sparkContext._jsc.hadoopConfiguration()

    def _read(self, below: str) -> str | None:
        path = self._path(below)
        files = path.getFileSystem(self._configuration())
        if not files.exists(path):
            return None
        stream = files.open(path)
        text = bytes(stream.readAllBytes()).decode("utf-8", "replace")
        stream.close()
        return text

    def _write(self, below: str, text: str) -> None:
        """Write a file beside its place and rename it: it is there in full or not at all."""
        path, beside = self._path(below), self._path(f"{below}.new")
        files = path.getFileSystem(self._configuration())
        stream = files.create(beside, True)
        stream.write(bytearray(text.encode()))
        stream.close()
        files.rename(beside, path)
