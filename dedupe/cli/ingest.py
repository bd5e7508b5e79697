"""``dedupe ingest``: the first step alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

import click

from dedupe import pipeline
from dedupe.cli import summary
from dedupe.cli.clock import now
from dedupe.cli.options import command, db_option, inputs_argument, strict_option
from dedupe.cli.output import write_lines
from dedupe.cli.progress import Talk, talk
from dedupe.reading.dates import read_date
from dedupe.reading.fields import ALIASES
from dedupe.reading.files import DateOrder, ReadingOptions
from dedupe.reading.registry import FORMATS
from dedupe.store import Store, open_store


def _columns(_: click.Context, __: click.Parameter, written: tuple[str, ...]) -> Mapping[str, str]:
    columns: dict[str, str] = {}
    for one in written:
        field, equals, name = one.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{one!r} is not FIELD=NAME")
        if field not in ALIASES:
            raise click.BadParameter(f"{field!r} is no field; there are {', '.join(ALIASES)}")
        if field in columns:
            raise click.BadParameter(f"{field!r} is given two names")
        columns[field] = name
    return columns


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and read_date(value) is None:
        raise click.BadParameter(f"{value!r} is no ISO date, such as 2031-05-04 or 2031-05-04T09:30:00Z.")
    return read_date(value)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--from``, ``--map``, ``--date-order``, ``--since`` and ``--limit``; they reach the command as one ``options``."""

    @click.option(
        "--from", "form", type=click.Choice(tuple(FORMATS)), help="Format of all inputs, whatever their names say."
    )
    @click.option("--map", "columns", metavar="FIELD=NAME", multiple=True, callback=_columns,
                  help="A record keeps FIELD (text, title, url, published_at, ...) under NAME. May be repeated.")  # fmt: skip
    @click.option("--date-order", type=click.Choice(("dmy", "mdy")), help="What 04/05/2031 means; else it is no date.")
    @click.option(
        "--since", metavar="DATE", callback=_day, help="Only articles of that day or time (ISO 8601, UTC) or later."
    )
    @click.option("--limit", metavar="N", type=click.IntRange(min=1), help="End after N articles.")
    @wraps(command)
    def with_options(
        *args: Any,
        form: str | None,
        columns: Mapping[str, str],
        date_order: DateOrder | None,
        since: str | None,
        limit: int | None,
        **kwargs: Any,
    ) -> Any:
        options = ReadingOptions(format=form, columns=columns, date_order=date_order, since=since, limit=limit)
        return command(*args, options=options, **kwargs)

    return with_options


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
