"""Why two articles of the store are, or are not, in one story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dedupe.errors import NameNotFound, VerdictError
from dedupe.pipeline.corpus import read_corpus, signatures
from dedupe.pipeline.progress import SILENT, Progress
from dedupe.pipeline.states import folded_by
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.records import StoredArticle
    from dedupe.store import Store
    from dedupe.stories.explain import Explanation


def explain(store: Store, a: str, b: str, settings: Settings, *, progress: Progress = SILENT) -> Explanation:
    """Tell all that is known of two articles of the store, whether they are a verified pair or not.

    Raises NameNotFound, AmbiguousName; VerdictError where both names are those of one article.
    """
    from dedupe.stories.explain import Explanation, chain_between, grounds_of, grounds_of_copies, recorded_pair

    one, other = store.article(a), store.article(b)
    if one.hash == other.hash:
        raise VerdictError(f"{one.name!r} is one article, and two are needed")
    current = store.step_is_current("cluster", store.facts_fingerprint(), folded_by(settings))
    corpus = read_corpus(store, settings, progress)
    documents = corpus.document_of(one), corpus.document_of(other)
    if documents[0] == documents[1]:
        grounds = grounds_of_copies(one.article, other.article)
    else:
        progress.start("verifying", None, "pairs")
        table = signatures(store, corpus, settings, keep=False)
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
