"""Work in several processes: the same results in the same order, errors as they are, and nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from dedupe import pipeline
from dedupe.pipeline import comparing
from dedupe.pipeline.workers import spread
from dedupe.settings import Settings
from dedupe.similarity.threads import available
from dedupe.store import open_store

CORPUS = Path(__file__).parents[1] / "corpus"


def squares(numbers: list[int]) -> list[int]:
    return [number * number for number in numbers]


def refuse(numbers: list[int]) -> list[int]:
    raise ValueError(f"not {numbers[0]}")


def who(numbers: list[int]) -> list[int]:
    return [os.getpid() for _ in numbers]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_work(workers: int) -> None:
    assert list(spread(squares, range(100), workers=workers, piece=7, fewest=10)) == squares(list(range(100)))


def test_a_little_work_is_done_where_it_is() -> None:
    assert set(spread(who, range(9), workers=2, piece=3, fewest=10)) == {os.getpid()}
    assert os.getpid() not in spread(who, range(10), workers=2, piece=3, fewest=10)


def test_work_is_taken_as_results_are_asked_for() -> None:
    taken = iter(range(10**9))
    results = spread(squares, taken, workers=2, piece=5, fewest=10)
    assert list(islice(results, 20)) == squares(list(range(20)))
    results.close()  # type: ignore[attr-defined]
    assert next(taken) < 200


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_comes_out_as_it_is(workers: int) -> None:
    with pytest.raises(ValueError, match="not 0"):
        list(spread(refuse, range(20), workers=workers, piece=5, fewest=10))


def test_there_is_one_processor_at_least() -> None:
    assert available() >= 1


def test_workers_change_nothing_that_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "_FEWEST", 2)
    monkeypatch.setattr(comparing, "_PIECE", 3)
    told = []
    for workers in (1, 2):
        with open_store(tmp_path / f"{workers}.db", create=True) as store:
            pipeline.ingest(store, [str(CORPUS)], clock=lambda: "2031-06-01T00:00:00Z")
            pipeline.cluster(store, Settings())
            pipeline.diff(store, Settings(), workers=workers)
            told.append([(old, new, store.comparison(old, new)) for old, new in sorted(store.comparison_keys())])
    assert told[0]
    assert told[0] == told[1]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds processes in /proc")
def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    script = (
        "from dedupe.pipeline.workers import spread; from tests_of_workers import pid_and_sleep\n"
        "for pid in spread(pid_and_sleep, range(100), workers=2, piece=1, fewest=2): print(pid, flush=True)"
    )
    helper = "import os, time\ndef pid_and_sleep(numbers):\n    time.sleep(0.01)\n    return [os.getpid()]\n"
    (tmp_path / "tests_of_workers.py").write_text(helper)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    for _ in range(200):
        if not Path(f"/proc/{worker}").exists() or "Z" in Path(f"/proc/{worker}/stat").read_text().split()[2]:
            return
        time.sleep(0.05)
    pytest.fail("the worker is still there")
