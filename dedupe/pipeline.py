"""The only place where the steps meet the store: ingest, cluster, diff, each resumable, with progress.

A step whose input and settings did not change does nothing. What a step does is decided by the facts in
the store and the settings alone: not by the order of ingest, the size of batches or the clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import dedupe
from dedupe.records import JOINING, Article, Cap, Origin, Rejection, Relation
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.records import StoredArticle
    from dedupe.similarity.candidates import SignatureTable
    from dedupe.similarity.features import Features
    from dedupe.store import BatchCounts, Store

_BATCH_ARTICLES = 1000  # articles a transaction: enough to write at the disk's speed
_BATCH_CHARACTERS = 8_000_000  # of text a transaction, so that long articles do not fill the memory
_NO_STORIES = "no stories yet"
_BATCH_COMPARISONS = 200  # a transaction: what a killed run has to compute again at most


class Progress(Protocol):
    """What is told of the work as it goes on."""

    def start(self, step: str, total: int | None, unit: str) -> None:
        """Begin a step of ``total`` units of work, None where nobody knows how many."""

    def advance(self, amount: int) -> None:
        """Say that so much more is done."""

    def finish(self) -> None:
        """End the step."""


class _Silence:
    def start(self, step: str, total: int | None, unit: str) -> None: ...
    def advance(self, amount: int) -> None: ...
    def finish(self) -> None: ...


SILENT: Progress = _Silence()


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSummary:
    """What became of the records: ``read == stored + sighted + rejected``. ``notices`` are lines for a person."""

    read: int
    stored: int
    sighted: int
    rejected: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSummary:
    """What the corpus folded into. ``current``: nothing had changed, so nothing was done."""

    current: bool
    articles: int
    stories: int
    in_stories: int
    pairs_by_relation: tuple[tuple[Relation, int], ...]
    caps: tuple[Cap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffSummary:
    """How many comparisons there are, and how many were computed now."""

    current: bool
    comparisons: int
    computed: int


# ---------------------------------------------------------------- ingest


def ingest(
    store: Store,
    inputs: Sequence[str],
    *,
    clock: Callable[[], str],
    stdin: BinaryIO | None = None,
    warn: Callable[[Rejection], None] = lambda _: None,
    progress: Progress = SILENT,
) -> IngestSummary:
    """Read inputs into the store, batch by batch; what was read stays, whatever happens to the rest.

    ``clock`` returns the time in ISO 8601, UTC. ``warn`` is told each rejection, and each article that was
    stored without something (an unreadable date), as it is met.
    """
    from dedupe.reading import plan, read

    planned = plan(inputs)
    started_at = clock()
    run = store.begin_run(dedupe.__version__, started_at)
    warnings = 0

    def caution(origin: Origin, sentence: str) -> None:
        nonlocal warnings
        warnings += 1
        warn(Rejection(origin=origin, reason=sentence))

    progress.start("reading", planned.size, "bytes")
    counts = _no_counts()
    for batch in _batches(read(planned, stdin=stdin, warn=caution, progress=progress.advance)):
        articles = [record for record in batch if isinstance(record, Article)]
        rejections = [record for record in batch if isinstance(record, Rejection)]
        counts += store.add_batch(run, articles, rejections, seen_at=started_at)
        for rejection in rejections:
            warn(rejection)
    progress.finish()
    store.finish_run(run, clock(), counts)
    notices = [f"{warnings} stored without what could not be read (see above)"] if warnings else []
    if skipped := planned.skipped_line():
        notices.append(skipped)
    return IngestSummary(
        read=counts.read,
        stored=counts.stored,
        sighted=counts.sighted,
        rejected=counts.rejected,
        notices=tuple(notices),
    )


def _no_counts() -> BatchCounts:
    from dedupe.store import BatchCounts

    return BatchCounts()


def _batches(records: Iterator[Article | Rejection]) -> Iterator[list[Article | Rejection]]:
    batch: list[Article | Rejection] = []
    characters = 0
    for record in records:
        batch.append(record)
        characters += len(record.text) if isinstance(record, Article) else 0
        if len(batch) >= _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


# ---------------------------------------------------------------- cluster


def cluster(store: Store, settings: Settings, *, progress: Progress = SILENT) -> ClusterSummary:
    """Fold the articles of the store into stories."""
    settings_json = _as_json(settings.signatures, settings.evidence)
    current = store.step_is_current("cluster", store.facts_fingerprint(), settings_json)
    # Once more where another process added articles meanwhile: what was folded is then out of date.
    while not store.step_is_current("cluster", fingerprint := store.facts_fingerprint(), settings_json):
        _fold(store, settings, progress, fingerprint, settings_json)
    summary = store.summary()
    relations = Counter(pair.relation for pair in store.pairs())
    return ClusterSummary(
        current=current,
        articles=summary.articles,
        stories=summary.stories,
        in_stories=summary.articles - summary.alone,
        pairs_by_relation=tuple(sorted(relations.items(), key=lambda item: (item[0] not in JOINING, item[0]))),
        caps=tuple(store.caps()),
    )


def _fold(store: Store, settings: Settings, progress: Progress, fingerprint: str, settings_json: str) -> None:
    from dedupe.similarity.compare import compare_documents
    from dedupe.similarity.features import extract_features
    from dedupe.stories import documents_of, fold_stories, places_of

    stored = list(store.articles())
    articles = [each.article for each in stored]
    documents = documents_of(articles)

    progress.start("shingling", len(documents), "texts")
    features = extract_features((document.text for document in documents), settings.signatures, progress.advance)
    progress.start("verifying", None, "pairs")
    body_hashes = [stored[document.articles[0]].body_hash for document in documents]
    table = _signatures(store, body_hashes, features, settings)
    scores, caps = compare_documents(features, table, places_of(documents, articles), settings)
    progress.advance(len(scores.pairs))
    progress.start("folding", None, "stories")
    folding = fold_stories(articles, documents, features, scores, settings, progress.advance)
    store.save_clustering(
        folding.pairs,
        folding.stories,
        (*caps, *folding.caps),
        [each.hash for each in stored],
        fingerprint=fingerprint,
        settings_json=settings_json,
    )
    progress.finish()


def _signatures(store: Store, body_hashes: Sequence[str], features: Features, settings: Settings) -> SignatureTable:
    """Return the signatures of all documents, computing and keeping those that the store does not have yet."""
    from dedupe.similarity.candidates import assemble, sign
    from dedupe.similarity.signatures import scheme_of
    from dedupe.store import Signature

    scheme = scheme_of(settings.signatures)
    kept = store.load_signatures(body_hashes, scheme)
    missing = [position for position, body_hash in enumerate(body_hashes) if body_hash not in kept]
    fresh = [
        Signature(body_hash=body_hashes[position], article=article, passages=passages)
        for position, (article, passages) in zip(
            missing, sign(features.take(missing), settings.signatures).packed(), strict=True
        )
    ]
    if fresh:
        store.save_signatures(fresh, scheme)
    kept |= {signature.body_hash: signature for signature in fresh}
    return assemble([(kept[name].article, kept[name].passages) for name in body_hashes], settings.signatures)


# ---------------------------------------------------------------- diff


def diff(store: Store, settings: Settings, *, progress: Progress = SILENT) -> DiffSummary:
    """Record what changed between the versions of every story; what was recorded before stays as it is."""
    settings_json = _as_json(settings.changes)
    computed = 0
    current = True
    # Once more where another process folded anew meanwhile: other versions are then neighbours.
    while not store.step_is_current("diff", stories := store.step_state("cluster") or _NO_STORIES, settings_json):
        current = False
        computed += _compare_versions(store, settings, progress, stories, settings_json)
    return DiffSummary(current=current, comparisons=store.summary().comparisons, computed=computed)


def _compare_versions(store: Store, settings: Settings, progress: Progress, stories: str, settings_json: str) -> int:
    """Compare what was not compared yet, drop what no story asks for any more, and return how many were compared."""
    from dedupe.changes import compare
    from dedupe.stories.steps import steps_of

    wanted = {(old.hash, new.hash) for story in store.stories() for old, new in steps_of(story)}
    store.drop_comparisons_except(wanted & store.comparison_keys(settings_json))
    done = store.comparison_keys()
    progress.start("comparing", len(wanted - done), "versions")
    computed = 0
    for batch in _step_batches(step for story in store.stories() for step in steps_of(story)):
        fresh = [(old, new) for old, new in batch if (old.hash, new.hash) not in done]
        store.save_comparisons(
            [(old.hash, new.hash, compare(old.article, new.article, settings.changes)) for old, new in fresh],
            settings_json,
        )
        computed += len(fresh)
        progress.advance(len(fresh))
    with store.transaction():
        if store.comparison_keys(settings_json) >= wanted:
            store.record_step("diff", stories, settings_json)
    progress.finish()
    return computed


def _step_batches(
    steps: Iterator[tuple[StoredArticle, StoredArticle]],
) -> Iterator[list[tuple[StoredArticle, StoredArticle]]]:
    batch = []
    for step in steps:
        batch.append(step)
        if len(batch) == _BATCH_COMPARISONS:
            yield batch
            batch = []
    if batch:
        yield batch


def _as_json(*parts: Any) -> str:
    """Return settings as JSON, with the version that they were used by: another one may decide otherwise."""
    import msgspec

    return msgspec.json.encode({"dedupe": dedupe.__version__, "settings": parts}, order="sorted").decode()
