"""``dedupe stories``: what was found."""

from __future__ import annotations

import click

from dedupe.cli.options import command, db_option, format_option
from dedupe.cli.pager import show_lines
from dedupe.cli.sheets import csv_lines, defuse_option
from dedupe.reports import as_csv, as_json, listings
from dedupe.store import open_store


@command(example="dedupe stories --format jsonl")
@click.option("--all", "everything", is_flag=True, help="Also articles that stand alone.")
@db_option
@format_option("text", "jsonl", "csv")
@defuse_option
def stories(*, everything: bool, db: str, form: str, defused: bool) -> None:
    """List the stories of two articles or more.

    Each line begins with the story's id, which log and report take.
    """
    with open_store(db, read_only=True) as store:
        told = store.stories(min_articles=1 if everything else 2)
        match form:
            case "jsonl":
                show_lines(map(as_json.document, map(as_json.story, told)))
            case "csv":
                show_lines(csv_lines(as_csv.stories(told), defused=defused))
            case _:
                show_lines(listings.stories(told))
