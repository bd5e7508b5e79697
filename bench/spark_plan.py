"""What a billion articles would take on Spark, from what was measured here (``spark_scale.py --keep``) and what is assumed.

    python bench/spark_plan.py [--articles 1000000000] [--cores 2000] [--dollars-an-hour 0.05]

A stage's seconds are of two cores of this machine. What a stage takes that does not grow with the articles (Spark's own work for every stage) is told by
the smallest of the sizes and left out of the rest: seconds = fixed + articles x each. Bytes an article grow with the corpus, each stage in its own
way: what a stage gained between the two largest sizes is added once more for every time that the corpus grows by as much. Assumed, and
printed: cores as fast as ours and kept busy; shuffles that the network carries while cores compute. Prints a Markdown table, and writes it into
docs/spark.md with ``--write``.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from math import log
from typing import Any

from measuring import RESULTS, ROOT

CORES_HERE = 2
NETWORK = 1.25e9  # bytes a second that a machine of COMPUTER cores carries: 10 Gbit
COMPUTER = 16  # cores
PAGE = ROOT / "docs" / "spark.md"


Row = dict[str, Any]


def grown(moved: Sequence[float], sizes: Sequence[int], articles: int) -> float:
    """Return the bytes an article of so many, from those at two sizes: their growth goes on with the logarithm of the size."""
    small, large = moved
    each = max(large - small, 0.0) / log(sizes[1] / sizes[0])  # for every e-fold
    return large + each * max(log(articles / sizes[1]), 0.0)


def plan(rows: Sequence[Row], articles: int, cores: int, dollars: float) -> str:
    """Return the table of what so many articles would take."""
    small, middle, large = rows[0], rows[-2], rows[-1]
    more = large["articles"] - small["articles"]
    lines = [
        "| stage | µs of a core an article | bytes shuffled an article, grown | core hours | TB shuffled |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    hours = terabytes = 0.0
    for stage in large["counts"]:
        each = max(large["stages"][stage]["seconds"] - small["stages"][stage]["seconds"], 0.0) * CORES_HERE / more
        at = [row["stages"][stage]["bytes"] / row["articles"] for row in (middle, large)]
        moved = grown(at, [middle["articles"], large["articles"]], articles)
        hours, terabytes = hours + each * articles / 3600, terabytes + moved * articles / 1e12
        lines.append(
            f"| {stage} | {1e6 * each:,.0f} | {moved:,.0f} | {each * articles / 3600:,.0f} | {moved * articles / 1e12:,.1f} |"
        )
    lines.append(f"| **all** | | | **{hours:,.0f}** | **{terabytes:,.1f}** |")
    carried = terabytes * 1e12 / (NETWORK * cores / COMPUTER) / 3600
    lines.append("")
    lines.append(
        f"{articles:,} articles on {cores:,} cores: {hours / cores:,.1f} hours of computing, and {carried:,.1f} of a network of 10 Gbit a machine of"
        f" {COMPUTER} cores; {hours:,.0f} core hours are ${hours * dollars:,.0f} at ${dollars} each. Seconds from {small['articles']:,} and"
        f" {large['articles']:,} articles, growth of bytes from {middle['articles']:,} and {large['articles']:,}."
    )
    return "\n".join(lines)


def main() -> None:
    """Print the table, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000_000, help="(default: %(default)s)")
    parser.add_argument("--cores", type=int, default=2_000, help="(default: %(default)s)")
    parser.add_argument("--dollars-an-hour", type=float, default=0.05, help="of a core (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="into docs/spark.md")
    given = parser.parse_args()
    rows = json.loads((RESULTS / "spark.json").read_text(encoding="utf-8"))["rows"]
    table = plan(rows, given.articles, given.cores, given.dollars_an_hour)
    print(table)
    if given.write:
        text = PAGE.read_text(encoding="utf-8")
        marked = r"(<!-- plan -->\n).*?(\n<!-- end of plan -->)"
        PAGE.write_text(
            re.sub(marked, lambda found: found[1] + table + found[2], text, flags=re.DOTALL), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
