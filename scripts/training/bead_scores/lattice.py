"""All alignments of a document near the right one, as one graph, and what a log-linear model makes of them.

Many documents are one lattice, each with its own first and last node. Sums over paths are taken level by level, for all
documents at once; a node's level is the number of sentences before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.programme import Window
from aligner.alignment.runs import LARGEST
from aligner.alignment.sentences import SentenceScorer, lost_lengths
from aligner.alignment.weights import Weights
from aligner.bitext import Bead

NAMES = tuple(field.name for field in fields(Weights))
NULL, LOST = NAMES.index("null"), NAMES.index("lost")
BESIDE = 4  # sentences to either side of the right alignment in which others are looked for
ROWS = 24
NOWHERE = -1e30

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Lattice:
    """Beads from node to node, sorted by the level of their end and then by it.

    `measures` are those of each bead, by `NAMES`, shape (beads, measures); `right` says whether it is a right one.
    `levels` and `documents` are each node's; `first` and `last` are nodes, one of each a document.
    """

    tails: Whole
    heads: Whole
    measures: NDArray[np.float32]
    right: NDArray[np.bool_]
    levels: Whole
    documents: Whole
    first: Whole
    last: Whole


def lattice(scorer: SentenceScorer, beads: Sequence[Bead]) -> Lattice:
    """The lattice of one document, of which the right beads are known."""
    n, m = len(scorer.zh), len(scorer.en)
    low, high = _corridor(beads, n, m)
    parts = [part for window in _windows(low, high) for part in _beads_in(scorer, window)]
    ends, sizes, measures = (np.concatenate([part[k] for part in parts]) for k in range(3))
    starts = ends - sizes
    inside = (starts >= 0).all(axis=1)
    for corner in (starts, ends):
        row = np.maximum(corner[:, 0], 0)
        inside &= (corner[:, 1] >= low[row]) & (corner[:, 1] <= high[row])
    starts, ends, measures = starts[inside], ends[inside], measures[inside]
    width = m + 1
    known = np.unique(np.concatenate([starts @ [width, 1], ends @ [width, 1], [0, n * width + m]]))
    levels = known // width + known % width
    order = np.lexsort((known, levels))
    place = np.empty(len(known), dtype=np.int64)
    place[order] = np.arange(len(known))
    tails, heads = (place[np.searchsorted(known, corner @ [width, 1])] for corner in (starts, ends))
    by_head = np.argsort(heads, kind="stable")
    corners = list(accumulate(beads, lambda at, bead: (at[0] + len(bead.zh), at[1] + len(bead.en)), initial=(0, 0)))
    right = set(pairwise(corners))
    is_right = [(tuple(s), tuple(e)) in right for s, e in zip(starts.tolist(), ends.tolist(), strict=True)]
    return Lattice(
        tails[by_head],
        heads[by_head],
        measures[by_head],
        np.array(is_right)[by_head],
        levels[order],
        np.zeros(len(known), dtype=np.int64),
        place[np.searchsorted(known, [0])],
        place[np.searchsorted(known, [n * width + m])],
    )


def _corridor(beads: Sequence[Bead], n: int, m: int) -> tuple[Whole, Whole]:
    """For each row the first and last column that is looked at."""
    low, high = np.full(n + 1, m), np.zeros(n + 1, dtype=np.int64)
    i = j = 0
    for bead in beads:
        rows = slice(i, i + len(bead.zh) + 1)
        low[rows], high[rows] = np.minimum(low[rows], j), np.maximum(high[rows], j + len(bead.en))
        i, j = i + len(bead.zh), j + len(bead.en)
    return np.maximum(low - BESIDE, 0), np.minimum(high + BESIDE, m)


def _windows(low: Whole, high: Whole) -> Iterator[Window]:
    for top in range(0, len(low) - 1, ROWS):
        bottom = min(len(low) - 1, top + ROWS)
        yield Window(top, bottom, int(low[top : bottom + 1].min()), int(high[top : bottom + 1].max()))


def _beads_in(scorer: SentenceScorer, window: Window) -> Iterator[tuple[Whole, Whole, NDArray[np.float32]]]:
    """The ends, sizes and measures of all beads that end in a window, and of the null beads beside them."""
    rows, columns = window.bottom - window.top, window.right - window.left + 1
    r, c = (part.ravel() for part in np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"))
    ends = np.stack([r + window.top + 1, c + window.left], axis=1)
    for found in scorer.measures(window):
        some = np.zeros((rows, LARGEST - found.size, columns, len(NAMES)), dtype=np.float32)
        for name, value in found.values.items():
            some[..., NAMES.index(name)] = value
        for b in range(1, LARGEST - found.size + 1):
            yield ends, np.broadcast_to([found.size, b], ends.shape), some[:, b - 1].reshape(-1, len(NAMES))
    yield ends, np.broadcast_to([1, 0], ends.shape), _nulls(scorer.zh_lengths[ends[:, 0] - 1])
    if window.top == 0:
        ends = np.concatenate([np.stack([np.zeros_like(c[:columns]), c[:columns] + window.left], axis=1), ends])
    sizes = (scorer.en_lengths * scorer.scale)[np.maximum(ends[:, 1] - 1, 0)]
    yield ends, np.broadcast_to([0, 1], ends.shape), _nulls(sizes)


def _nulls(sizes: Floats) -> NDArray[np.float32]:
    """The measures of null beads of sentences with so many characters."""
    measures = np.zeros((len(sizes), len(NAMES)), dtype=np.float32)
    measures[:, NULL], measures[:, LOST] = 1, lost_lengths(sizes)
    return measures


def together(lattices: Sequence[Lattice]) -> Lattice:
    """Many lattices as one, again in order."""
    offsets = np.cumsum([0, *(len(one.levels) for one in lattices)])
    levels = np.concatenate([one.levels for one in lattices])
    order = np.argsort(levels, kind="stable")
    place = np.empty(len(levels), dtype=np.int64)
    place[order] = np.arange(len(levels))

    def moved(name: str) -> Whole:
        moving = [getattr(one, name) + offset for one, offset in zip(lattices, offsets, strict=False)]
        found: Whole = place[np.concatenate(moving)]
        return found

    heads = moved("heads")
    by_head = np.argsort(heads, kind="stable")
    return Lattice(
        moved("tails")[by_head],
        heads[by_head],
        np.concatenate([one.measures for one in lattices])[by_head],
        np.concatenate([one.right for one in lattices])[by_head],
        levels[order],
        np.repeat(np.arange(len(lattices)), np.diff(offsets))[order],
        moved("first"),
        moved("last"),
    )


class Steps(NamedTuple):
    """The beads between levels: `order` sorts them, and each step is a slice of it with the nodes it leads to."""

    order: Whole
    steps: list[tuple[slice, Whole, Whole]]


@dataclass(frozen=True)
class Paths:
    """Sums over the paths of a lattice."""

    graph: Lattice
    ahead: Steps
    back: Steps

    @classmethod
    def of(cls, graph: Lattice) -> Paths:
        """Prepare for many sums over one lattice."""
        levels = graph.levels
        backwards = np.lexsort((graph.tails, -levels[graph.tails]))
        return cls(
            graph,
            Steps(np.arange(len(graph.heads)), _steps(graph.heads, levels)),
            Steps(backwards, _steps(graph.tails[backwards], levels)),
        )

    def sums(self, scores: Floats) -> tuple[float, Floats]:
        """The log of the sum over all paths, added up over documents, and each bead's probability."""
        graph = self.graph
        before, after = (np.full(len(graph.levels), NOWHERE) for _ in range(2))
        before[graph.first] = after[graph.last] = 0.0
        _flow(before, self.ahead, graph.tails, scores)
        _flow(after, self.back, graph.heads, scores)
        whole = before[graph.last]
        exponent = before[graph.tails] + scores + after[graph.heads] - whole[graph.documents[graph.heads]]
        return float(whole.sum()), np.exp(np.minimum(exponent, 0.0))

    def best(self, scores: Floats) -> Whole:
        """The beads of the best path of each document."""
        graph = self.graph
        values, chosen = np.full(len(graph.levels), NOWHERE), np.full(len(graph.levels), -1)
        values[graph.first] = 0.0
        for step, nodes, begins in self.ahead.steps:
            totals = values[graph.tails[step]] + scores[step]
            order = np.lexsort((-totals, graph.heads[step]))
            top = order[begins]
            values[nodes], chosen[nodes] = totals[top], step.start + top
        found = []
        for node, first in zip(graph.last.tolist(), graph.first.tolist(), strict=True):
            while node != first:
                found.append(int(chosen[node]))
                node = int(graph.tails[found[-1]])
        return np.array(found, dtype=np.int64)


def _steps(nodes: Whole, levels: Whole) -> list[tuple[slice, Whole, Whole]]:
    """Slices of beads that share a level, each with its nodes and where in the slice these begin."""
    edges = np.flatnonzero(np.diff(levels[nodes])) + 1
    steps = []
    for start, end in zip([0, *edges.tolist()], [*edges.tolist(), len(nodes)], strict=True):
        begins = np.concatenate([[0], np.flatnonzero(np.diff(nodes[start:end])) + 1])
        steps.append((slice(start, end), nodes[start:end][begins], begins))
    return steps


def _flow(sums: Floats, steps: Steps, sources: Whole, scores: Floats) -> None:
    """Fill in the log sums over paths, level by level."""
    sources, scores = sources[steps.order], scores[steps.order]
    for step, nodes, begins in steps.steps:
        terms = sums[sources[step]] + scores[step]
        top = np.maximum.reduceat(terms, begins)
        counts = np.diff(np.append(begins, len(terms)))
        total = np.add.reduceat(np.exp(terms - np.repeat(top, counts)), begins)
        sums[nodes] = np.where(top > NOWHERE / 2, top + np.log(total), NOWHERE)
