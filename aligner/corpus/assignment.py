"""One-to-one assignment of the greatest total worth, without a dependency on SciPy for one function.

The method is that of shortest augmenting paths (Jonker and Volgenant 1987, in the form of Crouse 2016, "On implementing
2D rectangular assignment algorithms"), run on each connected part of the pairs that are worth something, since these
parts are small where documents differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]


def assign(worth: Mapping[Pair, float]) -> list[Pair]:
    """Choose pairs so that no row and no column occurs twice and their total worth is greatest.

    Args:
        worth: What each pair (row, column) that may be chosen is worth; pairs worth nothing or less are not chosen.

    Returns:
        The pairs, in order.
    """
    positive = {pair: value for pair, value in worth.items() if value > 0}
    chosen: list[Pair] = []
    for part in _parts(positive):
        rows, columns = sorted({row for row, _ in part}), sorted({column for _, column in part})
        # A column of its own for each row stands for leaving it alone, at no cost.
        costs = np.zeros((len(rows), len(columns) + len(rows)))
        costs[:, : len(columns)] = np.inf
        for row, column in part:
            costs[rows.index(row), columns.index(column)] = -positive[row, column]
        taken = _least(costs)
        chosen += [(rows[i], columns[j]) for i, j in enumerate(taken) if j < len(columns)]
    return sorted(chosen)


def _parts(pairs: Mapping[Pair, float]) -> list[list[Pair]]:
    """Pairs that share rows or columns, directly or through others, in groups."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(node: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    for row, column in pairs:
        leader[find(("row", row))] = find(("column", column))
    groups: dict[tuple[str, int], list[Pair]] = defaultdict(list)
    for pair in sorted(pairs):
        groups[find(("row", pair[0]))].append(pair)
    return list(groups.values())


def _least(costs: NDArray[np.float64]) -> list[int]:
    """The column of each row in the cheapest assignment of all rows; shape (rows, columns), rows ≤ columns."""
    rows, columns = costs.shape
    u, v = np.zeros(rows), np.zeros(columns)
    row_of = np.full(columns, -1)
    column_of = np.full(rows, -1)
    for start in range(rows):
        shortest, previous = np.full(columns, np.inf), np.full(columns, -1)
        done_rows, done_columns = np.zeros(rows, bool), np.zeros(columns, bool)
        row, reached, sink = start, 0.0, -1
        while sink < 0:
            done_rows[row] = True
            reduced = reached + costs[row] - u[row] - v
            better = ~done_columns & (reduced < shortest)
            shortest[better], previous[better] = reduced[better], row
            column = int(np.argmin(np.where(done_columns, np.inf, shortest)))
            reached = float(shortest[column])
            done_columns[column] = True
            row = int(row_of[column])
            sink = column if row < 0 else -1
        u[start] += reached
        others = done_rows.copy()
        others[start] = False
        u[others] += reached - shortest[column_of[others]]
        v[done_columns] -= reached - shortest[done_columns]
        column = sink
        while True:
            row = int(previous[column])
            row_of[column] = row
            column_of[row], column = column, int(column_of[row])
            if row == start:
                break
    return [int(column) for column in column_of]
