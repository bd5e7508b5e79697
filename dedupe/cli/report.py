"""``dedupe report``: what changed, to read or to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from dedupe.cli.options import command, db_option, output_option, screen
from dedupe.cli.output import write_lines
from dedupe.records import ChangeReport
from dedupe.reports import as_json, markdown, terminal
from dedupe.reports.layout import Screen
from dedupe.store import Store, open_store

_BY_ENDING = {".md": "markdown", ".json": "json"}


@command(example="dedupe report -o changes.md")
@click.argument("names", metavar="[STORY]...", nargs=-1)
@db_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    help="Form of the output.  [default: by the ending of FILE, else text]",
)
@output_option("Write to FILE, which appears when it is complete; - is stdout.")
def report(names: tuple[str, ...], db: str, form: str | None, output: str) -> None:
    """Tell what changed in stories, version by version.

    STORY is an id, a unique beginning of one, or the name of any of its articles; without any, all stories
    of two articles or more. Words taken out stand in [-...-], words put in stand in {+...+}.
    """
    form = form or _BY_ENDING.get(Path(output).suffix, "text")
    with open_store(db, read_only=True) as store:
        write_lines(_told(_reports(store, names), form, screen() if output == "-" else Screen()), output)


def _reports(store: Store, names: tuple[str, ...]) -> Iterator[ChangeReport]:
    told = map(store.story, names) if names else store.stories(min_articles=2)
    for story in told:
        yield ChangeReport(story=story, comparisons=tuple(store.comparisons_of(story.id)))


def _told(reports: Iterable[ChangeReport], form: str, screen: Screen) -> Iterator[str]:
    match form:
        case "json":
            return as_json.array(map(as_json.report, reports))
        case "markdown":
            return markdown.stories(reports)
        case _:
            return terminal.stories(reports, screen)
