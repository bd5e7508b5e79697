"""Whether corpora of any size fold, in linear work and bounded memory: invented corpora of growing size, and their truth.

=========== ========================================================================= =====================
identical   copies of one text under other KEYs and dates                             one story
footer      distinct articles, each with the same paragraph of 80 words at its end    every article alone
ordinary    one article in ten is an update or a reprint of an earlier one            the generator's truth
live        the versions of one live page: each changes a paragraph or adds one       one story
undated     the same without dates: the order must come from the text                 one story
news        like news: copies and updates among articles alone (``newsroom.py``)      the generator's truth
=========== ========================================================================= =====================

Prints a Markdown table. Each row is measured in a process of its own, so that its memory is its own. Speed is told in
seconds of the processor, as a machine may have other work; ``exponent`` is how they grow since the row before: 1 where work
is linear. ``--keep`` keeps ``bench/results/scale.json``, of which ``bench/speed.py`` makes the table of docs/speed.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from math import log
from pathlib import Path

from measuring import Watch, keep, machine, peak_bytes, versions
from newsroom import SEED, articles
from numpy.random import default_rng
from prose import FOOTER, PARAGRAPH, Record, names_of, paragraph, paragraphs, record

from dedupe import pipeline
from dedupe.settings import Settings
from dedupe.store import Store, open_store

# ---------------------------------------------------------------- corpora


def identical(count: int) -> Iterator[Record]:
    """Yield copies of one text."""
    text = paragraphs(default_rng(1), 0)
    for number in range(count):
        yield record(0, number, text, number, f"Paper {number % 500}")


def footer(count: int) -> Iterator[Record]:
    """Yield distinct articles that end in one paragraph."""
    end = paragraph(default_rng(2), FOOTER)
    for number in range(count):
        yield record(number, 0, [*paragraphs(default_rng(number), number), end], number)


def ordinary(count: int) -> Iterator[Record]:
    """Yield articles of which one in ten is an update or a reprint of the one before."""
    for number in range(count):
        story, is_follower = number - (number % 10 == 9), number % 10 == 9
        random = default_rng(story)
        text = paragraphs(random, story)
        if not is_follower:
            yield record(number, 0, text, number)
        elif number % 20 == 9:
            text[int(random.integers(len(text)))] = paragraph(random, PARAGRAPH, names_of(story))
            yield record(story, 1, [*text, paragraph(random, PARAGRAPH, names_of(story))], number)
        else:
            yield record(story, 1, [*text, "Reprinted with the kind permission of the Courier."], number, "Herald")


def live(count: int, *, dated: bool = True) -> Iterator[Record]:
    """Yield the versions of one live page: each changes a paragraph or adds one."""
    random = default_rng(3)
    text = paragraphs(random, 0)
    for number in range(count):
        yield record(0, number, text, number if dated else None)
        fresh = paragraph(random, PARAGRAPH, names_of(0))
        at = int(random.integers(len(text)))
        text = [*text[:at], fresh, *text[at + number % 2 :]]


def undated(count: int) -> Iterator[Record]:
    """Yield the versions of one live page without dates."""
    return live(count, dated=False)


CORPORA: dict[str, Callable[[int], Iterator[Record]]] = {
    "identical": identical,
    "footer": footer,
    "ordinary": ordinary,
    "live": live,
    "undated": undated,
    "news": articles,
}
PAGES = ("live", "undated")  # measured by versions, not by articles


def write(records: Iterable[Record], path: Path) -> None:
    """Write articles as gzipped JSON lines."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.writelines(json.dumps(told) + "\n" for told in records)


# ---------------------------------------------------------------- measuring


def measure(path: Path, folder: Path, settings: Settings | None = None) -> dict[str, object]:
    """Ingest and cluster a file of articles, and return the figures of a row."""
    watch = Watch()
    begun, spent = time.perf_counter(), time.process_time()
    with open_store(folder / "bench.db", create=True) as store:
        read = pipeline.ingest(store, [str(path)], clock=lambda: "2031-01-01T00:00:00Z", progress=watch)
        ingested = time.perf_counter()
        summary = pipeline.cluster(store, settings or Settings(), progress=watch)
        clustered, spent = time.perf_counter(), time.process_time() - spent
        peak = peak_bytes()
        return {
            "articles": read.stored,
            "ingest": ingested - begun,
            "cluster": clustered - ingested,
            "spent": spent,
            "bytes": peak,
            "store": (folder / "bench.db").stat().st_size,
            "stories": summary.stories,
            "pairs": watch.pairs,
            "steps": watch.seconds,
            "caps": [[cap.name, cap.times, cap.left_out] for cap in summary.caps],
            **judged(store),
        }


def judged(store: Store) -> dict[str, float]:
    """Return precision and recall over pairs of articles, and the most revisions of a story."""
    cells: Counter[tuple[int, str]] = Counter()
    revisions = 0
    for number, story in enumerate(store.stories(1)):
        cells.update((number, one.article.article.key.partition(".")[0]) for one in story.revisions)
        revisions = max(revisions, len({one.number for one in story.revisions}))
    found: Counter[int] = Counter()
    true: Counter[str] = Counter()
    for (number, told), count in cells.items():
        found[number] += count
        true[told] += count
    both, found_pairs, true_pairs = (sum(n * (n - 1) // 2 for n in c.values()) for c in (cells, found, true))
    return {
        "precision": both / found_pairs if found_pairs else 1.0,
        "recall": both / true_pairs if true_pairs else 1.0,
        "revisions": revisions,
    }


def in_own_process(case: str, size: int) -> dict[str, float]:
    """Invent a corpus, and measure it in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "corpus.jsonl.gz")
        write(islice(CORPORA[case](size), size), path)
        command = [sys.executable, __file__, "--measure", str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def exponent(measured: dict[str, float], before: dict[str, float] | None) -> float | None:
    """Return the power of the number of articles by which the seconds grew since the row before."""
    if before is None:
        return None
    return log(measured["spent"] / before["spent"]) / log(measured["articles"] / before["articles"])


def row(case: str, measured: dict[str, float], before: dict[str, float] | None) -> str:
    """Return a row of the table."""
    grown = exponent(measured, before)
    shares = (measured["precision"], measured["recall"])
    verdict = "right" if shares == (1, 1) else f"precision {shares[0]:.4f}, recall {shares[1]:.4f}"
    cells = (
        case,
        f"{measured['articles']:,}",
        f"{measured['ingest']:.1f}",
        f"{measured['cluster']:.1f}",
        f"{measured['spent']:.1f}",
        f"{measured['articles'] / measured['spent']:,.0f}",
        f"{measured['bytes'] / 1e6:,.0f}",
        f"{measured['store'] / 1e6:,.0f}",
        f"{measured['pairs'] / measured['articles']:.1f}",
        f"{measured['stories']:,}",
        f"{measured['revisions']:,}",
        verdict,
        "" if grown is None else f"{grown:.2f}",
    )
    return f"| {' | '.join(cells)} |"


HEAD = (
    "corpus", "articles", "ingest, s", "cluster, s", "processor, s", "articles/s", "peak MB", "store MB", "pairs an article", "stories",
    "most revisions", "stories are", "exponent",
)  # fmt: skip


def main() -> None:
    """Print the table, or measure one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,30000,100000", help="articles (default: %(default)s)")
    parser.add_argument("--versions", default="100,300", help="of a live page (default: %(default)s)")
    parser.add_argument("--cases", default=",".join(CORPORA), help="(default: %(default)s)")
    parser.add_argument("--steps", action="store_true", help="say also what each step took, and which limits were met")
    parser.add_argument("--keep", action="store_true", help="keep the figures in bench/results")
    parser.add_argument("--measure", metavar="FILE", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.measure:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(Path(told.measure), Path(folder))))
        return
    computer, kept = machine(), list[dict[str, object]]()
    print(f"| {' | '.join(HEAD)} |\n|---|{'---:|' * 10}---|---:|")
    for case in told.cases.split(","):
        before = None
        for size in map(int, (told.versions if case in PAGES else told.sizes).split(",")):
            measured = in_own_process(case, size)
            print(row(case, measured, before), flush=True)
            before = measured
            kept.append({"case": case, **measured})
            if told.steps:
                print(json.dumps({name: measured[name] for name in ("steps", "caps")}), file=sys.stderr, flush=True)
    if told.keep:
        keep("scale", machine=computer, versions=versions(), corpus={"seed": SEED}, cases=kept)


if __name__ == "__main__":
    main()
