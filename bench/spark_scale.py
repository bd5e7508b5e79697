"""What folding takes on Spark, stage by stage, as a corpus grows; and whether one machine comes to the same, byte for byte.

    python bench/spark_scale.py --sizes 5000,20000 --keep

The corpus is like news (``newsroom.py``), but one article in forty is a copy of one text and one in two hundred a version of one live page: of
200,000 articles 5,000 and 1,000. All end in one paragraph that they share. Bytes are those that tasks wrote for each other, compressed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from measuring import keep, machine, versions
from newsroom import SEED, articles
from numpy.random import default_rng
from prose import FOOTER, Record, paragraph
from scale import identical, live, write

from dedupe.spark import run
from dedupe.spark.session import session

COPIES, VERSIONS = 40, 200
TWO_CORES = "local[2]"


def mixed(count: int) -> Iterator[Record]:
    """Yield so many articles of all kinds."""
    kinds = {"copy": (identical, count // COPIES), "live": (live, count // VERSIONS)}
    rest = count - sum(share for _, share in kinds.values())
    named = ((name, make(share)) for name, (make, share) in kinds.items())
    planted = ({**told, "id": f"{name}-{told['id']}"} for name, records in named for told in records)
    end = paragraph(default_rng(2), FOOTER)
    return ({**told, "text": f"{told['text']}\n\n{end}"} for told in chain(planted, articles(rest)))


def stages_of(folder: Path) -> dict[str, dict[str, float]]:
    """Return the seconds and the shuffled bytes of each stage, from its manifest."""
    told = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*/manifest.json")]
    return {one["stage"]: {"seconds": one["seconds"], "bytes": one["shuffle bytes"]} for one in told}


def dedupe(*arguments: object) -> bytes:
    """Run the program and return what it prints."""
    command = [sys.executable, "-m", "dedupe", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def measure(count: int, memory: str) -> dict[str, Any]:
    """Fold so many articles both ways."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(mixed(count), folder / "news.jsonl.gz")
        spark = session(TWO_CORES, partitions=max(2, count // 2_500), memory=memory)
        spark.sparkContext.setLogLevel("FATAL")
        begun = time.monotonic()
        summary = run(spark, [str(folder / "news.jsonl.gz")], str(folder / "folded"))
        seconds = time.monotonic() - begun
        spark.stop()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.monotonic()
        dedupe("run", folder / "news.jsonl.gz", "--db", folder / "here.db")
        here, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        dedupe("import", "spark", folder / "folded", "--db", folder / "imported.db")
        same = dedupe("export", "--db", folder / "imported.db") == dedupe("export", "--db", folder / "here.db")
        return {
            "articles": count, "seconds": seconds, "same export": same, "stages": stages_of(folder / "folded"),
            "counts": {stage: dict(counts) for stage, counts in summary.counts.items()},
            "here": {"seconds": here, "processor": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime},
        }  # fmt: skip


def main() -> None:
    """Print a row a size, and keep all of it where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="5000,20000", help="articles (default: %(default)s)")
    parser.add_argument("--memory", default="3g", help="of Java (default: %(default)s)")
    parser.add_argument("--keep", action="store_true", help="in bench/results")
    given = parser.parse_args()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    computer, used, rows = machine(), versions(("pyspark", "pyarrow", "numba")), []
    for size in map(int, given.sizes.split(",")):
        rows.append(measure(size, given.memory))
        stages = rows[-1]["stages"].values()
        print(size, f"{rows[-1]['seconds']:.0f} s", f"{sum(one['bytes'] for one in stages) / size:,.0f} bytes an article",
              "the same" if rows[-1]["same export"] else "NOT THE SAME", flush=True)  # fmt: skip
        if given.keep:
            keep("spark", corpus={"seed": SEED}, machine=computer, versions=used, rows=rows)


if __name__ == "__main__":
    main()
