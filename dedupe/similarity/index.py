"""Documents as rows of numbered terms, and what two rows share: the exact counting under every score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity import ragged
from dedupe.similarity.bands import Pairs
from dedupe.similarity.features import Features
from dedupe.similarity.ragged import Packer, Ragged, offsets_of
from dedupe.similarity.scratch import let_go
from dedupe.similarity.threads import do_on_every_core, on_every_core
from dedupe.text.shingles import Hashes

_PART = 1 << 20  # hashes numbered at a time: sorting them takes 40 MB, and their cache misses are few
_MOST_BITS = 6  # 64 parts at most, as each costs a look at every hash
_MANY = 1 << 22  # the same of a large corpus, without sorting: 100 MB a core
_AT_ONCE = 16  # such parts whose places are known: 256 MB
_CACHED, _MOST_PART_BITS = 1 << 16, 8  # hashes that a small hash table numbers; parts that are written to at once
_BLOCK = 1 << 20  # terms looked up at a time: 40 MB
_PAIRS = 1 << 18  # pairs that a core looks at, one piece after the other

Shares = NDArray[np.float64]
"""In [0, 1]; shape (n_pairs,)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct hashes numbered from 0 in ascending order.

    ``rows`` holds the numbers of each document, ascending. ``lone``, shape (n_documents,), is how many hashes of each
    document are left out of its row because no other document has them; 0 where left out.
    """

    rows: Ragged
    n_terms: int
    lone: NDArray[np.int64] | int = 0

    @staticmethod
    def of(hashes: Ragged, *, lone: bool = True, folder: Path | None = None) -> Terms:
        """Number the hashes of all documents, or only those that several have; those of a row are distinct and ascend.

        Most three-word phrases of a corpus are never said again: without them there is a tenth left to count. The numbers
        of all hashes of a large corpus stand in a file in ``folder``.
        """
        if ragged.MUCH <= len(hashes.values) < 2**31:
            return _every_term(hashes, folder) if lone else _repeated_terms(hashes, folder)
        values = hashes.values
        numbers = np.empty(len(values), np.int32 if len(values) < 2**31 else np.int64)
        kept = np.ones(len(values), np.bool_)
        n_terms = 0
        for part in _parts(values):
            order = part[np.argsort(values[part])]
            found = values[order]
            edges = np.concatenate(([True], found[1:] != found[:-1], [True]))
            fresh = edges[:-1]
            if not lone:
                kept[order] = told = ~(fresh & edges[1:])
                fresh = fresh & told
            numbers[order] = np.cumsum(fresh) + (n_terms - 1)
            n_terms += int(np.count_nonzero(fresh))
        rows = hashes.replaced(numbers)
        if lone:
            return Terms(rows, n_terms)
        shared = rows.kept(np.flatnonzero(kept))
        return Terms(shared, n_terms, rows.lengths() - shared.lengths())

    def take(self, documents: NDArray[np.integer]) -> Terms:
        """Return the same terms of some documents, in the order named."""
        lone = self.lone if isinstance(self.lone, int) else self.lone[documents]
        return Terms(self.rows.take(documents), self.n_terms, lone)

    def sizes(self) -> NDArray[np.int64]:
        """Return how many terms each document has, those included that no other has; shape (n_documents,)."""
        return self.rows.lengths() + self.lone

    def shared(
        self, pairs: Pairs, mine: NDArray[np.integer] | None = None, theirs: NDArray[np.integer] | None = None
    ) -> NDArray[np.int64]:
        """Return a sum over the terms that both documents of each pair have; shape (n_pairs,).

        ``mine`` and ``theirs`` have a value for each term of each row, laid out as ``rows.values``. What is
        summed is mine, at the first document of the pair, times theirs, at the second; each 1 if left out, and else a
        whole number below 2**31.
        """
        if len(self.rows.values) >= ragged.MUCH and self.rows.values.dtype == np.int32:
            return _sums_of_many(self.rows, pairs, mine, theirs)
        rows = self.rows
        told = [values for values in (mine, theirs) if values is not None]
        if told:
            # Terms that are worth nothing to anybody, most of them common, need no looking up.
            positions = np.flatnonzero(np.logical_and.reduce([self._somewhere(values != 0) for values in told]))
            rows = rows.kept(positions)
            mine, theirs = (values if values is None else values[positions] for values in (mine, theirs))
        own = np.ones(len(rows.values), np.bool_) if mine is None else mine
        marked = np.zeros(self.n_terms, own.dtype)
        lengths = rows.lengths()
        result = np.zeros(len(pairs), np.int64)
        meeting = np.flatnonzero((lengths[pairs] > 0).all(axis=1))
        for block in _blocks(lengths[pairs[meeting, 1]]):
            first, second = pairs[meeting[block]].T
            partners = rows.take(second)
            found = _looked_up(rows, own, first, partners, marked).astype(np.int64)
            if theirs is not None:
                found *= rows.replaced(theirs).take(second).values
            result[meeting[block]] = partners.replaced(found).sums()
        return result

    def _somewhere(self, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Mark a term in every row where it is marked in one."""
        terms = np.zeros(self.n_terms, np.bool_)
        terms[self.rows.values[marked]] = True
        everywhere: NDArray[np.bool_] = terms[self.rows.values]
        return everywhere

    def count_shared(self, pairs: Pairs) -> NDArray[np.int64]:
        """Return how many terms both documents of each pair have; shape (n_pairs,)."""
        return self.shared(pairs)

    def shared_weight(self, pairs: Pairs, weights: NDArray[np.uint16]) -> NDArray[np.int64]:
        """Return what the terms weigh that both documents of each pair have; ``weights`` has shape (n_terms,)."""
        if len(self.rows.values) < ragged.MUCH or self.rows.values.dtype != np.int32:
            return self.shared(pairs, weights[self.rows.values])
        from dedupe.similarity.counting import weigh_shared  # numba costs half a second

        sums, rows = np.empty(len(pairs), np.int64), self.rows

        def weigh(piece: slice) -> None:
            """Write what some pairs share into its place."""
            weigh_shared(rows.values, rows.offsets, np.ascontiguousarray(pairs[piece], np.int64), weights, sums[piece])

        do_on_every_core(weigh, pieces_of(pairs, _PAIRS))
        return sums

    def weight(self, weights: NDArray[np.integer], lone: int = 0) -> NDArray[np.int64]:
        """Return what the terms of each document weigh; shape (n_documents,). ``weights`` and ``lone`` as of the others."""
        totals = np.empty(len(self.rows), np.int64)
        for piece in self.rows.pieces():
            part = self.rows.part(piece)
            totals[piece] = part.replaced(weights[part.values]).sums()
            let_go(part.values)
        return totals + lone * self.lone

    def totals(self, values: NDArray[np.integer], lone: int = 0) -> NDArray[np.int64]:
        """Return the sum of values, laid out as ``rows.values``, over each document; shape (n_documents,).

        ``lone`` is the value of each term that is left out of the rows.
        """
        return self.rows.replaced(values).sums() + lone * self.lone


def _repeated_terms(hashes: Ragged, folder: Path | None) -> Terms:
    """Number those of many hashes that several documents have, without sorting all of them."""
    # Nearly all that a corpus shares of its phrases: hardly more than this is held at any time.
    rows = hashes.repeated(folder)
    n_terms = _number_by_parts(rows.values)
    packed = _without_lone(rows)
    return Terms(packed, n_terms, hashes.lengths() - packed.lengths())


def _without_lone(rows: Ragged) -> Ragged:
    """Return the numbers of the rows, from 0 instead of 1, where there are any, in the memory of the rows, now gone."""
    values, numbers = rows.values, rows.values.view(np.int32)
    lengths, end = np.empty(len(rows), np.int64), 0
    for piece in rows.pieces():
        part = rows.part(piece)
        told = part.values != 0
        lengths[piece] = part.replaced(told).sums()
        kept = part.values[told].astype(np.int32) - 1
        numbers[end : end + len(kept)] = kept  # never beyond what was read: a number takes half the place of a hash
        end += len(kept)
    values.resize((end + 1) // 2, refcheck=False)
    return Ragged(values.view(np.int32)[:end], offsets_of(lengths))


def _every_term(hashes: Ragged, folder: Path | None) -> Terms:
    """Number many hashes without sorting all of them: some documents at a time, as the words of many are not many."""
    from dedupe.similarity.counting import number_values, renumber  # numba costs half a second

    def numbered(piece: slice) -> tuple[Ragged, Hashes]:
        """Return some rows with numbers of their own, and the hashes that these stand for."""
        part = hashes.part(piece)
        numbers = np.empty(len(part.values), np.int32)
        found, _ = number_values(part.values, _part_bits(part.values), numbers)
        let_go(part.values)
        return part.replaced(numbers), found

    packer, met = Packer(np.int32, folder), [np.empty(0, np.uint64)]
    for part, found in on_every_core(numbered, hashes.pieces()):
        packer.add_rows(part)
        met.append(found)
    rows = packer.packed()
    ends = np.cumsum([len(found) for found in met])
    every = np.concatenate(met)
    met.clear()
    places = np.empty(len(every), np.int32)
    distinct, _ = number_values(every, _part_bits(every), places)
    del every
    renumber(places, _ranks(distinct))
    final = np.split(places, ends)[1:-1]

    def finish(work: tuple[slice, NDArray[np.int32]]) -> None:
        """Replace the numbers of some rows by those of all."""
        numbers = rows.part(work[0]).values
        renumber(numbers, work[1])
        let_go(numbers)

    do_on_every_core(finish, zip(rows.pieces(), final, strict=True))
    return Terms(rows, len(distinct))


def _number_by_parts(values: Hashes) -> int:
    """Number the hashes in place: from 1 those that come again, 0 the others. Returns how many numbers there are.

    Those of like beginnings are numbered at a time, the lowest first: no number begins like any that is still to come.
    """
    from dedupe.similarity.counting import number_values, places_by_part, renumber  # numba costs half a second

    def numbered(places: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32], int]:
        """Return where the hashes of a part stand, their numbers within it, -1 for none, and how many these are."""
        hashes, own = values[places], np.empty(len(places), np.int32)
        found, counts = number_values(hashes, _part_bits(hashes), own)
        again = np.flatnonzero(counts > 1)
        final = np.full(len(found), -1, np.int32)
        final[again] = _ranks(found[again])
        renumber(own, final)
        return places, own, len(again)

    bits = 1 + (len(values) // _MANY).bit_length()
    n_terms = 0
    for first in range(0, 1 << bits, _AT_ONCE):
        parts = Ragged(*places_by_part(values, bits, first, min(first + _AT_ONCE, 1 << bits)))
        for places, own, more in on_every_core(numbered, parts):
            values[places] = np.where(own >= 0, own + np.int32(n_terms + 1), 0)
            n_terms += more
    return n_terms


def _ranks(values: Hashes) -> NDArray[np.int32]:
    """Return at which place each of distinct values stands in ascending order."""
    ranks = np.empty(len(values), np.int32)
    ranks[np.argsort(values)] = np.arange(len(values), dtype=np.int32)
    return ranks


def _part_bits(values: Hashes) -> int:
    return min(1 + (len(values) // _CACHED).bit_length(), _MOST_PART_BITS)


def _sums_of_many(
    rows: Ragged, pairs: Pairs, mine: NDArray[np.integer] | None, theirs: NDArray[np.integer] | None
) -> NDArray[np.int64]:
    from dedupe.similarity.counting import sum_shared  # numba costs half a second

    sums = np.empty(len(pairs), np.int64)
    own, other = (np.empty(0, np.uint8) if told is None else told for told in (mine, theirs))

    def add_up(piece: slice) -> None:
        """Write what some pairs share into its place."""
        some = np.ascontiguousarray(pairs[piece], np.int64)
        sum_shared(rows.values, rows.offsets, some, own, other, sums[piece])

    do_on_every_core(add_up, pieces_of(pairs, _PAIRS))
    return sums


def _parts(values: Hashes) -> Iterator[NDArray[np.int64]]:
    """Yield the positions of the values, part by part: those of each part are above those of the part before."""
    bits = min((len(values) // _PART).bit_length(), _MOST_BITS)
    top = (values >> np.uint64(63 - bits) >> np.uint64(1)).astype(np.uint8)
    for number in range(1 << bits):
        part = np.flatnonzero(top == number)
        if len(part):
            yield part


def _blocks(costs: NDArray[np.int64]) -> Iterator[slice]:
    """Cut pairs into runs that cost about _BLOCK together."""
    ends = np.cumsum(costs)
    edges = np.searchsorted(ends, np.arange(0, (ends[-1] if len(ends) else 0) + _BLOCK, _BLOCK), side="right")
    return (slice(int(low), int(high)) for low, high in pairwise(edges) if low < high)


def _looked_up(
    rows: Ragged, own: NDArray[Any], first: NDArray[np.int64], partners: Ragged, marked: NDArray[Any]
) -> NDArray[Any]:
    """Return what the first document of each pair has at each term of its partner, 0 where it lacks that term.

    ``own`` is what each document has, laid out as ``rows.values``; ``marked`` has a zero for each term, and is given
    back so.
    """
    found = np.empty(len(partners.values), marked.dtype)
    starts = np.flatnonzero(np.diff(first, prepend=-1))
    edges = [*partners.offsets[starts].tolist(), len(partners.values)]
    # One document after the other is marked, and the terms of all its partners are looked up among the marks.
    for document, (low, high) in zip(first[starts].tolist(), pairwise(edges), strict=True):
        place = slice(rows.offsets[document], rows.offsets[document + 1])
        terms = rows.values[place]
        marked[terms] = own[place]
        np.take(marked, partners.values[low:high], out=found[low:high], mode="clip")  # checked bounds would cost a copy
        marked[terms] = 0
    return found


@dataclass(frozen=True, slots=True)
class Index:
    """The terms of n documents: shingles, shingles that hold a digit, and words with their counts; and what they are of."""

    features: Features
    shingles: Terms
    figures: Terms
    words: Terms
    word_counts: NDArray[np.uint8]

    @staticmethod
    def of(features: Features) -> Index:
        """Number all terms of the features."""
        return Index(
            features=features,
            shingles=Terms.of(features.shingles, lone=False, folder=features.folder),
            figures=Terms.of(features.figures, lone=False, folder=features.folder),
            words=Terms.of(features.words, folder=features.folder),
            word_counts=features.word_counts.values,
        )

    def __len__(self) -> int:
        return len(self.shingles.rows)


def pieces_of(pairs: Pairs, size: int) -> Iterator[slice]:
    """Yield all places of an array, ``size`` at a time."""
    return (slice(start, start + size) for start in range(0, len(pairs), size))


def exact_jaccard(shingles: Terms, pairs: Pairs) -> Shares:
    """Return the Jaccard similarity of the shingle sets of each pair; shape (n_pairs,)."""
    sizes = shingles.sizes()
    shared = shingles.count_shared(pairs)
    return ratio(shared, sizes[pairs[:, 0]] + sizes[pairs[:, 1]] - shared)


def ratio(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Shares:
    """Return part / whole, and 0 where there is no whole."""
    return part / np.maximum(whole, 1)
