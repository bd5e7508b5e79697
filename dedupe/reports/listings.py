"""Many records as lines of text: stories, verified pairs, the log of one story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from dedupe.records import ChangeReport, Comparison, StoredPair, StoredStory
from dedupe.reports import wording
from dedupe.reports.layout import Screen, Span, columns
from dedupe.reports.safe import one_line, visible
from dedupe.reports.stat import stat
from dedupe.reports.tally import counted
from dedupe.reports.terminal import heading, particulars, timeline, wrapped
from dedupe.text.queries import Phrase, excerpt

if TYPE_CHECKING:
    from dedupe.store import Hit, Verdict

_INDENT = "      "
_WHOLE_NAMES = 200  # cells: names are there to be copied


def stories(told: Iterable[StoredStory]) -> Iterator[str]:
    """Yield a line for each story: id, versions, articles, days, title."""
    rows = (
        (
            story.id,
            counted(wording.count_versions(story), "version", "versions"),
            counted(len(story.revisions), "article", "articles"),
            wording.span_of_time(story),
            one_line(wording.title(story)),
        )
        for story in told
    )
    return columns(rows)


def pairs(scored: Iterable[StoredPair], screen: Screen) -> Iterator[str]:
    """Yield for each pair a line of relation, score, Jaccard and names; then its reasons."""
    for pair in scored:
        yield f"{pair.relation:<9}  score {pair.score:.3f}  jaccard {pair.jaccard:.3f}  {_names(pair)}"
        yield from wrapped([Span(one_line("; ".join(pair.reasons)), "faint")], _INDENT, screen)


def hits(found: Iterable[Hit], phrases: Sequence[Phrase], screen: Screen) -> Iterator[str]:
    """Yield for each article that a search found a line of date, source, name and story, its headline, and an excerpt."""
    for hit in found:
        article = hit.article.article
        told = (wording.dated(article), article.source, hit.article.name, hit.story and f"story {hit.story}")
        yield screen.paint([Span("  ".join(one_line(part) for part in told if part), "strong")])
        if article.title:
            yield from wrapped(_marked(article.title, phrases, whole=True), _INDENT, screen)
        yield from wrapped(_marked(article.text, phrases), _INDENT, screen)
        yield ""


def _marked(text: str, phrases: Sequence[Phrase], *, whole: bool = False) -> list[Span]:
    pieces = excerpt(text, phrases, *([len(text)] if whole else []))
    return [Span(visible(piece.text), "new" if piece.hit else "plain") for piece in pieces]


def verdicts(told: Iterable[Verdict]) -> Iterator[str]:
    """Yield for each decision of a person its kind, the names and the reason."""
    rows = ((one.kind, *sorted((one_line(one.name_a), one_line(one.name_b))), one_line(one.why)) for one in told)
    return columns(rows, widest=_WHOLE_NAMES)


def _names(pair: StoredPair) -> str:
    return f"{one_line(pair.a)}  {one_line(pair.b)}"


def log(report: ChangeReport, screen: Screen, *, with_stat: bool = False) -> Iterator[str]:
    """Yield a story's versions, newest first, each with what it changed in short, ``with_stat`` with how much of each passage."""
    told = report.story
    yield from heading(told, screen)
    described = zip(told.revisions, timeline(told.revisions), strict=True)
    versions = [list(articles) for _, articles in groupby(described, key=lambda entry: entry[0].number)]
    leading_to: dict[str, list[Comparison]] = {}
    for compared in report.comparisons:
        leading_to.setdefault(compared.new.hash, []).append(compared)
    if not versions:
        yield ""
        yield "nothing changed"
    for articles in reversed(versions):
        yield ""
        for revision, line in articles:
            yield screen.paint([Span(line, "strong")])
            for compared in leading_to.get(revision.article.hash, ()):
                yield from wrapped([Span(one_line(wording.summary(compared)))], _INDENT, screen)
                yield from particulars(compared, screen, _INDENT)
                yield from stat(compared, screen, _INDENT) if with_stat else ()
