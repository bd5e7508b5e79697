"""What people decided about two articles: the evidence is still told, but their word holds.

A decision is about the texts of the two articles it names, as articles of one text are one document. A person's
join links two documents whatever their scores; of a separation no story may hold both sides (see ``joining``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dedupe.records import JOINING, Cap, Described, ScoredPair
from dedupe.stories.bridges import Link
from dedupe.stories.documents import Document
from dedupe.stories.joining import Related

GAVE_IN = "joins that would bring together what a person separated"
"""What is counted of decisions that contradict each other."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person decided about two articles, by their positions, and why."""

    kind: Literal["join", "separate"]
    a: int
    b: int
    why: str

    def reason(self) -> str:
        """Say it as one of a pair's reasons."""
        return f"a person {'joined' if self.kind == 'join' else 'separated'} them: {self.why}"


Decided = Mapping[Link, Sequence[Ruling]]
"""Rulings by the two documents they are about, first < second; ``a`` of each carries the first."""


def decisions(rulings: Iterable[Ruling], documents: Sequence[Document]) -> dict[Link, list[Ruling]]:
    """Return rulings by documents, in their order; one about two articles of one text says nothing and is left out."""
    carried = {article: number for number, document in enumerate(documents) for article in document.articles}
    decided: dict[Link, list[Ruling]] = {}
    for ruling in rulings:
        first, second = carried[ruling.a], carried[ruling.b]
        if first > second:
            first, second, ruling = second, first, replace(ruling, a=ruling.b, b=ruling.a)  # noqa: PLW2901
        if first != second:
            decided.setdefault((first, second), []).append(ruling)
    return dict(sorted(decided.items()))


def separated(decided: Decided) -> list[Link]:
    """Return the documents that a person separated; a join of the same two by way of copies gives in."""
    return [pair for pair, rulings in decided.items() if any(ruling.kind == "separate" for ruling in rulings)]


def joined(decided: Decided) -> list[Link]:
    """Return the documents that a person joined, and nobody separated."""
    return [pair for pair, rulings in decided.items() if all(ruling.kind == "join" for ruling in rulings)]


def judged(related: Iterable[Related], decided: Decided) -> Iterator[Related]:
    """Yield the pairs as people see them: what was joined joins, what was separated does not, and why."""
    apart = set(separated(decided))
    for a, b, pair in related:
        rulings = decided.get((a, b), ())
        if rulings:
            relation = "related" if (a, b) in apart else pair.relation if pair.relation in JOINING else "revision"
            said = tuple(ruling.reason() for ruling in rulings)
            yield a, b, replace(pair, relation=relation, reasons=(*said, *pair.reasons))
        else:
            yield a, b, pair


def overruled(
    related: Iterable[Related],
    refused: Mapping[Link, Link],
    documents: Sequence[Document],
    articles: Sequence[Described],
) -> Iterator[Related]:
    """Yield the pairs, those ``refused`` for the sake of a separation as related, with that reason."""
    for a, b, pair in related:
        kept_apart = refused.get((a, b))
        if kept_apart in (None, (a, b)):
            yield a, b, pair
        else:
            one, other = sorted(articles[documents[document].articles[0]].key for document in kept_apart)
            why = f"kept apart, as it would join {one} and {other}, which a person separated"
            yield a, b, replace(pair, relation="related", reasons=(why, *pair.reasons))


def told(related: Iterable[Related], decided: Decided) -> Iterator[ScoredPair]:
    """Yield each pair of documents as one of articles: those that people named, else the first of either."""
    for a, b, pair in related:
        if (a, b) in decided:
            yield from (_of_articles(pair, ruling.a, ruling.b) for ruling in decided[a, b])
        else:
            yield pair


def gave_in(decided: Decided, refused: Mapping[Link, Link]) -> Iterator[Cap]:
    """Yield how many joins gave in to separations: never silent."""
    vain = sum(pair in refused for pair in joined(decided))
    vain += sum(len({ruling.kind for ruling in rulings}) > 1 for rulings in decided.values())
    if vain:
        yield Cap(name=GAVE_IN, times=vain, left_out=vain)


def _of_articles(pair: ScoredPair, a: int, b: int) -> ScoredPair:
    if a < b:
        return replace(pair, a=a, b=b)
    return replace(pair, a=b, b=a, containment_a=pair.containment_b, containment_b=pair.containment_a)
