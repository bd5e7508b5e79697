"""``dedupe separate``: a person says that two articles are of two stories."""

from __future__ import annotations

from dedupe.cli.decisions import articles_argument, decide, why_option
from dedupe.cli.options import command, db_option


@command(example='dedupe separate town-hall/may town-hall/june --why "two meetings"')
@articles_argument
@why_option
@db_option
def separate(a: str, b: str, why: str, db: str) -> None:
    """Keep two articles out of one story, whatever the evidence says.

    A and B are articles of the store. Where others hold them together, the weakest links between them are cut.
    The decision holds from the next dedupe cluster on, and through every rebuild; of several about one pair
    the last holds. Articles of one text cannot be separated. See also: join, verdicts.
    """
    decide("separate", a, b, why, db)
