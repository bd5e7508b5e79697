"""Where the time of ``dedupe run`` goes, step by step, over the inputs named (default: corpus/).

Prints a Markdown table of wall-clock seconds and articles a second, from one run into a new store.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from dedupe import pipeline
from dedupe.settings import Settings
from dedupe.store import open_store


class Stopwatch:
    """A Progress that keeps the seconds of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._begun: tuple[str, float] | None = None

    def start(self, step: str, total: int | None, unit: str) -> None:  # noqa: ARG002 - as Progress has it
        """Begin a step, and end the one before."""
        self.finish()
        self._begun = (step, time.perf_counter())

    def advance(self, amount: int) -> None:
        """Take no notice."""

    def finish(self) -> None:
        """End the step."""
        if self._begun is not None:
            step, begun = self._begun
            self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - begun
            self._begun = None


def main() -> None:
    """Print the table."""
    inputs = sys.argv[1:] or ["corpus"]
    watch = Stopwatch()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "bench.db"), create=True) as store:
        pipeline.ingest(store, inputs, clock=lambda: "2031-01-01T00:00:00Z", progress=watch)
        pipeline.cluster(store, Settings(), progress=watch)
        pipeline.diff(store, Settings(), progress=watch)
        summary = store.summary()
        size = Path(folder, "bench.db").stat().st_size
    total = time.perf_counter() - started
    print(f"{summary.articles:,} articles, {summary.comparisons:,} comparisons, a store of {size / 1e6:.0f} MB\n")
    print("| step | seconds | articles/s |\n|---|---:|---:|")
    for step, seconds in {**watch.seconds, "all": total}.items():
        print(f"| {step} | {seconds:.2f} | {summary.articles / seconds:,.0f} |")


if __name__ == "__main__":
    main()
