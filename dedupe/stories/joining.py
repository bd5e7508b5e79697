"""Verified pairs -> stories: documents that joining relations connect. Candidates alone never join anything."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dedupe.records import JOINING, ScoredPair
from dedupe.similarity.components import components


def join_documents(n_documents: int, related: Sequence[tuple[int, int, ScoredPair]]) -> list[list[int]]:
    """Return the documents of each story, ascending, stories by their first document; lone documents too."""
    links = [(a, b) for a, b, pair in related if pair.relation in JOINING]
    labels = components(n_documents, np.array(links, dtype=np.int64).reshape(-1, 2))
    stories: dict[int, list[int]] = {}
    for document, label in enumerate(labels.tolist()):
        stories.setdefault(label, []).append(document)
    return list(stories.values())
