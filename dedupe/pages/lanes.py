"""The versions of a story from left to right, a lane for each source: who had what first."""

from __future__ import annotations

from dataclasses import dataclass

from dedupe.records import StoredStory
from dedupe.reports import wording

_WIDTH = 460  # pixels that the lanes fill where there are few versions
_NARROWEST, _WIDEST = 26, 84  # between two articles
_LANE, _TOP = 58, 26
_ROOM_FOR_A_TIME, _ROOM_FOR_A_DAY = 60, 78
_EDGE = 18
_NAMELESS = "no source"
_MOST_LANES = 12  # with names of their own; the others share the last

COLOURS = 8
"""How many colours there are for sources; after them they begin anew, and names tell sources apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An article: where it stands, its version, and whether it is the first with this text."""

    x: int
    y: int
    number: int
    label: str
    time: str
    is_copy: bool
    colour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A source: its name, the height of its line, where it begins and ends."""

    name: str
    y: int
    start: int
    end: int
    colour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The picture: its size, lanes and marks, the days above them, and the path from version to version."""

    width: int
    height: int
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    days: tuple[tuple[int, str], ...]
    path: str


def source_names(story: StoredStory) -> dict[str | None, int]:
    """Return the number from 0 of each source of a story, in the order in which they came."""
    named = (revision.article.article.source for revision in story.revisions)
    return {source: place for place, source in enumerate(dict.fromkeys(named))}


def colour_of(place: int) -> int:
    """Return which colour the source of that number has, from 0."""
    return place % COLOURS


def lanes(story: StoredStory) -> Lanes:
    """Return the picture of a story's articles in their order, not to the scale of time: minutes and months are both read."""
    sources = source_names(story)
    gaps = max(len(story.revisions) - 1, 1)
    apart = min(max((_WIDTH - 2 * _EDGE) // gaps, _NARROWEST), _WIDEST)
    marks = []
    seen: set[int] = set()
    for place, revision in enumerate(story.revisions):
        article = revision.article.article
        lane = sources[article.source]
        told = (f"version {revision.number}", wording.dated(article), article.source, article.title)
        mark = Mark(
            x=_EDGE + place * apart,
            y=_height(lane),
            number=revision.number,
            label=" · ".join(filter(None, told)),
            time=wording.dated(article)[11:16] if apart >= _ROOM_FOR_A_TIME else "",
            is_copy=revision.number in seen,
            colour=colour_of(lane),
        )
        seen.add(revision.number)
        marks.append(mark)
    drawn = tuple(
        _lane(
            source,
            place,
            [mark for mark, one in zip(marks, story.revisions, strict=True) if one.article.article.source == source],
        )
        for source, place in list(sources.items())
    )
    firsts = [mark for mark in marks if not mark.is_copy]
    days = _days(story, marks)
    longest = max(len(lane.name) for lane in drawn)
    return Lanes(
        width=max(marks[-1].x + _EDGE, _EDGE + 8 * longest, *(x + _ROOM_FOR_A_DAY for x, _ in days)),
        height=max(lane.y for lane in drawn) + _EDGE + 10,
        lanes=drawn,
        marks=tuple(marks),
        days=tuple(days),
        path="M" + "L".join(f"{mark.x} {mark.y}" for mark in firsts),
    )


def _height(lane: int) -> int:
    return _TOP + 24 + min(lane, _MOST_LANES) * _LANE


def _lane(source: str | None, place: int, marks: list[Mark]) -> Lane:
    name = source or _NAMELESS
    return Lane(
        name=name if place <= _MOST_LANES else "",
        y=_height(place),
        start=marks[0].x,
        end=marks[-1].x,
        colour=colour_of(place),
    )


def _days(story: StoredStory, marks: list[Mark]) -> list[tuple[int, str]]:
    """Return a day where it begins, unless its name would run into the one before."""
    told: list[tuple[int, str]] = []
    former = ""
    for revision, mark in zip(story.revisions, marks, strict=True):
        day = wording.dated(revision.article.article)[:10]
        if day not in (former, "undated") and (not told or mark.x - told[-1][0] >= _ROOM_FOR_A_DAY):
            told.append((mark.x, day))
            former = day
    return told
