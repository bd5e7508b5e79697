"""Where each paragraph of an article comes from, as text and as JSON.

A line of text is a paragraph: the version and its time and source, then the words, as ``git blame`` has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dedupe.records import StoredRevision
from dedupe.reports import wording
from dedupe.reports.as_json import Json
from dedupe.reports.layout import Screen, Span, cells, clip, clip_words, pad, wrap
from dedupe.reports.safe import one_line
from dedupe.reports.tally import listed
from dedupe.reports.terminal import timeline, wrapped

if TYPE_CHECKING:
    from dedupe.changes.blame import BlamedArticle, BlamedParagraph, Origin

_ROOMY = 80  # cells: a narrower screen shows days without hours, and less of a source
_SOURCE, _SHORT_SOURCE = 20, 8  # cells
_DAY = 10
_NO_STORY = "not folded yet"
_UNKNOWN = "unknown"  # of ordered_by


def text(told: BlamedArticle, screen: Screen, *, whole: bool = False) -> Iterator[str]:
    """Yield the article, the versions that its paragraphs come from, and a line for each paragraph.

    ``whole`` shows each paragraph on as many lines as it takes.
    """
    name = one_line(told.article.article.title or told.article.name)
    yield from wrapped([Span(name, "strong")], "", screen)
    number = told.versions[-1].number
    about = (told.article.name, f"version {number}", f"story {told.story}" if told.story else _NO_STORY)
    yield from wrapped([Span(one_line(" · ".join(about)), "faint")], "", screen)
    yield ""
    yield from timeline(_blamed(told))
    if unsure := _unsure(told):
        yield from wrapped([Span(f"{unsure} may stand elsewhere: nothing tells the order", "faint")], "  ", screen)
    yield ""
    columns = [_came(told, paragraph.origin, screen) for paragraph in told.paragraphs]
    widths = [max(map(cells, column)) for column in zip(*columns, strict=True)]
    digits = len(str(len(columns)))
    for row, paragraph in zip(columns, told.paragraphs, strict=True):
        before = [pad(column, width) for column, width in zip(row, widths, strict=True) if width]
        before.append(f"¶ {paragraph.number + 1:>{digits}}  ")
        yield from _line("  ".join(before), paragraph, screen, whole)


def _blamed(told: BlamedArticle) -> list[StoredRevision]:
    """Return the versions that some paragraph comes from, and always the article's own."""
    wanted = {place for one in told.paragraphs for place in _places(one.origin)}
    return [one for place, one in enumerate(told.versions) if place in wanted or one is told.versions[-1]]


def _unsure(told: BlamedArticle) -> str:
    """Return ``versions 1 and 2`` for those whose place in the story nothing tells; nothing where all is told."""
    numbers = [str(one.number) for one in _blamed(told) if one.ordered_by == _UNKNOWN]
    if not numbers or len(told.versions) == 1:
        return ""
    return f"{'version' if len(numbers) == 1 else 'versions'} {listed(numbers)}"


def _places(origin: Origin) -> list[int]:
    return [place for place in (origin.first, origin.changed, origin.returned) if place is not None]


def _came(told: BlamedArticle, origin: Origin, screen: Screen) -> tuple[str, str, str]:
    """Return which versions, when and where from: the first two columns of a line, and the third."""
    number = [version.number for version in told.versions]
    versions = f"{number[origin.first]}"
    if origin.changed != origin.first:
        versions += f"→{number[origin.changed]}"
    if origin.returned is not None:
        versions += f"↩{number[origin.returned]}"
    article = told.versions[origin.changed].article.article
    roomy = screen.width >= _ROOMY
    when = wording.dated(article)
    source = clip(one_line(article.source or ""), _SOURCE if roomy else _SHORT_SOURCE)
    return versions, when if roomy else when[:_DAY], source


def _line(before: str, paragraph: BlamedParagraph, screen: Screen, whole: bool) -> Iterator[str]:
    room = screen.width - cells(before)
    words = one_line(paragraph.text)
    if not whole:
        yield screen.paint([Span(before, "faint"), Span(clip_words(words, room))])
        return
    for number, line in enumerate(wrap([Span(words)], room)):
        yield screen.paint([Span(" " * cells(before) if number else before, "faint"), *line])


def as_document(told: BlamedArticle) -> Json:
    """Return the article with all of its paragraphs."""
    return {
        "article": told.article.name,
        "story": told.story,
        "revision": told.versions[-1].number,
        "paragraphs": [_paragraph(told, paragraph) for paragraph in told.paragraphs],
    }


def as_rows(told: BlamedArticle) -> Iterator[Json]:
    """Yield each paragraph with the name of its article."""
    for paragraph in told.paragraphs:
        yield {"article": told.article.name} | _paragraph(told, paragraph)


def _paragraph(told: BlamedArticle, paragraph: BlamedParagraph) -> Json:
    origin = paragraph.origin
    return {
        "paragraph": paragraph.number,
        "text": paragraph.text,
        "first": version(told.versions[origin.first]),
        "changed": version(told.versions[origin.changed]),
        "returned": None if origin.returned is None else version(told.versions[origin.returned]),
    }


def version(revision: StoredRevision) -> Json:
    """Return a version of a story by one of its articles."""
    article = revision.article.article
    return {
        "revision": revision.number,
        "article": revision.article.name,
        "source": article.source,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "ordered_by": revision.ordered_by,
    }
