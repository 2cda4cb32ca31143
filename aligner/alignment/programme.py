"""The dynamic programme that chooses the best sequence of beads, and says how sure it is of each.

Sentences of the two sides are read in order; a bead takes up to 8 of each. Every row of the programme is one numpy
expression over all bead types and columns, and over several programmes, which are solved side by side (lanes.py).
Scores are whole numbers (ten-thousandths), so that a sum is exact and a path is the same on every machine.

A bead's probability is its posterior over all paths, each weighing exp(score / temperature): sums over paths are taken
forward along with the best path, and each place keeps the share that every bead has in its own; backward, the
certainty of having reached the end is handed back along those shares (the forward-backward algorithm, over beads).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST = 8
UNIT = 10_000
NEVER = -(2**28)

Scores = NDArray[np.int32]


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
        windows: where to search; together they cover all rows once, each overlaps the next one's columns, and none
            begins or ends left of the one before.
        score: gives, for a window, the scores of the beads that end in it: shape (rows, 8, 8, columns), where
            [r, a - 1, b - 1, c] is the bead of the last `a` sentences up to row r and the last `b` up to column c.
        zh_null: what leaving out each Chinese sentence scores, shape (n,).
        en_null: the same for English, shape (m,).
        temperature: of the posteriors, in ten-thousandths.
        largest: sentences in the largest bead, both sides together; scores of larger ones are not looked at.
    """

    windows: Sequence[Window]
    score: Callable[[Window], Scores]
    zh_null: Scores
    en_null: Scores
    temperature: float
    largest: int = 2 * MOST

    def with_nulls(self, zh: float, en: float) -> Programme:
        """The same with so much more, in natural logarithms, for each null bead of either side."""
        more = (round(zh * UNIT), round(en * UNIT))
        return replace(self, zh_null=self.zh_null + more[0], en_null=self.en_null + more[1])

    @property
    def size(self) -> tuple[int, int]:
        """How many Chinese and English sentences there are."""
        return len(self.zh_null), len(self.en_null)

    @property
    def places(self) -> int:
        """How many places are searched."""
        return sum((window.bottom - window.top) * (window.right - window.left + 1) for window in self.windows)
