"""Precision and recall of each operation, on invented articles where every operation is known: bench/operations.py, in small."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

PAIRS = range(200)
FEWEST = 50  # operations of a kind, for a share of them to say anything
FLOOR = 0.97
HEAVIEST = 0.4  # of the words of a paragraph are edited at most


@pytest.fixture(scope="module")
def bench(bench_script: Callable[[str], ModuleType]) -> ModuleType:
    """The benchmark, whose generator and counting these tests share."""
    return bench_script("operations")


@pytest.fixture(scope="module")
def counted(bench: ModuleType) -> Any:
    return bench.count(PAIRS, 20310504, 0.0, HEAVIEST)


@pytest.mark.parametrize("kind", ["equal", "changed", "added", "removed", "moved", "split", "merged"])
def test_operations_are_found_and_not_invented(kind: str, counted: Any) -> None:
    assert counted.done[kind] >= FEWEST
    assert counted.both[kind] / counted.done[kind] >= FLOOR
    assert counted.both[kind] / counted.found[kind] >= FLOOR


def test_every_script_leads_there_and_back_and_cuts_no_word(counted: Any) -> None:
    assert counted.pairs == len(PAIRS)
    assert counted.broken == 0


def test_a_pair_depends_on_its_number_alone(bench: ModuleType) -> None:
    assert bench.revision(7, 1, 0.1, 0.2) == bench.revision(7, 1, 0.1, 0.2)
    assert bench.revision(7, 1, 0.1, 0.2) != bench.revision(8, 1, 0.1, 0.2)
