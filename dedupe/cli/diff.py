"""``dedupe diff``: what changed between two articles, or the third step alone.

Two files are compared without a store, so nothing here imports one before it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from dedupe.cli.options import (
    command,
    complete_files,
    db_option,
    format_option,
    only_as_text,
    screen,
    stat_option,
    workers_option,
)
from dedupe.cli.output import write_lines
from dedupe.cli.pager import show_lines
from dedupe.cli.program import Failure, Trouble
from dedupe.cli.reading import date_order_option, map_option
from dedupe.cli.sheets import csv_lines, defuse_option
from dedupe.errors import DedupeError
from dedupe.reading.files import DateOrder, ReadingOptions
from dedupe.reading.registry import FORMATS
from dedupe.records import Between, Comparison
from dedupe.reports import as_csv, as_json, markdown, stat, terminal
from dedupe.reports.passages import is_same


@command(example="dedupe diff harbour-post/ferry-fire.txt --from 2 --to 5")
@click.argument("articles", metavar="OLD NEW | STORY", nargs=-1, shell_complete=complete_files)
@click.option(
    "--from",
    "told",
    metavar="N|FORMAT",
    callback=lambda _, __, value: _version_or_format(value),
    help="Of STORY, the version to start from; of files, their format.  [default: the first; recognised]",
)
@click.option("--to", "last", metavar="N", type=int, help="Of STORY, the version to end with.  [default: the last]")
@map_option
@date_order_option
@click.option("--all", "everything", is_flag=True, help="Record what changed between the versions of every story.")
@db_option
@workers_option
@stat_option
@format_option("text", "markdown", "json", "csv")
@defuse_option
@click.option("--exit-code", is_flag=True, help="Exit with 0 if nothing changed, 1 if something did, 2 on trouble.")
@click.pass_context
def diff(
    ctx: click.Context,
    *,
    articles: tuple[str, ...],
    told: int | str | None,
    last: int | None,
    columns: Mapping[str, str],
    date_order: DateOrder | None,
    everything: bool,
    db: str,
    workers: int | None,
    with_stat: bool,
    form: str,
    defused: bool,
    exit_code: bool,
) -> None:
    """Show what changed between two articles or files.

    OLD and NEW are articles of the store, else files of one article each (--from, --map and --date-order as of ingest); any two versions of a STORY (its id, or the
    name of any of its articles) are told by --from and --to, with the numbers that log shows. Words taken out stand in
    [-...-], words put in stand in {+...+}; paragraphs count from 1, in JSON from 0.
    """
    first, form_of_files = (told, None) if isinstance(told, int) else (None, told)
    of_versions = first is not None or last is not None
    if with_stat:
        only_as_text("--stat", form)
    if everything:
        if articles or of_versions:
            raise click.UsageError("--all takes no articles and no versions.")
        if form != "text" or with_stat or exit_code:
            raise click.UsageError("--all records and shows no change: it takes no --format, --stat or --exit-code.")
        _record_all(db, workers)
        return
    if of_versions and len(articles) != 1:
        raise click.UsageError("--from and --to are versions of one STORY.")
    if len(articles) == 1 and form_of_files:
        raise click.UsageError(
            f"--from {form_of_files} is a format of files; of a STORY it is the number of a version."
        )
    if not of_versions and len(articles) != 2:
        raise click.UsageError(
            "Two articles or files are needed, OLD and NEW; or STORY with --from N, --to N; or --all."
        )
    from dedupe.cli.articles import compared, compared_versions

    options = ReadingOptions(format=form_of_files, columns=columns, date_order=date_order)
    try:
        found = (
            compared(articles[0], articles[1], db, options)
            if len(articles) > 1
            else compared_versions(articles[0], first, last, db)
        )
    except DedupeError as error:
        raise (Trouble if exit_code else Failure)(str(error)) from error
    show_lines(stat.comparison(found[0], screen(), found[1]) if with_stat else _lines(*found, form, defused=defused))
    ctx.exit(int(exit_code and not _same(found[0])))


def _version_or_format(value: str | None) -> int | str | None:
    """The number of a version, or the name of a format: which is asked for, the arguments say."""
    if value is None or value in FORMATS:
        return value
    try:
        return int(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is neither a number nor a format: {', '.join(FORMATS)}") from None


def _lines(compared: Comparison, between: Between | None, form: str, *, defused: bool) -> Iterable[str]:
    match form:
        case "json":
            return [as_json.document(as_json.difference(compared, between))]
        case "csv":
            return csv_lines(as_csv.difference(compared, between), defused=defused)
        case "markdown":
            return markdown.comparison(compared, between)
        case _:
            return terminal.comparison(compared, screen(), between)


def _same(compared: Comparison) -> bool:
    return is_same(compared.changes.script) and not compared.changes.metadata


def _record_all(db: str, workers: int | None) -> None:
    from dedupe import pipeline
    from dedupe.cli import summary
    from dedupe.cli.progress import talk
    from dedupe.settings import Settings
    from dedupe.store import open_store

    with open_store(db) as store, talk() as talking:
        compared = pipeline.diff(store, Settings(), progress=talking, workers=workers)
    write_lines(summary.compared(compared))
