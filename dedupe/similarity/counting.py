"""The loops over every term of a corpus, compiled: which come again, their numbers, what pairs share, what weighs most.

Each does what numpy does elsewhere by sorting, and returns the same whole numbers, in time and memory that grow with
what is read alone. Only large corpora come here, as for ``kernels``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dedupe.similarity.compiled import compiled

_U = np.uint64
SPREAD = _U(0x9E3779B97F4A7C15)  # 2**64 / golden ratio, odd


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
    places, starts = places_by_part(values, part_bits, 0, 1 << part_bits)
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
def places_by_part(
    values: NDArray[np.uint64], part_bits: int, first: int, end: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return where the values stand that begin with the same bits, those of each part ascending, and where each part begins.

    The parts are those from ``first`` to ``end``, in the order of their bits; where the last one ends is told too.
    """
    shift = _U(64 - part_bits)
    starts = np.zeros(end - first + 1, np.int64)
    for value in values:
        part = np.int64(value >> shift) - first
        if 0 <= part < end - first:
            starts[part + 1] += 1
    starts = np.cumsum(starts)
    places, heads = np.empty(starts[-1], np.int32), starts.copy()
    for at in range(len(values)):
        part = np.int64(values[at] >> shift) - first
        if 0 <= part < end - first:
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
    mine: NDArray[Any],
    theirs: NDArray[Any],
    sums: NDArray[np.int64],
) -> None:
    """Write what both rows of each pair share: mine at the first times theirs at the second, each 1 where none is given.

    Row i of the terms is ``terms[offsets[i]:offsets[i + 1]]``; ``mine`` and ``theirs``, whole numbers, are laid out as they
    are, or empty. The terms of one row after the other stand in a table, in which those of all its partners are looked up.
    """
    keys, bits = _emptied(np.empty(0, np.int32), 0)
    held = np.empty(0, mine.dtype)  # what the first row has at each slot
    for at in range(len(pairs)):
        first, second = pairs[at]
        if at == 0 or first != pairs[at - 1, 0]:
            keys, bits = _emptied(keys, offsets[first + 1] - offsets[first])
            held = held if len(held) == len(keys) else np.empty(len(keys), mine.dtype)
            for place in range(offsets[first], offsets[first + 1]):
                slot = _slot(keys, bits, terms[place])
                keys[slot] = terms[place]
                if len(mine):
                    held[slot] = mine[place]
        total = np.int64(0)
        for place in range(offsets[second], offsets[second + 1]):
            slot = _slot(keys, bits, terms[place])
            if keys[slot] >= 0:
                value = np.int64(held[slot]) if len(mine) else np.int64(1)
                total += value * np.int64(theirs[place]) if len(theirs) else value
        sums[at] = total


@compiled
def weigh_shared(
    terms: NDArray[np.int32],
    offsets: NDArray[np.int64],
    pairs: NDArray[np.int64],
    weights: NDArray[np.uint16],
    sums: NDArray[np.int64],
) -> None:
    """Write what the terms weigh, ``weights[term]``, that both rows of each pair share; terms and pairs as of sum_shared.

    Most pairs share nothing that weighs: only terms that do stand in the table, and where there are none, none is looked up.
    """
    keys, bits = _emptied(np.empty(0, np.int32), 0)
    weighs = False  # whether anything of the first row does
    for at in range(len(pairs)):
        first, second = pairs[at]
        if at == 0 or first != pairs[at - 1, 0]:
            keys, bits = _emptied(keys, offsets[first + 1] - offsets[first])
            weighs = False
            for place in range(offsets[first], offsets[first + 1]):
                if weights[terms[place]]:
                    keys[_slot(keys, bits, terms[place])], weighs = terms[place], True
        total = np.int64(0)
        for place in range(offsets[second], offsets[second + 1] if weighs else offsets[second]):
            if keys[_slot(keys, bits, terms[place])] >= 0:
                total += np.int64(weights[terms[place]])
        sums[at] = total


@compiled
def _emptied(keys: NDArray[np.int32], length: int) -> tuple[NDArray[np.int32], int]:
    """Return an empty table for so many terms, ``keys`` itself where it has room for them, and the bits that tell its slots.

    Three slots in four stay free, so looks are short.
    """
    bits = 2
    while 1 << bits < 4 * length:
        bits += 1
    if len(keys) < 1 << bits:
        keys = np.empty(1 << bits, np.int32)
    keys[: 1 << bits] = -1
    return keys, bits


@compiled
def _slot(keys: NDArray[np.int32], bits: int, term: int) -> np.uint64:
    """Return where a term stands in a table, -1 being no term, or else the free slot where it would.

    The table of a row stays in the first cache of a core, where marks among all terms would wait for memory at each.
    """
    slot = _U(term) * SPREAD >> _U(64 - bits)
    while keys[slot] >= 0 and keys[slot] != term:
        slot = (slot + _U(1)) & _U((1 << bits) - 1)
    return slot


@compiled
def count_families(
    terms: NDArray[np.int32],
    offsets: NDArray[np.int64],
    family: NDArray[np.int64],
    order: NDArray[np.int64],
    counts: NDArray[np.int32],
    met: NDArray[np.bool_],
) -> None:
    """Add to the counts of terms, shape (n_terms,), in how many families each stands.

    ``order`` has the rows of each family one after another, and those of none in part; ``met``, shape (n_terms,), marks
    the terms of a family of several rows, and is all False before and after.
    """
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and family[order[end]] == family[order[start]]:
            end += 1
        for row in order[start:end]:
            for place in range(offsets[row], offsets[row + 1]):
                if end == start + 1:
                    counts[terms[place]] += 1
                elif not met[terms[place]]:
                    met[terms[place]] = True
                    counts[terms[place]] += 1
        for row in order[start : end if end > start + 1 else start]:
            for place in range(offsets[row], offsets[row + 1]):
                met[terms[place]] = False
        start = end


@compiled
def choose_heaviest(
    terms: NDArray[np.int32],
    offsets: NDArray[np.int64],
    counts: NDArray[np.uint8],
    evidence: NDArray[np.uint16],
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
            weight = np.int32(counts[place]) * np.int32(evidence[terms[place]])
            if weight <= 0 or (n_chosen == most and weight <= best[most - 1]):
                continue
            at = n_chosen if n_chosen < most else most - 1
            n_chosen = min(n_chosen + 1, most)
            while at > 0 and best[at - 1] < weight:
                best[at], chosen[row, at] = best[at - 1], chosen[row, at - 1]
                at -= 1
            best[at], chosen[row, at] = weight, terms[place]
