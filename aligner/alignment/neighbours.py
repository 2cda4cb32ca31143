"""Nearest neighbours across the two languages; the only file that knows FAISS."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.embedding.encoder import Vectors, normalised

BLOCK = 8192  # candidates normalised and searched at once, whatever the length of the text


class Neighbours(NamedTuple):
    """For each query its nearest rows, best first: `rows` and cosine `similarities`, shape (queries, k)."""

    rows: NDArray[np.int64]
    similarities: NDArray[np.float32]


def nearest(queries: Vectors, candidates: Vectors, k: int) -> Neighbours:
    """The `k` candidates nearest to each query by cosine; fewer if there are fewer.

    Exhaustive search, so the answer does not depend on chance. Similarities are rounded to 4 decimals and equal ones
    are ordered by row, so it does not depend on the machine either.
    """
    import faiss

    k = min(k, len(candidates))
    if not k or not len(queries):
        return Neighbours(np.zeros((len(queries), k), np.int64), np.zeros((len(queries), k), np.float32))
    directions = normalised(queries)
    found = []
    for start in range(0, len(candidates), BLOCK):
        some = normalised(candidates[start : start + BLOCK])
        similarities, rows = faiss.knn(directions, some, min(k, len(some)), metric=faiss.METRIC_INNER_PRODUCT)
        found.append((np.round(similarities, 4), rows + start))
    similarities, rows = (np.concatenate(parts, axis=1) for parts in zip(*found, strict=True))
    order = np.lexsort((rows, -similarities), axis=1)[:, :k]
    return Neighbours(np.take_along_axis(rows, order, 1), np.take_along_axis(similarities, order, 1))
