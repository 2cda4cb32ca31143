"""The dynamic programme that chooses the best sequence of beads, and says how sure it is of each.

Sentences of the two sides are read in order; a bead takes up to 8 of each. Every row of the programme is one numpy
expression over all bead types and columns. Scores are whole numbers (ten-thousandths), so that a sum is exact and a
path is the same on every machine.

A bead's probability is its posterior over all paths, each weighing exp(score / temperature), from sums taken forward
along with the best path and backward in a second pass (the forward-backward algorithm, over beads).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from aligner.bitext import Bead

MOST = 8
UNIT = 10_000
NEVER = -(2**28)
NOWHERE = -1e9

Scores = NDArray[np.int32]
Floats = NDArray[np.float64]
Corner = tuple[int, int]


class Window(NamedTuple):
    """Rows `top` + 1 to `bottom` of the programme, searched in columns `left` to `right`, all as end positions."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Programme:
    """What is to be solved.

    Attributes:
        windows: where to search; together they cover all rows once, and each overlaps the next one's columns.
        score: gives, for a window, the scores of the beads that end in it: shape (rows, 8, 8, columns), where
            [r, a - 1, b - 1, c] is the bead of the last `a` sentences up to row r and the last `b` up to column c.
        zh_null: what leaving out each Chinese sentence scores, shape (n,).
        en_null: the same for English, shape (m,).
        temperature: of the posteriors, in ten-thousandths.
    """

    windows: Sequence[Window]
    score: Callable[[Window], Scores]
    zh_null: Scores
    en_null: Scores
    temperature: float

    def path(self) -> list[Bead]:
        """The beads of the best path, in order, without their posteriors (each scores 1)."""
        n, m = len(self.zh_null), len(self.en_null)
        if not n or not m:
            return _nulls(n, m)
        corners = self._trace_back(self._forward())
        return [_bead(start, end, 1.0) for start, end in pairwise(corners)]

    def solve(self) -> list[Bead]:
        """The beads of the best path, in order, each with its posterior."""
        n, m = len(self.zh_null), len(self.en_null)
        if not n or not m:
            return _nulls(n, m)
        rows = self._forward()
        corners = self._trace_back(rows)
        after = self._backward(set(corners))
        whole = after[0, 0]
        beads = []
        for start, end in pairwise(corners):
            value, before = rows[start[0]].at(start[1])
            gain = (rows[end[0]].at(end[1])[0] - value) / self.temperature
            beads.append(_bead(start, end, float(np.exp(min(0.0, before + gain + after[end] - whole)))))
        return beads

    def _forward(self) -> list[_Row]:
        """The best value, the sum over paths and the last bead at every place searched, row by row."""
        m = len(self.en_null)
        skipped = np.concatenate([[0], np.cumsum(self.en_null, dtype=np.int64)])
        values = np.full((MOST, MOST + m + 1), NEVER, dtype=np.int64)  # the last 8 rows, 8 columns before each
        sums = np.full((MOST, MOST + m + 1), NOWHERE, dtype=np.float64)
        first = self.windows[0].right + 1
        rows = [_Row(0, np.ones(first, dtype=np.uint8), skipped[:first], skipped[:first] / self.temperature)]
        values[0, MOST : MOST + first], sums[0, MOST : MOST + first] = rows[0].values, rows[0].sums
        for window in self.windows:
            inside = slice(window.left, window.right + 1)
            here = slice(MOST + window.left, MOST + window.right + 1)
            width = window.right - window.left + 1
            for r, scores in enumerate(self.score(window), window.top + 1):
                order = (r - 1 - np.arange(MOST)) % MOST
                reach = slice(window.left, window.right + MOST)
                total = (_shifted(values[order, reach], width) + scores).reshape(MOST * MOST, width)
                paths = (_shifted(sums[order, reach], width) + scores / self.temperature).reshape(total.shape)
                choice = total.argmax(axis=0)
                value = total[choice, np.arange(width)]
                codes = ((choice // MOST + 1) * 16 + choice % MOST + 1).astype(np.uint8)
                null = int(self.zh_null[r - 1])
                alone = values[order[0], here] + null
                codes[alone > value] = 16
                value = np.maximum(alone, value)
                total_sum = np.logaddexp(_log_sum(paths), sums[order[0], here] + null / self.temperature)
                level = value - skipped[inside]
                reached = np.maximum.accumulate(level)
                codes[reached > level] = 1
                skips = skipped[inside] / self.temperature
                row = _Row(
                    window.left, codes, reached + skipped[inside], np.logaddexp.accumulate(total_sum - skips) + skips
                )
                rows.append(row)
                values[r % MOST], sums[r % MOST] = NEVER, NOWHERE
                values[r % MOST, here], sums[r % MOST, here] = row.values, row.sums
        return rows

    def _trace_back(self, rows: Sequence[_Row]) -> list[Corner]:
        """The corners of the best path, from (0, 0) to (n, m)."""
        i, j = len(self.zh_null), len(self.en_null)
        corners = [(i, j)]
        while i or j:
            code = int(rows[i].codes[j - rows[i].left])
            i, j = i - (code >> 4), j - (code & 15)
            corners.append((i, j))
        corners.reverse()
        return corners

    def _backward(self, wanted: set[Corner]) -> dict[Corner, float]:
        """The sums over all paths from each wanted corner to the end."""
        n, m = len(self.zh_null), len(self.en_null)
        columns: dict[int, list[int]] = {}
        for i, j in wanted:
            columns.setdefault(i, []).append(j)
        sums = np.full((MOST + 1, MOST + m + 1), NOWHERE, dtype=np.float64)
        sums[n % (MOST + 1), MOST + m] = 0.0
        skipped = np.concatenate([[0], np.cumsum(self.en_null, dtype=np.int64)]) / self.temperature
        found: dict[Corner, float] = {}

        def close(r: int, left: int, right: int) -> Floats:
            """Let row r skip English sentences, and note what is wanted of it."""
            skips = skipped[left : right + 1]
            level = sums[r % (MOST + 1), MOST + left : MOST + right + 1] + skips
            row: Floats = np.logaddexp.accumulate(level[::-1])[::-1] - skips
            for j in columns.get(r, ()):
                found[r, j] = float(row[j - left])
            return row

        for window in reversed(self.windows):
            width = window.right - window.left + 1
            reach = slice(window.left, window.right + MOST)
            for r, scores in zip(range(window.bottom, window.top, -1), self.score(window)[::-1], strict=True):
                row = close(r, window.left, window.right)
                paths = np.full((MOST, MOST, width + MOST - 1), NOWHERE)
                through = scores / self.temperature + row
                for b in range(1, MOST + 1):
                    paths[:, b - 1, MOST - b : MOST - b + width] = through[:, b - 1]
                order = (r - 1 - np.arange(MOST)) % (MOST + 1)
                sums[order, reach] = np.logaddexp(sums[order, reach], _log_sum(paths.transpose(1, 0, 2)))
                here = slice(MOST + window.left, MOST + window.right + 1)
                alone = row + self.zh_null[r - 1] / self.temperature
                sums[order[0], here] = np.logaddexp(sums[order[0], here], alone)
                sums[r % (MOST + 1)] = NOWHERE
        close(0, 0, self.windows[0].right)
        return found


@dataclass(frozen=True)
class _Row:
    """One row of the programme from column `left` on: last bead (a * 16 + b), best value, log sum over paths."""

    left: int
    codes: NDArray[np.uint8]
    values: NDArray[np.int64]
    sums: Floats

    def at(self, column: int) -> tuple[int, float]:
        """The best value and the log sum at a column."""
        return int(self.values[column - self.left]), float(self.sums[column - self.left])


def _bead(start: Corner, end: Corner, score: float) -> Bead:
    return Bead(tuple(range(start[0], end[0])), tuple(range(start[1], end[1])), round(score, 4))


def _nulls(n: int, m: int) -> list[Bead]:
    return [*(Bead((i,), ()) for i in range(n)), *(Bead((), (j,)) for j in range(m))]


def _shifted(rows: NDArray[np.generic], width: int) -> NDArray[np.generic]:
    """Views of rows moved 1 to 8 columns back: (8, width + 7) to (8, 8, width)."""
    return sliding_window_view(rows, width, axis=1)[:, ::-1]


def _log_sum(terms: Floats) -> Floats:
    """Log of the sum of exp over the first axis."""
    top = terms.max(axis=0)
    total: Floats = np.log(np.exp(terms - top).sum(axis=0)) + top
    return total
