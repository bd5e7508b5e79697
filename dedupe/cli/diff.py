"""``dedupe diff``: what changed between two articles, or the third step alone.

Two files are compared without a store, so nothing here imports one before it is needed.
"""

from __future__ import annotations

from collections.abc import Iterable

import click

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.output import write_lines
from dedupe.cli.program import Failure, Trouble
from dedupe.errors import DedupeError
from dedupe.records import Comparison
from dedupe.reports import as_json, markdown, terminal
from dedupe.reports.passages import is_same


@command(example="dedupe diff monday.txt tuesday.txt --format markdown")
@click.argument("articles", metavar="OLD NEW", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Record what changed between the versions of every story.")
@db_option
@format_option("text", "markdown", "json")
@click.option("--exit-code", is_flag=True, help="Exit with 0 if nothing changed, 1 if something did, 2 on trouble.")
@click.pass_context
def diff(
    ctx: click.Context, *, articles: tuple[str, ...], everything: bool, db: str, form: str, exit_code: bool
) -> None:
    """Show what changed between two articles or files.

    OLD and NEW are articles of the store, else files of one article each. Words taken out stand in [-...-],
    words put in stand in {+...+}; paragraphs count from 1, in JSON from 0.
    """
    if everything:
        if articles:
            raise click.UsageError("--all takes no articles.")
        _record_all(db)
        return
    if len(articles) != 2:
        raise click.UsageError("Two articles or files are needed, OLD and NEW; or --all.")
    from dedupe.cli.articles import comparison

    try:
        compared = comparison(*articles, db)
    except DedupeError as error:
        raise (Trouble if exit_code else Failure)(str(error)) from error
    write_lines(_lines(compared, form))
    ctx.exit(int(exit_code and not _same(compared)))


def _lines(compared: Comparison, form: str) -> Iterable[str]:
    match form:
        case "json":
            return [as_json.document(as_json.comparison(compared))]
        case "markdown":
            return markdown.comparison(compared)
        case _:
            return terminal.comparison(compared, screen())


def _same(compared: Comparison) -> bool:
    return is_same(compared.changes.script) and not compared.changes.metadata


def _record_all(db: str) -> None:
    from dedupe import pipeline
    from dedupe.cli import summary
    from dedupe.cli.progress import talk
    from dedupe.settings import Settings
    from dedupe.store import open_store

    with open_store(db) as store, talk() as talking:
        compared = pipeline.diff(store, Settings(), progress=talking)
    write_lines(summary.compared(compared))
