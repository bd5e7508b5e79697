"""Files, and what other trackers keep -> facts in the store, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import dedupe
from dedupe.pipeline.progress import SILENT, Progress
from dedupe.records import Article, Origin, Rejection

if TYPE_CHECKING:
    from dedupe.reading import Context, ReadingOptions, Record
    from dedupe.store import BatchCounts, Store

    Caution = Callable[[Origin, str], None]

_MOST_KINDS = 8  # of what is passed over, in one line
_BATCH_ARTICLES = 1000  # articles a transaction: enough to write at the disk's speed
_BATCH_CHARACTERS = 8_000_000  # of text a transaction, so that long articles do not fill the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSummary:
    """What became of the records: ``read == stored + sighted + rejected + forgotten``. ``notices`` are lines for a person."""

    read: int
    stored: int
    sighted: int
    rejected: int
    forgotten: int
    notices: tuple[str, ...]


def ingest(
    store: Store,
    inputs: Sequence[str],
    *,
    clock: Callable[[], str],
    options: ReadingOptions | None = None,
    stdin: BinaryIO | None = None,
    warn: Callable[[Rejection], None] = lambda _: None,
    progress: Progress = SILENT,
) -> IngestSummary:
    """Read inputs into the store, batch by batch; what was read stays, whatever happens to the rest.

    ``clock`` returns the time in ISO 8601, UTC. ``options`` are what people say about their files. ``warn`` is told each rejection, and each article that was
    stored without something (an unreadable date), as it is met.
    """
    from dedupe.reading import ReadingOptions, plan, read

    options = options or ReadingOptions()
    planned = plan(inputs, options)
    progress.start("reading", planned.size, "bytes")

    def records(caution: Caution, passed: Counter[str]) -> Iterator[Record]:
        return read(planned, options=options, stdin=stdin, warn=caution, progress=progress.advance, passed=passed)

    return _take_in(store, records, clock, warn, progress, planned.skipped_line())


def import_from(
    store: Store,
    source: Callable[[Context], Iterator[Record]],
    *,
    clock: Callable[[], str],
    options: ReadingOptions | None = None,
    warn: Callable[[Rejection], None] = lambda _: None,
    progress: Progress = SILENT,
) -> IngestSummary:
    """Take what another tracker keeps into the store (see dedupe.importing), as ``ingest`` takes files. Raises InputError."""
    from dedupe.reading import Context, ReadingOptions
    from dedupe.reading.selecting import chosen

    progress.start("importing", None, "versions")

    def records(caution: Caution, passed: Counter[str]) -> Iterator[Record]:
        """Yield the versions that were chosen, and end the worker that read them."""
        context = Context(options=options or ReadingOptions(), warn=caution, passed=passed)
        try:
            for record in chosen(source(context), context):
                progress.advance(1)
                yield record
        finally:
            context.worker.close()

    return _take_in(store, records, clock, warn, progress, None)


def _take_in(
    store: Store,
    records: Callable[[Caution, Counter[str]], Iterator[Record]],
    clock: Callable[[], str],
    warn: Callable[[Rejection], None],
    progress: Progress,
    skipped: str | None,
) -> IngestSummary:
    started_at = clock()
    run = store.begin_run(dedupe.__version__, started_at)
    warnings = 0
    passed: Counter[str] = Counter()

    def caution(origin: Origin, sentence: str) -> None:
        nonlocal warnings
        warnings += 1
        warn(Rejection(origin=origin, reason=sentence))

    counts = _no_counts()
    for batch in _batches(records(caution, passed)):
        articles = [record for record in batch if isinstance(record, Article)]
        rejections = [record for record in batch if isinstance(record, Rejection)]
        counts += store.add_batch(run, articles, rejections, seen_at=started_at)
        for rejection in rejections:
            warn(rejection)
    progress.finish()
    store.finish_run(run, clock(), counts)
    notices = [f"{warnings} stored without what could not be read (see above)"] if warnings else []
    if skipped:
        notices.append(skipped)
    if passed:
        notices.append(f"{passed.total():,} passed over: {_listed(passed)}")
    return IngestSummary(
        read=counts.read,
        stored=counts.stored,
        sighted=counts.sighted,
        rejected=counts.rejected,
        forgotten=counts.forgotten,
        notices=tuple(notices),
    )


def _listed(passed: Counter[str]) -> str:
    """The commonest kinds with their numbers; a crawl may have hundreds."""
    ranked = sorted(passed.items(), key=lambda one: (-one[1], one[0]))
    told = ", ".join(f"{count:,} {kind}" for kind, count in ranked[:_MOST_KINDS])
    return told if len(ranked) <= _MOST_KINDS else f"{told}, and {len(ranked) - _MOST_KINDS} more kinds"


def _no_counts() -> BatchCounts:
    from dedupe.store import BatchCounts

    return BatchCounts()


def _batches(records: Iterator[Article | Rejection]) -> Iterator[list[Article | Rejection]]:
    batch: list[Article | Rejection] = []
    characters = 0
    for record in records:
        batch.append(record)
        characters += len(record.text) if isinstance(record, Article) else 0
        if len(batch) >= _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
