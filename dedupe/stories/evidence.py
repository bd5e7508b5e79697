"""The evidence for what two documents are to each other: a row of scores, and what else is known of either.

Scores say how much is shared; days, figures and the fillings of a template whether it is of one occasion; places,
headlines and dates how much of it is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np
from numpy.typing import NDArray

from dedupe.records import Described, Relation, ScoredPair
from dedupe.similarity.scores import Scores
from dedupe.stories.documents import Document
from dedupe.stories.headlines import headline_likeness
from dedupe.stories.places import places_of
from dedupe.stories.times import earliest
from dedupe.text.days import Day, days_named
from dedupe.text.stamps import unstamped

_HEADLINES = 4  # of a document, at most: a hundred thousand copies may have as many


@dataclass(frozen=True, slots=True)
class Side:
    """What counts of a document beside its shingles."""

    sources: frozenset[str]
    places: frozenset[str]
    time: str | None
    size: int
    days: frozenset[Day]
    headlines: tuple[str, ...]

    @staticmethod
    def of(document: Document, articles: Sequence[Described], size: int) -> Side:
        """Gather it from the articles that carry the document; ``size`` is its number of shingles."""
        carriers = [articles[position] for position in document.articles]
        return Side(
            sources=frozenset(article.source for article in carriers if article.source),
            places=frozenset(place for article in carriers for place in places_of(article)),
            time=earliest(carriers),
            size=size,
            days=days_named(unstamped(document.text)),
            headlines=tuple(sorted({article.title for article in carriers if article.title})[:_HEADLINES]),
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of scores, and what else is known of its two documents."""

    scores: Scores
    row: int
    score: float
    a: Side
    b: Side

    @staticmethod
    def of(
        scores: Scores,
        row: int,
        score: float,
        documents: Sequence[Document],
        articles: Sequence[Described],
        sizes: NDArray[np.int64],
    ) -> Evidence:
        """Gather it for one row of scores; ``score`` is what decides, ``sizes`` as for Side of each document."""
        a, b = (Side.of(documents[end], articles, int(sizes[end])) for end in scores.pairs[row].tolist())
        return Evidence(scores, row, score, a, b)

    def days_apart(self) -> int | None:
        """Return how many days are between the two, None where one has no date."""
        if not self.a.time or not self.b.time:
            return None
        return abs((date.fromisoformat(self.a.time[:10]) - date.fromisoformat(self.b.time[:10])).days)

    def has_other_days(self) -> bool:
        """Return whether both name days, and none that the other names; a live page goes on into the next day."""
        return bool(self.a.days and self.b.days and not self.a.days & self.b.days and not self.share_a_place())

    def share_a_place(self) -> bool:
        """Return whether the two were found under one URL or KEY."""
        return bool(self.a.places & self.b.places)

    def headline_likeness(self) -> float:
        """Return how alike the headlines are that are most alike; 0 where one has none."""
        return max((headline_likeness(*pair) for pair in product(self.a.headlines, self.b.headlines)), default=0.0)

    def is_elsewhere(self) -> bool:
        """Return whether the two are of different sources, both known."""
        return bool(self.a.sources and self.b.sources and not self.a.sources & self.b.sources)

    def containment(self) -> float:
        """Return the share of its shingles that the shorter one has in common with the other."""
        return float(max(self.scores.containment_a[self.row], self.scores.containment_b[self.row]))

    def pair(self, a: int, b: int, relation: Relation, because: str) -> ScoredPair:
        """Return it as the pair of two articles, with every reason, what decided first; ``a`` carries the first document."""
        row, scores = self.row, self.scores
        in_order = a < b
        return ScoredPair(
            a=min(a, b),
            b=max(a, b),
            relation=relation,
            score=round(self.score, 4),
            jaccard=round(float(scores.jaccard[row]), 4),
            containment_a=round(float((scores.containment_a if in_order else scores.containment_b)[row]), 4),
            containment_b=round(float((scores.containment_b if in_order else scores.containment_a)[row]), 4),
            reasons=(because, *(sentence for _, sentence in self.told())),
        )

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield each kind of evidence with what it says, in a fixed order."""
        row, scores = self.row, self.scores
        yield (
            "phrases",
            f"{percent(self.containment())} of the shorter text's three-word phrases stand in the other, "
            f"{percent(float(scores.phrases[row]))} by rarity",
        )
        yield "words", f"{percent(float(scores.words[row]))} of its words by rarity"
        yield "subject", f"the words that both dwell on agree to {percent(float(scores.subject[row]))}"
        if scores.figure_shingles[row]:
            yield (
                "figures",
                f"{percent(float(scores.figure_containment[row]))} of its phrases with a figure stand there",
            )
        if not np.isnan(scores.fillings[row]):
            yield (
                "template",
                f"both fill one template, and share {percent(float(scores.fillings[row]))} of what fills it",
            )
        if self.has_other_days():
            one, other = sorted(map(sorted, (self.a.days, self.b.days)))
            yield "days", f"other days: {days_listed(one)} in one, {days_listed(other)} in the other"
        if self.share_a_place():
            yield "place", "found under the same URL or KEY"
        if likeness := self.headline_likeness():
            yield "headline", f"the headlines agree to {percent(likeness)}"
        if self.is_elsewhere():
            for sentence in other_sources(min(self.a.sources), min(self.b.sources)):
                yield "sources", sentence


def other_sources(a: str | None, b: str | None) -> tuple[str, ...]:
    """Return, as a reason, that two sources are not one; nothing where they are, or one is not known."""
    return (f"other sources: {min(a, b)}, {max(a, b)}",) if a and b and a != b else ()


def days_listed(days: Sequence[Day]) -> str:
    """Return days as ``05-04, 05-05, 05-06 …``: no more than three."""
    named = [f"{month:02}-{day:02}" for month, day in days]
    return ", ".join(named[:3]) + (" …" if len(named) > 3 else "")


def percent(share: float) -> str:
    """Return a share as whole per cent."""
    return f"{100 * share:.0f} %"
