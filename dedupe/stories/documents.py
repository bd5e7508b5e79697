"""Articles -> documents: everything up to the order of revisions works on distinct texts.

A hundred thousand copies of one text are one document, so copies cost nothing to compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import xxhash

from dedupe.records import Article, Described
from dedupe.similarity.ragged import Ragged
from dedupe.stories.places import places_of


@dataclass(frozen=True, slots=True)
class Document:
    """One distinct text, the one of its number among all ``texts``, and the positions of the articles that carry it, ascending."""

    number: int
    articles: tuple[int, ...]
    texts: Sequence[str] = field(repr=False)

    @property
    def text(self) -> str:
        """The text itself; of a large corpus it is read when it is asked for."""
        return self.texts[self.number]


def documents_of(articles: Sequence[Article]) -> tuple[Document, ...]:
    """Return the distinct texts of articles, each in the place of its first article."""
    carriers: dict[str, list[int]] = {}
    for position, article in enumerate(articles):
        carriers.setdefault(article.text, []).append(position)
    return documents_carried([*carriers], carriers.values())


def documents_carried(texts: Sequence[str], carriers: Iterable[Sequence[int]]) -> tuple[Document, ...]:
    """Return distinct texts as documents, given the positions of the articles that carry each."""
    return tuple(Document(number, tuple(positions), texts) for number, positions in enumerate(carriers))


def document_places(documents: Sequence[Document], articles: Sequence[Described]) -> Ragged:
    """Return a row for each document: the distinct hashes of the places it was found under, ascending."""
    rows = []
    for document in documents:
        names = {place for position in document.articles for place in places_of(articles[position])}
        rows.append(np.array(sorted(xxhash.xxh3_64_intdigest(name.encode()) for name in names), dtype=np.uint64))
    return Ragged.pack(rows)
