"""``dedupe run``: everything in one go."""

from __future__ import annotations

from itertools import chain

import click

from dedupe import pipeline
from dedupe.cli import summary
from dedupe.cli.ingest import exit_code, ingest_into
from dedupe.cli.options import command, db_option, inputs_argument, strict_option, workers_option
from dedupe.cli.output import write_lines
from dedupe.cli.progress import talk
from dedupe.cli.reading import reading_options
from dedupe.reading import ReadingOptions
from dedupe.settings import Settings
from dedupe.store import open_store


@command(example="dedupe run articles/ more.jsonl.gz --db news.db")
@inputs_argument
@reading_options
@db_option
@workers_option
@strict_option
@click.pass_context
def run(
    ctx: click.Context, *, inputs: tuple[str, ...], db: str, workers: int | None, strict: bool, options: ReadingOptions
) -> None:
    """Read, fold into stories and compare: everything, in one go.

    INPUT is a file, a folder, a pattern or - for stdin (one JSON object a line). What was read before is not
    read into the store again, and a step whose input did not change does nothing.
    """
    settings = Settings()
    with open_store(db, create=True) as store, talk() as talking:
        ingested = ingest_into(store, inputs, talking, options)
        clustered = pipeline.cluster(store, settings, progress=talking)
        compared = pipeline.diff(store, settings, progress=talking, workers=workers)
    write_lines(
        chain(
            summary.ingested(ingested),
            summary.clustered(clustered),
            summary.compared(compared),
            summary.next_steps(db),
        )
    )
    ctx.exit(exit_code(ingested, strict=strict))
