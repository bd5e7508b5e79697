"""Changes as an Atom feed (RFC 4287): an entry a step, the newest first, each with what it changed in short.

An entry keeps its id for ever, as it follows from the two articles, so that a feed reader shows no change twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dedupe.pages.comparison import Passage, Row, Verdict, brief, link, rows, verdict
from dedupe.pages.rendering import fragment, render_xml
from dedupe.records import ChangeReport, Comparison
from dedupe.reports import wording

_NAMES = uuid.UUID("6f1d3c52-0f0e-5c55-9b41-6a6f0d4b7d11")
"""The space of names in which ids of feeds and entries are made."""

_NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A step: what it changed, when, in which article, and in which story."""

    id: str
    updated: str
    title: str
    link: str
    source: str
    name: str
    story: str
    label: str
    verdict: Verdict
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as text, and how many steps without a date were left out: an entry needs one."""

    text: str
    left_out: int


def feed(reports: Iterable[ChangeReport]) -> Feed:
    """Return the feed of all steps of some stories."""
    told: list[Entry] = []
    left_out = 0
    for entry in _entries(reports):
        if entry.updated:
            told.append(entry)
        else:
            left_out += 1
    told.sort(key=lambda entry: entry.id)
    told.sort(key=lambda entry: entry.updated, reverse=True)
    shown = [(entry, fragment("entry.html", entry=entry)) for entry in told]
    updated = told[0].updated if told else _NEVER
    return Feed(render_xml("feed.xml", id=_name("what changed"), updated=updated, entries=shown), left_out)


def _entries(reports: Iterable[ChangeReport]) -> Iterator[Entry]:
    for report in reports:
        for compared in report.comparisons:
            yield _entry(compared, report)


def _entry(compared: Comparison, report: ChangeReport) -> Entry:
    article = compared.new.article
    passages, more = brief(compared.changes)
    return Entry(
        id=_name(f"{compared.old.hash} {compared.new.hash}"),
        updated=_moment(wording.time_of(article)),
        title=f"{article.title or report.story.title}: {wording.verdict(compared.changes)}",
        link=link(article),
        source=article.source or "",
        name=compared.new.name,
        story=report.story.id,
        label=wording.step_label(compared, report.story),
        verdict=verdict(compared),
        rows=tuple(rows(compared)),
        passages=passages,
        more=more,
    )


def _moment(time: str | None) -> str:
    """Return a time as feeds have it; a day begins at midnight."""
    return "" if time is None else time if "T" in time else f"{time}T00:00:00Z"


def _name(of: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, of)}"
