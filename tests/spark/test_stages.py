"""A run that was stopped goes on where it was, and nothing half-written is taken for finished."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dedupe.spark import run
from dedupe.spark.components import components
from dedupe.spark.stages import Stages
from tests.spark.conftest import CORPUS, PARTITIONS, exported, imported

pytestmark = pytest.mark.filterwarnings("ignore")  # what Spark warns of is its own affair

FEW = ("harbour-post", "meridian-wire")
CHAIN = 2_000


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the articles."""
    folder = tmp_path_factory.mktemp("few")
    for name in FEW:
        shutil.copytree(CORPUS / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def unstopped(spark: Any, few: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run that nobody stopped leaves."""
    spark.conf.set(PARTITIONS, "2")
    folder = tmp_path_factory.mktemp("whole") / "folded"
    run(spark, [str(few)], str(folder))
    return folder


@pytest.fixture(scope="module")
def whole(unstopped: Path) -> list[str]:
    """What it comes to."""
    imported(unstopped, unstopped.parent / "news.db")
    return exported(unstopped.parent / "news.db")


def test_a_driver_that_is_killed(spark: Any, few: Path, whole: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dedupe", "spark", "run", str(few), "--out", str(tmp_path / "folded"),
               "--master", "local[2]", "--partitions", "2", "--memory", "1g"]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as driver:
        assert driver.stderr is not None
        for line in driver.stderr:
            if line == "pairs: begun\n":
                os.killpg(driver.pid, signal.SIGKILL)
                break
    assert driver.wait() == -signal.SIGKILL
    summary = run(spark, [str(few)], str(tmp_path / "folded"))
    assert "features" in summary.skipped
    assert not {"pairs", "related", "stories", "changes"} & set(summary.skipped)
    imported(tmp_path / "folded", tmp_path / "news.db")
    assert exported(tmp_path / "news.db") == whole
    again = run(spark, [str(few)], str(tmp_path / "folded"))
    assert again.skipped == tuple(again.counts)


@pytest.mark.parametrize("damage", ["no manifest", "half a manifest", "other settings"])
def test_a_stage_that_is_not_finished_is_made_again(
    spark: Any, few: Path, unstopped: Path, whole: list[str], tmp_path: Path, damage: str
) -> None:
    shutil.copytree(unstopped, tmp_path / "folded")
    manifest = tmp_path / "folded" / "stories" / "manifest.json"
    text = manifest.read_text()
    for path in (tmp_path / "folded" / "stories" / "rows").glob("part-*"):
        path.unlink()
    manifest.with_name(".manifest.json.crc").unlink(missing_ok=True)
    match damage:
        case "no manifest":
            manifest.unlink()
        case "half a manifest":
            manifest.write_text(text[: len(text) // 2])
        case _:
            manifest.write_text(json.dumps({**json.loads(text), "settings": "others"}))
    summary = run(spark, [str(few)], str(tmp_path / "folded"))
    assert "stories" not in summary.skipped
    imported(tmp_path / "folded", tmp_path / "news.db")
    assert exported(tmp_path / "news.db") == whole


@pytest.mark.parametrize("few_links", [2_000_000, 0], ids=["in-one-task", "star-by-star"])
def test_a_chain_of_any_length_is_one_component(spark: Any, tmp_path: Path, few_links: int) -> None:
    spark.conf.set(PARTITIONS, "2")
    ids = [number.to_bytes(16, "big") for number in range(CHAIN)]
    links = spark.createDataFrame([*pairwise(ids)], "a binary, b binary").repartition(3)
    held = components(Stages(spark, str(tmp_path), {}), links, CHAIN - 1, "chain", few_links)
    counted = ("count(*)", "count(distinct id)", "count(distinct label)", "min(size)", "max(size)")
    found = held.labels.selectExpr(*counted).first()
    assert (*found, held.ends) == (CHAIN, CHAIN, 1, CHAIN, CHAIN, CHAIN)
