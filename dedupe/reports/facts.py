"""The facts of a story through time, as text and as JSON: a line for each fact that changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from dedupe.records import ChangeReport, FactChange, FactKind, StoredRevision
from dedupe.reports import wording
from dedupe.reports.as_json import Json
from dedupe.reports.blame import version
from dedupe.reports.layout import Screen, Span, cells, clip, pad, wrap
from dedupe.reports.safe import one_line
from dedupe.reports.tally import FACTS
from dedupe.reports.terminal import heading, timeline

if TYPE_CHECKING:
    from dedupe.changes.chains import FactChain

_NOTHING = "no fact changed"
_WIDEST = 16  # cells: of the versions before a line; whoever wants all of a long row has the JSON


def text(report: ChangeReport, chains: Sequence[FactChain], screen: Screen) -> Iterator[str]:
    """Yield the story and its versions; then under each kind a line for each fact, with the versions that changed it."""
    told = report.story
    yield from heading(told, screen)
    yield ""
    yield from timeline(told.revisions)
    if not chains:
        yield ""
        yield _NOTHING
    numbers = Numbers(report)
    for kind, (_, several) in FACTS.items():
        of_kind = [chain for chain in chains if chain.kind == kind]
        if of_kind:
            yield ""
            yield screen.paint([Span(several, "strong")])
            yield from _lines(by_context(of_kind), numbers, screen)


def by_context(chains: Sequence[FactChain]) -> list[FactChain]:
    """Return chains in order, but those of one context side by side where the first of them stands."""
    groups: dict[tuple[str, int], list[FactChain]] = {}
    for place, chain in enumerate(chains):
        groups.setdefault((chain.context, 0 if chain.context else place), []).append(chain)
    return [chain for group in groups.values() for chain in group]


def _lines(chains: Sequence[FactChain], numbers: Numbers, screen: Screen) -> Iterator[str]:
    labels = [clip(numbers.changed_in(chain), _WIDEST) for chain in chains]
    width = max(map(cells, labels))
    for label, chain in zip(labels, chains, strict=True):
        before = f"  {pad(label, width)}  "
        for number, line in enumerate(wrap([Span(one_line(_told(chain, numbers)))], screen.width - cells(before))):
            yield screen.paint([Span(" " * cells(before) if number else before, "faint"), *line])


def _told(chain: FactChain, numbers: Numbers) -> str:
    """Return the chain in words, and at its end which versions led back to which."""
    returned = numbers.returned(chain)
    words = in_words(chain, returned)
    if not returned:
        return words
    places = [numbers.sides[chain.steps[step].comparison][1].number for step in returned]
    back = [f"{place} to {former.number}" for place, former in zip(places, returned.values(), strict=True)]
    return f"{words} ({', '.join(back).replace(' to ', ' returns to ', 1)})"


def in_words(chain: FactChain, returned: Collection[int] = (), *, most: int | None = None) -> str:
    """Return ``227 → 249 ↩ 227 killed``; what came begins with ``+``, what went with ``-`` or is ``gone``.

    ``returned`` are the numbers of the steps that led back to a former value; their arrow shows it. Where there are more
    than ``most`` steps after the first, those in the middle are left out: ``1 → 2 → … → 299``.
    """
    first, *others = chain.steps
    words = wording.fact_in_words(FactChange(kind=chain.kind, old=first.old, new=first.new, hunk=0))
    arrows = ["↩" if number in returned else "→" for number in range(1, len(chain.steps))]
    pieces = [f"{arrow} {_value(chain.kind, step.new)}" for arrow, step in zip(arrows, others, strict=True)]
    gone = [pieces.pop()] if others and not others[-1].new else []
    if most and len(pieces) > most:
        pieces = [*pieces[: most // 2], "→ …", *pieces[-(most // 2) :]]
    return " ".join([words, *pieces, *filter(None, [chain.context]), *gone])


def _value(kind: FactKind, value: str) -> str:
    return wording.fact_in_words(FactChange(kind=kind, old="", new=value, hunk=0))[1:] if value else "gone"


def as_document(report: ChangeReport, chains: Sequence[FactChain]) -> Json:
    """Return the story with every fact that changed, in the order of first changes."""
    numbers = Numbers(report)
    return {
        "story": report.story.id,
        "title": report.story.title,
        "facts": [_chain(chain, numbers) for chain in chains],
    }


def _chain(chain: FactChain, numbers: Numbers) -> Json:
    returned = numbers.returned(chain)
    return {
        "kind": chain.kind,
        "context": chain.context,
        "values": list(chain.values()),
        "changes": [
            {
                "old": version(numbers.sides[step.comparison][0]),
                "new": version(numbers.sides[step.comparison][1]),
                "hunks": list(step.hunks),
                "returns_to": version(returned[number]) if number in returned else None,
            }
            for number, step in enumerate(chain.steps)
        ],
    }


class Numbers:
    """The versions on the two sides of each comparison of a story."""

    def __init__(self, report: ChangeReport) -> None:
        places = {revision.article.hash: revision for revision in report.story.revisions}
        self.sides: list[tuple[StoredRevision, StoredRevision]] = [
            (places[compared.old.hash], places[compared.new.hash]) for compared in report.comparisons
        ]
        self._back = {
            (at, one.place): next(
                revision for revision in report.story.revisions if revision.article.name == one.article
            )
            for at, compared in enumerate(report.comparisons)
            for one in compared.reversions
            if one.level == "fact"
        }

    def returned(self, chain: FactChain) -> dict[int, StoredRevision]:
        """Return the steps of a chain that led back to a former value, by number, with the last version that had it."""
        found = ((number, self._back.get((step.comparison, step.facts[0]))) for number, step in enumerate(chain.steps))
        return {number: former for number, former in found if former}

    def changed_in(self, chain: FactChain) -> str:
        """Return the numbers of the versions that changed a fact: ``2, 5``."""
        return ", ".join(str(self.sides[step.comparison][1].number) for step in chain.steps)
