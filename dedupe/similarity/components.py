"""What links hold together: the connected components of documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.bands import Pairs


def components(n_documents: int, links: Pairs) -> NDArray[np.int64]:
    """Return the component of each document, numbered from 0 by its first document; shape (n_documents,)."""
    from scipy.sparse import coo_array  # costs a third of a second: only commands that need it pay
    from scipy.sparse.csgraph import connected_components

    linked = coo_array((np.ones(len(links), np.bool_), (links[:, 0], links[:, 1])), shape=(n_documents, n_documents))
    _, labels = connected_components(linked, directed=False)
    _, first, numbers = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[numbers].astype(np.int64)
