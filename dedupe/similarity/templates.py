"""Families that are no copies but fillings of one template: next week's notice, another company's results.

The versions of a page hand on what came into it, so each has a neighbour that says the same; the fillings of a
template each say something of their own in the same places. What a document has to itself within its family (three in
four do without) are its *fillings*. A family is a template where they are a good part of its documents and a quarter
of these share them with nobody, unless the figures stand in what all share, or the fillings are whole sentences: then it
is one report in many papers, each with a lead of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dedupe.settings import EvidenceSettings
from dedupe.similarity.bands import Pairs
from dedupe.similarity.features import Features
from dedupe.similarity.index import Index, Terms, ratio
from dedupe.similarity.ragged import Ragged

_RARE = 4  # one document of so many at most says what is a filling
_SCATTERED = 0.3  # of the fillings: of invented templates .4 and more, of reports with leads of their own hardly any
_WHOLE = 0.8  # of a passage: the phrases at its ends may still be those of its neighbours
_FEW_FIGURES = 6  # shingles with a figure: fewer tell nothing about a report in many papers


@dataclass(frozen=True, slots=True)
class Fillings:
    """Which documents fill a template, and with what.

    ``documents``: shape (n_documents,); ``shingles``: 0 or 1, laid out as the rows of the index's shingles.
    """

    documents: NDArray[np.bool_]
    shingles: NDArray[np.uint8]


def find_fillings(index: Index, family: NDArray[np.int64], copies: Pairs, settings: EvidenceSettings) -> Fillings:
    """Find the documents that fill a template; ``copies`` are the pairs that made the families."""
    _, members, sizes = np.unique(family, return_inverse=True, return_counts=True)
    large = np.flatnonzero((sizes >= settings.template_documents)[members])
    own, shingles = members[large], index.shingles.take(large)
    fillings = _said_by_few(shingles, own, sizes)
    share = ratio(shingles.totals(fillings, lone=1), shingles.sizes())
    neighbour = _best_neighbour(shingles, fillings, np.searchsorted(large, copies[np.isin(copies[:, 0], large)]))
    fixed = _share_of_fixed_figures(index.figures.take(large), own, sizes)
    filled = np.zeros(len(large), dtype=np.bool_)
    for group in _groups(own):
        filled[group] = (
            np.median(share[group]) >= settings.template_share
            and np.quantile(neighbour[group], 0.25) < settings.template_neighbour
            and np.median(fixed[group]) <= 0.5
            and np.median(_scattered(index.features, large[group])) >= _SCATTERED
        )
    documents = np.zeros(len(family), dtype=np.bool_)
    documents[large[filled]] = True
    return Fillings(documents, _laid_out(index.shingles.rows, large, shingles.rows, filled, fillings))


def _laid_out(
    every: Ragged, large: NDArray[np.int64], rows: Ragged, filled: NDArray[np.bool_], fillings: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Return the fillings of some rows where they stand among ``every`` row, of those alone that fill a template."""
    flags = np.zeros(len(every.values), np.uint8)
    flags[every.places(large).values] = fillings * np.repeat(filled, rows.lengths())
    return flags


def _scattered(features: Features, group: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return which share of the fillings of each document are not whole passages.

    A local lead before a report of an agency, or a new one before an old report, is its own from end to end; what fills
    a template stands among what all say.
    """
    rows = features.shingles.take(group)
    distinct, counts = np.unique(rows.values, return_counts=True)
    numbers = features.passages_of(group)
    passages = features.passages.take(numbers.values)
    own = (counts * _RARE <= len(group))[np.searchsorted(distinct, passages.values)].astype(np.int64)
    fillings, lengths = passages.replaced(own).sums(), passages.lengths()
    every = numbers.replaced(fillings)
    among = every.replaced(np.where(fillings <= _WHOLE * lengths, fillings, 0))
    return ratio(among.sums(), every.sums())


def _groups(members: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    if len(members) == 0:
        return []
    order = np.argsort(members, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(members[order])) + 1)


def _counts(terms: Terms, members: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many of its family have each term of each document."""
    keys = members[terms.rows.row_numbers()] * np.int64(terms.n_terms) + terms.rows.values
    _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return counts[places]


def _said_by_few(shingles: Terms, members: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.uint8]:
    few: NDArray[np.bool_] = _counts(shingles, members) * _RARE <= sizes[members[shingles.rows.row_numbers()]]
    return few.astype(np.uint8)


def _best_neighbour(shingles: Terms, fillings: NDArray[np.uint8], copies: Pairs) -> NDArray[np.float64]:
    """Return which share of its fillings each document has in common with the one that has most of them."""
    shared, totals = shingles.shared(copies, fillings), shingles.totals(fillings, lone=1)
    best = np.zeros(len(shingles.rows))
    for side in (0, 1):
        np.maximum.at(best, copies[:, side], ratio(shared, totals[copies[:, side]]))
    return best


def _share_of_fixed_figures(
    figures: Terms, members: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.float64]:
    fixed = (2 * _counts(figures, members) > sizes[members[figures.rows.row_numbers()]]).astype(np.uint8)
    many = figures.sizes() >= _FEW_FIGURES
    return np.where(many, ratio(figures.totals(fixed), figures.sizes()), 0.0)
