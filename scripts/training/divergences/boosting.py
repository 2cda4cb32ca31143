"""Learn oblivious trees by gradient boosting on the logistic loss, with second derivatives (Friedman 2001)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.trees import Trees
from scripts.training.progress import Tick, silent

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Settings:
    """How trees are learnt.

    Attributes:
        trees: How many.
        depth: Questions a tree.
        rate: What share of each tree's answer is used.
        bins: Thresholds tried for each feature, at its quantiles.
        smoothing: Weight by which leaves are drawn towards 0.
        sample: The share of the rows that each tree sees.
        ask: The share of the features that each tree may ask about.
        seed: For the samples.
    """

    trees: int = 240
    depth: int = 4
    rate: float = 0.08
    bins: int = 40
    smoothing: float = 8.0
    sample: float = 0.5
    ask: float = 0.6
    seed: int = 1


DEFAULTS = Settings()


def boost(
    rows: NDArray[np.float32], labels: NDArray[np.bool_], settings: Settings = DEFAULTS, tick: Tick = silent
) -> Trees:
    """Trees that tell the rows with a label from those without.

    Args:
        rows: What is known of each, shape (rows, features).
        labels: What is to be told, shape (rows,).
        settings: How to learn.
        tick: Called after every tree.
    """
    rng = np.random.default_rng(settings.seed)
    thresholds = _thresholds(rows, settings.bins)
    codes = np.stack([np.searchsorted(t, rows[:, k], side="left") for k, t in enumerate(thresholds)], axis=1)
    codes = codes.astype(np.uint8)
    share = (float(labels.sum()) + 1) / (len(labels) + 2)  # never 0 or 1
    bias = float(np.log(share / (1 - share)))
    odds = np.full(len(rows), bias)
    made: list[tuple[list[int], list[float], Floats]] = []
    for done in range(1, settings.trees + 1):
        chance = 1 / (1 + np.exp(-odds))
        slope, curve = labels - chance, chance * (1 - chance)
        seen = np.flatnonzero(rng.random(len(rows)) < settings.sample)
        asked = np.flatnonzero(rng.random(len(thresholds)) < settings.ask)
        questions = _grow(codes[seen], slope[seen], curve[seen], asked, thresholds, settings)
        leaf = sum((codes[:, f] > t).astype(np.int64) << k for k, (f, t) in enumerate(questions))
        leaf = np.asarray(leaf, dtype=np.int64)
        size = 2**settings.depth
        up = np.bincount(leaf[seen], slope[seen], size)
        down = np.bincount(leaf[seen], curve[seen], size)
        leaves = settings.rate * up / (down + settings.smoothing)
        odds += leaves[leaf]
        made.append(([f for f, _ in questions], [float(thresholds[f][t]) for f, t in questions], leaves))
        tick(done, settings.trees)
    features, cuts, leaves_ = zip(*made, strict=True)
    return Trees(bias, np.array(features), np.array(cuts, dtype=np.float32), np.array(leaves_, dtype=np.float32))


def _thresholds(rows: NDArray[np.float32], bins: int) -> list[NDArray[np.float32]]:
    """For each feature, the cuts that may be made: at its quantiles, midway to the next value that occurs.

    Counts and shares take the same value in many rows, which must not change sides where a cut is rounded.
    """
    quantiles = np.linspace(0, 1, bins + 1)[1:-1]
    cuts = []
    for column in rows.T:
        values = np.unique(column)
        below = np.searchsorted(values, np.unique(np.quantile(column, quantiles, method="lower")))
        above = np.minimum(below + 1, len(values) - 1)
        cuts.append(np.unique((values[below].astype(np.float64) + values[above]) / 2).astype(np.float32))
    return cuts


def _grow(
    codes: NDArray[np.uint8],
    slope: Floats,
    curve: Floats,
    asked: NDArray[np.int64],
    thresholds: list[NDArray[np.float32]],
    settings: Settings,
) -> list[tuple[int, int]]:
    """The questions of one tree: each the one that gains most over all leaves so far, as (feature, threshold)."""
    leaf = np.zeros(len(codes), dtype=np.int64)
    questions: list[tuple[int, int]] = []
    for level in range(settings.depth):
        best = (-np.inf, 0, 0)
        for feature in asked:
            count = len(thresholds[feature]) + 1
            slot = leaf * count + codes[:, feature]
            size = count * 2**level
            ups = np.bincount(slot, slope, size).reshape(-1, count).cumsum(axis=1)
            downs = np.bincount(slot, curve, size).reshape(-1, count).cumsum(axis=1)
            gain = _gain(ups, downs, settings.smoothing)
            cut = int(gain.argmax())
            if gain[cut] > best[0]:
                best = (float(gain[cut]), int(feature), cut)
        _, feature, cut = best
        leaf |= (codes[:, feature] > cut).astype(np.int64) << level
        questions.append((feature, cut))
    return questions


def _gain(ups: Floats, downs: Floats, smoothing: float) -> Floats:
    """What each cut gains, from cumulated sums of shape (leaves, bins); the last bin is no cut."""
    low_up, low_down = ups[:, :-1], downs[:, :-1]
    high_up, high_down = ups[:, -1:] - low_up, downs[:, -1:] - low_down
    gain: Floats = (low_up**2 / (low_down + smoothing) + high_up**2 / (high_down + smoothing)).sum(axis=0)
    return gain
