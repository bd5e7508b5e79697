"""What changed, as Markdown that renders on the usual hosts: inserted words bold, deleted words struck out.

``**`` and ``~~`` only work beside certain characters (CommonMark's flanking rules), and edits stop anywhere;
where the marks would show as themselves, ``<ins>`` and ``<del>`` stand for them. All text is escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from dedupe.records import Between, ChangeReport, Comparison, Hunk, StoredStory
from dedupe.reports import wording
from dedupe.reports.passages import Piece, is_typography, is_unchanged, paragraphs, passage
from dedupe.reports.safe import inert_start, markdown, markdown_words, one_line

_WORDS_AROUND = 14
_MARKS = {"insert": ("**", "<ins>", "</ins>"), "delete": ("~~", "<del>", "</del>")}


def comparison(compared: Comparison, between: Between | None = None) -> Iterator[str]:
    """Yield the lines of what changed between two articles, and which versions they are, if any."""
    yield "# What changed"
    yield ""
    yield from _table(
        ("", "article", "time", "source", "headline"),
        [
            (side, stored.name, wording.dated(stored.article), stored.article.source or "", stored.article.title or "")
            for side, stored in (("old", compared.old), ("new", compared.new))
        ],
    )
    if between:
        yield ""
        yield markdown(wording.sentence(wording.between(between)))
    yield from _step(compared)


def stories(reports: Iterable[ChangeReport]) -> Iterator[str]:
    """Yield the lines of several stories, one after the other."""
    for number, report in enumerate(reports):
        if number:
            yield ""
        yield from story(report)


def story(report: ChangeReport) -> Iterator[str]:
    """Yield the lines of a story: its name, its versions, and what each of them changed."""
    told = report.story
    about = (wording.versions(told), wording.span_of_time(told), f"story {told.id}")
    yield f"# {markdown(wording.title(told))}"
    yield ""
    yield markdown(" · ".join(filter(None, about)))
    yield ""
    yield from _table(("version", "time", "source", "article"), _timeline(told))
    for compared in report.comparisons:
        yield ""
        yield f"## {markdown(wording.step_label(compared, told))}"
        yield from _step(compared, wording.ordered_by(compared, told))


def _timeline(told: StoredStory) -> Iterator[tuple[str, ...]]:
    for revision in told.revisions:
        article = revision.article.article
        yield str(revision.number), wording.dated(article), article.source or "", revision.article.name


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield f"| {' | '.join(map(markdown, row))} |"


def _step(compared: Comparison, evidence: str = "") -> Iterator[str]:
    yield ""
    about = (wording.counts(compared), wording.rank(compared.changes))
    told = " ".join(map(wording.sentence, filter(None, about)))
    yield f"**{wording.sentence(wording.verdict(compared.changes))}** {told}"
    if evidence:
        yield ""
        yield f"*Order: {markdown(evidence)}*"
    yield from _particulars(compared)
    for stayed, hunks in groupby(compared.changes.script.hunks, key=is_unchanged):
        if stayed:
            yield from ("", f"*{wording.unchanged(hunks)}*")
        else:
            for hunk in hunks:
                yield from _hunk(hunk)
    for sentence in compared.changes.script.sentence_moves:
        yield from ("", f"**{wording.sentence_label(sentence)}**", "", f"> {markdown(sentence.text)}")
    if compared.changes.script.coarse:
        yield from ("", f"*{wording.NOTE_COARSE}*")


def _particulars(compared: Comparison) -> Iterator[str]:
    rows = wording.particulars(compared)
    if rows:
        yield ""
    for name, told in rows:
        yield f"- **{markdown(name)}:** {markdown_words(one_line(told))}"


def _hunk(hunk: Hunk) -> Iterator[str]:
    yield from ("", f"**{wording.hunk_label(hunk)}**")
    if is_typography(hunk):
        return
    if hunk.kind in ("changed", "split", "merged"):
        yield from ("", f"> {inert_start(marked(passage(hunk.edits, around=_WORDS_AROUND)))}")
        return
    for number, paragraph in enumerate(paragraphs(hunk)):
        struck = marked([Piece("delete", one_line(paragraph))]) if hunk.kind == "removed" else markdown(paragraph)
        yield from (">" if number else "", f"> {struck}")


def marked(pieces: Iterable[Piece]) -> str:
    """Return the pieces on one line of Markdown, inserted words bold, deleted words struck out."""
    shown = [(_MARKS.get(piece.kind), markdown_words(piece.text)) for piece in pieces]
    line = ""
    for (marks, words), (next_marks, next_words) in pairwise([*shown, (None, "")]):
        following = next_marks[0] if next_marks else next_words
        line += _mark(words, marks, line[-1:], following[:1]) if marks else words
    return " ".join(line.split())


def _mark(words: str, marks: tuple[str, str, str], before: str, after: str) -> str:
    mark, opening, closing = marks
    if _may_mark(before, words[0]) and _may_mark(after, words[-1]):
        return f"{mark}{words}{mark}"
    return f"{opening}{words}{closing}"


def _may_mark(outside: str, inside: str) -> bool:
    """Whether a mark between these characters opens or closes: CommonMark's flanking rule, from either side."""
    return not _is_punctuation(inside) or not outside or outside.isspace() or _is_punctuation(outside)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
