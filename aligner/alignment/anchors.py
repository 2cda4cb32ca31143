"""Pairs of sentences that surely belong together, and the band of the programme that they allow.

Anchors are mutual nearest neighbours that stand out from their other neighbours by a margin; of those, the heaviest
chain that increases on both sides is kept. Between anchors everything is searched; far from them, nothing.

In a short text all sentences are compared. In a long one a few, spread over it, are first compared with all of the
other side; these guides cut it into stretches, and so do guides inside these, until they are short. Every level costs a
fixed number of comparisons a sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.neighbours import nearest
from aligner.alignment.paths import Corner, Stretch
from aligner.alignment.programme import Window
from aligner.embedding.encoder import Vectors

NEIGHBOURS = 4
LEAST_MARGIN = 0.12
SLACK = 14
WIDEST = 400
BLOCK_ROWS = 32
BLOCK_CELLS = 24_000
ALL_PAIRS = 4_000_000  # a text of so many pairs of sentences is short
GUIDES = 128
LEVELS = 5
STRETCH = 200  # sentences of one side in the stretches that guides cut
BESIDE = 300  # sentences beyond a stretch among which neighbours are still looked for


class Anchor(NamedTuple):
    """Chinese sentence `zh` and English sentence `en` belong together; `margin` is how much they stand out."""

    zh: int
    en: int
    margin: float


def find_anchors(zh: Vectors, en: Vectors) -> list[Anchor]:
    """The heaviest increasing chain of mutual nearest neighbours; vectors of any length, shapes (n, d) and (m, d)."""
    whole = Stretch((0, 0), (len(zh), len(en)))
    if whole.pairs <= ALL_PAIRS:
        return _heaviest_chain(_mutual(zh, en, np.arange(len(zh))))
    corners = [whole.start, *_spread(_guides(zh, en, whole, LEVELS)), whole.end]
    found: list[Anchor] = []
    for before, start, end, after in zip(
        [whole.start, *corners], corners, corners[1:], [*corners[2:], whole.end], strict=False
    ):
        if 0 < Stretch(start, end).pairs <= ALL_PAIRS:
            first = max(before[0], start[0] - BESIDE), max(before[1], start[1] - BESIDE)
            last = min(after[0], end[0] + BESIDE), min(after[1], end[1] + BESIDE)
            found += _within(zh, en, Stretch(first, last), np.arange(start[0], end[0]))
    return _heaviest_chain(found)


def _guides(zh: Vectors, en: Vectors, stretch: Stretch, levels: int) -> list[Anchor]:
    """Anchors of a long stretch, far between: the chain of its longest sentences' neighbours, and so on inside."""
    if stretch.pairs <= ALL_PAIRS or not levels:
        return []
    (i0, _), (i1, _) = stretch
    edges = np.linspace(i0, i1, min(GUIDES, i1 - i0) + 1).astype(np.int64)
    sizes = np.einsum("ij,ij->i", zh[i0:i1], zh[i0:i1])
    longest = np.array([start + int(sizes[start - i0 : end - i0].argmax()) for start, end in pairwise(edges)])
    chain = _heaviest_chain(_within(zh, en, stretch, longest))
    guides: list[Anchor] = []
    corners = [stretch.start, *((guide.zh, guide.en) for guide in chain), stretch.end]
    if chain:
        for k, part in enumerate(pairwise(corners)):
            guides += [*chain[k - 1 : k], *_guides(zh, en, Stretch(*part), levels - 1)]
    return guides


def _spread(guides: Sequence[Anchor]) -> Iterator[Corner]:
    """The corners before guides, but for those that come too soon after another."""
    i, j = 0, 0
    for guide in guides:
        if max(guide.zh - i, guide.en - j) >= STRETCH:
            i, j = guide.zh, guide.en
            yield i, j


def _within(zh: Vectors, en: Vectors, stretch: Stretch, rows: NDArray[np.int64]) -> list[Anchor]:
    """The mutual neighbours in a stretch of some of its Chinese sentences."""
    (i0, j0), (i1, j1) = stretch
    return [Anchor(i + i0, j + j0, by) for i, j, by in _mutual(zh[i0:i1], en[j0:j1], rows - i0)]


def _mutual(zh: Vectors, en: Vectors, rows: NDArray[np.int64]) -> list[Anchor]:
    """Those of the `rows` of `zh` that are the nearest of their own nearest, by a margin and in order."""
    if not len(rows) or not len(en):
        return []
    ahead = nearest(zh[rows], en, NEIGHBOURS)
    wanted, place = np.unique(ahead.rows[:, 0], return_inverse=True)
    back = nearest(en[wanted], zh, NEIGHBOURS)
    mutual = np.flatnonzero(back.rows[place, 0] == rows)
    rest = (_rest(ahead.similarities)[mutual] + _rest(back.similarities)[place[mutual]]) / 2
    margins = np.round(ahead.similarities[mutual, 0] - rest, 4)
    return [
        Anchor(int(rows[k]), int(ahead.rows[k, 0]), float(margin))
        for k, margin in zip(mutual, margins, strict=True)
        if margin >= LEAST_MARGIN
    ]


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
    low, high = np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high)
    windows: list[Window] = []
    top = 0
    while top < n:
        bottom = min(n, top + BLOCK_ROWS)
        while bottom > top + 1 and (bottom - top) * (high[bottom] - low[top] + 1) > BLOCK_CELLS:
            bottom = top + (bottom - top + 1) // 2
        windows.append(Window(top, bottom, int(low[top : bottom + 1].min()), int(high[top : bottom + 1].max())))
        top = bottom
    return windows
