"""Whether scores mean what they say: of all beads that score 0.8, 80% should be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aligner.bitext import Bead
from aligner.evaluation.agreement import keys

BINS = 10
"""Bins of equal width, the lower bound in and the upper bound out, but for 1."""


@dataclass(frozen=True)
class Bin:
    """The beads that score from `low` up to `high`: how many, their mean score, and the share of right ones."""

    low: float
    high: float
    count: int
    score: float
    right: float


@dataclass(frozen=True)
class Reliability:
    """What scores are worth.

    Attributes:
        bins: The reliability table; bins without a bead are left out.
        count: How many beads there are.
        right: The share of right ones.
        expected_error: The expected calibration error: the mean distance of score and share in a bin, weighed by
            beads (Naeini, Cooper and Hauskrecht 2015). A constant score can have none, so it says little alone.
        brier: The mean squared distance of a score from 1 where the bead is right and 0 where it is wrong.
        constant_brier: The same for the best constant, which is the share of right beads.
        auc: The chance that a right bead scores more than a wrong one, ties counting half (the area under the ROC
            curve); None where all are right or all wrong.
    """

    bins: tuple[Bin, ...]
    count: int
    right: float
    expected_error: float
    brier: float
    constant_brier: float
    auc: float | None

    @property
    def brier_gain(self) -> float | None:
        """How much of the constant's Brier score is saved, at most 1; None where the constant has none."""
        return 1 - self.brier / self.constant_brier if self.constant_brier else None


def judged(texts: Iterable[tuple[Sequence[Bead], Sequence[Bead]]]) -> tuple[list[float], list[bool]]:
    """The scores of all beads given, and whether each is identical to a gold bead."""
    scores: list[float] = []
    right: list[bool] = []
    for gold, auto in texts:
        known = keys(gold)
        scores += [bead.score for bead in auto]
        right += [(bead.zh, bead.en) in known for bead in auto]
    return scores, right


def reliability(scores: ArrayLike, right: ArrayLike) -> Reliability:
    """Hold probabilities against what came true.

    Args:
        scores: Probabilities in [0, 1], shape (beads,), at least one.
        right: Whether each bead is right, the same shape.
    """
    given, true = np.asarray(scores, dtype=np.float64), np.asarray(right, dtype=np.float64)
    bins = tuple(_bins(given, true))
    share = float(true.mean())
    return Reliability(
        bins,
        len(given),
        share,
        sum(b.count * abs(b.score - b.right) for b in bins) / len(given),
        float(np.square(given - true).mean()),
        share * (1 - share),
        _auc(given, true > 0),
    )


def _bins(scores: NDArray[np.float64], right: NDArray[np.float64]) -> Iterable[Bin]:
    # A score has few decimals; rounding keeps 0.7 (times ten: 7.000000000000001, or 6.999…) in the bin that it opens.
    place = np.minimum(np.floor(np.round(scores * BINS, 9)).astype(int), BINS - 1)
    for k in range(BINS):
        inside = place == k
        if inside.any():
            count = int(inside.sum())
            yield Bin(k / BINS, (k + 1) / BINS, count, float(scores[inside].mean()), float(right[inside].mean()))


def _auc(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float | None:
    """The Mann-Whitney statistic, as a share of all pairs of a right and a wrong bead."""
    positive, negative = int(right.sum()), int((~right).sum())
    if not positive or not negative:
        return None
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[inverse]  # equal scores share the mean of their ranks, counted from 1
    return float((ranks[right].sum() - positive * (positive + 1) / 2) / (positive * negative))
