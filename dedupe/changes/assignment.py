"""The best one-to-one assignment over sparse candidate pairs: the greatest total value, always the same.

Rows are brought in one after the other; each finds the cheapest augmenting path among the columns by
Dijkstra's algorithm over reduced costs (Jonker and Volgenant 1987, on a sparse graph). A row may stay
alone at value 0. No row looks further than the first column that is free, yet paths may grow as long as there
are rows: it is exact until a number of columns was visited, and then each row takes the best column left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf


def assign(
    candidates: Sequence[Sequence[tuple[int, float]]], columns: int, steps: float = inf
) -> tuple[dict[int, int], bool]:
    """Return row -> column with the greatest sum of values; ``candidates[row]`` are (column, value > 0).

    Also returned is whether ``steps``, the columns visited, ran out first: the sum may then be less than the greatest.

    >>> assign([[(0, 0.9), (1, 0.8)], [(0, 0.8)]], columns=2)
    ({0: 1, 1: 0}, False)
    """
    search = _Search(candidates, columns)
    row = 0
    while row < len(candidates) and search.visited < steps:
        search.bring_in(row)
        row += 1
    pairs = {row: column for row, column in enumerate(search.column_of) if column < columns}
    return _greedy(candidates, pairs, row), row < len(candidates)


def _greedy(candidates: Sequence[Sequence[tuple[int, float]]], pairs: dict[int, int], start: int) -> dict[int, int]:
    """Give each row from ``start`` on the best column that is free."""
    taken = set(pairs.values())
    for row in range(start, len(candidates)):
        free = [(-value, column) for column, value in candidates[row] if column not in taken]
        if free:
            pairs[row] = min(free)[1]
            taken.add(pairs[row])
    return pairs


@dataclass(slots=True)
class _Search:
    candidates: Sequence[Sequence[tuple[int, float]]]
    columns: int  # columns + row is the row's own place to stay alone
    row_of: dict[int, int] = field(default_factory=dict)
    column_of: list[int] = field(default_factory=list)
    row_price: list[float] = field(default_factory=list)
    column_price: dict[int, float] = field(default_factory=dict)
    visited: int = 0

    def bring_in(self, row: int) -> None:
        """Match one more row, moving those before it where all together gain by it."""
        self.column_of.append(self.columns + row)
        self.row_price.append(-max((value for _, value in self.candidates[row]), default=0.0))
        reached, came_from, last = self._cheapest_path(row)
        farthest = reached[last]
        self.row_price[row] += farthest
        for column, distance in reached.items():
            if column in self.row_of:
                self.row_price[self.row_of[column]] += farthest - distance
                self.column_price[column] = self.column_price.get(column, 0.0) - (farthest - distance)
        while True:
            holder = came_from[last]
            self.row_of[last] = holder
            self.column_of[holder], last = last, self.column_of[holder]
            if holder == row:
                return

    def _cheapest_path(self, start: int) -> tuple[dict[int, float], dict[int, int], int]:
        """Return the final distance of each column passed, the row each was reached from, and the free one."""
        reached: dict[int, float] = {}
        came_from: dict[int, int] = {}
        best: dict[int, float] = {}
        heap: list[tuple[float, int]] = []
        row, travelled = start, 0.0
        while True:
            base = travelled - self.row_price[row]
            for column, value in (*self.candidates[row], (self.columns + row, 0.0)):
                distance = base - value - self.column_price.get(column, 0.0)
                if column not in reached and distance < best.get(column, float("inf")):
                    best[column], came_from[column] = distance, row
                    heappush(heap, (distance, column))
            while True:
                travelled, column = heappop(heap)
                if column not in reached:
                    break
            reached[column] = travelled
            self.visited += 1
            if column not in self.row_of:
                return reached, came_from, column
            row = self.row_of[column]
