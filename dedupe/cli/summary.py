"""What a step did, in a few lines."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dedupe.reports.safe import one_line
from dedupe.reports.tally import counted

if TYPE_CHECKING:
    from dedupe.pipeline import ClusterSummary, DiffSummary, IngestSummary
    from dedupe.records import Cap
    from dedupe.spark.flow import SparkSummary
    from dedupe.spark.importing import ImportSummary
    from dedupe.store import Forgotten, Giant


def ingested(summary: IngestSummary) -> Iterator[str]:
    """Yield what became of every record that was read."""
    records = counted(summary.read, "record", "records")
    yield (
        f"read       {records} = {summary.stored:,} stored + {summary.sighted:,} seen before + "
        f"{summary.rejected:,} rejected" + (f" + {summary.forgotten:,} forgotten" if summary.forgotten else "")
    )
    yield from (f"           {one_line(notice)}" for notice in summary.notices)


def clustered(summary: ClusterSummary) -> Iterator[str]:
    """Yield how many stories there are, on which pairs they rest, and every limit that was met."""
    stories = counted(summary.stories, "story", "stories")
    inside = f"{counted(summary.in_stories, 'article', 'articles')} in {'it' if summary.stories == 1 else 'them'}"
    alone = summary.articles - summary.in_stories
    yield f"stories    {stories} of two articles or more, {inside}; {counted(alone, 'stands', 'stand')} alone"
    if summary.pairs_by_relation:
        yield f"pairs      {', '.join(f'{count:,} {relation}' for relation, count in summary.pairs_by_relation)}"
    if summary.giants:
        yield _giants(summary.giants)
    yield from map(_cap, summary.caps)


def _giants(giants: Sequence[Giant]) -> str:
    largest = giants[0]
    told = f"{largest.story} “{one_line(largest.title)}” with {largest.texts:,} texts"
    return f"giant      {told}" if len(giants) == 1 else f"giants     {len(giants):,} stories, the largest {told}"


def _cap(cap: Cap) -> str:
    times = counted(cap.times, "time", "times")
    return f"limit      {cap.name}: met {times}, {cap.left_out:,} left out"


def compared(summary: DiffSummary) -> Iterator[str]:
    """Yield how many comparisons there are, and how many of them are new."""
    comparisons = counted(summary.comparisons, "comparison", "comparisons")
    new = f"{summary.computed:,}" if summary.computed else "none"
    yield f"changes    {comparisons} between versions, {new} of them new"


def folded_on_spark(summary: SparkSummary, folder: str) -> Iterator[str]:
    """Yield what a run on Spark came to, and how a store is made of it."""
    counts = summary.counts
    read, articles = counts["records"], counts["articles"]["rows"]
    seen = read["read"] - read["rejected"] - articles
    yield (
        f"read       {counted(read['read'], 'record', 'records')} = {articles:,} articles + {seen:,} seen before + "
        f"{read['rejected']:,} rejected"
    )
    found = counts["stories"]
    told = ", ".join(f"{found.get(kind, 0):,} {kind}" for kind in ("stories", "pairs"))
    yield f"found      {told}, {counted(counts['changes']['rows'], 'comparison', 'comparisons')} between versions"
    if summary.skipped:
        yield f"skipped    {len(summary.skipped)} stages of {len(counts)} were there already"
    yield f"next       dedupe import spark {shlex.quote(folder)} --db news.db"


def taken_from_spark(summary: ImportSummary) -> Iterator[str]:
    """Yield what came into the store, and what did not."""
    out = f", {summary.left_out:,} left out" if summary.left_out else ""
    yield f"imported   {counted(summary.articles, 'article', 'articles')}{out}; {summary.rejected:,} rejected"
    yield (
        f"           {counted(summary.stories, 'story', 'stories')} of two articles or more, "
        f"{counted(summary.pairs, 'pair', 'pairs')}, {counted(summary.comparisons, 'comparison', 'comparisons')}"
    )


def decided(what: str, a: str, b: str, db: str) -> Iterator[str]:
    """Yield what a person decided about two articles (join, separate, withdraw), and what makes it hold."""
    yield f"recorded   {what}  {one_line(a)}  {one_line(b)}"
    option = _db_option(db)
    yield f"next       dedupe cluster{option} && dedupe diff --all{option}"


def forgotten(told: Forgotten, db: str, *, dry_run: bool) -> Iterator[str]:
    """Yield what went with an article, or would go, and what follows."""
    label = "would go  " if dry_run else "forgotten "
    yield from (f"{label} {one_line(name)}" for name in told.names)
    gone = ", ".join(f"{count:,} {what}" for what, count in told.counts if count)
    if told.counts:
        yield f"with it    {counted(told.characters, 'character', 'characters')} of text{f', {gone}' if gone else ''}"
    if not dry_run:
        option = _db_option(db)
        yield f"next       dedupe cluster{option} && dedupe diff --all{option}"


def next_steps(db: str) -> Iterator[str]:
    """Yield what a person may want to see now, ready to be pasted into a shell."""
    option = _db_option(db)
    yield f"next       dedupe stories{option}     dedupe report{option}"


def _db_option(db: str) -> str:
    return "" if db == "dedupe.db" else f" --db {one_line(shlex.quote(db))}"
