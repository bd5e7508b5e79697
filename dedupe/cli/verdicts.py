"""``dedupe verdicts``: what people decided."""

from __future__ import annotations

import click

from dedupe.cli import summary
from dedupe.cli.options import command, db_option, format_option
from dedupe.cli.output import write_lines
from dedupe.cli.pager import show_lines
from dedupe.reports import as_json, listings
from dedupe.store import open_store


@command(example="dedupe verdicts --withdraw town-hall/may town-hall/june")
@click.option("--withdraw", metavar="A B", nargs=2, help="Let the evidence decide about two articles again.")
@db_option
@format_option("text", "jsonl")
def verdicts(withdraw: tuple[str, str] | None, db: str, form: str) -> None:
    """List what people decided about pairs of articles, or take it back.

    What is listed holds from the next dedupe cluster on.
    """
    if withdraw:
        if form != "text":
            raise click.UsageError("--withdraw lists nothing: it takes no --format.")
        _withdraw(*withdraw, db)
        return
    with open_store(db, read_only=True) as store:
        told = sorted(store.verdicts(), key=lambda verdict: sorted((verdict.name_a, verdict.name_b)))
    show_lines(map(as_json.document, map(as_json.verdict, told)) if form == "jsonl" else listings.verdicts(told))


def _withdraw(a: str, b: str, db: str) -> None:
    with open_store(db) as store:
        one, other = store.article(a), store.article(b)
        store.withdraw_verdict(one.hash, other.hash)
    write_lines(summary.decided("withdraw", one.name, other.name, db))
