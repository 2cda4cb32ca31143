"""Nearest neighbours across the two languages."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.embedding.encoder import Vectors, normalised

UNIT = 10_000  # similarities are compared in ten-thousandths
BLOCK = 4096  # candidates normalised and compared at once
AT_ONCE = 256  # queries compared at once: what they give stays in the cache of a core


class Neighbours(NamedTuple):
    """For each query its nearest rows, best first: `rows` and cosine `similarities`, shape (queries, k)."""

    rows: NDArray[np.int64]
    similarities: NDArray[np.float32]


def nearest(queries: Vectors, candidates: Vectors, k: int) -> Neighbours:
    """The `k` candidates nearest to each query by cosine; fewer if there are fewer.

    Exhaustive search, so the answer does not depend on chance. Similarities are rounded to 4 decimals and equal ones
    are ordered by row, so it does not depend on the machine either.
    """
    k = min(k, len(candidates))
    if not len(queries):
        return Neighbours(np.zeros((0, k), np.int64), np.zeros((0, k), np.float32))
    best = Neighbours(np.zeros((len(queries), 0), np.int64), np.zeros((len(queries), 0), np.float32))
    directions: Vectors = normalised(queries) * np.float32(UNIT)
    for start in range(0, len(candidates), BLOCK):
        some = normalised(candidates[start : start + BLOCK]).T
        found = [_best(directions[at : at + AT_ONCE] @ some, k) for at in range(0, len(queries), AT_ONCE)]
        rows = np.concatenate([part.rows for part in found]) + start
        units = np.concatenate([part.similarities for part in found])
        best = _merged(best, Neighbours(rows, units), k)
    return Neighbours(best.rows, best.similarities / np.float32(UNIT))


def _best(units: Vectors, k: int) -> Neighbours:
    """The columns of the `k` greatest of each row, and these, rounded; the array is spoilt."""
    np.rint(units, out=units)
    count, width = units.shape
    rows, most = np.zeros((count, min(k, width)), np.int64), np.zeros((count, min(k, width)), np.float32)
    for rank in range(min(k, width)):
        rows[:, rank] = units.argmax(axis=1)
        here = np.arange(count), rows[:, rank]
        most[:, rank] = units[here]
        units[here] = -np.inf
    return Neighbours(rows, most)


def _merged(one: Neighbours, two: Neighbours, k: int) -> Neighbours:
    """The `k` best of both, those of the first before equal ones of the second."""
    rows = np.concatenate([one.rows, two.rows], axis=1)
    similarities = np.concatenate([one.similarities, two.similarities], axis=1)
    order = np.argsort(-similarities, axis=1, kind="stable")[:, :k]
    return Neighbours(np.take_along_axis(rows, order, 1), np.take_along_axis(similarities, order, 1))
