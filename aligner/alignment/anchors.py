"""Pairs of sentences that surely belong together, and the band of the programme that they allow.

Anchors are mutual nearest neighbours that stand out from their other neighbours by a margin; of those, the heaviest
chain that increases on both sides is kept. Between anchors everything is searched; far from them, nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from aligner.alignment.neighbours import nearest
from aligner.alignment.programme import Window
from aligner.embedding.encoder import Vectors

NEIGHBOURS = 4
LEAST_MARGIN = 0.12
SLACK = 14
WIDEST = 400
BLOCK_ROWS = 48
BLOCK_CELLS = 24_000


class Anchor(NamedTuple):
    """Chinese sentence `zh` and English sentence `en` belong together; `margin` is how much they stand out."""

    zh: int
    en: int
    margin: float


def find_anchors(zh: Vectors, en: Vectors) -> list[Anchor]:
    """The heaviest increasing chain of mutual nearest neighbours; vectors are normalised, shapes (n, d) and (m, d)."""
    if not len(zh) or not len(en):
        return []
    ahead, back = nearest(zh, en, NEIGHBOURS), nearest(en, zh, NEIGHBOURS)
    best = ahead.rows[:, 0]
    mutual = np.flatnonzero(back.rows[best, 0] == np.arange(len(zh)))
    similarity = ahead.similarities[mutual, 0]
    rest = (_rest(ahead.similarities)[mutual] + _rest(back.similarities)[best[mutual]]) / 2
    margins = np.round(similarity - rest, 4)
    found = [
        Anchor(int(i), int(best[i]), float(margin))
        for i, margin in zip(mutual, margins, strict=True)
        if margin >= LEAST_MARGIN
    ]
    return _heaviest_chain(found)


def _rest(similarities: Vectors) -> Vectors:
    """The mean similarity of the neighbours after the first; a lone neighbour stands out by all it has."""
    if similarities.shape[1] < 2:
        return np.zeros(len(similarities), dtype=np.float32)
    rest: Vectors = similarities[:, 1:].mean(axis=1)
    return rest


def _heaviest_chain(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The chain of strictly increasing anchors with the greatest sum of margins, in O(n log n)."""
    ends: list[int] = []  # English ends of the chains worth keeping, increasing …
    weights: list[float] = []  # … and so are their weights
    heads: list[int] = []
    previous = [-1] * len(anchors)
    for k, anchor in enumerate(anchors):
        at = bisect_left(ends, anchor.en)
        previous[k] = heads[at - 1] if at else -1
        weight = anchor.margin + (weights[at - 1] if at else 0.0)
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        if stop == at and at < len(ends) and ends[at] == anchor.en:
            continue
        ends[at:stop], weights[at:stop], heads[at:stop] = [anchor.en], [weight], [k]
    chain: list[Anchor] = []
    k = heads[-1] if heads else -1
    while k >= 0:
        chain.append(anchors[k])
        k = previous[k]
    chain.reverse()
    return chain


def search_windows(anchors: Sequence[Anchor], n: int, m: int) -> list[Window]:
    """Blocks of rows with the columns to search, following the anchors with `SLACK` sentences to either side.

    Where no anchor helps, all columns of the gap are searched; a gap wider than `WIDEST` only along its diagonal.
    """
    points = [(0, 0), *((a.zh + 1, a.en + 1) for a in anchors), (n, m)]
    low, high = np.zeros(n + 1, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
    low[:] = m
    for (i0, j0), (i1, j1) in pairwise(points):
        rows = np.arange(i0, i1 + 1)
        if j1 - j0 <= WIDEST:
            below, above = np.full(len(rows), j0), np.full(len(rows), j1)
        else:
            middle = j0 + (rows - i0) * (j1 - j0) // max(1, i1 - i0)
            step = -(-(j1 - j0) // max(1, i1 - i0))
            below, above = middle - WIDEST // 2 - step, middle + WIDEST // 2 + step
        low[rows] = np.minimum(low[rows], below)
        high[rows] = np.maximum(high[rows], above)
    low, high = np.clip(low - SLACK, 0, m), np.clip(high + SLACK, 0, m)
    low[0], high[n] = 0, m
    windows: list[Window] = []
    top = 0
    while top < n:
        bottom = min(n, top + BLOCK_ROWS)
        while bottom > top + 1 and (bottom - top) * (high[bottom] - low[top] + 1) > BLOCK_CELLS:
            bottom = top + (bottom - top + 1) // 2
        windows.append(Window(top, bottom, int(low[top : bottom + 1].min()), int(high[top : bottom + 1].max())))
        top = bottom
    return windows
