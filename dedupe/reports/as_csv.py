"""Records as rows for spreadsheets: stories, the versions of one, its facts through time, and what steps changed.

Values are as in the JSON, but places are told in words and count from 1. Spreadsheets run what begins like a formula: unless asked
not to, such a text is defused by an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedupe.records import Between, ChangeReport, Changes, Comparison, FactChange, Hunk, StoredStory
from dedupe.reports import wording
from dedupe.reports.passages import is_unchanged, new_side, old_side
from dedupe.reports.tally import FACTS, FIELDS

if TYPE_CHECKING:
    from dedupe.changes.chains import FactChain

Cell = str | int | float | None
Row = tuple[Cell, ...]

_END = "\r\n"
# Those of ASCII, and as they are typed in East Asia: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: the names of its columns, and its rows."""

    columns: Sequence[str]
    rows: Iterable[Row]


def lines(table: Rows, *, defused: bool = True) -> Iterator[str]:
    """Yield the names of the columns, then the rows (RFC 4180); a cell may hold line breaks, None is an empty cell."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator=_END)  # a cell that holds any of it is quoted
    writer.writerow(table.columns)
    yield _taken(written)
    for cells in table.rows:
        writer.writerow(map(_inert, cells) if defused else cells)
        yield _taken(written)


def _taken(written: io.StringIO) -> str:
    line = written.getvalue().removesuffix(_END)
    written.seek(0)
    written.truncate()
    return line


def _inert(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def stories(told: Iterable[StoredStory]) -> Rows:
    """Return a row for each story."""
    columns = ("story", "title", "versions", "articles", "sources", "first", "last")
    return Rows(columns, map(_story, told))


def _story(told: StoredStory) -> Row:
    times = sorted(time for one in told.revisions if (time := wording.time_of(one.article.article)))
    return (
        told.id,
        told.title,
        wording.count_versions(told),
        len(told.revisions),
        len(wording.sources(told)),
        times[0] if times else None,
        times[-1] if times else None,
    )


def log(report: ChangeReport) -> Rows:
    """Return a row for each article of a story, newest version first; several where several steps led to it."""
    columns = (
        "story", "version", "article", "source", "url", "title", "published_at", "modified_at", "fetched_at", "ordered_by",
        "compared_with", "change", "attention", "summary",
    )  # fmt: skip
    return Rows(columns, _versions(report))


def _versions(report: ChangeReport) -> Iterator[Row]:
    for one in sorted(report.story.revisions, key=lambda revision: -revision.number):
        article = one.article.article
        about = (
            report.story.id, one.number, one.article.name, article.source, article.url, article.title,
            article.published_at, article.modified_at, article.fetched_at, one.ordered_by,
        )  # fmt: skip
        steps = [step for step in report.comparisons if step.new.hash == one.article.hash]
        for step in steps:
            yield (*about, step.old.name, *_weight(step.changes), wording.counts(step))
        if not steps:
            yield (*about, None, None, None, None)


def facts(report: ChangeReport, chains: Iterable[FactChain]) -> Rows:
    """Return a row for each change of a fact; those of one fact share its number."""
    columns = (
        "story",
        "fact",
        "kind",
        "context",
        "old",
        "new",
        "old_version",
        "new_version",
        "article",
        "at",
        "returns_to",
    )
    return Rows(columns, _facts(report, chains))


def _facts(report: ChangeReport, chains: Iterable[FactChain]) -> Iterator[Row]:
    from dedupe.reports.facts import Numbers

    numbers = Numbers(report)
    for number, chain in enumerate(chains, 1):
        returned = numbers.returned(chain)
        for place, step in enumerate(chain.steps):
            old, new = numbers.sides[step.comparison]
            back = returned[place].number if place in returned else None
            article = new.article
            yield (
                report.story.id, number, chain.kind, chain.context, step.old, step.new,
                old.number, new.number, article.name, wording.time_of(article.article), back,
            )  # fmt: skip


def reports(told: Iterable[ChangeReport]) -> Rows:
    """Return a row for each thing that a step of a story changed: a field, a fact, a passage, a sentence that moved."""
    return Rows(_OF_CHANGES, (row for report in told for row in _report(report)))


def difference(compared: Comparison, between: Between | None) -> Rows:
    """Return a row for each thing that changed between two articles, and which versions of a story they are, if any."""
    versions = (between.story, between.old, between.new) if between else (None, None, None)
    return Rows(_OF_CHANGES, _changes(compared, versions))


_OF_CHANGES = (
    "story", "old_version", "new_version", "old_article", "new_article", "change", "attention",
    "what", "how", "place", "context", "old", "new",
)  # fmt: skip


def _report(report: ChangeReport) -> Iterator[Row]:
    numbers = {revision.article.hash: revision.number for revision in report.story.revisions}
    for step in report.comparisons:
        yield from _changes(step, (report.story.id, numbers[step.old.hash], numbers[step.new.hash]))


def _changes(compared: Comparison, versions: Row) -> Iterator[Row]:
    about = (*versions, compared.old.name, compared.new.name, *_weight(compared.changes))
    script = compared.changes.script
    for field in compared.changes.metadata:
        yield (
            *about,
            FIELDS.get(field.field, field.field),
            _became(field.old, field.new),
            None,
            None,
            field.old,
            field.new,
        )
    for fact in compared.changes.facts:
        yield (*about, *_fact(fact, script.hunks))
    for hunk in script.hunks:
        if not is_unchanged(hunk):
            yield (*about, *_passage(hunk))
    for move in script.sentence_moves:
        yield (*about, "sentence", "moved", f"¶ {move.old + 1} → {move.new + 1}", None, move.text, move.text)


def _fact(fact: FactChange, hunks: Sequence[Hunk]) -> Row:
    place = FIELDS["title"] if fact.hunk is None else wording.places(hunks[fact.hunk])
    return FACTS[fact.kind][0], _became(fact.old, fact.new), place, fact.context, fact.old, fact.new


def _passage(hunk: Hunk) -> Row:
    return "passage", wording.became(hunk), wording.places(hunk), None, old_side(hunk.edits), new_side(hunk.edits)


def _became(old: str | None, new: str | None) -> str:
    return "changed" if old and new else "added" if new else "removed"


def _weight(changes: Changes) -> tuple[str, int]:
    return wording.verdict(changes), changes.significance.attention
