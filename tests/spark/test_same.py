"""On Spark everything folds as it does in one process, however the rows are cut into partitions and files."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Any

import pytest
from numpy.random import default_rng

from dedupe.spark import run
from dedupe.store import open_store
from tests.spark.conftest import CORPUS, PARTITIONS, dedupe, exported, folding_here, imported
from tests.spark.drift import write

pytestmark = pytest.mark.filterwarnings("ignore")  # what Spark warns of is its own affair

FILES = 3
DRIFT = 300  # versions of one page; at length: python tests/spark/drift.py
LABELLED = ("bitcoinops", "opensuse_news", "us_18f_blog", "us_digitalgov", "wikiversions")


def assert_same(folded: Path, here: Path) -> None:
    """Import what Spark left beside a store of the same, and compare: articles, stories in order, pairs, edit scripts, reversions."""
    imported(folded, here.with_name("imported.db"))
    assert exported(here.with_name("imported.db")) == exported(here)


def test_the_newsroom(folded: Path, tmp_path: Path) -> None:
    dedupe("run", CORPUS, "--db", tmp_path / "here.db")
    assert_same(folded, tmp_path / "here.db")


def test_the_newsroom_and_a_drifting_page_in_more_partitions_and_star_by_star(spark: Any, tmp_path: Path) -> None:
    source = tmp_path / "news"
    shutil.copytree(CORPUS, source)
    write(DRIFT, source / "drift.jsonl")
    spark.conf.set(PARTITIONS, "7")
    with folding_here(source, tmp_path / "here.db"):
        run(spark, [str(source)], str(tmp_path / "folded"), few_links=0)
    assert_same(tmp_path / "folded", tmp_path / "here.db")
    with open_store(tmp_path / "imported.db") as store:
        assert [len(story.revisions) for story in store.stories(DRIFT // 2)] == [DRIFT]


def test_all_labelled_folders_in_another_order(spark: Any, real_data: Path, tmp_path: Path) -> None:
    packed = [(real_data / name / "articles.jsonl.gz").read_bytes() for name in LABELLED]
    lines = [line for each in packed for line in gzip.decompress(each).splitlines()]
    order = default_rng(1).permutation(len(lines))
    source = tmp_path / "shuffled"
    source.mkdir()
    for number in range(FILES):
        (source / f"{number}.jsonl").write_bytes(b"\n".join(lines[at] for at in order[number::FILES]))
    spark.conf.set(PARTITIONS, "3")
    with folding_here(source, tmp_path / "here.db"):
        run(spark, [str(source)], str(tmp_path / "folded"))
    assert_same(tmp_path / "folded", tmp_path / "here.db")
