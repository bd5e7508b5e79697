"""``dedupe export``: what the store holds, for others."""

from __future__ import annotations

from collections.abc import Iterator

from dedupe.cli.options import command, db_option, output_option
from dedupe.cli.output import write_lines
from dedupe.reports import export as rows
from dedupe.reports.as_json import Json, document
from dedupe.store import Store, open_store


@command(example="dedupe export -o news.jsonl")
@db_option
@output_option("Write to FILE, which appears when it is complete; - is stdout.")
def export(db: str, output: str) -> None:
    """Write what the store holds as JSON, one object a line.

    Each has a type: article, verdict, story, pair or comparison. The same articles give the same bytes, in whatever
    order they were read.
    """
    with open_store(db, read_only=True) as store:
        write_lines(map(document, _rows(store)), output)


def _rows(store: Store) -> Iterator[Json]:
    yield from map(rows.article, store.articles())
    yield from sorted(map(rows.verdict, store.verdicts()), key=lambda row: (row["a"], row["b"]))
    stories = list(store.stories(min_articles=1))
    yield from map(rows.story, stories)
    yield from map(rows.pair, store.pairs())
    for story in stories:
        yield from map(rows.comparison, store.comparisons_of(story.id))
