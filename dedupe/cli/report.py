"""``dedupe report``: what changed, to read or to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import click

from dedupe.cli.options import command, db_option, output_option, screen
from dedupe.cli.output import write_lines
from dedupe.cli.pager import show_lines
from dedupe.cli.program import Failure
from dedupe.cli.sheets import csv_lines, defuse_option
from dedupe.cli.since import Since, since_option
from dedupe.records import ChangeReport
from dedupe.reports import as_csv, as_json, markdown, terminal
from dedupe.reports.layout import Screen
from dedupe.reports.ranking import most_deserving
from dedupe.reports.tally import counted
from dedupe.store import Store, open_store

_BY_ENDING = {".md": "markdown", ".json": "json", ".html": "html", ".htm": "html", ".atom": "atom", ".csv": "csv"}


@command(example="dedupe report --since 2031-05-04 -o changes/")
@click.argument("names", metavar="[STORY]...", nargs=-1)
@since_option
@click.option(
    "--most", metavar="N", type=click.IntRange(min=1), help="Only the N steps that deserve eyes most, those first."
)
@db_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "csv", "html", "atom"]),
    help="Form of the output.  [default: html for a folder, else by the ending of FILE, else text]",
)
@defuse_option
@output_option(
    "Write to FILE, which appears when it is complete; - is stdout. A folder (existing, or ending in /) gets a site of "
    "web pages, which takes the place of an earlier one; FILE.html holds one story."
)
def report(
    *,
    names: tuple[str, ...],
    since: Since | None,
    most: int | None,
    db: str,
    form: str | None,
    defused: bool,
    output: str,
) -> None:
    """Tell what changed in stories, version by version.

    STORY is an id, a unique beginning of one, or the name of any of its articles; without any, all stories
    of two articles or more. Words taken out stand in [-...-], words put in stand in {+...+}. What a step brings back
    is what its publisher had, published a version without, and has again. With --since, stories that did not change
    since then are left out; with --most, steps are picked by their attention, a rank from 0 to 100.
    """
    is_folder = output != "-" and (output.endswith("/") or Path(output).is_dir())
    ending = _BY_ENDING.get(Path(output).suffix.lower())
    form = form or ("html" if is_folder else ending or "text")
    with open_store(db, read_only=True) as store:
        reports: Iterable[ChangeReport] = _reports(store, names)
        if since:
            since = since.of(store)
            reports = (report for report in map(since.steps, reports) if report.comparisons)
        if most:
            reports = most_deserving(reports, most)
        if form == "html":
            is_site = is_folder or (output != "-" and ending != "html")
            _write_pages(store, reports, output, is_site=is_site, newest_first=not most)
        elif form == "atom":
            _write_feed(reports, output)
        else:
            is_shown = output == "-"
            told = (
                csv_lines(as_csv.reports(reports), defused=defused, output=output)
                if form == "csv"
                else _told(reports, form, screen() if is_shown else Screen())
            )
            show_lines(told) if is_shown else write_lines(told, output)
    if since:
        since.say_what_is_left_out()


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


def _write_feed(reports: Iterable[ChangeReport], output: str) -> None:
    from dedupe.pages import feed

    made = feed(reports)
    write_lines(made.text.splitlines(), output)
    if made.left_out:
        click.echo(f"{counted(made.left_out, 'step', 'steps')} without a date left out", err=True)


def _write_pages(
    store: Store, reports: Iterable[ChangeReport], output: str, *, is_site: bool, newest_first: bool
) -> None:
    from dedupe import pages, pipeline
    from dedupe.cli.folders import write_site
    from dedupe.settings import Settings

    settings = Settings()
    if is_site:
        told = (pipeline.tell(store, report, settings) for report in reports)
        write_site(pages.site(told, newest_first=newest_first), output)
        return
    found = list(islice(reports, 2))
    if len(found) != 1:
        several = "more than one" if found else "none"
        raise Failure(
            f"{output}: a page holds one story, and there is {several}; name one, or a folder for a site of all"
        )
    write_lines(pages.one_page(pipeline.tell(store, found[0], settings)).splitlines(), output)
