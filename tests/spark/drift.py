"""A page that drifts: every version changes one paragraph of the one before, so that neighbours are alike and the ends share no word.

    python tests/spark/drift.py [--versions 20000]

Folds the versions on Spark and in one process and compares the exports: one story, one comparison a step, in both. Needs pyspark and Java;
prints what both took, as JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from numpy.random import default_rng

PARAGRAPHS, WORDS = 6, 25  # a version; a paragraph
A_DAY = 1_000  # versions


def versions(count: int) -> Iterator[dict[str, str]]:
    """Yield the versions of the page, the oldest first."""
    random = default_rng(4)
    text = [_paragraph(random) for _ in range(PARAGRAPHS)]
    for number in range(count):
        day, minute = divmod(number, A_DAY)
        time_of_day = f"{minute // 60:02}:{minute % 60:02}"
        date = f"2031-{1 + day // 28:02}-{1 + day % 28:02}T{time_of_day}:00Z"
        yield {"id": f"drift-{number}", "source": "Courier", "date": date, "text": "\n\n".join(text)}
        text[number % PARAGRAPHS] = _paragraph(random)


def write(count: int, path: Path) -> None:
    """Write the versions as JSON lines."""
    path.write_text("".join(json.dumps(told) + "\n" for told in versions(count)), encoding="utf-8")


def _paragraph(random: Any) -> str:
    letters = random.integers(ord("a"), ord("z") + 1, size=(WORDS, 7), dtype="uint8")
    return " ".join(word.tobytes().decode() for word in letters).capitalize() + "."


def main() -> int:
    """Fold both ways and compare."""
    from conftest import dedupe

    from dedupe.spark import run
    from dedupe.spark.session import session

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--versions", type=int, default=20_000, help="(default: %(default)s)")
    parser.add_argument("--memory", default="3g", help="of Java (default: %(default)s)")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(options.versions, folder / "drift.jsonl")
        spark = session("local[2]", partitions=4, memory=options.memory)
        spark.sparkContext.setLogLevel("FATAL")
        begun = time.monotonic()
        summary = run(spark, [str(folder / "drift.jsonl")], str(folder / "folded"))
        took = {"spark": round(time.monotonic() - begun)}
        spark.stop()
        begun = time.monotonic()
        dedupe("run", folder / "drift.jsonl", "--db", folder / "here.db")
        took["here"] = round(time.monotonic() - begun)
        dedupe("import", "spark", folder / "folded", "--db", folder / "imported.db")
        same = dedupe("export", "--db", folder / "imported.db") == dedupe("export", "--db", folder / "here.db")
        manifests = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("folded/*/manifest.json")]
    counts = {"stories": summary.counts["stories"]["stories"], "comparisons": summary.counts["changes"]["rows"]}
    stages = {told["stage"]: told["seconds"] for told in sorted(manifests, key=lambda told: -told["seconds"])}
    print(json.dumps({"versions": options.versions, **counts, "same export": same, "seconds": took, "stages": stages}))
    return 0 if same and counts == {"stories": 1, "comparisons": options.versions - 1} else 1


if __name__ == "__main__":
    sys.exit(main())
