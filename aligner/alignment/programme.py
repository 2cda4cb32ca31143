"""The dynamic programme that chooses the best sequence of beads, and says how sure it is of each.

Sentences of the two sides are read in order; a bead takes up to 8 of each. Every row of the programme is one numpy
expression over all bead types and columns. Scores are whole numbers (ten-thousandths), so that a sum is exact and a
path is the same on every machine.

A bead's probability is its posterior over all paths, each weighing exp(score / temperature): sums over paths are taken
forward along with the best path, and each place keeps the share that every bead has in its own; backward, the
certainty of having reached the end is handed back along those shares (the forward-backward algorithm, over beads).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.paths import Corner, Path
from aligner.bitext import Bead

MOST = 8
UNIT = 10_000
NEVER = -(2**28)
NOWHERE = -1e9

Scores = NDArray[np.int32]
Floats = NDArray[np.float64]
Number = TypeVar("Number", bound=np.generic)
Kind = tuple[int, int]

NULL: Kind = (1, 0)
SKIP = 1  # the code of leaving out an English sentence


class Window(NamedTuple):
    """Rows `top` + 1 to `bottom` of the programme, searched in columns `left` to `right`, all as end positions."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Programme:
    """What is to be solved.

    Attributes:
        windows: where to search; together they cover all rows once, each overlaps the next one's columns, and none
            begins or ends left of the one before.
        score: gives, for a window, the scores of the beads that end in it: shape (rows, 8, 8, columns), where
            [r, a - 1, b - 1, c] is the bead of the last `a` sentences up to row r and the last `b` up to column c.
        zh_null: what leaving out each Chinese sentence scores, shape (n,).
        en_null: the same for English, shape (m,).
        temperature: of the posteriors, in ten-thousandths.
        largest: sentences in the largest bead, both sides together; scores of larger ones are not looked at.
    """

    windows: Sequence[Window]
    score: Callable[[Window], Scores]
    zh_null: Scores
    en_null: Scores
    temperature: float
    largest: int = 2 * MOST

    def path(self) -> Path:
        """The best path, with the posteriors of its beads; nulls are all there is where a side is empty."""
        n, m = len(self.zh_null), len(self.en_null)
        if not n or not m:
            steps = np.arange(n + m + 1)
            return Path(np.stack([np.minimum(steps, n), np.maximum(steps - n, 0)], axis=1), np.ones(n + m))
        blocks = self._forward()
        corners = self._trace_back(blocks)
        posteriors = self._posteriors(blocks, corners)
        return Path(np.array(corners), np.array([posteriors[corner] for corner in corners[1:]]))

    def solve(self) -> list[Bead]:
        """The beads of the best path, in order, each with its posterior."""
        return self.path().beads()

    def _kinds(self) -> list[Kind]:
        """The beads' types but for a skipped English sentence; by English sentences, then Chinese ones."""
        sizes = range(1, MOST + 1)
        return [*((a, b) for b in sizes for a in sizes if a + b <= self.largest), NULL]

    def _skipped(self) -> NDArray[np.int64]:
        """What leaving out all English sentences before each place scores, shape (m + 1,)."""
        return np.concatenate([[0], np.cumsum(self.en_null, dtype=np.int64)])

    def _forward(self) -> list[_Block]:
        """The last bead, the sum over paths and every bead's share of it, at every place searched."""
        kinds = self._kinds()
        zh, en = np.array(kinds).T
        codes_of = (zh * 16 + en).astype(np.uint8)
        skipped = self._skipped()
        first = skipped[: self.windows[0].right + 1]
        blocks = [_Block.before(first / self.temperature, len(kinds))]
        left, values, sums = 0, _first_rows(first, NEVER), _first_rows(first / self.temperature, NOWHERE)
        for window in self.windows:
            height, width = window.bottom - window.top, window.right - window.left + 1
            stride = MOST + width
            values = _moved(values, left, (MOST + height, stride), window.left, NEVER)
            sums = _moved(sums, left, (MOST + height, stride), window.left, NOWHERE)
            left = window.left
            flat_values, flat_sums = values.reshape(-1), sums.reshape(-1)
            reach = ((MOST - zh) * stride + MOST - en)[:, None] + np.arange(width)
            scores = np.empty((height, len(kinds), width), dtype=np.int64)
            scores[:, :-1] = self.score(window)[:, zh[:-1] - 1, en[:-1] - 1]
            scores[:, -1] = self.zh_null[window.top : window.bottom, None]
            gains = scores / self.temperature
            skips = skipped[left : left + width]
            skip_gains = skips / self.temperature
            codes = np.empty((height, width), dtype=np.uint8)
            kept = np.empty((height, width))
            shares = np.empty((height, len(kinds), width), dtype=np.float32)
            for r in range(height):
                total = flat_values[r * stride :].take(reach)
                total += scores[r]
                level = total.max(axis=0) - skips
                reached = np.maximum.accumulate(level)
                codes[r] = np.where(reached > level, SKIP, codes_of[total.argmax(axis=0)])
                values[MOST + r, MOST:] = reached + skips
                paths = flat_sums[r * stride :].take(reach)
                paths += gains[r]
                top = paths.max(axis=0)
                paths -= top
                weights = np.exp(paths, out=paths)
                weight = weights.sum(axis=0)
                ending = np.log(weight) + top - skip_gains
                passing = np.logaddexp.accumulate(ending)
                kept[r] = np.exp(ending - passing)
                sums[MOST + r, MOST:] = passing + skip_gains
                np.multiply(weights, kept[r] / weight, out=shares[r], casting="same_kind")
            blocks.append(_Block(window.top + 1, left, codes, sums[MOST:, MOST:], kept, shares))
        return blocks

    def _trace_back(self, blocks: Sequence[_Block]) -> list[Corner]:
        """The corners of the best path, from (0, 0) to (n, m)."""
        i, j = len(self.zh_null), len(self.en_null)
        corners = [(i, j)]
        for block in reversed(blocks):
            while i >= block.top and (i or j):
                code = int(block.codes[i - block.top, j - block.left])
                i, j = i - (code >> 4), j - (code & 15)
                corners.append((i, j))
        corners.reverse()
        return corners

    def _posteriors(self, blocks: Sequence[_Block], corners: Sequence[Corner]) -> dict[Corner, float]:
        """The posterior of each bead of a path, by the corner at which it ends."""
        kinds = self._kinds()
        number = {kind: k for k, kind in enumerate(kinds)}
        alike = [(b, [number[kind] for kind in some]) for b, some in groupby(kinds[:-1], key=lambda kind: kind[1])]
        wanted: dict[int, list[tuple[int, int]]] = {}
        for (i, j), end in pairwise(corners):
            wanted.setdefault(end[0], []).append((end[1], number[end[0] - i, end[1] - j] if end[0] > i else -1))
        skipped = self._skipped() / self.temperature
        found: dict[Corner, float] = {}
        left, reached = len(self.en_null), np.zeros((MOST, MOST + 1))
        reached[-1, -1] = 1.0
        for block in reversed(blocks):
            height, width = block.codes.shape
            reached = _moved(reached[:MOST], left, (MOST + height, MOST + width), block.left, 0.0, below=True)
            left = block.left
            skips = skipped[left : left + width]
            for r in range(height - 1, -1, -1):
                level = block.sums[r] - skips
                with np.errstate(divide="ignore"):
                    outside = np.log(reached[MOST + r, MOST:]) - level
                here = np.exp(np.logaddexp.accumulate(outside[::-1])[::-1] + level)
                for j, k in wanted.get(block.top + r, ()):
                    share = block.shares[r, k, j - left] if k >= 0 else 1 - block.kept[r, j - left]
                    found[block.top + r, j] = round(min(1.0, float(here[j - left] * share)), 4)
                through = block.shares[r] * here
                for b, some in alike:
                    ends = slice(MOST - b, MOST - b + width)
                    reached[MOST + r - len(some) : MOST + r, ends] += through[some[0] : some[-1] + 1][::-1]
                reached[MOST + r - 1, MOST:] += through[-1]
        return found


class _Block(NamedTuple):
    """What the way forward leaves of a window's rows, of which `top` is the first, from column `left` on.

    `codes` are the last beads (a * 16 + b), `sums` the logs of the sums over paths, `kept` what of these does not end
    with a skipped English sentence, all of shape (rows, columns), and `shares` each bead's, (rows, kinds, columns).
    """

    top: int
    left: int
    codes: NDArray[np.uint8]
    sums: Floats
    kept: Floats
    shares: NDArray[np.float32]

    @classmethod
    def before(cls, sums: Floats, kinds: int) -> _Block:
        """The row before the first Chinese sentence, which is reached by skipping English ones."""
        one = (1, len(sums))
        return cls(0, 0, np.full(one, SKIP, np.uint8), sums[None], np.zeros(one), np.zeros((1, kinds, len(sums)), "f4"))


def _first_rows(row: NDArray[Number], nothing: float) -> NDArray[Number]:
    """The 8 rows that end with `row`, with 8 columns before it."""
    rows = np.full((MOST, MOST + len(row)), nothing, dtype=row.dtype)
    rows[-1, MOST:] = row
    return rows


def _moved(
    rows: NDArray[Number], left: int, shape: tuple[int, int], to: int, nothing: float, *, below: bool = False
) -> NDArray[Number]:
    """Rows of a window, begun with the last 8 rows of another, or ended with the first 8.

    Columns are those of the texts from the 8th before `left` or `to` on; what the other does not have is `nothing`.
    """
    moved = np.full(shape, nothing, dtype=rows.dtype)
    some = rows[:MOST] if below else rows[-MOST:]
    before, after = max(0, to - left), max(0, left - to)
    count = min(rows.shape[1] - before, shape[1] - after)
    place = slice(shape[0] - MOST, shape[0]) if below else slice(0, MOST)
    moved[place, after : after + count] = some[:, before : before + count]
    return moved
