"""What a night's articles cost: a thousand added to stores of growing size, as whole processes and in a warm one.

The thousand are drawn from all places of the corpus, so that some follow articles of the store and some are followed. A
warm process has folded another store before, so that everything is imported and compiled. That the stories are those of a
store that was made at once is checked, and said.

Keeps ``bench/results/incremental.json``; ``bench/speed.py`` makes the table of docs/speed.md of it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measuring import Spent, Watch, keep, machine, on_one_core, versions
from newsroom import SEED, write
from numpy.random import default_rng

from dedupe import pipeline
from dedupe.settings import Settings
from dedupe.store import open_store

ADDED = 1000
DEDUPE = [sys.executable, "-m", "dedupe"]


def split(size: int, seed: int) -> tuple[list[int], list[int]]:
    """Return the numbers of the articles that a store begins with, and of those that are added."""
    added = {*default_rng(seed).choice(size + ADDED, ADDED, replace=False).tolist()}
    return [number for number in range(size + ADDED) if number not in added], sorted(added)


def folded(db: Path, *inputs: Path) -> list[Spent]:
    """Read files into a store and fold it, and return what the two processes took."""
    steps = (["ingest", *map(str, inputs)], ["cluster"])
    return [on_one_core([*DEDUPE, *step, "--db", str(db)]) for step in steps]


def fold_here(db: Path, path: Path) -> dict[str, float]:
    """Read a file into a store and fold it in this process, and return the seconds of the processor of each step."""
    watch = Watch()
    begun = time.perf_counter(), time.process_time()
    with open_store(db, create=True) as store:
        pipeline.ingest(store, [str(path)], clock=lambda: "2031-01-01T00:00:00Z", progress=watch)
        pipeline.cluster(store, Settings(), progress=watch)
    spent = {"seconds": time.perf_counter() - begun[0], "processor": time.process_time() - begun[1]}
    return spent | watch.processor


def warm(db: Path, added: Path) -> dict[str, float]:
    """Fold another store first, and then the one asked for."""
    with tempfile.TemporaryDirectory() as folder:
        fold_here(Path(folder, "other.db"), added)
    return fold_here(db, added)


def stories(db: Path) -> set[tuple[str, ...]]:
    """Return the KEYs of each story, in the order of its versions."""
    with open_store(db, read_only=True) as store:
        return {tuple(one.article.article.key for one in story.revisions) for story in store.stories(2)}


def measure(size: int, runs: int, folder: Path) -> dict[str, Any]:
    """Add to a store of this size, several times, and return the figures."""
    begin, added = folder / "begin.jsonl", folder / "added.jsonl"
    for path, numbers in zip((begin, added), split(size, SEED), strict=True):
        write(numbers, path)
    at_once, grown = folder / "at-once.db", folder / "grown.db"
    full = folded(at_once, begin, added)
    folded(folder / "base.db", begin)
    figures = []
    for _ in range(runs):
        shutil.copy(folder / "base.db", grown)
        cold = folded(grown, added)
        is_same = stories(grown) == stories(at_once)
        grown.unlink()
        figures.append(
            {"whole": summed(cold), "same": is_same, "warm": in_warm_process(folder / "base.db", grown, added)}
        )
    return {"articles": size, "added": ADDED, "at once": summed(full), "runs": figures}


def in_warm_process(base: Path, db: Path, added: Path) -> dict[str, float]:
    """Return what a warm process takes, in one of its own."""
    shutil.copy(base, db)
    told = db.with_suffix(".json")
    on_one_core([sys.executable, __file__, "--warm", str(db), str(added), str(told)])
    db.unlink()
    figures: dict[str, float] = json.loads(told.read_text(encoding="utf-8"))
    return {name: round(spent, 3) for name, spent in figures.items()}


def summed(spent: list[Spent]) -> dict[str, float]:
    """Return what processes took one after the other."""
    return {
        "seconds": round(sum(one.seconds for one in spent), 3),
        "processor": round(sum(one.processor for one in spent), 3),
        "bytes": max(one.bytes for one in spent),
    }


def compile_once() -> None:
    """Fold a store that nobody looks at: what ours compiles, it keeps for the processes that count."""
    with tempfile.TemporaryDirectory() as folder:
        write(range(2 * ADDED), Path(folder, "few.jsonl"))
        folded(Path(folder, "few.db"), Path(folder, "few.jsonl"))


def main() -> None:
    """Measure stores of several sizes, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000", help="articles of the store before (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="(default: %(default)s)")
    parser.add_argument("--warm", nargs=3, type=Path, metavar=("DB", "FILE", "FIGURES"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.warm:
        db, added, told = given.warm
        told.write_text(json.dumps(warm(db, added)), encoding="utf-8")
        return
    before, figures = machine(), []
    compile_once()
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            figures.append(measure(size, given.runs, Path(folder)))
        print(figures[-1], file=sys.stderr, flush=True)
        keep("incremental", machine=before, versions=versions(), corpus={"seed": SEED}, cases=figures)


if __name__ == "__main__":
    main()
