"""What a sentence bead scores.

A bead is good if its two sides are alike and of like length, if every sentence at its edges makes them more alike, and
if no sentence just outside would; if the marks around its end agree (boundaries.py); and if it is small. The edges do
what the margin of Bertalign (Liu and Zhu 2022) is for, telling a bead from a part of it and from its neighbours, but
see which sentence is one too many or missing. The weights were chosen on MAC-Dev and a magazine, natural and with
sentences deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.boundaries import Places, boundary_scores
from aligner.alignment.programme import MOST, NEVER, UNIT, Scores, Window
from aligner.alignment.runs import LARGEST, allowed, cosines, run_lengths
from aligner.embedding.encoder import Vectors

NULL = -0.18
TEMPERATURE = 0.1
ALIKE = 0.92
ALIKE_AND_LONG = 0.77
UNLIKE_LENGTHS = 0.23
SURPLUS = 2.1
MISSING = 0.57
BOTH_SEVERAL = 0.085
LARGE = 0.015
FEW = 3  # sentences; a bead of more, both sides together, is large
FEW_CHARACTERS = 3  # so many more or fewer say little in a short bead
LEAST_SCALE = 1 / 6  # Chinese characters to English ones: beyond it and its inverse one text is not the whole

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class SentenceScorer:
    """Scores all beads that end in a window.

    Vectors are sums, shapes (n, d) and (m, d); lengths in characters, shapes (n,) and (m,).
    """

    zh: Vectors
    en: Vectors
    zh_lengths: NDArray[np.float64]
    en_lengths: NDArray[np.float64]
    zh_places: Places
    en_places: Places

    @cached_property
    def scale(self) -> float:
        """Chinese characters to English ones."""
        scale = max(float(self.zh_lengths.sum()), 1) / max(float(self.en_lengths.sum()), 1)
        return min(max(scale, LEAST_SCALE), 1 / LEAST_SCALE)

    def __call__(self, window: Window) -> Scores:
        """Scores in ten-thousandths, shape (rows, 8, 8, columns); see `Programme`."""
        rows = np.arange(window.top + 1, window.bottom + 1)
        columns = np.arange(window.left, window.right + 1)
        alike = similarities(self.zh, self.en, rows, columns)
        zh_sizes = run_lengths(self.zh_lengths, rows).astype(np.float32)
        en_sizes = (run_lengths(self.en_lengths, columns) * self.scale).astype(np.float32)
        corners = boundary_scores(self.zh_places, self.en_places, rows, columns)[:, None].astype(np.float32)
        costs, possible = size_costs(), allowed(rows, columns)
        scores = np.full(possible.shape, NEVER, dtype=np.int32)
        for a in range(1, LARGEST):
            most = LARGEST - a
            x, y = zh_sizes[:, a - 1, None, None], en_sizes.T[None, :most]
            ratio = np.minimum(x, y) / np.maximum(np.maximum(x, y), 1)
            score = alike[1:-1, a - 1, :most, 1:-1] * (ALIKE + ALIKE_AND_LONG * np.log2(1 + ratio))
            score -= UNLIKE_LENGTHS * np.abs(np.log((x + FEW_CHARACTERS) / (y + FEW_CHARACTERS)))
            score += SURPLUS * surplus(alike, a) - MISSING * missing(alike, a)
            score += corners - costs[a - 1, :most, None]
            scores[:, a - 1, :most] = np.where(possible[:, a - 1, :most], np.round(score * UNIT), NEVER)
        return scores


def similarities(zh: Vectors, en: Vectors, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Floats:
    """Cosines of all runs that end in a window or one sentence beside it, shape (rows + 2, 8, 8, columns + 2).

    Where there is no such run the cosine is -1: less alike than any, so that it is never missed. So is it where the
    sides have more than one sentence above what a bead may have.
    """
    n, m = len(zh), len(en)
    row_ends, column_ends = (
        np.arange(max(ends[0] - 1, 0), min(ends[-1] + 1, size) + 1) for ends, size in ((rows, n), (columns, m))
    )
    out = np.full((len(rows) + 2, MOST, MOST, len(columns) + 2), -1, dtype=np.float32)
    r, c = row_ends[0] - rows[0] + 1, column_ends[0] - columns[0] + 1
    out[r : r + len(row_ends), :, :, c : c + len(column_ends)] = cosines(zh, en, row_ends, column_ends)
    return out


def surplus(alike: Floats, a: int) -> Floats:
    """How much less alike the sides are for each sentence at the four edges of beads with `a` Chinese sentences.

    At most 0, shape (rows, 8 - a, columns).
    """
    most = LARGEST - a
    here = alike[1:-1, a - 1, :most, 1:-1]
    out = np.zeros_like(here)
    out[:, 1:] += np.minimum(here[:, 1:] - here[:, :-1], 0)
    out[:, 1:] += np.minimum(here[:, 1:] - alike[1:-1, a - 1, : most - 1, :-2], 0)
    if a > 1:
        out += np.minimum(here - alike[1:-1, a - 2, :most, 1:-1], 0)
        out += np.minimum(here - alike[:-2, a - 2, :most, 1:-1], 0)
    return out


def missing(alike: Floats, a: int) -> Floats:
    """How much more alike the sides were with each sentence just outside beads with `a` Chinese sentences.

    At least 0, shape (rows, 8 - a, columns).
    """
    most = LARGEST - a
    here = alike[1:-1, a - 1, :most, 1:-1]
    out: Floats = np.maximum(alike[1:-1, a - 1, 1 : most + 1, 1:-1] - here, 0)
    out += np.maximum(alike[1:-1, a - 1, 1 : most + 1, 2:] - here, 0)
    out += np.maximum(alike[1:-1, a, :most, 1:-1] - here, 0)
    out += np.maximum(alike[2:, a, :most, 1:-1] - here, 0)
    return out


def size_costs() -> Floats:
    """What a bead's type costs, shape (8, 8)."""
    a, b = np.arange(1, MOST + 1)[:, None], np.arange(1, MOST + 1)[None]
    costs: Floats = (BOTH_SEVERAL * (np.minimum(a, b) > 1) + LARGE * (a + b > FEW)).astype(np.float32)
    return costs
