"""Which pages there are: of a site, a list, a page a story and a page a comparison; or all of one story on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dedupe.pages.comparison import compared
from dedupe.pages.listing import ListedStory, listed_story
from dedupe.pages.rendering import SCRIPT, STYLE, asset, render, render_alone
from dedupe.pages.story import numbers_of, story_view
from dedupe.pages.story_pages import StoryPages, Told, links_of
from dedupe.records import Comparison
from dedupe.reports.passages import is_unchanged
from dedupe.reports.tally import counted

GENERATOR = '<meta name="generator" content="dedupe">'
"""What stands in every page: by it a folder is known to be a site of ours."""

_LIST = "index.html"
_MOST_UNCHANGED = (
    400_000  # characters that say nothing new on a page to mail: a long story repeats its text with every version
)
_PAGE = re.compile(
    r"index\.html|style\.css|script\.js|stories/[0-9a-z]+(?:/(?:index|text|\d+-\d+(?:-\d+)?)\.html)?|stories"
)


def is_page(path: str) -> bool:
    """Return whether a site may have a file or a folder of that path, ``/`` between its parts.

    >>> is_page("stories/1a2b3c4d5e6f/2-3.html"), is_page("notes.txt")
    (True, False)
    """
    return bool(_PAGE.fullmatch(path))


def site(stories: Iterable[Told], *, newest_first: bool = True) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file of a site, one story at a time; the list comes last.

    ``newest_first`` sorts it by the day of the latest version, undated stories last; else it keeps the order.
    """
    yield STYLE, asset(STYLE)
    yield SCRIPT, asset(SCRIPT)
    rows = []
    for told in stories:
        story = told.report.story.id
        rows.append(listed_story(told.report, f"stories/{story}/index.html"))
        for page, text in StoryPages(told).all():
            yield f"stories/{story}/{page}", text
    if newest_first:
        rows.sort(key=lambda row: row.last, reverse=True)
    yield _LIST, _listing(rows)


def one_page(told: Told) -> str:
    """Return one page that holds all of a story, its style and its script.

    Where the unchanged paragraphs of all steps together are very long they are counted, not shown, and the page says so.
    """
    numbers = numbers_of(told.report)
    comparisons = [*told.report.comparisons, *filter(None, [told.overall])]
    links = links_of(comparisons, numbers)
    is_whole = sum(map(_unchanged, comparisons)) <= _MOST_UNCHANGED
    told_of = [
        (link, compared(one, numbers, prefix=f"c{place}h", with_unchanged=is_whole))
        for place, (link, one) in enumerate(zip(links, comparisons, strict=True), 1)
    ]
    anchors = [f"#c{place}" for place in range(1, len(comparisons) + 1)]
    overall = (anchors[-1], told.overall) if told.overall else None
    view = story_view(told.report, anchors[: len(told.report.comparisons)], overall, told.blamed)
    return render_alone("alone.html", story=view, comparisons=told_of, is_whole=is_whole, root="", title=view.title)


def _unchanged(one: Comparison) -> int:
    """Return how many characters of a comparison did not change."""
    return sum(len(edit.text) for hunk in one.changes.script.hunks if is_unchanged(hunk) for edit in hunk.edits)


def _listing(rows: list[ListedStory]) -> str:
    sources = sorted({source for row in rows for source in row.sources}, key=str.casefold)
    kinds = sorted({row.verdict.kind for row in rows if row.verdict})
    return render(
        "index.html",
        rows=rows,
        sources=sources,
        kinds=kinds,
        about=counted(len(rows), "story", "stories"),
        root="",
        title="What changed",
    )
