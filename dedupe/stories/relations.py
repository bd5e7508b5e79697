"""What two documents are to each other, decided on verified scores alone, and why, in words.

=========== ================================================================ =======
identical   the same text, same source or none named                         joins
reprint     the same text, or nearly, under another source                   joins
revision    an updated version                                               joins
excerpt     nearly all of a short one stands in a longer, older or other one joins
recurring   one template, another occasion: other days or figures           apart
related     shared background, too little to be one story                    apart
=========== ================================================================ =======
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dedupe.records import Article, Relation, ScoredPair
from dedupe.settings import EvidenceSettings
from dedupe.similarity.bands import Pairs
from dedupe.similarity.index import Shares
from dedupe.similarity.scores import Scores
from dedupe.stories.documents import Document
from dedupe.stories.places import places_of
from dedupe.stories.times import earliest
from dedupe.text.days import Day, days_named

SAME_TEXT = "the same text, character for character"


@dataclass(frozen=True, slots=True)
class Side:
    """What counts of a document beside its shingles."""

    sources: frozenset[str]
    places: frozenset[str]
    time: str | None
    size: int
    days: frozenset[Day]

    @staticmethod
    def of(document: Document, articles: Sequence[Article], size: int) -> Side:
        """Gather it from the articles that carry the document; ``size`` is its number of shingles."""
        carriers = [articles[position] for position in document.articles]
        return Side(
            sources=frozenset(article.source for article in carriers if article.source),
            places=frozenset(place for article in carriers for place in places_of(article)),
            time=earliest(carriers),
            size=size,
            days=days_named(document.text),
        )


def relate_copies(documents: Sequence[Document], articles: Sequence[Article]) -> Iterator[ScoredPair]:
    """Yield a pair for each further article of one text, with the first: linear in the number of copies."""
    for document in documents:
        first, *others = document.articles
        for other in others:
            sources = {articles[first].source, articles[other].source}
            elsewhere = len(sources - {None}) == 2
            yield ScoredPair(
                a=first,
                b=other,
                relation="reprint" if elsewhere else "identical",
                score=1.0,
                jaccard=1.0,
                containment_a=1.0,
                containment_b=1.0,
                reasons=(SAME_TEXT, *_other_source(articles[first].source, articles[other].source)),
            )


def relate_documents(
    documents: Sequence[Document],
    articles: Sequence[Article],
    scores: Scores,
    sizes: NDArray[np.int64],
    settings: EvidenceSettings,
    asked: Collection[tuple[int, int]] = (),
) -> Iterator[tuple[int, int, ScoredPair]]:
    """Yield each pair of documents that has a relation, with the pair of their first articles.

    ``sizes``: the number of shingles of each document; shape (n_documents,). Those of the scored pairs that are
    ``asked`` for are related even where they share nothing.
    """
    sides: dict[int, Side] = {}
    score = deciding_score(scores, settings)
    enough = score >= min(settings.related_score, settings.join_score, settings.same_place_score)
    for row in np.flatnonzero(enough | _is_asked(scores.pairs, asked, len(documents))):
        a, b = (int(document) for document in scores.pairs[row])
        for document in (a, b):
            if document not in sides:
                sides[document] = Side.of(documents[document], articles, int(sizes[document]))
        evidence = Evidence(scores, int(row), float(score[row]), sides[a], sides[b])
        relation = evidence.relation(settings)
        if relation is None and (a, b) in asked:
            relation = "related"
        if relation is not None:
            yield a, b, evidence.pair(documents[a].articles[0], documents[b].articles[0], relation)


def deciding_score(scores: Scores, settings: EvidenceSettings) -> Shares:
    """Return the score of each pair, 0 where it shares hardly a phrase; shape (n_pairs,).

    Where nearly all that fills a template is shared, that is what counts: the rest is boilerplate.
    """
    score = np.where(scores.phrases >= settings.least_phrases, scores.score(), 0.0)
    return np.where(scores.fillings >= settings.same_fillings, np.fmax(score, scores.fillings), score)


def _is_asked(pairs: Pairs, asked: Collection[tuple[int, int]], n_documents: int) -> NDArray[np.bool_]:
    wanted = [a * n_documents + b for a, b in asked]
    return np.isin(pairs[:, 0] * n_documents + pairs[:, 1], np.array(wanted, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of scores, and what else is known of its two documents."""

    scores: Scores
    row: int
    score: float
    a: Side
    b: Side

    def relation(self, settings: EvidenceSettings) -> Relation | None:
        """Decide what the two are to each other; None where they share too little to be told."""
        enough = self._enough(settings)
        if self._is_recurring(settings):
            return "recurring"
        if self.score < enough:
            return "related" if self.score >= settings.related_score else None
        if self.scores.jaccard[self.row] >= settings.reprint_jaccard and self._is_elsewhere():
            return "reprint"
        return "excerpt" if self._is_excerpt(settings) else "revision"

    def _enough(self, settings: EvidenceSettings) -> float:
        """Return the score from which on the two are of one story."""
        if self._share_a_place():
            return settings.same_place_score
        distant = (self.days_apart() or 0) > settings.distant_days
        doubt = settings.join_doubt * (1 - self.scores.trust) + settings.distant_doubt * distant
        return settings.join_score + doubt

    def days_apart(self) -> int | None:
        """Return how many days are between the two, None where one has no date."""
        if not self.a.time or not self.b.time:
            return None
        return abs((date.fromisoformat(self.a.time[:10]) - date.fromisoformat(self.b.time[:10])).days)

    def _is_recurring(self, settings: EvidenceSettings) -> bool:
        row, scores = self.row, self.scores
        if scores.fillings[row] < settings.recurring_fillings:
            return True
        # Of both texts: a template fills each occasion alike, where a version may be a part of the next one.
        if min(scores.containment_a[row], scores.containment_b[row]) < settings.recurring_containment:
            return False
        if self._has_other_days() and self._shares_figures_less(settings.recurring_days):
            return True
        enough = self.scores.figure_shingles[row] >= settings.recurring_least
        return bool(enough and self._shares_figures_less(settings.recurring_figures))

    def _has_other_days(self) -> bool:
        # A live page goes on into the next day, and stays at its place.
        return bool(self.a.days and self.b.days and not self.a.days & self.b.days and not self._share_a_place())

    def _shares_figures_less(self, ratio: float) -> bool:
        return bool(self.scores.figure_containment[self.row] < ratio * self._containment())

    def _share_a_place(self) -> bool:
        return bool(self.a.places & self.b.places)

    def _is_elsewhere(self) -> bool:
        return bool(self.a.sources and self.b.sources and not self.a.sources & self.b.sources)

    def _is_excerpt(self, settings: EvidenceSettings) -> bool:
        short, whole = sorted((self.a, self.b), key=lambda side: side.size)
        # A short text that came first at the same publisher is a flash that grew, not an excerpt.
        later = short.time is not None and whole.time is not None and short.time > whole.time
        return (
            self._containment() >= settings.excerpt_containment
            and short.size <= settings.excerpt_length * whole.size
            and (later or self._is_elsewhere())
        )

    def _containment(self) -> float:
        return float(max(self.scores.containment_a[self.row], self.scores.containment_b[self.row]))

    def pair(self, a: int, b: int, relation: Relation) -> ScoredPair:
        """Return it as the pair of two articles, with every reason; ``a`` carries the first document."""
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
            reasons=tuple(sentence for _, sentence in self.told()),
        )

    def told(self) -> Iterator[tuple[str, str]]:
        """Yield each kind of evidence with what it says, in a fixed order."""
        row, scores = self.row, self.scores
        yield (
            "phrases",
            f"{_percent(self._containment())} of the shorter text's three-word phrases stand in the other, "
            f"{_percent(float(scores.phrases[row]))} by rarity",
        )
        yield "words", f"{_percent(float(scores.words[row]))} of its rarer words"
        yield "subject", f"the words that both dwell on agree to {_percent(float(scores.subject[row]))}"
        if scores.figure_shingles[row]:
            yield "figures", f"{_percent(float(scores.figure_containment[row]))} of its phrases with a figure"
        if not np.isnan(scores.fillings[row]):
            yield (
                "template",
                f"both fill one template, and share {_percent(float(scores.fillings[row]))} of what fills it",
            )
        if self._has_other_days():
            one, other = sorted(map(sorted, (self.a.days, self.b.days)))
            yield "days", f"other days: {days_listed(one)} in one, {days_listed(other)} in the other"
        if self._share_a_place():
            yield "place", "found under the same URL or KEY"
        if self._is_elsewhere():
            for sentence in _other_source(min(self.a.sources), min(self.b.sources)):
                yield "sources", sentence


def _other_source(a: str | None, b: str | None) -> tuple[str, ...]:
    return (f"other sources: {min(a, b)}, {max(a, b)}",) if a and b and a != b else ()


def days_listed(days: Sequence[Day]) -> str:
    """Return days as ``05-04, 05-05, 05-06 …``: no more than three."""
    named = [f"{month:02}-{day:02}" for month, day in days]
    return ", ".join(named[:3]) + (" …" if len(named) > 3 else "")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
