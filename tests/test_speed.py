"""The figures of docs/speed.md are those that were measured, and the programs that measure do what they say.

``python bench/speed.py`` makes the tables anew. No test asks how fast anything is.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def speed(bench_script: Callable[[str], ModuleType]) -> ModuleType:
    """What makes the tables."""
    return bench_script("speed")


@pytest.fixture(scope="module")
def programs(bench_script: Callable[[str], ModuleType]) -> ModuleType:
    """The programs of the peers, of which none is installed here."""
    return bench_script("peer_programs")


def test_every_table_is_made_of_the_figures_that_were_kept(speed: ModuleType) -> None:
    assert speed.filled(PAGE) == PAGE


def test_every_figure_that_was_kept_is_told() -> None:
    kept = {path.stem for path in (ROOT / "bench" / "results").glob("*.json")}
    assert kept <= set(re.findall(r"<!-- end of ([\w-]+) -->", PAGE))


def test_what_was_kept_says_where_and_how_it_was_measured() -> None:
    for path in (ROOT / "bench" / "results").glob("*.json"):
        result = json.loads(path.read_text(encoding="utf-8"))
        assert {"command", "machine", "versions", "corpus"} <= set(result), path.name
        assert {"cores", "memory, GB", "python", "load before"} <= set(result["machine"]), path.name
        assert (ROOT / result["command"].split()[1]).is_file(), path.name


def test_a_table_follows_its_figures(speed: ModuleType) -> None:
    path = ROOT / "bench" / "results" / "startup.json"
    result = json.loads(path.read_text(encoding="utf-8"))
    for run in result["cases"][-1]["runs"]:
        run["processor"] = 12.345
    assert "12345" in speed.startup(result)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda pair: pair[0] != pair[1])))
def test_clusters_are_what_pairs_connect(programs: ModuleType, pairs: list[tuple[int, int]]) -> None:
    clusters = [set(cluster) for cluster in programs.joined(pairs)]
    assert sum(map(len, clusters)) == len({place for pair in pairs for place in pair})
    for a, b in pairs:
        assert any({a, b} <= cluster for cluster in clusters)
    for cluster in clusters:  # no two parts of a cluster are without a pair between them
        reached = {min(cluster)}
        while more := {place for pair in pairs if reached & set(pair) for place in pair} - reached:
            reached |= more
        assert reached == cluster


def test_a_text_shorter_than_a_shingle_is_one(programs: ModuleType) -> None:
    assert programs.shingles("Two words") == ["two words"]
    assert programs.shingles("One two three four five six") == ["one two three four five", "two three four five six"]


def test_a_process_is_measured_and_its_failure_told(bench_script: Callable[[str], ModuleType]) -> None:
    measuring = bench_script("measuring")
    spent = measuring.on_one_core([sys.executable, "-c", "print('unheard'); bytearray(50_000_000)"])
    assert spent.bytes > 50_000_000
    assert spent.processor > 0
    with pytest.raises(SystemExit, match="no such luck"):
        measuring.on_one_core([sys.executable, "-c", "raise SystemExit('no such luck')"])


def test_what_is_added_and_what_was_there_are_the_whole_corpus(bench_script: Callable[[str], ModuleType]) -> None:
    begin, added = bench_script("incremental").split(3000, 1)
    assert sorted(begin + added) == list(range(4000))
    assert len(added) == 1000
