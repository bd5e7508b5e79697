"""How the programs beside it measure: the steps of a run, whole processes on one core, the machine, and what is kept."""

from __future__ import annotations

import json
import os
import platform
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results"
ONE_THREAD = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS",
    "POLARS_MAX_THREADS", "DAFT_NUM_THREADS",
)  # fmt: skip


class Watch:
    """A Progress that keeps the seconds of each step, and how many candidate pairs were verified."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.processor: dict[str, float] = {}
        self.pairs = 0
        self._step, self._begun = "", (0.0, 0.0)

    def start(self, step: str, total: int | None, unit: str) -> None:  # noqa: ARG002 - as Progress has it
        """Begin a step, and end the one before."""
        self.finish()
        self._step, self._begun = step, (time.perf_counter(), time.process_time())

    def advance(self, amount: int) -> None:
        """Count pairs where pairs are told."""
        self.pairs += amount if self._step == "verifying" else 0

    def finish(self) -> None:
        """End the step."""
        if self._step:
            now = time.perf_counter(), time.process_time()
            for kept, end, begun in zip((self.seconds, self.processor), now, self._begun, strict=True):
                kept[self._step] = kept.get(self._step, 0.0) + end - begun
        self._step = ""


def peak_bytes() -> int:
    """Return the most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage also counts what the process held that started this one
        told = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(told["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes, of ru_maxrss


class Spent(NamedTuple):
    """What a process took: seconds of the clock and of the processor, and the most bytes it held."""

    seconds: float
    processor: float
    bytes: int


# A process begins with the memory of the one that starts it as its peak: a small one starts those that are measured.
_STARTER = """
import json, os, sys, time
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
begun = time.perf_counter()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(process, 0)
seconds = time.perf_counter() - begun
print(json.dumps([seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]))
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


def on_one_core(command: Sequence[str]) -> Spent:
    """Run a program to its end on one core, silently; SystemExit with what it wrote to stderr where it fails."""
    environment = os.environ | dict.fromkeys(ONE_THREAD, "1") | {"PYTHONPATH": str(ROOT)}  # the dedupe of this checkout
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every start would compile us anew, as on no user's machine
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *pinned(command)]
    done = subprocess.run(starter, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    seconds, processor, peak = json.loads(done.stdout)
    return Spent(seconds, processor, peak * _UNIT)


def pinned(command: Sequence[str]) -> list[str]:
    """Return the command that runs another on the last core of those that this process may use."""
    if not hasattr(os, "sched_getaffinity"):
        return [*command]
    return ["taskset", "-c", str(max(os.sched_getaffinity(0))), *command]


# ---------------------------------------------------------------- results


def machine() -> dict[str, Any]:
    """Return what a figure depends on beside the program."""
    return {
        "system": platform.system(),
        "processor": _model(),
        "cores": os.cpu_count(),
        "memory, GB": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "load before": [round(one, 2) for one in os.getloadavg()],
    }


def _model() -> str:
    """Return the name of the processor."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def versions(packages: Iterable[str] = ("numpy", "numba", "msgspec", "xxhash", "sqlite-utils")) -> dict[str, str]:
    """Return the versions of packages of this environment."""
    found = {}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def keep(name: str, **result: Any) -> Path:
    """Write a result, with the machine and how it was asked for."""
    path = RESULTS / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    told = {"command": " ".join(["python", f"bench/{Path(sys.argv[0]).name}", *sys.argv[1:]]), **result}
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return path
