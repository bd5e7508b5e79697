"""What changed, as text for a terminal: one comparison in full, or a story with all of its versions.

Deleted words stand in ``[-…-]`` and inserted ones in ``{+…+}``, as in ``git diff --word-diff``, with or
without colours, so that nothing is told by colour alone. The sign before a paragraph says what its heading says:
``+`` added, ``-`` removed, ``~`` changed, ``>`` moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from dedupe.records import (
    Between,
    ChangeReport,
    Changes,
    Comparison,
    Hunk,
    SentenceMove,
    StoredArticle,
    StoredRevision,
    StoredStory,
)
from dedupe.reports import wording
from dedupe.reports.layout import Screen, Span, Style, cells, clip_words, columns, pad, wrap
from dedupe.reports.passages import Piece, PieceKind, is_typography, is_unchanged, paragraphs, passage
from dedupe.reports.safe import one_line, visible

_INDENT = "    "
_MARKS: dict[PieceKind, tuple[str, str, Style]] = {
    "equal": ("", "", "plain"),
    "delete": ("[-", "-]", "old"),
    "insert": ("{+", "+}", "new"),
    "gap": ("", "", "faint"),
}
_SIGNS: dict[str, Span] = {
    "added": Span("+ ", "new"),
    "removed": Span("- ", "old"),
    "moved": Span("> ", "moved"),
    "changed": Span("~ "),
    "split": Span("~ "),
    "merged": Span("~ "),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How much of each paragraph is shown: words kept around an edit; of what came or went one line, or the whole."""

    around: int
    whole: bool


FULL = Detail(around=14, whole=True)
BRIEF = Detail(around=8, whole=False)


def comparison(compared: Comparison, screen: Screen, between: Between | None = None) -> Iterator[str]:
    """Yield the lines of what changed between two articles, paragraph by paragraph; which versions they are, if any."""
    yield from sides(compared, screen, between)
    yield from _changes(compared, screen, FULL)


def sides(compared: Comparison, screen: Screen, between: Between | None) -> Iterator[str]:
    """Yield the lines that name the two articles, and what changed between them in a line."""
    yield screen.paint([Span(f"- {_described(compared.old)}", "old")])
    yield screen.paint([Span(f"+ {_described(compared.new)}", "new")])
    if between:
        yield from wrapped([Span(wording.between(between), "faint")], "", screen)
    yield from wrapped([Span(one_line(wording.summary(compared)), "strong")], "", screen)


def _described(article: StoredArticle) -> str:
    facts = (article.name, wording.dated(article.article), article.article.source)
    return "  ".join(one_line(fact) for fact in facts if fact)


def stories(reports: Iterable[ChangeReport], screen: Screen) -> Iterator[str]:
    """Yield the lines of several stories, one after the other."""
    for number, report in enumerate(reports):
        if number:
            yield ""
            yield ""
        yield from story(report, screen)


def story(report: ChangeReport, screen: Screen) -> Iterator[str]:
    """Yield the lines of a story: its name, its versions, and what each of them changed."""
    told = report.story
    about = (wording.versions(told), wording.span_of_time(told), f"story {told.id}")
    name = one_line(wording.title(told))
    yield from wrapped([Span(name, "strong")], "", screen)
    yield screen.paint([Span("═" * min(cells(name), screen.width), "faint")])
    yield from wrapped([Span(one_line(" · ".join(filter(None, about))), "faint")], "", screen)
    yield ""
    yield from timeline(told.revisions)
    for compared in report.comparisons:
        yield ""
        yield from _step(compared, told, screen)


def heading(told: StoredStory, screen: Screen) -> Iterator[str]:
    """Yield what a story is called and its id: on one line where it has room for both."""
    name, identity = one_line(wording.title(told)), f"story {told.id}"
    if cells(name) + 2 + cells(identity) <= screen.width:
        yield screen.paint([Span(name, "strong"), Span(f"  {identity}", "faint")])
        return
    yield from wrapped([Span(name, "strong")], "", screen)
    yield screen.paint([Span(identity, "faint")])


def timeline(revisions: Iterable[StoredRevision]) -> Iterator[str]:
    """Yield one line for each article of a story: its version, time, source and name."""
    previous = 0
    rows = []
    for revision in revisions:
        same = "  (the same text)" if revision.number == previous else ""
        article = revision.article.article
        row = (wording.dated(article), one_line(article.source or ""), one_line(revision.article.name) + same)
        rows.append((f"  {revision.number:>2}", *row))
        previous = revision.number
    yield from columns(rows)


def _step(compared: Comparison, told: StoredStory, screen: Screen) -> Iterator[str]:
    about = (wording.step_label(compared, told), wording.verdict(compared.changes), wording.rank(compared.changes))
    yield _rule(" · ".join(filter(None, about)), screen)
    yield from wrapped([Span(one_line(wording.counts(compared)))], "  ", screen)
    if evidence := wording.ordered_by(compared, told):
        yield from wrapped([Span(f"order: {one_line(evidence)}", "faint")], "  ", screen)
    yield from _changes(compared, screen, BRIEF)


def _rule(heading: str, screen: Screen) -> str:
    line = f"── {heading} "
    return screen.paint([Span(line + "─" * (screen.width - cells(line)), "strong")])


def _changes(compared: Comparison, screen: Screen, detail: Detail) -> Iterator[str]:
    yield from particulars(compared, screen)
    for number, part in enumerate(_parts(compared.changes, screen, detail)):
        if detail.whole or not number:
            yield ""
        yield from part


def _parts(changes: Changes, screen: Screen, detail: Detail) -> Iterator[Iterator[str]]:
    """What happened to the paragraphs, a part for each hunk, one for a run of hunks where nothing happened."""
    script = changes.script
    for stayed, hunks in groupby(script.hunks, key=is_unchanged):
        if stayed:
            yield wrapped([Span(f"… {wording.unchanged(hunks)}", "faint")], "  ", screen)
        else:
            yield from (_hunk(hunk, screen, detail) for hunk in hunks)
    yield from (_sentence_move(move, screen) for move in script.sentence_moves)
    if script.coarse:
        yield wrapped([Span(wording.NOTE_COARSE, "faint")], "  ", screen)


def _sentence_move(move: SentenceMove, screen: Screen) -> Iterator[str]:
    yield screen.paint([Span(f"  {wording.sentence_label(move)}", "strong")])
    yield from _paragraph(move.text, _SIGNS["moved"], screen, whole=False)


def particulars(compared: Comparison, screen: Screen, indent: str = "  ") -> Iterator[str]:
    """Yield what a reader looks for first, each under its name: fields of the article, facts, what it had before."""
    rows = wording.particulars(compared)
    width = max((len(name) for name, _ in rows), default=0)
    for name, told in rows:
        label = f"{indent}{pad(name, width)}  "
        for number, line in enumerate(wrap([Span(one_line(told))], screen.width - len(label))):
            yield screen.paint([Span(" " * len(label) if number else label, "faint"), *line])


def _hunk(hunk: Hunk, screen: Screen, detail: Detail) -> Iterator[str]:
    yield screen.paint([Span(f"  {wording.hunk_label(hunk)}", "strong")])
    if is_typography(hunk):
        return
    sign = _SIGNS["moved" if hunk.moved else hunk.kind]
    if hunk.kind in ("changed", "split", "merged"):
        yield from _signed(sign, _marked(passage(hunk.edits, around=detail.around)), screen)
        return
    for paragraph in paragraphs(hunk):
        yield from _paragraph(paragraph, sign, screen, whole=detail.whole and not hunk.moved)


def _paragraph(text: str, sign: Span, screen: Screen, *, whole: bool) -> Iterator[str]:
    shown = one_line(text) if whole else clip_words(one_line(text), screen.width - len(_INDENT) - 2)
    yield from _signed(sign, [Span(shown, sign.style)], screen)


def _marked(pieces: Iterable[Piece]) -> Iterator[Span]:
    for piece in pieces:
        opening, closing, style = _MARKS[piece.kind]
        yield Span(f"{opening}{visible(piece.text)}{closing}", style)


def _signed(sign: Span, spans: Iterable[Span], screen: Screen) -> Iterator[str]:
    """The first line begins with the sign, the others below its text."""
    for number, line in enumerate(wrap(spans, screen.width - len(_INDENT) - 2)):
        yield screen.paint([Span(_INDENT), Span("  ") if number else sign, *line])


def wrapped(spans: Iterable[Span], indent: str, screen: Screen) -> Iterator[str]:
    """Yield the spans as painted lines, each behind the indent."""
    for line in wrap(spans, screen.width - len(indent)):
        yield screen.paint([Span(indent), *line])
