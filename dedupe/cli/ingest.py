"""``dedupe ingest``: the first step alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from dedupe import pipeline
from dedupe.cli import summary
from dedupe.cli.clock import now
from dedupe.cli.options import command, db_option, inputs_argument, strict_option
from dedupe.cli.output import write_lines
from dedupe.cli.progress import Talk, talk
from dedupe.cli.reading import reading_options
from dedupe.reading.files import ReadingOptions
from dedupe.store import Store, open_store


@command(example="dedupe ingest articles/ 'archive/2031-*.jsonl.gz'")
@inputs_argument
@reading_options
@db_option
@strict_option
@click.pass_context
def ingest(ctx: click.Context, inputs: tuple[str, ...], db: str, strict: bool, options: ReadingOptions) -> None:
    """Read articles into the store.

    INPUT is a file, a folder, a pattern or - for stdin (one JSON object a line, or as --from says). A record that
    cannot be read is named on stderr and counted; the rest goes on.
    """
    with open_store(db, create=True) as store, talk() as talking:
        ingested = ingest_into(store, inputs, talking, options)
    write_lines(summary.ingested(ingested))
    ctx.exit(exit_code(ingested, strict=strict))


def exit_code(ingested: pipeline.IngestSummary, *, strict: bool) -> int:
    """Return 1 where nothing at all could be read, or, if strict, where anything could not."""
    return int(ingested.rejected > 0 and (strict or ingested.rejected == ingested.read))


def ingest_into(store: Store, inputs: Sequence[str], talking: Talk, options: ReadingOptions) -> pipeline.IngestSummary:
    """Read the inputs into a store that is open."""
    return pipeline.ingest(
        store,
        inputs,
        options=options,
        clock=now,
        stdin=sys.stdin.buffer,
        warn=talking.reject,
        progress=talking,
    )
