from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from dedupe.changes.assignment import assign

COLUMNS = 4
ROW = st.dictionaries(st.integers(0, COLUMNS - 1), st.sampled_from([0.1, 0.25, 0.5, 0.75, 1.0]), max_size=COLUMNS)


def best_total(rows: list[dict[int, float]]) -> float:
    """By trying everything."""
    totals = [0.0]
    for choice in product([None, *range(COLUMNS)], repeat=len(rows)):
        chosen = [column for column in choice if column is not None]
        if len(chosen) == len(set(chosen)) and all(
            column is None or column in row for row, column in zip(rows, choice, strict=True)
        ):
            totals.append(sum(row[column] for row, column in zip(rows, choice, strict=True) if column is not None))
    return max(totals)


@given(st.lists(ROW, max_size=4))
def test_no_other_assignment_is_worth_more(rows: list[dict[int, float]]) -> None:
    chosen, _ = assign([sorted(row.items()) for row in rows], COLUMNS)
    assert len(set(chosen.values())) == len(chosen)
    assert sum(rows[row][column] for row, column in chosen.items()) == pytest.approx(best_total(rows))


def test_the_best_single_pair_gives_way_to_the_best_whole() -> None:
    assert assign([[(0, 1.0), (1, 0.9)], [(0, 0.8)]], columns=2) == ({0: 1, 1: 0}, False)


def test_a_row_without_candidates_stays_alone() -> None:
    assert assign([[], [(0, 0.5)]], columns=1) == ({1: 0}, False)


@given(st.integers(0, 2**32), st.integers(4, 12))
def test_of_many_rows_that_want_the_same_columns_the_total_is_the_greatest(seed: int, size: int) -> None:
    draw = Random(seed)  # noqa: S311 - no secret
    rows = [[(column, float(draw.randint(1, 9))) for column in range(size)] for _ in range(size)]
    pairs, _ = assign(rows, columns=size)
    values = np.array([[value for _, value in row] for row in rows])
    best = values[linear_sum_assignment(values, maximize=True)].sum()
    assert sum(dict(rows[row])[column] for row, column in pairs.items()) == best


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_it_is_exact_as_long_as_there_are_steps(rows: int) -> None:
    """Rows that want a column each visit one each."""
    candidates = [[(row, 0.5)] for row in range(rows)]
    for steps in range(rows + 2):
        assert assign(candidates, rows, steps) == ({row: row for row in range(rows)}, steps < rows)
