"""``dedupe stories``: what was found."""

from __future__ import annotations

import click

from dedupe.cli.options import command, db_option, format_option
from dedupe.cli.pager import show_lines
from dedupe.reports import as_json, listings
from dedupe.store import open_store


@command(example="dedupe stories --format jsonl")
@click.option("--all", "everything", is_flag=True, help="Also articles that stand alone.")
@db_option
@format_option("text", "jsonl")
def stories(everything: bool, db: str, form: str) -> None:
    """List the stories of two articles or more.

    Each line begins with the story's id, which log and report take.
    """
    with open_store(db, read_only=True) as store:
        told = store.stories(min_articles=1 if everything else 2)
        show_lines(map(as_json.document, map(as_json.story, told)) if form == "jsonl" else listings.stories(told))
