"""Runs of consecutive sentences: their vectors, their lengths, and the beads that two of them can make."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.programme import MOST
from aligner.embedding.encoder import Vectors, normalised

LARGEST = 8  # sentences in a bead, both sides together


def runs(vectors: Vectors, ends: NDArray[np.int64]) -> Vectors:
    """Normalised sums of the last 1 to 8 rows up to each of the consecutive `ends`, shape (ends, 8, d)."""
    first = max(0, int(ends[0]) - MOST)
    sums = np.zeros((int(ends[-1]) - first + 1, vectors.shape[1]), dtype=np.float64)
    np.cumsum(vectors[first : int(ends[-1])], axis=0, dtype=np.float64, out=sums[1:])
    starts = np.maximum(ends[:, None] - np.arange(1, MOST + 1), first)
    parts = sums[ends - first][:, None] - sums[starts - first]
    flat = normalised(parts.reshape(-1, vectors.shape[1]))
    return flat.reshape(parts.shape)


def run_lengths(sizes: NDArray[np.float64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """Characters in the last 1 to 8 sentences up to each end, shape (ends, 8)."""
    sums = np.concatenate([[0.0], np.cumsum(sizes)])
    lengths_: NDArray[np.float64] = sums[ends][:, None] - sums[np.maximum(ends[:, None] - np.arange(1, MOST + 1), 0)]
    return lengths_


def length_agreement(zh: NDArray[np.floating], en: NDArray[np.floating]) -> NDArray[np.floating]:
    """log2(1 + shorter / longer), 1 for equal lengths, shape (rows, 8, 8, columns)."""
    a, b = zh[:, :, None, None], en.T[None, None]
    agreement: NDArray[np.floating] = np.log2(1 + np.minimum(a, b) / np.maximum(np.maximum(a, b), 1))
    return agreement


def allowed(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which beads exist: within the text, and not larger than `LARGEST`."""
    a, b = np.arange(1, MOST + 1)[None, :, None, None], np.arange(1, MOST + 1)[None, None, :, None]
    inside: NDArray[np.bool_] = (a + b <= LARGEST) & (a <= rows[:, None, None, None]) & (b <= columns)
    return inside
