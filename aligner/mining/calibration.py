"""What a margin is worth: the chance that a pair is a translation, and the threshold that gives a precision.

The chance is a logistic function of the margin, fitted to example sentences of two collections in which every second
sentence had its translation (scripts/benchmark_mining.py says of which, and with --fit prints the two numbers). Where
fewer have one, more is found that only looks like it, and the true precision is below the one asked for; margins of
sentences of some ten characters are smaller, and the true precision is above it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

STEEPNESS, MIDDLE = 26.1, 1.228


def chances(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance that pairs of these margins are translations, in [0, 1], rounded to 4 decimals; 0 for no margin."""
    found = 1 / (1 + np.exp(-STEEPNESS * (margins - MIDDLE)))
    return np.round(np.where(margins > 0, found, 0.0), 4).astype(np.float64)


def threshold_for(precision: float, margins: NDArray[np.float64]) -> float:
    """The least margin from which the pairs found have on average this chance or more.

    Args:
        precision: The share of pairs, in [0, 1], that should be translations.
        margins: Those of all pairs found, in descending order.

    Returns:
        One of `margins`, or infinity if not even the best pair has that chance.
    """
    means = np.cumsum(chances(margins)) / np.arange(1, len(margins) + 1)
    enough = np.flatnonzero(means >= precision)
    return float(margins[enough[-1]]) if len(enough) else float("inf")
