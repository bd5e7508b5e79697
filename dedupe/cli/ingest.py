"""``dedupe ingest``: the first step alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from dedupe import pipeline
from dedupe.cli import summary
from dedupe.cli.options import command, db_option, inputs_argument, strict_option
from dedupe.cli.output import write_lines
from dedupe.cli.progress import Talk, talk
from dedupe.store import Store, open_store


@command(example="dedupe ingest articles/ 'archive/2031-*.jsonl.gz'")
@inputs_argument
@db_option
@strict_option
@click.pass_context
def ingest(ctx: click.Context, inputs: tuple[str, ...], db: str, strict: bool) -> None:
    """Read articles into the store.

    INPUT is a file, a folder, a pattern or - for stdin (one JSON object a line). A record that cannot be read
    is named on stderr and counted; the rest goes on.
    """
    with open_store(db, create=True) as store, talk() as talking:
        ingested = ingest_into(store, inputs, talking)
    write_lines(summary.ingested(ingested))
    ctx.exit(exit_code(ingested, strict=strict))


def exit_code(ingested: pipeline.IngestSummary, *, strict: bool) -> int:
    """Return 1 where nothing at all could be read, or, if strict, where anything could not."""
    return int(ingested.rejected > 0 and (strict or ingested.rejected == ingested.read))


def ingest_into(store: Store, inputs: Sequence[str], talking: Talk) -> pipeline.IngestSummary:
    """Read the inputs into a store that is open."""
    return pipeline.ingest(
        store,
        inputs,
        clock=_now,
        stdin=sys.stdin.buffer,
        warn=talking.reject,
        progress=talking,
    )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
