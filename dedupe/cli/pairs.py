"""``dedupe pairs``: on which pairs the stories rest, and why two articles are or are not in one story."""

from __future__ import annotations

import click

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.output import write_lines
from dedupe.reports import as_json, listings
from dedupe.store import open_store


@command(example="dedupe pairs --explain harbour-post/fire.txt wire/w17")
@click.option("--explain", metavar="A B", nargs=2, help="Tell all about two articles, a verified pair or not.")
@db_option
@format_option("text", "jsonl")
def pairs(explain: tuple[str, str] | None, db: str, form: str) -> None:
    """List the verified pairs with their scores and reasons.

    Pairs of the relations identical, reprint, revision and excerpt join stories; recurring and related do not.
    With --explain: the evidence about any two articles, the rarest phrases that they share, and why they are
    or are not in one story.
    """
    if explain:
        _explain(*explain, db, form)
        return
    with open_store(db, read_only=True) as store:
        scored = store.pairs()
        write_lines(
            map(as_json.document, map(as_json.pair, scored)) if form == "jsonl" else listings.pairs(scored, screen())
        )


def _explain(a: str, b: str, db: str, form: str) -> None:
    from dedupe import pipeline
    from dedupe.cli.progress import talk
    from dedupe.reports import explanations
    from dedupe.settings import Settings

    with open_store(db, read_only=True) as store, talk() as talking:
        told = pipeline.explain(store, a, b, Settings(), progress=talking)
    write_lines(
        [as_json.document(explanations.as_document(told))] if form == "jsonl" else explanations.text(told, screen())
    )
