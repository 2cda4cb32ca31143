"""Ways through two texts: from corner to corner, each between two beads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Bead

Corner = tuple[int, int]  # so many Chinese and so many English sentences lie before it


class Stretch(NamedTuple):
    """Part of both texts: from the corner `start` to the corner `end`."""

    start: Corner
    end: Corner

    @property
    def size(self) -> Corner:
        """The numbers of its Chinese and English sentences."""
        return self.end[0] - self.start[0], self.end[1] - self.start[1]

    @property
    def pairs(self) -> int:
        """How many pairs of sentences there are in it."""
        n, m = self.size
        return n * m


class Path(NamedTuple):
    """A way through both texts: `corners` in order, shape (beads + 1, 2), and the beads' posteriors `scores`."""

    corners: NDArray[np.int64]
    scores: NDArray[np.float64]

    def beads(self) -> list[Bead]:
        """The beads between the corners, in order."""
        steps = zip(pairwise(self.corners.tolist()), self.scores.tolist(), strict=True)
        return [Bead(tuple(range(i, k)), tuple(range(j, m)), score) for ((i, j), (k, m)), score in steps]


def joined(paths: Sequence[Path]) -> Path:
    """Paths one after the other, each beginning where the one before ends, as one."""
    corners = [paths[0].corners[:1], *(path.corners[1:] for path in paths)]
    return Path(np.concatenate(corners), np.concatenate([path.scores for path in paths]))
