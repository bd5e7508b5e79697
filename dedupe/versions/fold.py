"""Scored pairs -> relations -> stories -> revisions: the step as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from dedupe.records import JOINING, Cap, Described, Relation, Revision, ScoredPair, Story
from dedupe.settings import Settings
from dedupe.similarity.features import Features
from dedupe.similarity.scores import Scores
from dedupe.stories import verdicts
from dedupe.stories.documents import Document
from dedupe.stories.joining import Related, held_apart, join_documents
from dedupe.stories.relations import relate_copies, relate_documents
from dedupe.stories.times import time_of
from dedupe.versions.revisions import UNKNOWN, Placed, StoryOrder
from dedupe.versions.seriation import Likeness, likeness_matrix

_NOTHING: verdicts.Decided = {}


@dataclass(frozen=True, slots=True)
class Folding:
    """What a corpus folds into; articles are positions in the sequence that was folded."""

    pairs: tuple[ScoredPair, ...]
    stories: tuple[Story, ...]
    caps: tuple[Cap, ...]


def fold_stories(
    articles: Sequence[Described],
    documents: Sequence[Document],
    features: Features,
    scores: Scores,
    settings: Settings,
    advance: Callable[[int], None] = lambda _: None,
    decided: verdicts.Decided = _NOTHING,
) -> Folding:
    """Decide what each scored pair is, join, and order.

    ``documents``, ``features`` and ``scores`` are of the same articles; the articles stand in canonical order.
    ``advance`` is told of each story. What people ``decided`` is among the scored pairs.
    """
    sizes = features.shingles.lengths()
    related = verdicts.judged(relate_documents(documents, articles, scores, sizes, settings.evidence, decided), decided)

    def likeness_of(members: Sequence[int]) -> Likeness:
        return likeness_matrix(features, members)

    return fold_related(articles, documents, [*related], likeness_of, settings, advance, decided)


def fold_related(
    articles: Sequence[Described],
    documents: Sequence[Document],
    related: Sequence[Related],
    likeness_of: Callable[[Sequence[int]], Likeness],
    settings: Settings,
    advance: Callable[[int], None] = lambda _: None,
    decided: verdicts.Decided = _NOTHING,
) -> Folding:
    """Join documents by what they are to each other, and order them: the rest of ``fold_stories``.

    ``likeness_of`` some documents is asked for where no date tells which was first. What no joining pair connects decides
    nothing about each other, so that documents may be folded in pieces that no joining pair leads out of.
    """
    joining = join_documents(
        len(documents), related, verdicts.separated(decided), verdicts.joined(decided), settings.evidence
    )
    related = [*verdicts.overruled(held_apart(related, joining.cut), joining.refused, documents, articles)]
    relations = {(a, b): pair.relation for a, b, pair in related}
    stories = []
    unchained: list[int] = []
    for members in joining.stories:
        if len(members) == 1 and len(alone := documents[members[0]].articles) == 1:
            stories.append(_story_of_one(alone[0], articles))
            advance(1)
            continue
        order = StoryOrder(members, documents, articles, likeness_of)
        stories.append(Story(revisions=tuple(_revisions(order.placed(), relations, articles))))
        if order.unchained:
            unchained.append(order.unchained)
        advance(1)
    pairs = sorted([*relate_copies(documents, articles), *verdicts.told(related, decided)], key=lambda p: (p.a, p.b))
    caps = chain(_caps(unchained), verdicts.gave_in(decided, joining.refused))
    return Folding(tuple(pairs), tuple(stories), tuple(caps))


def _caps(unchained: Sequence[int]) -> Iterator[Cap]:
    if unchained:
        yield Cap(name="undated versions put in order by KEY", times=len(unchained), left_out=sum(unchained))


def _story_of_one(article: int, articles: Sequence[Described]) -> Story:
    """Return the story of an article that is alone: most of a corpus, so it is told without any ado."""
    time = time_of(articles[article])
    return Story(
        revisions=(Revision(article=article, number=1, relation=None, ordered_by=time[1] if time else UNKNOWN),)
    )


def _revisions(
    placed: Sequence[Placed], relations: dict[tuple[int, int], Relation], articles: Sequence[Described]
) -> Iterator[Revision]:
    previous: int | None = None
    # A text that a source returned to is no revision where nothing came to stand between.
    for number, (document, group) in enumerate(groupby(placed, key=lambda place: place.state.document), start=1):
        relation = _relation_to(previous, document, relations)
        evidence = {position: place.ordered_by for place in group for position in place.state.articles}
        for article in sorted(evidence, key=lambda position: _rank(articles[position])):
            yield Revision(article=article, number=number, relation=relation, ordered_by=evidence[article])
        previous = document


def _relation_to(previous: int | None, document: int, relations: dict[tuple[int, int], Relation]) -> Relation | None:
    """Return the relation to the previous text; two that only a third holds together are revisions."""
    if previous is None:
        return None
    relation = relations.get((min(previous, document), max(previous, document)), "revision")
    # What does not join may stand beside each other in a story that others hold together.
    return relation if relation in JOINING else "revision"


def _rank(article: Described) -> tuple[str, str, str]:
    time = time_of(article)
    return time[0] if time else "~", article.key, article.title or ""
