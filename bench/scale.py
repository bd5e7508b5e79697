"""Whether corpora of any size fold, in linear work and bounded memory: invented corpora of growing size, and their truth.

=========== ========================================================================= =====================
identical   copies of one text under other KEYs and dates                             one story
footer      distinct articles, each with the same paragraph of 80 words at its end    every article alone
ordinary    one article in ten is an update or a reprint of an earlier one            the generator's truth
live        the versions of one live page: each changes a paragraph or adds one       one story
undated     the same without dates: the order must come from the text                 one story
=========== ========================================================================= =====================

Prints a Markdown table. Each row is measured in a process of its own, so that its memory is its own. Speed is told in
seconds of the processor, as a machine may have other work; ``times`` is those seconds over those of the row before:
where work is linear, the ratio of the sizes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from dedupe import pipeline
from dedupe.settings import Settings
from dedupe.store import Store, open_store

Record = dict[str, str]
"""An article as JSON has it; its KEY is ``story.version``, so that the truth travels with it."""

VOCABULARY = 200_000  # words; in a corpus of 100,000 articles the last of them stands in about a dozen
EXPONENT = 1.07  # of Zipf's law: what large corpora of English news have
BODY, SENTENCE, PARAGRAPH, FOOTER = 300, 15, 45, 80  # words
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"


# ---------------------------------------------------------------- invented texts


def word(number: int) -> str:
    """Return a word of consonants and vowels in turn, another one for each number."""
    letters = []
    number += len(_CONSONANTS) * len(_VOWELS)  # two syllables at least
    while number:
        number, syllable = divmod(number, len(_CONSONANTS) * len(_VOWELS))
        letters.append(_CONSONANTS[syllable % len(_CONSONANTS)] + _VOWELS[syllable // len(_CONSONANTS)])
    return "".join(letters)


@cache
def _zipf() -> tuple[list[str], NDArray[np.float64]]:
    shares = np.cumsum((np.arange(VOCABULARY) + 2.7) ** -EXPONENT)
    return [word(number) for number in range(VOCABULARY)], shares / shares[-1]


def words(random: Generator, count: int) -> list[str]:
    """Return words drawn by Zipf's law."""
    vocabulary, shares = _zipf()
    return [vocabulary[number] for number in np.searchsorted(shares, random.random(count)).tolist()]


def paragraph(random: Generator, count: int = PARAGRAPH, names: tuple[str, ...] = ()) -> str:
    """Return sentences of drawn words, each begun with a name where there are some."""
    flat = words(random, count)
    for at in range(0, count, SENTENCE) if names else ():
        flat[at] = names[random.integers(len(names))]
    sentences = (flat[at : at + SENTENCE] for at in range(0, count, SENTENCE))
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def names_of(story: int) -> tuple[str, ...]:
    """Return the three names that only one story says."""
    return tuple(word(VOCABULARY + 3 * story + at) for at in range(3))


def paragraphs(random: Generator, story: int) -> list[str]:
    """Return the body of a story of its own."""
    lengths = [min(PARAGRAPH, BODY - at) for at in range(0, BODY, PARAGRAPH)]
    return [paragraph(random, length, names_of(story)) for length in lengths]


def record(story: int, version: int, text: list[str], minute: int | None, source: str = "Courier") -> Record:
    """Return an article; ``minute`` counts from the beginning of the year, None where it has no date."""
    told = {"id": f"{story}.{version}", "source": source, "text": "\n\n".join(text)}
    if minute is not None:
        hours, minutes = divmod(minute, 60)
        days, hour = divmod(hours, 24)
        months, day = divmod(days, 28)
        told["date"] = f"{2031 + months // 12}-{months % 12 + 1:02}-{day + 1:02}T{hour:02}:{minutes:02}:00Z"
    return told


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
}
PAGES = ("live", "undated")  # measured by versions, not by articles


def write(records: Iterable[Record], path: Path) -> None:
    """Write articles as gzipped JSON lines."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        file.writelines(json.dumps(told) + "\n" for told in records)


# ---------------------------------------------------------------- measuring


class Watch:
    """A Progress that keeps the seconds of each step, and how many candidate pairs were verified."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.pairs = 0
        self._step, self._begun = "", 0.0

    def start(self, step: str, total: int | None, unit: str) -> None:  # noqa: ARG002 - as Progress has it
        """Begin a step, and end the one before."""
        self.finish()
        self._step, self._begun = step, time.perf_counter()

    def advance(self, amount: int) -> None:
        """Count pairs where pairs are told."""
        self.pairs += amount if self._step == "verifying" else 0

    def finish(self) -> None:
        """End the step."""
        if self._step:
            self.seconds[self._step] = self.seconds.get(self._step, 0.0) + time.perf_counter() - self._begun
        self._step = ""


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
    for (number, told), articles in cells.items():
        found[number] += articles
        true[told] += articles
    both, found_pairs, true_pairs = (sum(n * (n - 1) // 2 for n in c.values()) for c in (cells, found, true))
    return {
        "precision": both / found_pairs if found_pairs else 1.0,
        "recall": both / true_pairs if true_pairs else 1.0,
        "revisions": revisions,
    }


def peak_bytes() -> int:
    """Return the most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage also counts what the process held that started this one
        told = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(told["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def in_own_process(case: str, size: int) -> dict[str, float]:
    """Invent a corpus, and measure it in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "corpus.jsonl.gz")
        write(islice(CORPORA[case](size), size), path)
        command = [sys.executable, __file__, "--measure", str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def row(case: str, measured: dict[str, float], before: float | None) -> str:
    """Return a row of the table."""
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
        f"{measured['pairs'] / measured['articles']:.1f}",
        f"{measured['stories']:,}",
        f"{measured['revisions']:,}",
        verdict,
        f"{measured['spent'] / before:.1f}" if before else "",
    )
    return f"| {' | '.join(cells)} |"


HEAD = (
    "corpus", "articles", "ingest, s", "cluster, s", "processor, s", "articles/s", "peak MB", "pairs an article", "stories",
    "most revisions", "stories are", "times",
)  # fmt: skip


def main() -> None:
    """Print the table, or measure one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,30000,100000", help="articles (default: %(default)s)")
    parser.add_argument("--versions", default="100,300", help="of a live page (default: %(default)s)")
    parser.add_argument("--cases", default=",".join(CORPORA), help="(default: %(default)s)")
    parser.add_argument("--steps", action="store_true", help="say also what each step took, and which limits were met")
    parser.add_argument("--measure", metavar="FILE", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.measure:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(Path(told.measure), Path(folder))))
        return
    print(f"| {' | '.join(HEAD)} |\n|---|{'---:|' * 9}---|---:|")
    for case in told.cases.split(","):
        before = None
        for size in map(int, (told.versions if case in PAGES else told.sizes).split(",")):
            measured = in_own_process(case, size)
            print(row(case, measured, before), flush=True)
            before = measured["spent"]
            if told.steps:
                print(json.dumps({name: measured[name] for name in ("steps", "caps")}), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
