"""A Spark session as the stages need it: how many rows a batch of Arrow holds, and which Python the workers run."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dedupe.errors import DedupeError, InputError
from dedupe.reading.extras import needed

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",  # texts with their features: some 30 MB, worth loading compiled code
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.ui.showConsoleProgress": "false",
}

_OURS = re.compile(r"dedupe\.errors\.\w+: (.+)")
_RAISED = re.compile(r"^\w[\w.]*(?:Error|Exception)\b.*$", re.MULTILINE)


def session(master: str | None = None, *, partitions: int | None = None, memory: str | None = None) -> SparkSession:
    """Return the session of this process, starting one where there is none.

    ``master`` is where Spark runs (``local[2]``, ``spark://host:7077``); None leaves it to spark-submit, and without that is
    every core of this machine. ``partitions`` of a shuffle: a few for each core. ``memory`` of the JVM that starts here, such as ``2g``.
    Raises InputError where pyspark or Java is missing.
    """
    sql = needed("pyspark", "pyspark.sql")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise InputError("Spark needs Java 17 or later, and there is none: no java on the PATH and no JAVA_HOME")
    builder = sql.SparkSession.builder.appName("dedupe")
    if master is None and "PYSPARK_GATEWAY_PORT" not in os.environ:  # which spark-submit sets
        master = "local[*]"
    if master:
        builder = builder.master(master)
        if master.startswith("local"):
            # Nothing outside this machine has any business with it.
            builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
            builder = builder.config("spark.ui.enabled", "false")
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in _SETTINGS.items():
        builder = builder.config(name, value)
    if partitions:
        builder = builder.config("spark.sql.shuffle.partitions", str(partitions))
    if memory:
        builder = builder.config("spark.driver.memory", memory)
    found: SparkSession = builder.getOrCreate()
    return found


@contextmanager
def in_one_line() -> Iterator[None]:
    """Turn what Spark says at length into an InputError of one line: what a worker said, where it was one of ours."""
    try:
        yield
    except DedupeError:
        raise
    except Exception as error:
        if not type(error).__module__.startswith(("pyspark.", "py4j.")):
            raise
        raise InputError(_reason(str(error))) from error


def _reason(text: str) -> str:
    """Return what an error of Spark comes down to: the last line of the first Python traceback in it, else its first line."""
    if ours := _OURS.search(text):
        return ours[1]
    if raised := _RAISED.search(text.partition("Traceback (most recent call last):")[2]):
        return f"Spark: {raised[0]}"
    return f"Spark: {next((line.strip() for line in text.splitlines() if line.strip()), 'it failed without a word')}"
