"""``dedupe log``: the versions of one story."""

from __future__ import annotations

import click

from dedupe.cli.options import command, db_option, format_option, only_as_text, screen, stat_option
from dedupe.cli.pager import show_lines
from dedupe.cli.sheets import csv_lines, defuse_option
from dedupe.cli.since import Since, since_option
from dedupe.records import ChangeReport
from dedupe.reports import as_csv, as_json, listings
from dedupe.store import open_store


@command(example="dedupe log harbour-post/ferry-fire.txt --since 2031-05-04")
@click.argument("name", metavar="STORY")
@since_option
@stat_option
@db_option
@format_option("text", "json", "csv")
@defuse_option
def log(*, name: str, since: Since | None, with_stat: bool, db: str, form: str, defused: bool) -> None:
    """List the versions of a story, newest first, and what each changed.

    STORY is an id, a unique beginning of one, or the name of any of its articles. What a version brings back is
    what its publisher had, published a version without, and has again.
    """
    if with_stat:
        only_as_text("--stat", form)
    with open_store(db, read_only=True) as store:
        told = store.story(name)
        report = ChangeReport(story=told, comparisons=tuple(store.comparisons_of(told.id)))
        since = since and since.of(store)
    if since:
        report = since.versions(report)
    match form:
        case "json":
            show_lines([as_json.document(as_json.log(report))])
        case "csv":
            show_lines(csv_lines(as_csv.log(report), defused=defused))
        case _:
            show_lines(listings.log(report, screen(), with_stat=with_stat))
    if since:
        since.say_what_is_left_out()
