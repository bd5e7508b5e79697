"""The loops over every term of a corpus, compiled: which come again, their numbers, what pairs share, what weighs most.

Each does what numpy does elsewhere by sorting, and returns the same whole numbers, in time and memory that grow with
what is read alone. Only large corpora come here, as for ``kernels``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.compiled import compiled

_U = np.uint64
SPREAD = _U(0x9E3779B97F4A7C15)  # 2**64 / golden ratio, odd
_NEAR = 1 << 14  # bytes, half of a first cache: the terms of a row fill one slot in a hundred


@compiled
def count_slots(values: NDArray[np.uint64], spread: np.uint64, bits: int, slots: NDArray[np.uint8]) -> None:
    """Count the values that meet in each of 2**bits slots; ``spread``, odd, says which do.

    A slot has two bits, four slots a number: how many values were met there, up to two.
    """
    for value in values:
        slot = np.int64(value * spread >> _U(64 - bits))
        shift = 2 * (slot & 3)
        met = slots[slot >> 2] >> shift & 3
        if met < 2:
            slots[slot >> 2] += np.uint8(1 << shift)


@compiled
def mark_repeated(
    values: NDArray[np.uint64], spread: np.uint64, bits: int, slots: NDArray[np.uint8], marked: NDArray[np.bool_]
) -> None:
    """Mark each value that was counted more than once, and some of the others: those that share a slot."""
    for at in range(len(values)):
        slot = np.int64(values[at] * spread >> _U(64 - bits))
        marked[at] = slots[slot >> 2] >> 2 * (slot & 3) & 3 == 2


@compiled
def number_values(
    values: NDArray[np.uint64], part_bits: int, numbers: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Number values from 0; return the distinct ones by number, and how often each stands there.

    Those that begin with the same ``part_bits`` bits, one at least, are first brought together, and then numbered in the
    order in which they stand, by an open hash table: a small one, which stays in the cache of a core, where one for all
    would wait for memory at every value.
    """
    places, starts = places_by_part(values, part_bits)
    bits = 1
    while 1 << bits < 2 * np.max(np.diff(starts)):
        bits += 1
    slots, keys = np.empty(1 << bits, np.int32), np.empty(1 << bits, np.uint64)
    found, counts = np.empty(len(values), np.uint64), np.zeros(len(values), np.int32)
    n_found, last = 0, _U(len(slots) - 1)
    for part in range(1 << part_bits):
        slots[:] = -1
        for at in range(starts[part], starts[part + 1]):
            value = values[places[at]]
            slot = value * SPREAD >> _U(64 - bits)
            while slots[slot] >= 0 and keys[slot] != value:
                slot = (slot + _U(1)) & last
            if slots[slot] < 0:
                slots[slot], keys[slot], found[n_found] = n_found, value, value
                n_found += 1
            numbers[places[at]] = slots[slot]
            counts[slots[slot]] += 1
    return found[:n_found].copy(), counts[:n_found].copy()


@compiled
def places_by_part(values: NDArray[np.uint64], part_bits: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return where the values stand that begin with the same bits, those of each part ascending, and where each part begins.

    The parts are in the order of their bits; where the last one ends is told too.
    """
    shift = _U(64 - part_bits)
    starts = np.zeros((1 << part_bits) + 1, np.int64)
    for value in values:
        starts[(value >> shift) + _U(1)] += 1
    starts = np.cumsum(starts)
    places, heads = np.empty(len(values), np.int32), starts.copy()
    for at in range(len(values)):
        part = values[at] >> shift
        places[heads[part]] = at
        heads[part] += 1
    return places, starts


@compiled
def renumber(numbers: NDArray[np.int32], final: NDArray[np.int32]) -> None:
    """Replace each number by its final one, in place."""
    for at in range(len(numbers)):
        numbers[at] = final[numbers[at]]


@compiled
def sum_shared(
    terms: NDArray[np.int32],
    offsets: NDArray[np.int64],
    pairs: NDArray[np.int64],
    mine: NDArray[np.int32],
    theirs: NDArray[np.int32],
    n_terms: int,
    sums: NDArray[np.int64],
) -> None:
    """Write what both rows of each pair share: mine at the first times theirs at the second, each 1 where none is given.

    Row i of the terms is ``terms[offsets[i]:offsets[i + 1]]``; ``mine`` and ``theirs`` are laid out as they are, or
    empty. One row after the other is marked, and the terms of all its partners are looked up among the marks.
    """
    marks = np.zeros(n_terms, np.int32)
    for at in range(len(pairs)):
        first, second = pairs[at]
        if at == 0 or first != pairs[at - 1, 0]:
            if at:
                _mark(terms, offsets, pairs[at - 1, 0], mine, False, marks)
            _mark(terms, offsets, first, mine, True, marks)
        total = np.int64(0)
        for place in range(offsets[second], offsets[second + 1]):
            value = np.int64(marks[terms[place]])
            total += value * theirs[place] if len(theirs) else value
        sums[at] = total


@compiled
def weigh_shared(
    terms: NDArray[np.int32],
    offsets: NDArray[np.int64],
    pairs: NDArray[np.int64],
    weights: NDArray[np.int32],
    sums: NDArray[np.int64],
) -> None:
    """Write what the terms weigh, ``weights[term]``, that both rows of each pair share; terms and pairs as of sum_shared.

    Most pairs share nothing that weighs. Which terms the first row may have is looked up in a table that stays in the
    first cache of a core; only those that it may have are looked up among all terms, where each look waits for memory.
    """
    marks, near = np.zeros(len(weights), np.int32), np.zeros(_NEAR, np.uint8)
    weighs = False  # whether anything of the first row does
    for at in range(len(pairs)):
        first, second = pairs[at]
        if at == 0 or first != pairs[at - 1, 0]:
            if weighs:
                for place in range(offsets[pairs[at - 1, 0]], offsets[pairs[at - 1, 0] + 1]):
                    marks[terms[place]], near[terms[place] & (_NEAR - 1)] = 0, 0
            weighs = False
            for place in range(offsets[first], offsets[first + 1]):
                weight = weights[terms[place]]
                if weight:
                    marks[terms[place]], near[terms[place] & (_NEAR - 1)], weighs = weight, 1, True
        total = np.int64(0)
        for place in range(offsets[second], offsets[second + 1] if weighs else offsets[second]):
            if near[terms[place] & (_NEAR - 1)]:
                total += marks[terms[place]]
        sums[at] = total


@compiled
def _mark(
    terms: NDArray[np.int32],
    offsets: NDArray[np.int64],
    row: int,
    values: NDArray[np.int32],
    on: bool,
    marks: NDArray[np.int32],
) -> None:
    for place in range(offsets[row], offsets[row + 1]):
        marks[terms[place]] = (values[place] if len(values) else 1) if on else 0


@compiled
def count_families(
    terms: NDArray[np.int32],
    offsets: NDArray[np.int64],
    family: NDArray[np.int64],
    order: NDArray[np.int64],
    counts: NDArray[np.int32],
    last: NDArray[np.int32],
) -> None:
    """Add to the counts of terms, shape (n_terms,), in how many families each stands.

    ``order`` has the rows of each family one after another; ``last`` the family that each term was last met in, -1 at
    first, so that some of the rows can be counted after the others.
    """
    for row in order:
        for place in range(offsets[row], offsets[row + 1]):
            term = terms[place]
            if last[term] != family[row]:
                last[term] = family[row]
                counts[term] += 1


@compiled
def choose_heaviest(
    terms: NDArray[np.int32],
    offsets: NDArray[np.int64],
    counts: NDArray[np.uint8],
    evidence: NDArray[np.int32],
    chosen: NDArray[np.int64],
) -> None:
    """Write the terms of each row that weigh most, at equal weights the lower ones; those that weigh nothing never.

    A term weighs ``evidence[term]`` as often as it is said, which ``counts`` tells, laid out as the terms.
    ``chosen``: shape (n_rows, most), -1 where a row has no more; the terms of a row ascend.
    """
    most = chosen.shape[1]
    best = np.zeros(most, np.int32)
    if most == 0:
        return
    for row in range(len(offsets) - 1):
        n_chosen = 0
        for place in range(offsets[row], offsets[row + 1]):
            weight = np.int32(counts[place]) * evidence[terms[place]]
            if weight <= 0 or (n_chosen == most and weight <= best[most - 1]):
                continue
            at = n_chosen if n_chosen < most else most - 1
            n_chosen = min(n_chosen + 1, most)
            while at > 0 and best[at - 1] < weight:
                best[at], chosen[row, at] = best[at - 1], chosen[row, at - 1]
                at -= 1
            best[at], chosen[row, at] = weight, terms[place]
