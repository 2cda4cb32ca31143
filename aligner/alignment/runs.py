"""Runs of consecutive sentences: their vectors, their lengths, and the beads that two of them can make."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from aligner.alignment.programme import MOST
from aligner.embedding.encoder import Vectors, normalised

LARGEST = 8  # sentences in a bead, both sides together
TINY = 1e-12


def runs(vectors: Vectors, ends: NDArray[np.int64]) -> Vectors:
    """Normalised sums of the last 1 to 8 rows up to each of the consecutive `ends`, shape (ends, 8, d)."""
    first = max(0, int(ends[0]) - MOST)
    sums = np.zeros((int(ends[-1]) - first + 1, vectors.shape[1]), dtype=np.float64)
    np.cumsum(vectors[first : int(ends[-1])], axis=0, dtype=np.float64, out=sums[1:])
    starts = np.maximum(ends[:, None] - np.arange(1, MOST + 1), first)
    parts = sums[ends - first][:, None] - sums[starts - first]
    flat = normalised(parts.reshape(-1, vectors.shape[1]))
    return flat.reshape(parts.shape)


def cosines(zh: Vectors, en: Vectors, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Vectors:
    """Cosines of the runs that end in consecutive rows and columns, shape (rows, 8, 8, columns).

    A run that would begin before the text is the run from its beginning. Runs of `LARGEST` + 2 sentences or more, both
    sides together, are not compared: -1.

    The product of two sums is the sum of the products, so every sentence is multiplied with every other one once, and
    running totals of these give all runs.
    """
    zh_first, en_first = int(rows[0]) - MOST, int(columns[0]) - MOST
    products = zh[max(zh_first, 0) : int(rows[-1])] @ en[max(en_first, 0) : int(columns[-1])].T
    totals = np.zeros((MOST + len(rows), MOST + len(columns)))  # from 8 sentences before, be there so many or not
    inside = totals[max(-zh_first, 0) + 1 :, max(-en_first, 0) + 1 :]
    np.cumsum(products, axis=0, dtype=np.float64, out=inside)
    np.cumsum(inside, axis=1, out=inside)
    zh_weights, en_weights = 1 / _run_norms(zh, rows), 1 / _run_norms(en, columns).T
    found = np.full((len(rows), MOST, MOST, len(columns)), -1, dtype=np.float32)
    for a in range(1, MOST + 1):
        most = min(MOST, LARGEST + 1 - a)
        strip = totals[MOST:] - totals[MOST - a : -a]
        starts = sliding_window_view(strip, len(columns), axis=1)[:, MOST - 1 :: -1]
        dots = strip[:, None, MOST:] - starts[:, :most]
        dots *= zh_weights[:, a - 1, None, None]
        np.multiply(dots, en_weights[:most], out=found[:, a - 1, :most], casting="same_kind")
    return found


def _starts(ends: NDArray[np.int64], first: int) -> NDArray[np.int64]:
    """Where the last 1 to 8 sentences up to each end begin, counted from the sentence `first`, shape (ends, 8)."""
    starts: NDArray[np.int64] = np.maximum(ends[:, None] - np.arange(1, MOST + 1), first) - first
    return starts


def _run_norms(vectors: Vectors, ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """Lengths of the sums of the last 1 to 8 rows up to each end, infinite where the sum is zero, shape (ends, 8)."""
    first = int(ends[0]) - MOST
    some = np.zeros((int(ends[-1]) - first, vectors.shape[1]), dtype=np.float32)
    some[max(0, -first) :] = vectors[max(0, first) : int(ends[-1])]
    sums = np.zeros((len(ends), vectors.shape[1]), dtype=np.float32)
    squares = np.empty((len(ends), MOST), dtype=np.float32)
    for a in range(1, MOST + 1):
        sums += some[MOST - a : MOST - a + len(ends)]
        squares[:, a - 1] = np.einsum("ij,ij->i", sums, sums)
    norms: NDArray[np.float64] = np.sqrt(squares, dtype=np.float64)
    return np.where(norms > TINY, norms, np.inf)


def lengths(texts: Sequence[str]) -> NDArray[np.float64]:
    """Characters of each text, blanks not counted."""
    return np.array([len("".join(text.split())) for text in texts], dtype=np.float64)


def run_lengths(sizes: NDArray[np.float64], ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """Characters in the last 1 to 8 sentences up to each of the consecutive `ends`, shape (ends, 8)."""
    first = max(0, int(ends[0]) - MOST)
    sums = np.concatenate([[0.0], np.cumsum(sizes[first : int(ends[-1])])])
    lengths_: NDArray[np.float64] = sums[ends - first][:, None] - sums[_starts(ends, first)]
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
