"""Facts -> stories in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedupe.pipeline.corpus import keep_signatures, read_corpus, signatures
from dedupe.pipeline.progress import SILENT, Progress
from dedupe.pipeline.states import folded_by
from dedupe.records import JOINING, Cap, Relation
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.pipeline.corpus import Filed
    from dedupe.store import Giant, Store, Verdict
    from dedupe.stories.verdicts import Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSummary:
    """What the corpus folded into. ``current``: nothing had changed, so nothing was done; ``giants``: large stories."""

    current: bool
    articles: int
    stories: int
    in_stories: int
    pairs_by_relation: tuple[tuple[Relation, int], ...]
    giants: tuple[Giant, ...]
    caps: tuple[Cap, ...]


def cluster(store: Store, settings: Settings, *, progress: Progress = SILENT, anew: bool = False) -> ClusterSummary:
    """Fold the articles of the store into stories; ``anew`` from nothing that was derived, all of which is dropped.

    Whoever reads meanwhile sees the former stories until there are others.
    """
    settings_json = folded_by(settings)
    fingerprint = store.facts_fingerprint()
    current = not anew and store.step_is_current("cluster", fingerprint, settings_json)
    # Once more where another process added articles meanwhile: what was folded is then out of date.
    while anew or not store.step_is_current("cluster", fingerprint, settings_json):
        _fold(store, settings, progress, fingerprint, settings_json, anew)
        anew = False
        fingerprint = store.facts_fingerprint()
    summary = store.summary()
    return ClusterSummary(
        current=current,
        articles=summary.articles,
        stories=summary.stories,
        in_stories=summary.articles - summary.alone,
        pairs_by_relation=tuple(
            sorted(store.relation_counts().items(), key=lambda item: (item[0] not in JOINING, item[0]))
        ),
        giants=tuple(store.giants(settings.evidence.giant_texts)),
        caps=tuple(store.caps()),
    )


def _fold(
    store: Store, settings: Settings, progress: Progress, fingerprint: str, settings_json: str, anew: bool
) -> None:
    from dedupe.similarity.candidates import sign
    from dedupe.similarity.compare import propose, verify_proposals
    from dedupe.stories import document_places
    from dedupe.stories.verdicts import decisions
    from dedupe.versions import fold_stories

    verdicts = store.verdicts()  # before the articles, so that none of theirs is missing
    corpus = read_corpus(store, settings, progress)
    articles, documents, features = corpus.articles(), corpus.documents, corpus.features
    decided = decisions(_rulings(verdicts, corpus.filed), documents)
    progress.start("verifying", None, "pairs")
    places = document_places(documents, articles)
    unkept = sign(features, settings.signatures) if anew else None
    proposals = propose(unkept or signatures(store, corpus, settings), settings)
    store.rest()
    scores, caps = verify_proposals(features, proposals, places, settings, decided)
    progress.advance(scores.verified)
    progress.start("folding", None, "stories")
    folding = fold_stories(articles, documents, features, scores, settings, progress.advance, decided)
    with store.transaction():
        if unkept:
            store.drop_derived()
            keep_signatures(store, corpus.body_hashes, unkept, settings)
        store.save_clustering(
            folding.pairs,
            folding.stories,
            (*caps, *folding.caps),
            [each.hash for each in corpus.filed],
            fingerprint=fingerprint,
            settings_json=settings_json,
        )
    progress.finish()


def _rulings(verdicts: Iterable[Verdict], filed: Sequence[Filed]) -> Iterator[Ruling]:
    from dedupe.stories.verdicts import Ruling

    if not (verdicts := [*verdicts]):
        return
    places = {each.hash: place for place, each in enumerate(filed)}
    for verdict in verdicts:
        yield Ruling(verdict.kind, places[verdict.a], places[verdict.b], verdict.why)
