"""``dedupe pairs``: on which pairs the stories rest."""

from __future__ import annotations

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.output import write_lines
from dedupe.reports import as_json, listings
from dedupe.store import open_store


@command(example="dedupe pairs --format jsonl")
@db_option
@format_option("text", "jsonl")
def pairs(db: str, form: str) -> None:
    """List the verified pairs with their scores and reasons.

    Pairs of the relations identical, reprint, revision and excerpt join stories; recurring and related do not.
    """
    with open_store(db, read_only=True) as store:
        scored = store.pairs()
        write_lines(
            map(as_json.document, map(as_json.pair, scored)) if form == "jsonl" else listings.pairs(scored, screen())
        )
