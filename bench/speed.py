"""The tables of docs/speed.md, made from the figures in bench/results: ``python bench/speed.py`` writes them anew.

A table stands between ``<!-- NAME -->`` and ``<!-- end of NAME -->``, where NAME.json holds the figures. Of several runs
medians are told, and ratios are medians of the ratios run by run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import Any

from measuring import RESULTS, ROOT
from newsroom import KINDS
from scale import exponent

PAGE = ROOT / "docs" / "speed.md"
Result = dict[str, Any]


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """Return a Markdown table whose first column is text and whose others are figures."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def middle(runs: Sequence[Result], name: str) -> float:
    """Return the median of a figure over runs."""
    return float(median(run[name] for run in runs))


def times(runs: Sequence[Result], base: Sequence[Result], name: str = "processor") -> str:
    """Return how many times as much as another a program takes."""
    ratio = median(run[name] / other[name] for run, other in zip(runs, base, strict=True))
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def megabytes(count: float) -> str:
    """Return bytes as megabytes."""
    return f"{count / 1e6:,.0f}"


def caption(result: Result) -> str:
    """Return what a table was measured on, and with what."""
    machine, told = result["machine"], result["corpus"]
    packages = ", ".join(f"{name} {version}" for name, version in result["versions"].items())
    return (
        f"`{result['command']}` · seed {told['seed']} · {machine['system']}, {machine['processor']}, "
        f"{machine['cores']} cores, {machine['memory, GB']} GB, load {machine['load before'][0]} before it began · "
        f"Python {machine['python']}, SQLite {machine['sqlite']}, {packages}"
    )


# ---------------------------------------------------------------- a table each


def peers(result: Result) -> str:
    """Return the table of whole programs."""
    ours = result["cases"][0]["runs"]
    articles = result["corpus"]["articles"]

    def rows() -> Iterator[Sequence[str]]:
        for case in result["cases"]:
            runs, judged = case["runs"], case["runs"][-1]["judged"]
            yield (
                case["name"].removesuffix(", verified"),
                case["verified"],
                f"{middle(runs, 'processor'):.2f}",
                f"{middle(runs, 'seconds'):.2f}",
                times(runs, ours),
                f"{articles / middle(runs, 'processor'):,.0f}",
                megabytes(middle(runs, "bytes")),
                *(f"{judged[kind]:.3f}" for kind in KINDS),
                f"{judged['precision']:.3f}",
            )

    head = (
        "program",
        "verified by",
        "processor, s",
        "clock, s",
        "times ours",
        "articles/s",
        "peak MB",
        *KINDS,
        "precision",
    )
    about = f"{articles:,} articles, {megabytes(result['corpus']['bytes'])} MB; runs: {len(ours)}."
    return f"{about}\n\n{table(head, rows())}"


ROOFLINE = {  # which stages each step of ours must do
    "reading": ("reading bytes", "decoding JSON", "inserting into SQLite"),
    "shingling": ("splitting words", "hashing shingles"),
    "verifying": ("signatures", "bands by sorting"),
    "folding": (),
}


def roofline(result: Result) -> str:
    """Return the table of stages beside the steps of ours."""
    scale = 1e6 / result["corpus"]["articles"]
    best = {stage: min(ways.items(), key=lambda way: way[1]) for stage, ways in result["stages"].items()}

    def rows() -> Iterator[Sequence[str]]:
        for step, stages in ROOFLINE.items():
            spent = middle(result["ours"], step)
            least = sum(best[stage][1] for stage in stages)
            ratio = f"{spent / least:.1f}" if least else ""
            yield f"**{step}**", "", f"{least * scale:,.1f}" if least else "", f"{spent * scale:,.1f}", ratio
            for stage in stages:
                yield stage, best[stage][0], f"{best[stage][1] * scale:,.1f}", "", ""
        least, spent = sum(way[1] for way in best.values()), middle(result["ours"], "processor")
        yield (
            "**all**, with opening the store",
            "",
            f"{least * scale:,.1f}",
            f"{spent * scale:,.1f}",
            f"{spent / least:.1f}",
        )

    head = ("step, and its stages", "best way", "best, µs an article", "ours, µs an article", "ratio")
    return f"{result['corpus']['articles']:,} articles.\n\n{table(head, rows())}"


def incremental(result: Result) -> str:
    """Return the table of articles added to a store."""

    def rows() -> Iterator[Sequence[str]]:
        for case in result["cases"]:
            whole, warm = ([run[name] for run in case["runs"]] for name in ("whole", "warm"))
            yield (
                f"{case['articles']:,}",
                f"{middle(whole, 'processor'):.2f}",
                f"{middle(whole, 'seconds'):.2f}",
                f"{middle(warm, 'processor'):.2f}",
                f"{case['at once']['processor']:.2f}",
                f"{middle(whole, 'processor') / case['at once']['processor']:.2f}",
                megabytes(middle(whole, "bytes")),
                "yes" if all(run["same"] for run in case["runs"]) else "no",
            )

    head = (
        "articles before", "whole processes, s", "by the clock, s", "warm, s", "all at once, s", "share", "peak MB",
        "the same stories",
    )  # fmt: skip
    return f"{result['cases'][0]['added']:,} articles added.\n\n{table(head, rows())}"


def startup(result: Result) -> str:
    """Return the table of what it takes to start."""
    base = result["cases"][0]["runs"]

    def rows() -> Iterator[Sequence[str]]:
        for case in result["cases"]:
            milliseconds = middle(case["runs"], "processor") * 1000
            imports = ", ".join(case["imports"])
            peak = megabytes(middle(case["runs"], "bytes"))
            yield f"`{case['name']}`", f"{milliseconds:.0f}", times(case["runs"], base), peak, imports

    return table(("command", "processor, ms", "times `pass`", "peak MB", "big modules imported"), rows())


def scale(result: Result) -> str:
    """Return the table of growing corpora."""

    def rows() -> Iterator[Sequence[str]]:
        before: Result | None = None
        for case in result["cases"]:
            grown = exponent(case, before)
            yield (
                f"{case['articles']:,}",
                f"{case['spent']:.1f}",
                f"{case['ingest']:.1f}",
                f"{case['cluster']:.1f}",
                f"{case['articles'] / case['spent']:,.0f}",
                "" if grown is None else f"{grown:.2f}",
                megabytes(case["bytes"]),
                megabytes(case["store"]),
                f"{case['precision']:.4f}",
                f"{case['recall']:.4f}",
            )
            before = case

    head = (
        "articles", "processor, s", "ingest by the clock, s", "cluster by the clock, s", "articles/s", "exponent", "peak MB",
        "store MB", "precision", "recall",
    )  # fmt: skip
    return table(head, rows())


def faces(result: Result) -> str:
    """Return the tables of reports and of pages."""
    forms = [one["form"] for one in result["reports"][0]["forms"]]

    def reports() -> Iterator[Sequence[str]]:
        for one in result["reports"]:
            site = one["forms"][0]
            seconds = (f"{form['processor']:.1f}" for form in one["forms"])
            peak = megabytes(max(form["bytes"] for form in one["forms"]))
            yield one["corpus"], *seconds, peak, f"{site['files']:,}", f"{site['written'] / 1e6:.1f}"

    def pages() -> Iterator[Sequence[str]]:
        for one in result["pages"]:
            moments = (f"{middle(one['runs'], moment):.0f}" for moment in ("painted", "loaded", "usable"))
            yield one["name"], f"{one['written'] / 1e6:.2f}", *moments

    head = ("report of", *(f"`-o {form}`, s" for form in forms), "peak MB", "pages", "MB of them")
    of_pages = table(("page", "MB", "painted, ms", "loaded, ms", "usable, ms"), pages())
    return f"{table(head, reports())}\n\n{of_pages}"


def spark(result: Result) -> str:
    """Return the table of the stages on Spark: seconds, and kilobytes that tasks wrote for each other, an article."""
    runs = result["rows"]
    head = ["stage", *(f"{run['articles']:,} articles, {what}" for run in runs for what in ("s", "kB an article"))]

    def told(run: Result, stages: Sequence[str]) -> tuple[str, str]:
        took = [run["stages"][stage] for stage in stages if stage in run["stages"]]  # there were fewer stages once
        seconds, moved = (sum(one[what] for one in took) for what in ("seconds", "bytes"))
        return (f"{seconds:.1f}", f"{moved / run['articles'] / 1e3:.1f}") if took else ("", "")

    def rows() -> Iterator[Sequence[str]]:
        order = [*runs[0]["counts"]]
        for name, stages in (*((stage, [stage]) for stage in order), ("**all**", order)):
            yield name, *(cell for run in runs for cell in told(run, stages))
        yield "dedupe run", *(cell for run in runs for cell in (f"{run['here']['seconds']:.1f}", ""))

    return table(head, rows())


TABLES: dict[str, Callable[[Result], str]] = {
    "peers": peers,
    "roofline": roofline,
    "incremental": incremental,
    "startup": startup,
    "scale": scale,
    "faces": faces,
    "spark": spark,
}


def filled(page: str) -> str:
    """Return a page with every table of it made anew."""

    def made(mark: re.Match[str]) -> str:
        name = mark[1]
        if not (RESULTS / f"{name}.json").exists():
            return f"<!-- {name} -->\nNot measured yet.\n<!-- end of {name} -->"
        result = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
        told = TABLES[name.partition("-")[0]](result)
        return f"<!-- {name} -->\n{told}\n\n{caption(result)}\n<!-- end of {name} -->"

    return re.sub(r"<!-- ([\w-]+) -->\n.*?<!-- end of \1 -->", made, page, flags=re.DOTALL)


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
