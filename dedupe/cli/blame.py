"""``dedupe blame``: where each paragraph of an article comes from."""

from __future__ import annotations

import click

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.pager import show_lines
from dedupe.reports import as_json
from dedupe.reports import blame as face
from dedupe.settings import Settings
from dedupe.store import open_store


@command(example="dedupe blame harbour-post/ferry-fire.txt")
@click.argument("name", metavar="ARTICLE")
@click.option("--whole", is_flag=True, help="Show each paragraph in full, not its first line.")
@db_option
@format_option("text", "json", "jsonl")
def blame(*, name: str, whole: bool, db: str, form: str) -> None:
    """Tell in which version of its story each paragraph of an article came into being.

    Before each paragraph stands the version that has the first copy of its very words; where it was made from an
    older paragraph, 1→3 says that it came with version 1 and was last changed in 3; 1↩4 that it was gone and came
    back in 4. Versions of all sources count, up to the article's own.
    """
    from dedupe import pipeline

    with open_store(db, read_only=True) as store:
        told = pipeline.blame(store, name, Settings())
    match form:
        case "json":
            show_lines([as_json.document(face.as_document(told))])
        case "jsonl":
            show_lines(map(as_json.document, face.as_rows(told)))
        case _:
            show_lines(face.text(told, screen(), whole=whole))
