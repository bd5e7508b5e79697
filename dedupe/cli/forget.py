"""``dedupe forget``: an article goes for good, and a tombstone stays."""

from __future__ import annotations

import click

from dedupe.cli import summary
from dedupe.cli.clock import now
from dedupe.cli.options import command, db_option
from dedupe.cli.output import write_lines
from dedupe.store import open_store


@command(example='dedupe forget harbour-post/ferry-fire.txt --why "court order 12/31" --dry-run')
@click.argument("article", metavar="ARTICLE")
@click.option("--why", metavar="TEXT", required=True, help="Your reason: it is kept with the tombstone.")
@click.option("--copies", is_flag=True, help="All other articles of the same text go, too.")
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@db_option
def forget(*, article: str, why: str, copies: bool, dry_run: bool, db: str) -> None:
    """Take an article out of the store for good.

    Its text, its signature and all that was compared with it go, and the file is written anew so that no byte of it is
    left there. A tombstone stays: its hash, its KEY, your reason and the time. The same text read again is refused and
    counted, whoever publishes it. Other versions, and your backups and reports, are other files and articles: forget them
    by name.
    """
    with open_store(db, read_only=dry_run) as store:
        forgotten = store.forget(article, why, now(), copies=copies, dry_run=dry_run)
    write_lines(summary.forgotten(forgotten, db, dry_run=dry_run))
