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
_FEWEST = 1 << 16  # values that there is room for at first


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
    values: NDArray[np.uint64], offsets: NDArray[np.int64], part_bits: int, numbers: NDArray[np.int32]
) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
    """Number values from 0 in the order in which they are met; return those met, and how often each was.

    The values of row i, ``values[offsets[i]:offsets[i + 1]]``, ascend. What begins with the same ``part_bits`` bits, one
    at least, is numbered together, by an open hash table that is doubled whenever it is half full: a small one, which
    stays in the cache of a core.
    """
    bits, n_found = 12, 0
    slots, keys = np.empty(1 << bits, np.int32), np.empty(1 << bits, np.uint64)
    found, counts = np.empty(_FEWEST, np.uint64), np.zeros(_FEWEST, np.int32)
    heads = offsets[:-1].copy()
    for part in range(1 << part_bits):
        slots[:] = -1
        begun = n_found
        for row in range(len(heads)):
            at = heads[row]
            while at < offsets[row + 1] and np.int64(values[at] >> _U(64 - part_bits)) == part:
                value = values[at]
                slot = _slot_of(value, keys, slots, bits)
                if slots[slot] < 0:
                    if n_found == len(found):
                        found = np.concatenate((found, np.empty(n_found, np.uint64)))
                        counts = np.concatenate((counts, np.zeros(n_found, np.int32)))
                    if 2 * (n_found - begun) >= len(slots):
                        bits += 1
                        slots, keys = np.full(1 << bits, -1, np.int32), np.empty(1 << bits, np.uint64)
                        for number in range(begun, n_found):
                            slot = _slot_of(found[number], keys, slots, bits)
                            slots[slot], keys[slot] = number, found[number]
                        slot = _slot_of(value, keys, slots, bits)
                    slots[slot], keys[slot], found[n_found] = n_found, value, value
                    n_found += 1
                numbers[at] = slots[slot]
                counts[slots[slot]] += 1
                at += 1
            heads[row] = at
    return found[:n_found].copy(), counts[:n_found].copy()


@compiled
def renumber(numbers: NDArray[np.int32], final: NDArray[np.int32]) -> None:
    """Replace each number by its final one, in place."""
    for at in range(len(numbers)):
        numbers[at] = final[numbers[at]]


@compiled
def _slot_of(value: np.uint64, keys: NDArray[np.uint64], slots: NDArray[np.int32], bits: int) -> int:
    """Return the slot that holds a value, else the empty one that would."""
    slot = np.int64(value * SPREAD >> _U(64 - bits))
    while slots[slot] >= 0 and keys[slot] != value:
        slot = (slot + 1) & (len(slots) - 1)
    return int(slot)


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
    n_terms: int,
) -> NDArray[np.int64]:
    """Return in how many families each term stands; ``order`` has the rows of each family one after another."""
    counts, last = np.zeros(n_terms, np.int64), np.full(n_terms, -1, np.int64)
    for row in order:
        for place in range(offsets[row], offsets[row + 1]):
            term = terms[place]
            if last[term] != family[row]:
                last[term] = family[row]
                counts[term] += 1
    return counts


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
