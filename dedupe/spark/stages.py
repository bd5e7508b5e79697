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
Made = tuple["DataFrame", Callable[["DataFrame"], Counts]]
"""Rows to write, and what to count of them once they are written."""

_MANIFEST = "manifest.json"


def count_rows(rows: DataFrame) -> Counts:
    """Count the rows of a stage."""
    return {"rows": rows.count()}


@dataclass(frozen=True)
class Stages:
    """The stages of a run in a folder. ``key`` says what made them: a version, settings, an input."""

    spark: SparkSession
    folder: str
    key: Mapping[str, str]
    told: Callable[[str, bool], None] = lambda *_: None
    done: dict[str, Counts] = field(default_factory=dict)

    def made(self, name: str, make: Callable[[], Made | DataFrame]) -> DataFrame:
        """Return the rows of a stage, making them unless they are there already."""
        manifest = self._finished(name)
        self.told(name, manifest is not None)
        if manifest is None:
            manifest = self._make(name, make)
        self.done[name] = manifest["counts"]
        return self.rows(name)

    def rows(self, name: str) -> DataFrame:
        """Return the rows of a stage that is there."""
        return self.spark.read.parquet(f"{self.folder}/{name}/rows")

    def scratch(self, name: str, rows: DataFrame) -> DataFrame:
        """Write rows that later rounds of one stage read more than once: what is lost with a machine is read again."""
        rows.write.mode("overwrite").parquet(f"{self.folder}/{name}")
        return self.spark.read.parquet(f"{self.folder}/{name}")

    def drop(self, name: str) -> None:
        """Delete a folder of scratch."""
        path = self._path(name)
        path.getFileSystem(self._configuration()).delete(path, True)

    def _make(self, name: str, make: Callable[[], Made | DataFrame]) -> dict[str, Any]:
        begun = time.monotonic()
        path = self._path(f"{name}/{_MANIFEST}")
        path.getFileSystem(self._configuration()).delete(path, False)
        self.spark.sparkContext.setJobGroup(name, f"dedupe: {name}")
        made = make()
        rows, count = made if isinstance(made, tuple) else (made, count_rows)
        rows.write.mode("overwrite").parquet(f"{self.folder}/{name}/rows")
        manifest = {"stage": name, **self.key, "counts": dict(count(self.rows(name)))}
        took = {"seconds": round(time.monotonic() - begun, 1), "shuffle bytes": self._shuffled(name)}
        self._write(f"{name}/{_MANIFEST}", json.dumps({**manifest, **took}, indent=1))
        return manifest

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

    def _finished(self, name: str) -> dict[str, Any] | None:
        text = self._read(f"{name}/{_MANIFEST}")
        try:
            manifest = json.loads(text or "null")
        except ValueError:
            return None
        same = isinstance(manifest, dict) and all(manifest.get(part) == value for part, value in self.key.items())
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
        return "\n".join(row.value for row in self.spark.read.text(f"{self.folder}/{below}").collect())

    def _write(self, below: str, text: str) -> None:
        """Write a file beside its place and rename it: it is there in full or not at all."""
        path, beside = self._path(below), self._path(f"{below}.new")
        files = path.getFileSystem(self._configuration())
        stream = files.create(beside, True)
        stream.write(bytearray(text.encode()))
        stream.close()
        files.rename(beside, path)
