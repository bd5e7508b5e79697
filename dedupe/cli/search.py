"""``dedupe search``: the articles that say something."""

from __future__ import annotations

from collections.abc import Sequence

import click

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.pager import show_lines
from dedupe.cli.progress import talk
from dedupe.reports import as_json, listings
from dedupe.store import Hit, SearchState, open_store
from dedupe.text.queries import Phrase, parse_query


@command(example="""dedupe search 'ferry "old pier" collid* -fog'""")
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="So many articles at most.")
@db_option
@format_option("text", "jsonl")
def search(words: tuple[str, ...], limit: int, db: str, form: str) -> None:
    """Find the articles whose text or headline holds all WORDS.

    Words in quotation marks follow one another, a word after - must not be there, and * ends the beginning of a word: put
    such words into the quotation marks of your shell. Accents and capitals do not matter. The first search of a store
    makes its index, later ones add what came since.
    """
    phrases = parse_query(" ".join(words))
    found, count = _found(db, phrases, limit)
    show_lines(
        (as_json.document(as_json.hit(one, phrases)) for one in found)
        if form == "jsonl"
        else listings.hits(found, phrases, screen())
    )
    if count > limit:
        click.echo(f"{count - limit} more; --limit tells them", err=True)
    elif not count:
        click.echo("nothing found", err=True)


def _found(db: str, phrases: Sequence[Phrase], limit: int) -> tuple[list[Hit], int]:
    """Return the best articles, and how many there are. Only an index that lacks articles is written to.

    Once more where another process dropped the index meanwhile.
    """
    enough: set[SearchState] = {"current"}
    while True:
        with open_store(db, read_only=True) as store:
            if store.search_state() in enough:
                return [*store.search(phrases, limit)], store.search_count(phrases)
        with open_store(db) as store, talk() as talking:
            talking.start("indexing", None, "articles")
            store.bring_search_up_to_date(talking.advance)
        enough.add("behind")  # what came since came after this search
