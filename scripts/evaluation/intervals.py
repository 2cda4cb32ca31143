"""How sure a mean is: the interval in which it would fall had other things of the same kind been measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

RESAMPLES = 5000
_SEED = 1
_TAIL = 0.025


class Interval(NamedTuple):
    """From `low` to `high`, with a confidence of 95%."""

    low: float
    high: float


def interval(sums: Sequence[float], counts: Sequence[int]) -> Interval:
    """The 95% interval of `sum(sums) / sum(counts)` by the percentile bootstrap over things (Efron 1979).

    Args:
        sums: What each thing adds, of at least one.
        counts: For how many it stands, the same length.
    """
    rng = np.random.default_rng(_SEED)
    above, below = np.array(sums, dtype=np.float64), np.array(counts, dtype=np.float64)
    drawn = rng.multinomial(len(above), np.full(len(above), 1 / len(above)), size=RESAMPLES)
    totals = drawn @ below
    means = np.sort((drawn @ above)[totals > 0] / totals[totals > 0])
    low, high = np.quantile(means, [_TAIL, 1 - _TAIL])
    return Interval(float(low), float(high))
