"""The only place where the steps meet the store: ingest, cluster, diff, each resumable, with progress.

A step whose input and settings did not change does nothing. What a step does is decided by the facts in
the store and the settings alone: not by the order of ingest, the size of batches or the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import dedupe
from dedupe.errors import NameNotFound, VerdictError
from dedupe.records import JOINING, Article, Cap, Origin, Rejection, Relation
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.records import StoredArticle
    from dedupe.similarity.candidates import SignatureTable
    from dedupe.similarity.features import Features
    from dedupe.store import BatchCounts, Giant, Store, Verdict
    from dedupe.stories import Document
    from dedupe.stories.explain import Explanation
    from dedupe.stories.verdicts import Ruling

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
    """What the corpus folded into. ``current``: nothing had changed, so nothing was done; ``giants``: large stories."""

    current: bool
    articles: int
    stories: int
    in_stories: int
    pairs_by_relation: tuple[tuple[Relation, int], ...]
    giants: tuple[Giant, ...]
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
    settings_json = _folded_by(settings)
    current = store.step_is_current("cluster", store.facts_fingerprint(), settings_json)
    # Once more where another process added articles meanwhile: what was folded is then out of date.
    while not store.step_is_current("cluster", fingerprint := store.facts_fingerprint(), settings_json):
        _fold(store, settings, progress, fingerprint, settings_json)
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


def _fold(store: Store, settings: Settings, progress: Progress, fingerprint: str, settings_json: str) -> None:
    from dedupe.similarity.compare import compare_documents
    from dedupe.stories import document_places
    from dedupe.stories.verdicts import decisions
    from dedupe.versions import fold_stories

    verdicts = store.verdicts()  # before the articles, so that none of theirs is missing
    corpus = _corpus(store, settings, progress)
    articles, documents, features = corpus.articles(), corpus.documents, corpus.features
    decided = decisions(_rulings(verdicts, corpus.stored), documents)
    progress.start("verifying", None, "pairs")
    table = _signatures(store, corpus, settings)
    scores, caps = compare_documents(features, table, document_places(documents, articles), settings, decided)
    progress.advance(len(scores.pairs))
    progress.start("folding", None, "stories")
    folding = fold_stories(articles, documents, features, scores, settings, progress.advance, decided)
    store.save_clustering(
        folding.pairs,
        folding.stories,
        (*caps, *folding.caps),
        [each.hash for each in corpus.stored],
        fingerprint=fingerprint,
        settings_json=settings_json,
    )
    progress.finish()


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Every article of the store in canonical order, and what is compared of their distinct texts."""

    stored: list[StoredArticle]
    documents: tuple[Document, ...]
    features: Features

    def articles(self) -> list[Article]:
        return [each.article for each in self.stored]

    def document_of(self, article: StoredArticle) -> int:
        """Return the number of the document that an article carries."""
        return next(number for number, document in enumerate(self.documents) if document.text == article.article.text)

    def names(self, document: int) -> list[str]:
        """Return the names of the articles that carry a document."""
        return [self.stored[place].name for place in self.documents[document].articles]


def _corpus(store: Store, settings: Settings, progress: Progress) -> _Corpus:
    from dedupe.similarity.features import extract_features
    from dedupe.stories import documents_of

    stored = list(store.articles())
    documents = documents_of([each.article for each in stored])
    progress.start("shingling", len(documents), "texts")
    features = extract_features((document.text for document in documents), settings.signatures, progress.advance)
    return _Corpus(stored, documents, features)


def _rulings(verdicts: Iterable[Verdict], stored: Sequence[StoredArticle]) -> Iterator[Ruling]:
    from dedupe.stories.verdicts import Ruling

    places = {each.hash: place for place, each in enumerate(stored)}
    for verdict in verdicts:
        yield Ruling(verdict.kind, places[verdict.a], places[verdict.b], verdict.why)


def _signatures(store: Store, corpus: _Corpus, settings: Settings, *, keep: bool = True) -> SignatureTable:
    """Return the signatures of all documents, computing (and keeping) those that the store does not have yet."""
    from dedupe.similarity.candidates import assemble, sign
    from dedupe.similarity.signatures import scheme_of
    from dedupe.store import Signature

    body_hashes = [corpus.stored[document.articles[0]].body_hash for document in corpus.documents]
    scheme = scheme_of(settings.signatures)
    kept = store.load_signatures(body_hashes, scheme)
    missing = [position for position, body_hash in enumerate(body_hashes) if body_hash not in kept]
    fresh = [
        Signature(body_hash=body_hashes[position], article=article, passages=passages)
        for position, (article, passages) in zip(
            missing, sign(corpus.features.take(missing), settings.signatures).packed(), strict=True
        )
    ]
    if fresh and keep:
        store.save_signatures(fresh, scheme)
    kept |= {signature.body_hash: signature for signature in fresh}
    return assemble([(kept[name].article, kept[name].passages) for name in body_hashes], settings.signatures)


# ---------------------------------------------------------------- explain


def explain(store: Store, a: str, b: str, settings: Settings, *, progress: Progress = SILENT) -> Explanation:
    """Tell all that is known of two articles of the store, whether they are a verified pair or not.

    Raises NameNotFound, AmbiguousName; VerdictError where both names are those of one article.
    """
    from dedupe.stories.explain import Explanation, chain_between, grounds_of, grounds_of_copies, recorded_pair

    one, other = store.article(a), store.article(b)
    if one.hash == other.hash:
        raise VerdictError(f"{one.name!r} is one article, and two are needed")
    current = store.step_is_current("cluster", store.facts_fingerprint(), _folded_by(settings))
    corpus = _corpus(store, settings, progress)
    documents = corpus.document_of(one), corpus.document_of(other)
    if documents[0] == documents[1]:
        grounds = grounds_of_copies(one.article, other.article)
    else:
        progress.start("verifying", None, "pairs")
        table = _signatures(store, corpus, settings, keep=False)
        grounds = grounds_of(documents, corpus.articles(), corpus.documents, corpus.features, table, settings)
    pairs = list(store.pairs())
    recorded = recorded_pair(pairs, *map(corpus.names, documents)) if current else None
    told = {sentence for _, sentence in grounds.evidence}
    progress.finish()
    return Explanation(
        a=one,
        b=other,
        relation=recorded.relation if recorded else grounds.relation,
        grounds=grounds,
        decided=tuple(reason for reason in recorded.reasons if reason not in told) if recorded else (),
        stories=(_story_of(store, one), _story_of(store, other)),
        chain=chain_between(pairs, one.name, other.name),
        current=current,
    )


def _story_of(store: Store, article: StoredArticle) -> str | None:
    try:
        return store.story(article.hash).id
    except NameNotFound:
        return None  # it came since the last folding


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
    from dedupe.versions.steps import steps_of

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


def _folded_by(settings: Settings) -> str:
    return _as_json(settings.signatures, settings.evidence)


def _as_json(*parts: Any) -> str:
    """Return settings as JSON, with the version that they were used by: another one may decide otherwise."""
    import msgspec

    return msgspec.json.encode({"dedupe": dedupe.__version__, "settings": parts}, order="sorted").decode()
