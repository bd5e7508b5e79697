"""The pages of one story, each made when it is asked for: the story, its latest text, and comparisons of its versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dedupe.pages.comparison import compared
from dedupe.pages.rendering import render, render_served
from dedupe.pages.story import StoryView, numbers_of, story_view
from dedupe.records import ChangeReport, Comparison

if TYPE_CHECKING:
    from dedupe.changes.blame import BlamedArticle

STORY, TEXT = "index.html", "text.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story to be told: its report, first against last where there are several steps, and the latest text by its origins.

    ``others`` are comparisons of versions that are no neighbours.
    """

    report: ChangeReport
    overall: Comparison | None = None
    blamed: BlamedArticle | None = None
    others: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A comparison of the story, as others link to it: its page, its name, and which versions it compares."""

    page: str
    label: str
    old: int
    new: int


class StoryPages:
    """The pages of a story. With ``any_two``, pages offer to compare any two versions, and whoever serves them must answer."""

    def __init__(self, told: Told, *, any_two: bool = False) -> None:
        self._steps = told.report.comparisons
        self._comparisons = [*self._steps, *filter(None, [told.overall]), *told.others]
        self._numbers = numbers_of(told.report)
        self._links = links_of(self._comparisons, self._numbers)
        self._view = self._view_of(told)
        self._render = render_served if any_two else render
        self._choices = tuple(sorted(set(self._numbers.values()))) if any_two else ()

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each page."""
        yield STORY, self._story()
        if self._view.origins:
            yield TEXT, self._text()
        for place, link in enumerate(self._links):
            yield link.page, self._recorded(place)

    def page(self, name: str) -> str | None:
        """Return the text of one page, None where the story has none of that name."""
        if name == STORY:
            return self._story()
        if name == TEXT and self._view.origins:
            return self._text()
        place = next((place for place, link in enumerate(self._links) if link.page == name), None)
        return None if place is None else self._recorded(place)

    def between(self, one: Comparison) -> str:
        """Return a page of any two versions."""
        (link,) = links_of([one], self._numbers)
        return self._comparison(one, link, None, None)

    def _view_of(self, told: Told) -> StoryView:
        pages = [link.page for link in self._links]
        steps = len(self._steps)
        overall = (pages[steps], told.overall) if told.overall else None
        view = story_view(told.report, pages[:steps], overall, told.blamed)
        others = _others(self._links[steps:])
        versions = tuple(replace(version, others=tuple(others.get(version.number, ()))) for version in view.versions)
        return replace(view, versions=versions)

    def _story(self) -> str:
        return self._render(
            "story.html", story=self._view, choices=self._choices, root="../../", title=self._view.title
        )

    def _text(self) -> str:
        return self._render(TEXT, story=self._view, root="../../", title=f"Latest text · {self._view.title}")

    def _recorded(self, place: int) -> str:
        steps = len(self._steps)
        former = self._links[place - 1] if 0 < place < steps else None
        following = self._links[place + 1] if place + 1 < steps else None
        return self._comparison(self._comparisons[place], self._links[place], former, following)

    def _comparison(self, one: Comparison, link: Link, former: Link | None, following: Link | None) -> str:
        return self._render(
            "comparison.html",
            story=self._view,
            step=compared(one, self._numbers),
            link=link,
            former=former,
            following=following,
            choices=self._choices,
            root="../../",
            title=f"{link.label} · {self._view.title}",
        )


def links_of(comparisons: Iterable[Comparison], numbers: Mapping[str, int]) -> list[Link]:
    """Return a page for each comparison: ``2-3.html``, ``2-3-2.html`` for a second of these versions."""
    used: dict[str, int] = {}
    links = []
    for one in comparisons:
        old, new = numbers[one.old.hash], numbers[one.new.hash]
        stem = f"{old}-{new}"
        used[stem] = used.get(stem, 0) + 1
        page = f"{stem}.html" if used[stem] == 1 else f"{stem}-{used[stem]}.html"
        label = f"Version {old} → {new}" if old != new else f"Version {new}, the same text"
        links.append(Link(page=page, label=label, old=old, new=new))
    return links


def _others(links: Iterable[Link]) -> dict[int, list[tuple[int, str]]]:
    """Return, for each version, with which others it is compared and where, in their order."""
    found: dict[int, list[tuple[int, str]]] = {}
    for link in links:
        found.setdefault(link.old, []).append((link.new, link.page))
        found.setdefault(link.new, []).append((link.old, link.page))
    return {number: sorted(others) for number, others in found.items()}
