"""Programmes solved side by side: each row is one numpy expression over all of them.

A lane is a programme on its way. Windows of like width are taken together, the narrower padded; what lies in the
padding is never read. In arrays, rows come first, then kinds of beads, lanes and columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.paths import Path
from aligner.alignment.programme import MOST, NEVER, Programme, Window

NOWHERE = -1e9
SKIP = 1  # the code of leaving out an English sentence
BITS = 7  # of a value that name its bead
NAMES = 2**BITS - 1

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Number = TypeVar("Number", bound=np.generic)


class Kinds(NamedTuple):
    """The kinds of beads but a skipped English sentence, by Chinese and English sentences; (1, 0) is the last."""

    zh: Whole
    en: Whole

    @classmethod
    def up_to(cls, largest: int) -> Kinds:
        """Those of at most so many sentences, both sides together."""
        sizes = range(1, MOST + 1)
        found = [*((a, b) for b in sizes for a in sizes if a + b <= largest), (1, 0)]
        return cls(*np.array(found).T)

    def runs(self) -> list[tuple[int, slice]]:
        """The places of those with 1, 2, … English sentences."""
        groups = ((b, list(some)) for b, some in groupby(range(len(self.en) - 1), key=lambda k: int(self.en[k])))
        return [(b, slice(some[0], some[-1] + 1)) for b, some in groups]

    def numbers(self) -> Whole:
        """The place of each kind, shape (9, 9); -1 for what is none of them."""
        numbers = np.full((MOST + 1, MOST + 1), -1)
        numbers[self.zh, self.en] = np.arange(len(self.zh))
        return numbers


class Block(NamedTuple):
    """The windows of several lanes, and what the way forward leaves of them.

    `codes` are the last beads (a * 16 + b), `sums` the logs of the sums over paths, `kept` what of these does not end
    with a skipped English sentence, all of shape (rows, lanes, columns); `shares` are those of each kind of bead,
    (rows, kinds, lanes, columns), and `skips` what skipping all before each column gains, (lanes, columns).
    """

    windows: Sequence[Window]
    codes: NDArray[np.uint8]
    sums: Floats
    kept: Floats
    shares: NDArray[np.float32]
    skips: Floats


class Lane:
    """A programme on its way: the 8 rows that it has last come through, from the 8th column before `left` on."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.skipped: Whole = np.concatenate([[0], np.cumsum(programme.en_null, dtype=np.int64)])
        self.left = 0
        first = self.skipped[: programme.windows[0].right + 1]
        self.values: Whole = np.full((MOST, MOST + len(first)), NEVER << BITS, dtype=np.int64)
        self.sums: Floats = np.full(self.values.shape, NOWHERE)
        self.values[-1, MOST:], self.sums[-1, MOST:] = first << BITS, first / programme.temperature
        self.blocks: list[tuple[Block, int]] = []
        self.reached: Floats = np.zeros((MOST, MOST + 1))
        self.corners: Whole = np.zeros((0, 2), dtype=np.int64)
        self.scores: Floats = np.zeros(0)

    def turn(self) -> None:
        """Find the best path by going back along it, and stand at its end for the sums of the way back."""
        i, j = self.programme.size
        corners = [(i, j)]
        for block, place in reversed(self.blocks):
            window = block.windows[place]
            while i > window.top:
                code = int(block.codes[i - window.top - 1, place, j - window.left])
                i, j = i - (code >> 4), j - (code & 15)
                corners.append((i, j))
        corners += [(0, k) for k in range(j - 1, -1, -1)]
        self.corners, self.scores = np.array(corners[::-1]), np.zeros(len(corners) - 1)
        self.left = self.programme.size[1]
        self.reached[-1, -1] = 1.0

    def path(self) -> Path:
        """The best path, when the way back is done; in the row before the first, only skipping leads on."""
        certainty = np.cumsum(self.reached[-1, MOST:][::-1])[::-1]
        ends = np.flatnonzero(self.corners[1:, 0] == 0)
        self.scores[ends] = certainty[self.corners[ends + 1, 1] - self.left]
        scores: Floats = np.clip(self.scores, 0, 1).round(4)
        return Path(self.corners, scores)


def side_by_side(programmes: Sequence[Programme]) -> list[Path]:
    """The best path of each programme; all have the same `temperature` and `largest`, and none an empty side."""
    lanes = [Lane(programme) for programme in programmes]
    taken: list[tuple[list[Lane], Block]] = []
    for number in range(max((len(programme.windows) for programme in programmes), default=0)):
        for some in _alike([lane for lane in lanes if number < len(lane.programme.windows)], number):
            taken.append((some, _ahead(some, [lane.programme.windows[number] for lane in some])))
    for lane in lanes:
        lane.turn()
    for some, block in reversed(taken):
        _back(some, block)
    return [lane.path() for lane in lanes]


def _alike(lanes: Sequence[Lane], number: int) -> Iterator[list[Lane]]:
    """Lanes whose windows of that number have the same order of width."""
    order: dict[int, list[Lane]] = {}
    for lane in lanes:
        window = lane.programme.windows[number]
        order.setdefault((window.right - window.left).bit_length(), []).append(lane)
    yield from order.values()


def _ahead(lanes: Sequence[Lane], windows: Sequence[Window]) -> Block:
    """Take lanes through a window each: the last bead, the sum over paths and every bead's share of it."""
    temperature, kinds = lanes[0].programme.temperature, Kinds.up_to(lanes[0].programme.largest)
    zh, en = kinds
    codes_of = (zh * 16 + en).astype(np.uint8)
    count = len(lanes)
    height = max(window.bottom - window.top for window in windows)
    width = max(window.right - window.left + 1 for window in windows)
    stride = MOST + width
    values = np.full((MOST + height, count, stride), NEVER << BITS, dtype=np.int64)
    sums = np.full(values.shape, NOWHERE)
    scores = np.full((height, len(zh), count, width), NEVER, dtype=np.int64)
    skips = np.zeros((count, width), dtype=np.int64)
    for place, (lane, window) in enumerate(zip(lanes, windows, strict=True)):
        _carry(lane.values, lane.left, values[:MOST, place], window.left)
        _carry(lane.sums, lane.left, sums[:MOST, place], window.left)
        rows, columns = window.bottom - window.top, window.right - window.left + 1
        scores[:rows, :-1, place, :columns] = lane.programme.score(window)[:, zh[:-1] - 1, en[:-1] - 1]
        scores[:rows, -1, place, :columns] = lane.programme.zh_null[window.top : window.bottom, None]
        skips[place, :columns] = lane.skipped[window.left : window.right + 1]
        skips[place, columns:] = skips[place, columns - 1]
    gains, skip_gains = scores / temperature, skips / temperature
    scores <<= BITS
    scores += (NAMES - np.arange(len(zh)))[:, None, None]  # of equals, the greatest is the first
    reach = ((MOST - zh) * count * stride + MOST - en)[:, None, None]
    reach = reach + (np.arange(count) * stride)[:, None] + np.arange(width)
    codes = np.empty((height, count, width), dtype=np.uint8)
    kept = np.empty((height, count, width))
    shares = np.empty((height, len(zh), count, width), dtype=np.float32)
    flat_values, flat_sums = values.reshape(-1), sums.reshape(-1)
    for r in range(height):
        above = r * count * stride
        total = flat_values[above:].take(reach)
        total += scores[r]
        best = total.max(axis=0)
        level = (best >> BITS) - skips
        reached = np.maximum.accumulate(level, axis=1)
        codes[r] = np.where(reached > level, SKIP, codes_of[NAMES - (best & NAMES)])
        values[MOST + r, :, MOST:] = (reached + skips) << BITS
        paths = flat_sums[above:].take(reach)
        paths += gains[r]
        top = paths.max(axis=0)
        paths -= top
        np.exp(paths, out=paths)
        weight = paths.sum(axis=0)
        ending = np.log(weight) + top - skip_gains
        passing = np.logaddexp.accumulate(ending, axis=1)
        kept[r] = np.exp(ending - passing)
        sums[MOST + r, :, MOST:] = passing + skip_gains
        np.multiply(paths, kept[r] / weight, out=shares[r], casting="same_kind")
    block = Block(windows, codes, sums[MOST:, :, MOST:], kept, shares, skip_gains)
    for place, (lane, window) in enumerate(zip(lanes, windows, strict=True)):
        rows, columns = window.bottom - window.top, MOST + window.right - window.left + 1
        last = slice(rows, rows + MOST)
        lane.left, lane.values, lane.sums = window.left, values[last, place, :columns], sums[last, place, :columns]
        lane.blocks.append((block, place))
    return block


def _back(lanes: Sequence[Lane], block: Block) -> None:
    """Hand the certainty of having reached the end back through a window of each lane, and note it for their beads."""
    kinds = Kinds.up_to(lanes[0].programme.largest)
    height, count, width = block.codes.shape
    reached = np.zeros((MOST + height, count, MOST + width))
    for place, (lane, window) in enumerate(zip(lanes, block.windows, strict=True)):
        rows = window.bottom - window.top
        _carry(lane.reached, lane.left, reached[rows : rows + MOST, place], window.left)
    runs = kinds.runs()
    certainty = np.empty((height, count, width))
    for r in range(height - 1, -1, -1):
        level = block.sums[r] - block.skips
        with np.errstate(divide="ignore"):
            outside = np.log(reached[MOST + r, :, MOST:]) - level
        here = np.exp(np.logaddexp.accumulate(outside[:, ::-1], axis=1)[:, ::-1] + level)
        certainty[r] = here
        through = block.shares[r] * here
        for b, some in runs:
            before = slice(MOST + r - (some.stop - some.start), MOST + r)
            reached[before, :, MOST - b : MOST - b + width] += through[some][::-1]
        reached[MOST + r - 1, :, MOST:] += through[-1]
    numbers = kinds.numbers()
    for place, (lane, window) in enumerate(zip(lanes, block.windows, strict=True)):
        first, last = np.searchsorted(lane.corners[1:, 0], (window.top, window.bottom), side="right")
        start, end = lane.corners[first:last], lane.corners[first + 1 : last + 1]
        kind = numbers[tuple((end - start).T)]
        at = end[:, 0] - window.top - 1, end[:, 1] - window.left
        shares = np.where(kind < 0, 1 - block.kept[at[0], place, at[1]], block.shares[at[0], kind, place, at[1]])
        lane.scores[first:last] = certainty[at[0], place, at[1]] * shares
        lane.left, lane.reached = window.left, reached[:MOST, place, : MOST + window.right - window.left + 1]


def _carry(rows: NDArray[Number], left: int, to: NDArray[Number], to_left: int) -> None:
    """Copy rows into others that begin at another column; what those have not is left out."""
    before, after = max(0, to_left - left), max(0, left - to_left)
    count = min(rows.shape[1] - before, to.shape[1] - after)
    to[:, after : after + count] = rows[:, before : before + count]
