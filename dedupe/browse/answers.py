"""Our pages, made as they are asked for: each call opens the store to read, and sees what is in it now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from dedupe.browse.metadata import DATABASE
from dedupe.errors import DedupeError, NameNotFound, QueryError
from dedupe.pages.found import found
from dedupe.pages.listing import listed_story
from dedupe.pages.rendering import asset as site_asset
from dedupe.pages.rendering import render_served
from dedupe.pages.story_pages import StoryPages
from dedupe.pipeline.between import between
from dedupe.pipeline.telling import tell
from dedupe.records import ChangeReport, StoredStory
from dedupe.reports.tally import counted
from dedupe.settings import Settings
from dedupe.store import Store, open_to_read
from dedupe.store.questions import QUESTIONS
from dedupe.text.queries import parse_query

_STORIES = 25  # of a page of the list
_HITS = 30
_TWO = re.compile(r"(\d{1,6})-(\d{1,6})\.html")
_TABLES = (
    ("story_summary", "Stories"),
    ("revision_timeline", "Versions"),
    ("what_changed", "Changes"),
    ("fact_timeline", "Facts"),
    ("what_returned", "What came back"),
    ("article", "Articles"),
)
_STATES = {
    "absent": "Nothing is indexed yet: dedupe search makes the index where the store may be written.",
    "behind": "Articles that came since the last dedupe search are not found yet.",
    "current": "",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A page, and the status it is sent with."""

    text: str
    status: int = 200


def home(path: str, page: int) -> Answer:
    """Return a page of the list of stories, the latest change first, with the questions and tables at hand."""
    page = max(1, min(page, 1_000_000))
    with open_to_read(path) as store:
        count = store.summary().stories
        ids = store.latest_stories(_STORIES, (page - 1) * _STORIES)
        reports = [_report(store, store.story(story)) for story in ids]
        day = store.last_day() or ""
    return Answer(
        render_served(
            "home.html",
            root="/",
            title="What changed",
            about=counted(count, "story", "stories"),
            rows=[listed_story(report, f"stories/{report.story.id}/index.html") for report in reports],
            questions=QUESTIONS,
            tables=_TABLES,
            database=DATABASE,
            week_ending=day,
            newer=page - 1,
            older=page + 1 if page * _STORIES < count else 0,
        )
    )


def page(path: str, story: str, name: str) -> Answer:
    """Return a page of a story: as a site has it, or the comparison of any two of its versions."""
    settings = Settings()
    try:
        with open_to_read(path) as store:
            report = _report(store, store.story(story))
            pages = StoryPages(tell(store, report, settings, with_others=False), any_two=True)
            made = pages.page(name)
            if made is None and (two := _TWO.fullmatch(name)):
                made = pages.between(between(store, report.story, int(two[1]), int(two[2]), settings))
    except NameNotFound as error:
        return _trouble(404, str(error))
    except DedupeError as error:
        return _trouble(500, str(error))
    return Answer(made) if made is not None else _trouble(404, f"story {story} has no page {name}")


def search(path: str, query: str) -> Answer:
    """Return what a search found, a form alone where nothing is asked for."""
    hits, count, note = [], None, ""
    with open_to_read(path) as store:
        state = store.search_state()
        if query and state != "absent":
            try:
                phrases = parse_query(query)
                hits = [found(hit, phrases) for hit in store.search(phrases, _HITS)]
                count = store.search_count(phrases)
            except QueryError as error:
                note = str(error)
    return Answer(
        render_served(
            "search.html",
            root="/",
            title=f"{query} · Search" if query else "Search",
            query=query,
            hits=hits,
            about="" if count is None else counted(count, "article", "articles"),
            more=max(0, (count or 0) - _HITS),
            note=note or _STATES[state],
        )
    )


def asset(name: str) -> str:
    """Return a style sheet or a script."""
    if name == "tables.js":
        return (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")
    return site_asset(name)


def _report(store: Store, story: StoredStory) -> ChangeReport:
    return ChangeReport(story=story, comparisons=tuple(store.comparisons_of(story.id)))


def _trouble(status: int, reason: str) -> Answer:
    return Answer(render_served("trouble.html", root="/", title="Not found", reason=reason), status)
