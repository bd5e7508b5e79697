"""Which pages there are: of a site, a list, a page a story and a page a comparison; or all of one story on one page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedupe.pages.comparison import Compared, compared
from dedupe.pages.listing import ListedStory, listed_story
from dedupe.pages.rendering import SCRIPT, STYLE, asset, render, render_alone
from dedupe.pages.story import numbers_of, story_view
from dedupe.records import ChangeReport, Comparison
from dedupe.reports.passages import is_unchanged
from dedupe.reports.tally import counted

if TYPE_CHECKING:
    from dedupe.changes.blame import BlamedArticle

GENERATOR = '<meta name="generator" content="dedupe">'
"""What stands in every page: by it a folder is known to be a site of ours."""

_LIST = "index.html"
_MOST_UNCHANGED = (
    400_000  # characters that say nothing new on a page to mail: a long story repeats its text with every version
)
_PAGE = re.compile(
    r"index\.html|style\.css|script\.js|stories/[0-9a-z]+(?:/(?:index|text|\d+-\d+(?:-\d+)?)\.html)?|stories"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story to be told: its report, first against last where there are several steps, and the latest text by its origins."""

    report: ChangeReport
    overall: Comparison | None = None
    blamed: BlamedArticle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A comparison of the story, as others link to it."""

    page: str
    label: str


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
        for page, text in _story_pages(told):
            yield f"stories/{story}/{page}", text
    if newest_first:
        rows.sort(key=lambda row: row.last, reverse=True)
    yield _LIST, _listing(rows)


def one_page(told: Told) -> str:
    """Return one page that holds all of a story, its style and its script.

    Where the unchanged paragraphs of all steps together are very long they are counted, not shown, and the page says so.
    """
    links = list(_links(told))
    numbers = numbers_of(told.report)
    comparisons = [*told.report.comparisons, *filter(None, [told.overall])]
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


def _story_pages(told: Told) -> Iterator[tuple[str, str]]:
    links = list(_links(told))
    pages = [link.page for link in links]
    numbers = numbers_of(told.report)
    overall = (pages[-1], told.overall) if told.overall else None
    view = story_view(told.report, pages[: len(told.report.comparisons)], overall, told.blamed)
    yield _LIST, render("story.html", story=view, root="../../", title=view.title)
    if view.origins:
        yield "text.html", render("text.html", story=view, root="../../", title=f"Latest text · {view.title}")
    steps = len(told.report.comparisons)
    for place, one in enumerate([*told.report.comparisons, *filter(None, [told.overall])]):
        step = compared(one, numbers)
        yield (
            pages[place],
            render(
                "comparison.html",
                story=view,
                step=step,
                link=links[place],
                former=links[place - 1] if 0 < place < steps else None,
                following=links[place + 1] if place + 1 < steps else None,
                root="../../",
                title=f"{links[place].label} · {view.title}",
            ),
        )


def _links(told: Told) -> Iterator[Link]:
    """Yield a page for each comparison, the overall one last: ``2-3.html``, ``2-3-2.html`` for a second of these versions."""
    numbers = numbers_of(told.report)
    used: dict[str, int] = {}
    for one in [*told.report.comparisons, *filter(None, [told.overall])]:
        old, new = numbers[one.old.hash], numbers[one.new.hash]
        stem = f"{old}-{new}"
        used[stem] = used.get(stem, 0) + 1
        page = f"{stem}.html" if used[stem] == 1 else f"{stem}-{used[stem]}.html"
        yield Link(page=page, label=f"Version {old} → {new}" if old != new else f"Version {new}, the same text")


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


__all__ = ["GENERATOR", "Compared", "Link", "Told", "is_page", "one_page", "site"]
