"""What one step changed, as a page shows it: every hunk with a place of its own, and what moved linked to where it went."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dedupe.pages.ribbon import Ribbon, drawn_as, ribbon
from dedupe.pages.runs import Line, Run, inline, pieces, runs, side
from dedupe.records import Article, Changes, Comparison, EditOp, EditScript, Hunk, MetadataChange, StoredArticle
from dedupe.reports import wording
from dedupe.reports.layout import clip_words
from dedupe.reports.passages import is_unchanged, passage
from dedupe.reports.tally import FACTS, FIELDS

LONG = 60  # parts of a page from which on a browser may lay out only what is in view
_FEWEST_FOLDED = 2  # paragraphs: one alone is shown as what stands around a change
_AROUND = 8  # words beside a change, in short
_MOST_BRIEF = 3  # hunks told in short
_LONGEST = 300  # cells of a paragraph told in short


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A hunk. ``lines`` spell out its edits; ``old`` is its old side where both are shown side by side.

    ``came_from`` and ``next`` are the anchors of its former place and of the next change, empty where there is none.
    """

    hunk: int
    anchor: str
    kind: str
    label: str
    lines: tuple[Line, ...]
    old: tuple[Line, ...] = ()
    new: tuple[Line, ...] = ()
    came_from: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a paragraph stood that has moved: a link to where it went."""

    anchor: str
    leads_to: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Either neighbouring hunks where nothing happened, in ``unchanged``, with a word on them; or a change; or a trace."""

    unchanged: tuple[Block, ...] = ()
    words: str = ""
    is_folded: bool = False
    change: Block | None = None
    trace: Trace | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A particular under its name: its two sides, or as edits where they were compared word by word, or several told in words."""

    name: str
    kind: str
    words: tuple[str, ...] = ()
    sides: tuple[str, str] | None = None
    line: Line = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A sentence that moved, and the anchors of the hunks that it left and reached."""

    label: str
    text: str
    left: str
    reached: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How much a step matters: a word for the style sheet, the words, the rank, and how much changed."""

    kind: str
    words: str
    attention: int
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two articles, as its page names it."""

    number: int | None
    name: str
    title: str
    when: str
    source: str
    byline: str
    url: str
    link: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Everything that a page tells of a comparison."""

    old: Side
    new: Side
    verdict: Verdict
    rows: tuple[Row, ...]
    ribbon: Ribbon | None
    parts: tuple[Part, ...]
    moved: tuple[Moved, ...]
    first: str
    changes: int
    note: str
    is_long: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A hunk in short: the words that changed with a few around them."""

    kind: str
    label: str
    line: Line


def compared(told: Comparison, numbers: dict[str, int], *, prefix: str = "h", with_unchanged: bool = True) -> Compared:
    """Return what a page tells; ``numbers`` are the versions by hash of article, ``prefix`` begins every anchor.

    Without the unchanged paragraphs there is still a word on how many there are.
    """
    script = told.changes.script
    changes = [place for place, hunk in enumerate(script.hunks) if not is_unchanged(hunk)]
    return Compared(
        old=side_of(told.old, numbers),
        new=side_of(told.new, numbers),
        verdict=verdict(told),
        rows=tuple(rows(told)),
        ribbon=ribbon(script),
        parts=tuple(part if with_unchanged else replace(part, unchanged=()) for part in _parts(script, prefix)),
        moved=tuple(_moved(script, prefix)),
        first=f"{prefix}{changes[0]}" if changes else "",
        changes=len(changes),
        note=wording.NOTE_COARSE if script.coarse else "",
        is_long=len(changes) > LONG,
    )


def side_of(stored: StoredArticle, numbers: dict[str, int]) -> Side:
    """Return an article as pages name it."""
    article = stored.article
    return Side(
        number=numbers.get(stored.hash),
        name=stored.name,
        title=article.title or "",
        when=wording.dated(article),
        source=article.source or "",
        byline=article.byline or "",
        url=article.url or "",
        link=link(article),
        language=language(article),
    )


def link(article: Article) -> str:
    """Return the address of an article if a reader may follow it: one of the web, without white space or controls."""
    url = article.url or ""
    is_web = url.lower().startswith(("https://", "http://"))
    return url if is_web and url.isprintable() and " " not in url else ""


def language(article: Article) -> str:
    """Return the language of an article where it is a tag such as ``pt-BR``, else nothing."""
    tag = (article.language or "").replace("_", "-")
    parts = tag.split("-")
    is_tag = tag.isascii() and parts[0].isalpha() and 2 <= len(parts[0]) <= 3
    return tag if is_tag and all(part.isalnum() and 1 < len(part) <= 8 for part in parts[1:]) else ""


def verdict(told: Comparison) -> Verdict:
    """Return how much a step matters."""
    found = told.changes.significance
    return Verdict(
        kind="silent" if found.disclosed is False else found.level,
        words=wording.verdict(told.changes),
        attention=found.attention,
        counts=wording.counts(told),
    )


def rows(told: Comparison) -> Iterator[Row]:
    """Yield what a reader looks for first: fields of the article, facts by kind, what was brought back; then the reasons."""
    for change in told.changes.metadata:
        yield _field(change)
    for kind, words in wording.facts_by_kind(told.changes):
        yield Row(name=FACTS[kind][1], kind="fact", words=tuple(words))
    if back := wording.reversions(told):
        yield Row(name="brings back", kind="back", words=tuple(back))
    if reasons := told.changes.significance.reasons:
        yield Row(name="reasons", kind="reasons", words=("; ".join(reasons),))


def _field(change: MetadataChange) -> Row:
    name = FIELDS.get(change.field, change.field)
    if change.edits:
        return Row(name=name, kind="field", line=tuple(runs(change.edits)))
    return Row(name=name, kind="field", sides=wording.field_sides(change))


def brief(changes: Changes) -> tuple[tuple[Passage, ...], int]:
    """Return a few hunks in short, and how many more there are: those first in which a fact took the place of another."""
    hunks = changes.script.hunks
    telling = {fact.hunk for fact in changes.facts if fact.old and fact.new}
    places = [place for place, hunk in enumerate(hunks) if drawn_as(hunk) not in ("unchanged", "typography")]
    chosen = sorted(sorted(places, key=lambda place: (place not in telling, place))[:_MOST_BRIEF])
    return tuple(_passage(hunks[place]) for place in chosen), len(places) - len(chosen)


def _passage(hunk: Hunk) -> Passage:
    is_edited = hunk.kind in ("changed", "split", "merged")
    line = pieces(passage(hunk.edits, around=_AROUND)) if is_edited else _clipped(inline(hunk))
    return Passage(kind=drawn_as(hunk), label=wording.hunk_label(hunk), line=line)


def _clipped(lines: Sequence[Line]) -> Line:
    """Return the beginning of whole paragraphs on one line, ``¶`` between them."""
    op = lines[0][0].op
    return (Run(op, clip_words(" ¶ ".join(run.text for line in lines for run in line), _LONGEST)),)


def _parts(script: EditScript, prefix: str) -> Iterator[Part]:
    """Yield the parts in reading order of the new text, a trace where a paragraph stood that has moved."""
    changes = [place for place, hunk in enumerate(script.hunks) if not is_unchanged(hunk)]
    following = dict(zip(changes, [f"{prefix}{place}" for place in changes[1:]], strict=False))
    traces = _traces(script.hunks, prefix)
    yield from (Part(trace=trace) for trace in traces.get(-1, ()))
    for stayed, group in groupby(enumerate(script.hunks), key=lambda one: is_unchanged(one[1])):
        hunks = list(group)
        if stayed:
            yield from _unchanged(hunks, prefix, traces)
            continue
        for place, hunk in hunks:
            yield Part(change=_block(place, hunk, prefix, following.get(place, "")))
            yield from (Part(trace=trace) for trace in traces.get(place, ()))


def _unchanged(hunks: Sequence[tuple[int, Hunk]], prefix: str, traces: dict[int, list[Trace]]) -> Iterator[Part]:
    """Yield runs of unchanged hunks, each up to where something moved away."""
    run: list[tuple[int, Hunk]] = []
    for place, hunk in hunks:
        run.append((place, hunk))
        if place in traces or place == hunks[-1][0]:
            count = sum(len(one.old) for _, one in run)
            yield Part(
                unchanged=tuple(_block(number, one, prefix, "") for number, one in run),
                words=wording.unchanged(one for _, one in run),
                is_folded=count >= _FEWEST_FOLDED,
            )
            yield from (Part(trace=trace) for trace in traces.get(place, ()))
            run = []


def _traces(hunks: Sequence[Hunk], prefix: str) -> dict[int, list[Trace]]:
    """Return what moved away, by the hunk after which it stood; -1 where it stood before all."""
    unmoved = sorted((max(hunk.old), place) for place, hunk in enumerate(hunks) if hunk.old and not hunk.moved)
    found: dict[int, list[Trace]] = {}
    for place, hunk in sorted(enumerate(hunks), key=lambda one: one[1].old):
        if hunk.moved and hunk.old:
            before = bisect_left(unmoved, (hunk.old[0], -1)) - 1
            trace = Trace(anchor=f"{prefix}{place}-was", leads_to=f"{prefix}{place}", label=wording.hunk_label(hunk))
            found.setdefault(unmoved[before][1] if before >= 0 else -1, []).append(trace)
    return found


def _block(place: int, hunk: Hunk, prefix: str, following: str) -> Block:
    lines = inline(hunk)
    is_edited = hunk.kind in ("changed", "split", "merged")
    return Block(
        hunk=place,
        anchor=f"{prefix}{place}",
        kind=drawn_as(hunk),
        label=wording.hunk_label(hunk),
        lines=lines,
        old=_sided(lines, "delete") if is_edited else (),
        new=_sided(lines, "insert") if is_edited else (),
        came_from=f"{prefix}{place}-was" if hunk.moved and hunk.old else "",
        next=following,
    )


def _sided(lines: Iterable[Line], op: EditOp) -> tuple[Line, ...]:
    return tuple(side(line, op) for line in lines)


def _moved(script: EditScript, prefix: str) -> Iterator[Moved]:
    left = {number: place for place, hunk in enumerate(script.hunks) for number in hunk.old}
    reached = {number: place for place, hunk in enumerate(script.hunks) for number in hunk.new}
    for move in script.sentence_moves:
        yield Moved(
            label=wording.sentence_label(move),
            text=move.text,
            left=f"{prefix}{left[move.old]}" if move.old in left else "",
            reached=f"{prefix}{reached[move.new]}" if move.new in reached else "",
        )
