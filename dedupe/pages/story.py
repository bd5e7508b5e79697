"""A story, as its page shows it: who had it first, its versions by source, facts through time, and what each version changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from dedupe.pages.charts import Chart, amount, steps
from dedupe.pages.comparison import LONG, Passage, Row, Side, Verdict, brief, rows, side_of, verdict
from dedupe.pages.lanes import Lanes, colour_of, lanes, source_names
from dedupe.records import ChangeReport, Comparison, StoredRevision
from dedupe.reports import facts, wording
from dedupe.reports.tally import FACTS, counted

if TYPE_CHECKING:
    from dedupe.changes.blame import BlamedArticle
    from dedupe.changes.chains import FactChain

_UNFOLDED = 20  # versions, the newest: what older ones changed is told in counts and facts, their pages tell all
_MOST_SHOWN = 10  # facts of a kind shown at once
_MOST_VALUES = 6  # of a fact: a live page may count up a hundred times


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """An article of a version, the colour of its source, and what it was ordered by."""

    side: Side
    colour: int
    ordered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What led to an article: its page, what it is called, and what changed in short."""

    page: str
    label: str
    verdict: Verdict
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A distinct text: its number, the articles that carried it, and the steps that led to them.

    ``others`` are versions that are no neighbours, each with the page of the comparison.
    """

    number: int
    carriers: tuple[Carrier, ...]
    steps: tuple[Step, ...]
    others: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact through time: its values in words, the versions that changed it, and its stairs if it is a figure.

    None stands for versions that are left out between the first and the last.
    """

    words: str
    versions: tuple[int | None, ...]
    chart: Chart | None
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactGroup:
    """The facts of a kind: those that are shown at once, and those behind them; whether any has stairs."""

    kind: str
    has_stairs: bool
    shown: tuple[Fact, ...]
    more: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A paragraph of the latest text: which version, source and time it comes from, and that of its very words."""

    text: str
    number: int
    source: str
    when: str
    colour: int
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """Everything that a page tells of a story, newest version first."""

    id: str
    title: str
    about: str
    first: Carrier
    latest: Carrier
    lanes: Lanes
    moved: tuple[FactGroup, ...]
    others: tuple[FactGroup, ...]
    others_count: int
    versions: tuple[Version, ...]
    overall: Step | None
    origins: tuple[Origin, ...]
    has_many_versions: bool
    has_many_paragraphs: bool


def story_view(
    report: ChangeReport, pages: Sequence[str], overall: tuple[str, Comparison] | None, blamed: BlamedArticle | None
) -> StoryView:
    """Return what the page of a story tells; ``pages`` are the addresses of its comparisons, ``overall`` is first against last."""
    told = report.story
    about = (wording.versions(told), wording.span_of_time(told), f"story {told.id}")
    found = list(_facts(report))
    others = tuple(_groups(found, moved=False))
    colours = source_names(told)
    return StoryView(
        id=told.id,
        title=wording.title(told),
        about=" · ".join(filter(None, about)),
        first=_carrier(told.revisions[0], colours),
        latest=_carrier(told.revisions[-1], colours),
        lanes=lanes(told),
        moved=tuple(_groups(found, moved=True)),
        others=others,
        others_count=sum(len(group.shown) + len(group.more) for group in others),
        versions=tuple(_versions(report, pages, colours)),
        overall=_overall(overall, pages, report),
        origins=tuple(_origins(blamed, colours)) if blamed else (),
        has_many_versions=told.revisions[-1].number > LONG,
        has_many_paragraphs=blamed is not None and len(blamed.paragraphs) > LONG,
    )


def numbers_of(report: ChangeReport) -> dict[str, int]:
    """Return the version of each article of a story, by hash."""
    return {revision.article.hash: revision.number for revision in report.story.revisions}


def _carrier(revision: StoredRevision, colours: dict[str | None, int]) -> Carrier:
    return Carrier(
        side=side_of(revision.article, {revision.article.hash: revision.number}),
        colour=colour_of(colours[revision.article.article.source]),
        ordered_by=revision.ordered_by,
    )


def _versions(report: ChangeReport, pages: Sequence[str], colours: dict[str | None, int]) -> Iterator[Version]:
    leading_to: dict[str, list[tuple[str, Comparison]]] = {}
    for page, compared in zip(pages, report.comparisons, strict=True):
        leading_to.setdefault(compared.new.hash, []).append((page, compared))
    grouped = [(number, [*found]) for number, found in groupby(report.story.revisions, key=lambda one: one.number)]
    for place, (number, revisions) in enumerate(reversed(grouped)):
        yield Version(
            number=number,
            carriers=tuple(_carrier(revision, colours) for revision in revisions),
            steps=tuple(
                _step(page, compared, report, in_short=place >= _UNFOLDED)
                for revision in revisions
                for page, compared in leading_to.get(revision.article.hash, ())
            ),
        )


def _step(page: str, compared: Comparison, report: ChangeReport, *, in_short: bool = False) -> Step:
    passages, left = ((), 0) if in_short else brief(compared.changes)
    return Step(
        page=page,
        label=wording.step_label(compared, report.story),
        verdict=verdict(compared),
        rows=tuple(rows(compared)),
        passages=passages,
        more=f"{counted(left, 'more passage', 'more passages')}" if left else "",
    )


def _overall(told: tuple[str, Comparison] | None, pages: Sequence[str], report: ChangeReport) -> Step | None:
    """Return what changed from the first version to the last: where there are two, that is the one step between them."""
    if not told and len(pages) == 1 and report.story.revisions[-1].number == 2:
        told = (pages[0], report.comparisons[0])
    return _step(*told, report) if told else None


def _facts(report: ChangeReport) -> Iterator[tuple[str, Fact]]:
    """Yield the facts of a story with their kinds, kind by kind, those of one context side by side."""
    from dedupe.changes.chains import fact_chains

    chains = fact_chains(report.comparisons)
    numbers = facts.Numbers(report)
    last = report.story.revisions[-1].number
    for kind, (_, several) in FACTS.items():
        for chain in facts.by_context([chain for chain in chains if chain.kind == kind]):
            yield (
                several,
                Fact(
                    words=facts.in_words(chain, numbers.returned(chain), most=_MOST_VALUES),
                    versions=_some([numbers.sides[step.comparison][1].number for step in chain.steps]),
                    chart=_stairs(chain, numbers, last),
                    moved=any(step.old and step.new for step in chain.steps),
                ),
            )


def _some(versions: Sequence[int]) -> tuple[int | None, ...]:
    told = list(dict.fromkeys(versions))
    return tuple(told) if len(told) <= _MOST_VALUES else (*told[:2], None, *told[-2:])


def _groups(found: Sequence[tuple[str, Fact]], *, moved: bool) -> Iterator[FactGroup]:
    """Yield the facts that took the place of others (``moved``) or those that only came or went, kind by kind."""
    of_this = [(kind, fact) for kind, fact in found if fact.moved == moved]
    for kind, group in groupby(of_this, key=itemgetter(0)):
        told = [fact for _, fact in group]
        has_stairs = any(fact.chart for fact in told)
        yield FactGroup(
            kind=kind, has_stairs=has_stairs, shown=tuple(told[:_MOST_SHOWN]), more=tuple(told[_MOST_SHOWN:])
        )


def _stairs(chain: FactChain, numbers: facts.Numbers, last: int) -> Chart | None:
    if chain.kind != "number":
        return None
    amounts = [amount(value) if value else None for value in chain.values()]
    known = [value for value in amounts if value is not None]
    places = [numbers.sides[step.comparison][1].number for step in chain.steps]
    return steps(places, known, last) if len(known) == len(amounts) else None


def _origins(blamed: BlamedArticle, colours: dict[str | None, int]) -> Iterator[Origin]:
    for paragraph in blamed.paragraphs:
        first, changed = (blamed.versions[place] for place in (paragraph.origin.first, paragraph.origin.changed))
        article = first.article.article
        yield Origin(
            text=paragraph.text,
            number=first.number,
            source=article.source or "",
            when=wording.dated(article),
            colour=colour_of(colours[article.source]),
            changed=f"in these words since version {changed.number}" if changed.number != first.number else "",
        )
