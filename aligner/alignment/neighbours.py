"""Nearest neighbours across the two languages; the only file that knows FAISS."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.embedding.encoder import Vectors


class Neighbours(NamedTuple):
    """For each query its nearest rows, best first: `rows` and cosine `similarities`, shape (queries, k)."""

    rows: NDArray[np.int64]
    similarities: NDArray[np.float32]


def nearest(queries: Vectors, candidates: Vectors, k: int) -> Neighbours:
    """The `k` candidates nearest to each query by inner product of normalised rows; fewer if there are fewer.

    Exhaustive search, so the answer does not depend on chance. Similarities are rounded to 4 decimals and equal ones
    are ordered by row, so it does not depend on the machine either.
    """
    import faiss

    k = min(k, len(candidates))
    if not k or not len(queries):
        return Neighbours(np.zeros((len(queries), k), np.int64), np.zeros((len(queries), k), np.float32))
    index = faiss.IndexFlatIP(candidates.shape[1])
    index.add(np.ascontiguousarray(candidates))
    similarities, rows = index.search(np.ascontiguousarray(queries), k)
    similarities = np.round(similarities, 4)
    order = np.lexsort((rows, -similarities), axis=1)
    return Neighbours(np.take_along_axis(rows, order, 1), np.take_along_axis(similarities, order, 1))
