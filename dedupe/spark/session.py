"""A Spark session as the stages need it: how many rows a batch of Arrow holds, and which Python the workers run."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from dedupe.reading.extras import needed

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",  # texts with their features: some 15 MB
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.ui.showConsoleProgress": "false",
}


def session(master: str | None = None, *, partitions: int | None = None, memory: str | None = None) -> SparkSession:
    """Return the session of this process, starting one where there is none.

    ``master`` is where Spark runs (``local[2]``, ``spark://host:7077``); None leaves it to spark-submit, and without that to
    this machine. ``partitions`` of a shuffle: a few for each core. ``memory`` of the JVM that starts here, such as ``2g``.
    Raises InputError where pyspark is missing.
    """
    sql = needed("pyspark", "pyspark.sql")
    builder = sql.SparkSession.builder.appName("dedupe")
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
