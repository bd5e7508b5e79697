"""``dedupe facts``: the figures, dates, quotes and names of one story through time."""

from __future__ import annotations

import click

from dedupe.cli.options import command, db_option, format_option, screen
from dedupe.cli.pager import show_lines
from dedupe.cli.sheets import csv_lines, defuse_option
from dedupe.cli.since import Since, since_option
from dedupe.records import ChangeReport
from dedupe.reports import as_csv, as_json
from dedupe.reports import facts as face
from dedupe.store import open_store


@command(example="dedupe facts harbour-post/ferry-fire.txt")
@click.argument("name", metavar="STORY")
@since_option
@db_option
@format_option("text", "json", "csv")
@defuse_option
def facts(*, name: str, since: Since | None, db: str, form: str, defused: bool) -> None:
    """Follow the figures, dates, quotes and names of a story through its versions.

    STORY is an id, a unique beginning of one, or the name of any of its articles. Before each fact stand the
    versions in which it changed; negations and hedges that came or went are listed too. An arrow back, ↩, leads to a
    value that it had before; (3 returns to 1) names the versions. With --since, facts that changed since then, each
    with all that it was before.
    """
    from dedupe.changes.chains import fact_chains

    with open_store(db, read_only=True) as store:
        told = store.story(name)
        report = ChangeReport(story=told, comparisons=tuple(store.comparisons_of(told.id)))
        since = since and since.of(store)
    chains = fact_chains(report.comparisons)
    if since:
        kept = {(compared.old.hash, compared.new.hash) for compared in since.steps(report).comparisons}
        late = {at for at, one in enumerate(report.comparisons) if (one.old.hash, one.new.hash) in kept}
        chains = tuple(chain for chain in chains if any(step.comparison in late for step in chain.steps))
    match form:
        case "json":
            show_lines([as_json.document(face.as_document(report, chains))])
        case "csv":
            show_lines(csv_lines(as_csv.facts(report, chains), defused=defused))
        case _:
            show_lines(face.text(report, chains, screen()))
    if since:
        since.say_what_is_left_out()
