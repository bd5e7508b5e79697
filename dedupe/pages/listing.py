"""The list of stories: a row for each, small enough to keep of a hundred thousand."""

from __future__ import annotations

from dataclasses import dataclass

from dedupe.pages.charts import Chart, growth
from dedupe.pages.comparison import Verdict, verdict
from dedupe.records import ChangeReport
from dedupe.reports import wording

_MOST_POINTS = 60  # of a line a hand wide


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedStory:
    """A story in a line, with what its list is sorted and filtered by; days are empty where nothing is dated."""

    page: str
    title: str
    sources: tuple[str, ...]
    first_source: str
    versions: int
    articles: int
    first_day: str
    last_day: str
    last: str
    growth: Chart | None
    verdict: Verdict | None


def listed_story(report: ChangeReport, page: str) -> ListedStory:
    """Return the line of a story; its verdict is that of the step that deserves eyes most."""
    told = report.story
    days = sorted(day for one in told.revisions if (day := wording.dated(one.article.article)) != "undated")
    sizes = list({one.number: len(one.article.article.text) for one in told.revisions}.values())
    apart = -(-len(sizes) // _MOST_POINTS)
    foremost = max(report.comparisons, key=lambda one: one.changes.significance.attention, default=None)
    return ListedStory(
        page=page,
        title=wording.title(told),
        sources=tuple(wording.sources(told)),
        first_source=told.revisions[0].article.article.source or "",
        versions=wording.count_versions(told),
        articles=len(told.revisions),
        first_day=days[0][:10] if days else "",
        last_day=days[-1][:10] if days else "",
        last=days[-1][:16] if days else "",
        growth=growth(sizes if apart < 2 else [*sizes[:-1:apart], sizes[-1]]),
        verdict=verdict(foremost) if foremost else None,
    )
