"""The dynamic programme that chooses the best sequence of beads.

Sentences of the two sides are read in order; a bead takes up to 8 of each. Every row of the programme is one numpy
expression over all bead types and columns. Scores are whole numbers (ten-thousandths), so that a sum is exact and a
path is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST = 8
UNIT = 10_000
NEVER = -(2**28)

Scores = NDArray[np.int32]
Indices = tuple[int, ...]


class Window(NamedTuple):
    """Rows `top` + 1 to `bottom` of the programme, searched in columns `left` to `right`, all as end positions."""

    top: int
    bottom: int
    left: int
    right: int


Scorer = Callable[[Window], Scores]


def best_path(
    windows: Sequence[Window], score: Scorer, zh_null: Scores, en_null: Scores
) -> list[tuple[Indices, Indices]]:
    """The beads of the best path, in order, each as the sentence indices of the two sides.

    Args:
        windows: where to search; together they cover all rows once, each overlapping the next one's columns.
        score: gives, for a window, the scores of beads that end there: shape (rows, 8, 8, columns), where
            [r, a - 1, b - 1, c] is the bead of the last `a` sentences up to row r and the last `b` up to column c.
        zh_null: what leaving out each Chinese sentence scores, shape (n,).
        en_null: the same for English, shape (m,).
    """
    n, m = len(zh_null), len(en_null)
    skipped = np.concatenate([[0], np.cumsum(en_null, dtype=np.int64)])
    ring = np.full((MOST, MOST + m + 1), NEVER, dtype=np.int64)  # the last 8 rows; 8 columns of padding before each
    first = np.full(m + 1, NEVER, dtype=np.int64)
    first[0 : windows[0].right + 1 if windows else m + 1] = skipped[0 : windows[0].right + 1 if windows else m + 1]
    ring[-1, MOST:] = first
    choices: list[NDArray[np.uint8]] = []
    for window in windows:
        width = window.right - window.left + 1
        tensor = score(window)
        table = np.zeros((window.bottom - window.top, width), dtype=np.uint8)
        for r in range(window.bottom - window.top):
            seen = np.lib.stride_tricks.sliding_window_view(ring[:, window.left : window.right + MOST], width, axis=1)
            before = seen[::-1, ::-1][:MOST, -MOST:]
            total = (before + tensor[r]).reshape(MOST * MOST, width)
            choice = total.argmax(axis=0)
            value = total[choice, np.arange(width)]
            codes = (choice // MOST + 1) * 16 + choice % MOST + 1
            alone = ring[-1, MOST + window.left : MOST + window.right + 1] + int(zh_null[window.top + r])
            codes = np.where(alone > value, 16, codes)
            value = np.maximum(alone, value)
            shifted = value - skipped[window.left : window.right + 1]
            reached = np.maximum.accumulate(shifted)
            codes = np.where(reached > shifted, 1, codes)
            ring = np.roll(ring, -1, axis=0)
            ring[-1] = NEVER
            ring[-1, MOST + window.left : MOST + window.right + 1] = reached + skipped[window.left : window.right + 1]
            table[r] = codes
        choices.append(table)
    return _trace_back(windows, choices, n, m)


def _trace_back(
    windows: Sequence[Window], choices: Sequence[NDArray[np.uint8]], n: int, m: int
) -> list[tuple[Indices, Indices]]:
    beads: list[tuple[Indices, Indices]] = []
    i, j, at = n, m, len(windows) - 1
    while i or j:
        while i and i <= windows[at].top:
            at -= 1
        code = int(choices[at][i - windows[at].top - 1, j - windows[at].left]) if i else 1
        a, b = code >> 4, code & 15
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    beads.reverse()
    return beads
