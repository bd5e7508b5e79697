"""A Spark session for all tests, and stores of the same articles: one folded here, one imported from what Spark left."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dedupe.spark.importing import ALL, ImportSummary, Slice, import_run
from dedupe.store import open_store

CORPUS = Path(__file__).parents[2] / "corpus"
PARTITIONS = "spark.sql.shuffle.partitions"


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session on two cores of this machine."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'newsfold[spark]'")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("no Java on this machine: Spark needs Java 17")
    from dedupe.spark.session import session

    # Nothing here runs long enough for Java's second compiler to pay; processes of their own take this over. The first one
    # makes more code for so many queries than it keeps by itself, and would then stop.
    os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=256m"
    made = session("local[2]", partitions=2, memory="1g")
    made.sparkContext.setLogLevel("FATAL")
    yield made
    made.stop()


@pytest.fixture(scope="session")
def folded(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run on the invented newsroom leaves."""
    from dedupe.spark import run

    folder = tmp_path_factory.mktemp("newsroom") / "folded"
    run(spark, [str(CORPUS)], str(folder))
    return folder


def dedupe(*arguments: object) -> str:
    """Run the program in a process of its own, and return what it prints."""
    command = [sys.executable, "-m", "dedupe", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout


@contextmanager
def folding_here(source: Path, db: Path) -> Iterator[None]:
    """Run the program on the same articles meanwhile, in one process; at the end they are all in the store."""
    command = [sys.executable, "-m", "dedupe", "run", str(source), "--db", str(db)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        yield
        assert running.wait() == 0


def exported(db: Path) -> list[str]:
    """Return all that a store holds, a line each, and the limits that were met."""
    with open_store(db, read_only=True) as store:
        caps = [repr(cap) for cap in store.caps()]
    return [*dedupe("export", "--db", db).splitlines(), *caps]


def imported(folder: Path, db: Path, chosen: Slice = ALL) -> ImportSummary:
    """Make a store of what a run left in a folder."""
    with open_store(db, create=True) as store:
        return import_run(store, folder, clock=lambda: "2031-01-01T00:00:00Z", chosen=chosen)
