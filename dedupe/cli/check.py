"""``dedupe check``: is the store whole?"""

from __future__ import annotations

import click

from dedupe.cli.options import command, db_option
from dedupe.cli.output import write_lines
from dedupe.reports.safe import one_line
from dedupe.store import open_store


@command(example="dedupe check --read-data")
@db_option
@click.option("--read-data", is_flag=True, help="Read every text and apply every edit script, too.")
@click.pass_context
def check(ctx: click.Context, db: str, read_data: bool) -> None:
    """Check that the store is whole.

    Prints what is wrong, a line each, and exits with 1; nothing is repaired.
    """
    with open_store(db, read_only=True) as store:
        problems = list(store.check(read_data=read_data))
    write_lines(map(one_line, problems) if problems else [f"{one_line(db)}: clean"])
    ctx.exit(int(bool(problems)))
