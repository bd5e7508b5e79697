"""All articles of a store and what is compared of them: what folding, explaining and evaluating begin with."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, overload

import msgspec

from dedupe.pipeline.progress import Progress
from dedupe.records import Metadata
from dedupe.settings import Settings

if TYPE_CHECKING:
    from dedupe.records import StoredArticle
    from dedupe.similarity.candidates import SignatureTable
    from dedupe.similarity.features import Features
    from dedupe.store import Store
    from dedupe.stories import Document


@dataclass(frozen=True, slots=True)
class Filed:
    """An article of the store without its text: its hash, its name, and what it says beside."""

    hash: str
    name: str
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class Corpus:
    """Every article of the store in canonical order, and what is compared of their distinct texts.

    ``body_hashes``: of each document; the texts of the documents are read when they are asked for.
    """

    filed: Sequence[Filed]
    documents: tuple[Document, ...]
    body_hashes: list[str]
    features: Features

    def articles(self) -> Sequence[Metadata]:
        """Return what the articles say beside their texts, in canonical order."""
        return _MetadataOf(self.filed)

    def document_of(self, article: StoredArticle) -> int:
        """Return the number of the document that an article carries."""
        return self.body_hashes.index(article.body_hash)

    def names(self, document: int) -> list[str]:
        """Return the names of the articles that carry a document."""
        return [self.filed[place].name for place in self.documents[document].articles]


@dataclass(frozen=True, slots=True)
class _MetadataOf(Sequence[Metadata]):
    """What the articles say, each read when it is asked for."""

    filed: Sequence[Filed]

    def __len__(self) -> int:
        return len(self.filed)

    @overload
    def __getitem__(self, position: int) -> Metadata: ...
    @overload
    def __getitem__(self, position: slice) -> list[Metadata]: ...
    def __getitem__(self, position: int | slice) -> Metadata | list[Metadata]:
        found = self.filed[position]
        return found.metadata if isinstance(found, Filed) else [each.metadata for each in found]

    def __iter__(self) -> Iterator[Metadata]:
        return (each.metadata for each in self.filed)


def read_corpus(store: Store, settings: Settings, progress: Progress) -> Corpus:
    """Read the articles of a store, and make of each distinct text what is compared."""
    from dedupe.pipeline.filing import Filing
    from dedupe.similarity.features import extract_features
    from dedupe.stories import documents_carried

    folder = _room_beside(store)
    texts = Filing(folder, str.encode, bytes.decode)
    filed = Filing(folder, msgspec.msgpack.encode, msgspec.msgpack.Decoder(Filed).decode)
    carriers: dict[str, list[int]] = {}  # by body hash

    def distinct_texts() -> Iterator[str]:
        """Yield each text as it is read from the store, so that it is shingled while the next ones are read."""
        repeated: dict[str | None, str | None] = {}
        for position, stored in enumerate(store.articles()):
            filed.append(_filed(stored, repeated))
            if stored.body_hash in carriers:
                carriers[stored.body_hash].append(position)
                continue
            carriers[stored.body_hash] = [position]
            texts.append(stored.article.text)
            yield stored.article.text
        texts.close()
        filed.close()

    progress.start("shingling", store.summary().bodies, "texts")
    features = extract_features(distinct_texts(), settings.signatures, progress.advance, folder)
    return Corpus(filed, documents_carried(texts, carriers.values()), [*carriers], features)


def _filed(stored: StoredArticle, repeated: dict[str | None, str | None]) -> Filed:
    """Return an article without its text; what many have in common, such as a source, is in memory once."""
    article = stored.article
    metadata = Metadata(
        key=article.key,
        title=article.title,
        url=article.url,
        published_at=article.published_at,
        modified_at=article.modified_at,
        fetched_at=article.fetched_at,
        source=repeated.setdefault(article.source, article.source),
        byline=repeated.setdefault(article.byline, article.byline),
        language=repeated.setdefault(article.language, article.language),
        extractor=repeated.setdefault(article.extractor, article.extractor),
    )
    return Filed(stored.hash, article.key if stored.name == article.key else stored.name, metadata)


def _room_beside(store: Store) -> Path | None:
    """Return the folder of a store, which holds what memory cannot; None where nothing may be written there."""
    folder = Path(store.path).absolute().parent
    return folder if os.access(folder, os.W_OK) else None


def signatures(store: Store, corpus: Corpus, settings: Settings, *, keep: bool = True) -> SignatureTable:
    """Return the signatures of all documents, computing (and keeping) those that the store does not have yet."""
    from dedupe.similarity.candidates import assemble, sign
    from dedupe.similarity.signatures import scheme_of

    body_hashes = corpus.body_hashes
    kept = store.load_signatures(body_hashes, scheme_of(settings.signatures))
    missing = [position for position, body_hash in enumerate(body_hashes) if body_hash not in kept]
    unsigned = corpus.features.take(missing) if missing or not kept else None
    fresh = sign(unsigned, settings.signatures) if unsigned else None
    if fresh and keep:
        keep_signatures(store, [body_hashes[position] for position in missing], fresh, settings)
    if fresh and not kept:
        return fresh  # a corpus that is folded for the first time
    packed = {name: (signature.article, signature.passages) for name, signature in kept.items()}
    if fresh:
        packed |= zip((body_hashes[position] for position in missing), fresh.packed(), strict=True)
    return assemble([packed[name] for name in body_hashes], settings.signatures)


def keep_signatures(store: Store, body_hashes: Sequence[str], table: SignatureTable, settings: Settings) -> None:
    """Store the signatures of documents, whose bodies are named in the order of the table."""
    from dedupe.similarity.signatures import scheme_of
    from dedupe.store import Signature

    order = store.order_of_bodies(body_hashes)
    named = zip(order, table.packed(order), strict=True)
    store.save_signatures(
        (Signature(body_hash=body_hashes[at], article=own, passages=all_) for at, (own, all_) in named),
        scheme_of(settings.signatures),
    )
