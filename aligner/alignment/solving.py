"""Programmes solved: those side by side that fit into memory together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from aligner.alignment.lanes import side_by_side
from aligner.alignment.paths import Path
from aligner.alignment.programme import Programme

LANES = 8
MOST_PLACES = 600_000  # that are searched side by side; each takes 140 bytes


def solve(programmes: Sequence[Programme]) -> list[Path]:
    """The best path of each, with posteriors; all have the same `temperature` and `largest`.

    Where a side is empty, nulls are all there is.
    """
    found: list[Path] = []
    for some in _batches(programmes):
        solved = iter(side_by_side([programme for programme in some if all(programme.size)]))
        found += [next(solved) if all(programme.size) else _nulls(*programme.size) for programme in some]
    return found


def _batches(programmes: Sequence[Programme]) -> Iterator[list[Programme]]:
    """Programmes that fit side by side into memory."""
    batch: list[Programme] = []
    for programme in programmes:
        if batch and (len(batch) == LANES or sum(one.places for one in batch) + programme.places > MOST_PLACES):
            yield batch
            batch = []
        batch.append(programme)
    yield batch


def _nulls(n: int, m: int) -> Path:
    steps = np.arange(n + m + 1)
    return Path(np.stack([np.minimum(steps, n), np.maximum(steps - n, 0)], axis=1), np.ones(n + m))
