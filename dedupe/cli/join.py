"""``dedupe join``: a person says that two articles are of one story."""

from __future__ import annotations

from dedupe.cli.decisions import articles_argument, decide, why_option
from dedupe.cli.options import command, db_option


@command(example='dedupe join harbour-post/fire.txt wire/w17 --why "the same fire, told from the shore"')
@articles_argument
@why_option
@db_option
def join(a: str, b: str, why: str, db: str) -> None:
    """Put two articles into one story, whatever the evidence says.

    A and B are articles of the store. The decision holds from the next dedupe cluster on, and through every
    rebuild; of several about one pair the last holds. See also: separate, verdicts.
    """
    decide("join", a, b, why, db)
