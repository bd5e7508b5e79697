"""Why two articles are or are not in one story: the evidence in words, and what their texts share.

The scores are those that folding would give them, verified pair or not; only the texts of the two are read again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dedupe.records import JOINING, Article, Described, Relation, StoredArticle, StoredPair
from dedupe.settings import Settings
from dedupe.similarity.candidates import SignatureTable
from dedupe.similarity.compare import verify_pairs
from dedupe.similarity.features import Features
from dedupe.stories.documents import Document
from dedupe.stories.evidence import Evidence, days_listed
from dedupe.stories.relations import deciding_score, relate_copies
from dedupe.stories.rules import decide
from dedupe.stories.sharing import SharedPhrase, passages_in_order, shared_phrases, shared_quotations

_KINDS = (
    "phrases", "words", "subject", "order", "quotes", "figures", "template", "days", "place", "headline", "sources", "dates"
)  # fmt: skip

Kinds = tuple[tuple[str, str], ...]
"""Kinds of evidence, each with what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What the evidence says of two articles. ``relation``: None where they share too little to be told.

    The shares are those of a ScoredPair, of the first article and the second, whatever their order.
    """

    relation: Relation | None
    score: float
    jaccard: float
    containment_a: float
    containment_b: float
    evidence: Kinds
    shared: tuple[SharedPhrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that is known of two articles of the store.

    ``relation`` is the one that holds: where a person decided it may not be that of the ``grounds``, and
    ``decided`` says why. ``stories``: their ids, None for an article that came since the last folding. ``chain``:
    the pairs that hold both in one story, from ``a`` to ``b``; empty where they are in two. ``current``: whether
    nothing came since, neither articles nor decisions.
    """

    a: StoredArticle
    b: StoredArticle
    relation: Relation | None
    grounds: Grounds
    decided: tuple[str, ...]
    stories: tuple[str | None, str | None]
    chain: tuple[StoredPair, ...]
    current: bool


def grounds_of(
    ends: tuple[int, int],
    articles: Sequence[Described],
    documents: Sequence[Document],
    features: Features,
    table: SignatureTable,
    settings: Settings,
) -> Grounds:
    """Return what the evidence says of two documents: what folding would find, had it compared them.

    ``documents``, ``features`` and the signatures of ``table`` are of the same articles, in canonical order.
    """
    scores, family = verify_pairs(features, table, [ends], settings)
    score = float(deciding_score(scores, settings.evidence)[0])
    evidence = Evidence.of(scores, 0, score, documents, articles, features.shingles.lengths())
    decision = decide(evidence, settings.evidence)
    pair = evidence.pair(0, 1, "related", decision.because)
    return Grounds(
        relation=decision.relation,
        score=pair.score,
        jaccard=pair.jaccard,
        containment_a=pair.containment_a,
        containment_b=pair.containment_b,
        evidence=(("because", decision.because), *_in_words(evidence, *(documents[end].text for end in ends))),
        shared=shared_phrases(documents[ends[0]].text, ends, features, family, settings.signatures),
    )


def grounds_of_copies(a: Article, b: Article) -> Grounds:
    """Return what there is to say of two articles of one text."""
    (pair,) = relate_copies([Document(0, (0, 1), [a.text])], [a, b])
    same, *sources = pair.reasons
    evidence = [("text", same), *(("sources", sentence) for sentence in sources)]
    return Grounds(
        relation=pair.relation,
        score=1.0,
        jaccard=1.0,
        containment_a=1.0,
        containment_b=1.0,
        evidence=tuple(evidence),
        shared=(),
    )


def _in_words(evidence: Evidence, a: str, b: str) -> Iterator[tuple[str, str]]:
    """Yield every kind of evidence with what it says, also where that is not to be counted among the reasons."""
    told = dict(evidence.told())
    told.setdefault("figures", "too few phrases with a figure to compare")
    told.setdefault("days", _days(evidence))
    told.setdefault("place", "not under one URL or KEY")
    told.setdefault("headline", _headline(evidence))
    told.setdefault("sources", _sources(evidence))
    told["dates"] = _dates(evidence)
    told["order"] = _order(*passages_in_order(a, b))
    told["quotes"] = _quotes(*shared_quotations(a, b))
    yield from ((kind, told[kind]) for kind in _KINDS if kind in told)


def recorded_pair(pairs: Iterable[StoredPair], a: Collection[str], b: Collection[str]) -> StoredPair | None:
    """Return the first pair of an article of one text with an article of the other, by the names of either's."""
    ends = {(min(one, other), max(one, other)) for one in a for other in b}
    return next((pair for pair in pairs if (pair.a, pair.b) in ends), None)


def chain_between(pairs: Iterable[StoredPair], a: str, b: str) -> tuple[StoredPair, ...]:
    """Return the fewest joining pairs that lead from one article to another, by names; none where none do.

    Of two chains of one length the one whose names come first is taken.
    """
    links: dict[str, dict[str, StoredPair]] = {}
    for pair in pairs:
        if pair.relation in JOINING:
            links.setdefault(pair.a, {})[pair.b] = pair
            links.setdefault(pair.b, {})[pair.a] = pair
    before = {b: b}
    waiting = deque([b])
    while waiting and a not in before:
        here = waiting.popleft()
        for name in sorted(links.get(here, {})):
            if name not in before:
                before[name] = here
                waiting.append(name)
    if a not in before:
        return ()
    path = [a]
    while path[-1] != b:
        path.append(before[path[-1]])
    return tuple(links[one][other] for one, other in pairwise(path))


def _order(passages: int, in_order: int) -> str:
    if passages == 0:
        return "no passage of five words stands in both"
    if passages == 1:
        return "one passage of five words or more stands in both"
    return f"{in_order} of {passages} passages of five words or more that stand in both keep their order"


def _quotes(shared: int, fewer: int) -> str:
    return f"{shared} of {fewer} quotations stand in both" if fewer else "one has no quotation, or neither has"


def _days(evidence: Evidence) -> str:
    a, b = evidence.a.days, evidence.b.days
    if a & b:
        return f"both name {days_listed(sorted(a & b))}"
    return f"only one names a day: {days_listed(sorted(a | b))}" if a | b else "neither names a day"


def _sources(evidence: Evidence) -> str:
    a, b = evidence.a.sources, evidence.b.sources
    if a & b:
        return f"the same source: {min(a & b)}"
    return "no source is known" if not a | b else "the source of one is not known"


def _headline(evidence: Evidence) -> str:
    return (
        "the headlines share no word"
        if evidence.a.headlines and evidence.b.headlines
        else "one has no headline, or neither has"
    )


def _dates(evidence: Evidence) -> str:
    apart = evidence.days_apart()
    if apart is None:
        return "one has no date" if evidence.a.time or evidence.b.time else "neither has a date"
    return f"{apart} {'day' if apart == 1 else 'days'} apart" if apart else "of the same day"
