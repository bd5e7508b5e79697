"""All articles of a store and what is compared of them: what folding, explaining and evaluating begin with."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dedupe.pipeline.progress import Progress
from dedupe.records import Article
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.records import StoredArticle
    from dedupe.similarity.candidates import SignatureTable
    from dedupe.similarity.features import Features
    from dedupe.store import Store
    from dedupe.stories import Document


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every article of the store in canonical order, and what is compared of their distinct texts."""

    stored: list[StoredArticle]
    documents: tuple[Document, ...]
    features: Features

    def articles(self) -> list[Article]:
        """Return the articles, in canonical order."""
        return [each.article for each in self.stored]

    def document_of(self, article: StoredArticle) -> int:
        """Return the number of the document that an article carries."""
        return next(number for number, document in enumerate(self.documents) if document.text == article.article.text)

    def names(self, document: int) -> list[str]:
        """Return the names of the articles that carry a document."""
        return [self.stored[place].name for place in self.documents[document].articles]


def read_corpus(store: Store, settings: Settings, progress: Progress) -> Corpus:
    """Read the articles of a store, and make of each distinct text what is compared."""
    from dedupe.similarity.features import extract_features
    from dedupe.stories import documents_of

    stored = list(store.articles())
    documents = documents_of([each.article for each in stored])
    progress.start("shingling", len(documents), "texts")
    texts = (document.text for document in documents)
    features = extract_features(texts, settings.signatures, progress.advance, _room_beside(store))
    return Corpus(stored, documents, features)


def _room_beside(store: Store) -> Path | None:
    """Return the folder of a store, which holds what memory cannot; None where nothing may be written there."""
    folder = Path(store.path).absolute().parent
    return folder if os.access(folder, os.W_OK) else None


def signatures(store: Store, corpus: Corpus, settings: Settings, *, keep: bool = True) -> SignatureTable:
    """Return the signatures of all documents, computing (and keeping) those that the store does not have yet."""
    from dedupe.similarity.candidates import assemble, sign
    from dedupe.similarity.signatures import scheme_of
    from dedupe.store import Signature

    body_hashes = [corpus.stored[document.articles[0]].body_hash for document in corpus.documents]
    scheme = scheme_of(settings.signatures)
    kept = store.load_signatures(body_hashes, scheme)
    missing = [position for position, body_hash in enumerate(body_hashes) if body_hash not in kept]
    fresh = sign(corpus.features.take(missing), settings.signatures) if missing or not kept else None
    if fresh and keep:
        names = [body_hashes[position] for position in missing]
        order = store.order_of_bodies(names)
        named = zip(order, fresh.packed(order), strict=True)
        store.save_signatures(
            (Signature(body_hash=names[at], article=own, passages=all_) for at, (own, all_) in named), scheme
        )
    if fresh and not kept:
        return fresh  # a corpus that is folded for the first time
    packed = {name: (signature.article, signature.passages) for name, signature in kept.items()}
    if fresh:
        packed |= zip((body_hashes[position] for position in missing), fresh.packed(), strict=True)
    return assemble([packed[name] for name in body_hashes], settings.signatures)
