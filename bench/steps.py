"""Where the time of ``dedupe run`` goes, step by step, over the inputs named (default: corpus/).

Prints a Markdown table of wall-clock seconds and articles a second, from one run into a new store.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from measuring import Watch

from dedupe import pipeline
from dedupe.settings import Settings
from dedupe.store import open_store


def main() -> None:
    """Print the table."""
    inputs = sys.argv[1:] or ["corpus"]
    watch = Watch()
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
