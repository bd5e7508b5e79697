"""Packed rows are the rows that were packed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dedupe.similarity.ragged import Ragged, distinct

ROWS = st.lists(st.lists(st.integers(-(2**40), 2**40), max_size=5), max_size=8)


def packed(rows: list[list[int]]) -> Ragged:
    return Ragged.pack([np.array(row, dtype=np.int64) for row in rows], np.int64)


@given(ROWS)
def test_rows_come_back(rows: list[list[int]]) -> None:
    ragged = packed(rows)
    assert [row.tolist() for row in ragged] == rows
    assert len(ragged) == len(rows)
    assert ragged.lengths().tolist() == [len(row) for row in rows]
    assert ragged.row_numbers().tolist() == [number for number, row in enumerate(rows) for _ in row]


@given(ROWS)
def test_every_row_has_its_own_sum(rows: list[list[int]]) -> None:
    assert packed(rows).sums().tolist() == [sum(row) for row in rows]


@given(ROWS, st.data())
def test_rows_are_taken_in_the_order_named(rows: list[list[int]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1))) if rows else []
    taken = packed(rows).take(np.array(chosen, dtype=np.int64))
    assert [row.tolist() for row in taken] == [rows[number] for number in chosen]


@given(ROWS)
def test_values_are_replaced_one_for_one(rows: list[list[int]]) -> None:
    ragged = packed(rows)
    assert [row.tolist() for row in ragged.replaced(-ragged.values)] == [[-value for value in row] for row in rows]


@given(st.lists(st.integers(0, 9)))
def test_distinct_values_ascend(values: list[int]) -> None:
    assert distinct(np.array(values, dtype=np.uint64)).tolist() == sorted(set(values))
