"""On Spark the invented newsroom folds as it does in one process, however it is cut into partitions."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from dedupe.cli.program import program
from tests.pages.conftest import newsroom

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'newsfold[spark]'")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("no Java on this machine: Spark needs Java 17", allow_module_level=True)

from dedupe.spark import run
from dedupe.spark.session import session

__all__ = ["newsroom"]

CORPUS = str(Path(__file__).parents[2] / "corpus")
pytestmark = pytest.mark.filterwarnings("ignore")  # what Spark warns of is its own affair

Pair = tuple[str, str, str, float, float, tuple[str, ...]]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    made = session("local[2]", partitions=2, memory="1g")
    made.sparkContext.setLogLevel("ERROR")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def embedded(newsroom: Path) -> list[dict[str, Any]]:
    ran = CliRunner().invoke(program, ["export", "--db", str(newsroom)])
    assert ran.exit_code == 0
    return [json.loads(line) for line in ran.stdout.splitlines()]


def rows(spark: Any, folder: Path, stage: str) -> list[dict[str, Any]]:
    return [
        row.asDict(recursive=True)
        for row in spark.read.option("pathGlobFilter", "*.parquet")
        .option("recursiveFileLookup", "true")
        .parquet(str(folder / stage))
        .collect()
    ]


@pytest.mark.parametrize("partitions", [2, 7])
def test_the_newsroom_folds_as_it_does_in_one_process(
    spark: Any, embedded: list[dict[str, Any]], tmp_path: Path, partitions: int
) -> None:
    spark.conf.set("spark.sql.shuffle.partitions", str(partitions))
    summary = run(spark, [CORPUS], str(tmp_path / "folded"))
    assert summary.skipped == ()
    found = rows(spark, tmp_path / "folded", "stories")
    pairs = sorted(
        (one["relation"], one["score"], one["jaccard"], one["reasons"]) for one in found if one["kind"] == "pair"
    )
    assert pairs == sorted(
        (one["relation"], one["score"], one["jaccard"], one["reasons"]) for one in embedded if one["type"] == "pair"
    )
    hashes = {one["name"]: one["hash"] for one in embedded if one["type"] == "article"}
    stories = sorted(msgspec.json.decode(one["story"]) for one in found if one["kind"] == "story")
    assert stories == sorted(
        [[hashes[r["article"]], r["revision"], r["relation"], r["ordered_by"]] for r in one["revisions"]]
        for one in embedded
        if one["type"] == "story"
    )
    scripts = sorted(
        json.dumps(json.loads(one["changes"])["script"], sort_keys=True)
        for one in rows(spark, tmp_path / "folded", "changes")
    )
    assert len(scripts) == sum(one["type"] == "comparison" for one in embedded)
    again = run(spark, [CORPUS], str(tmp_path / "folded"))
    assert set(again.skipped) == set(again.counts)
