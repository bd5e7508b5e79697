"""``dedupe pairs``: on which pairs the stories rest, and why two articles are or are not in one story."""

from __future__ import annotations

from typing import get_args

import click

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.pager import show_lines
from dedupe.records import Relation
from dedupe.reports import as_json, listings
from dedupe.store import open_store


@command(example="dedupe pairs --explain harbour-post/fire.txt wire/w17")
@click.argument("stories", metavar="[STORY...]", nargs=-1)
@click.option(
    "--relation", "relations", multiple=True, type=click.Choice(get_args(Relation)), help="Only pairs of this relation."
)
@click.option("--explain", metavar="A B", nargs=2, help="Tell all about two articles, a verified pair or not.")
@db_option
@format_option("text", "jsonl")
def pairs(
    *, stories: tuple[str, ...], relations: tuple[Relation, ...], explain: tuple[str, str] | None, db: str, form: str
) -> None:
    """List the verified pairs with their scores and reasons.

    STORY is an id, or the KEY of any of its articles: only pairs of which at least one article is in it.
    Pairs of the relations identical, reprint, revision and excerpt join stories; recurring and related do not.
    With --explain: the evidence about any two articles, the rarest phrases that they share, and why they are
    or are not in one story.
    """
    if explain:
        _explain(*explain, db, form)
        return
    with open_store(db, read_only=True) as store:
        inside = {one.article.name for story in stories for one in store.story(story).revisions}
        scored = (
            pair
            for pair in store.pairs()
            if (not stories or pair.a in inside or pair.b in inside) and (not relations or pair.relation in relations)
        )
        show_lines(
            map(as_json.document, map(as_json.pair, scored)) if form == "jsonl" else listings.pairs(scored, screen())
        )


def _explain(a: str, b: str, db: str, form: str) -> None:
    from dedupe import pipeline
    from dedupe.cli.progress import talk
    from dedupe.reports import explanations
    from dedupe.settings import Settings

    with open_store(db, read_only=True) as store, talk() as talking:
        told = pipeline.explain(store, a, b, Settings(), progress=talking)
    show_lines(
        [as_json.document(explanations.as_document(told))] if form == "jsonl" else explanations.text(told, screen())
    )
