"""Which words are pairs, where several units stand end to end: each word of a unit with each one opposite.

A unit is small: what is asked of one takes numpy longer to begin than to do. So one expression asks about the pairs of
all units of a stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aligner.auditing.coverage.atoms import Atoms, Flags, Floats, Ints


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs (p) of own words (w) and words opposite (v) in each unit, in order of the own words, then the others.

    `counts` and `opposite_counts` are the words of each unit on either side, shape (units,).
    """

    counts: Ints
    opposite_counts: Ints

    @classmethod
    def between(cls, own: Atoms, opposite: Atoms) -> Pairs:
        """The pairs of two sides, cut into the same units."""
        return cls(own.counts, opposite.counts)

    def __len__(self) -> int:
        return int((self.counts * self.opposite_counts).sum())

    @cached_property
    def starts(self) -> Ints:
        """Where the own words of each unit begin, shape (units,)."""
        return _before(self.counts)

    @cached_property
    def opposite_starts(self) -> Ints:
        """Where the words opposite of each unit begin, shape (units,)."""
        return _before(self.opposite_counts)

    @cached_property
    def unit(self) -> Ints:
        """The unit of each own word, shape (w,)."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    @cached_property
    def opposite_unit(self) -> Ints:
        """The unit of each word opposite, shape (v,)."""
        return np.repeat(np.arange(len(self.counts)), self.opposite_counts)

    @cached_property
    def width(self) -> Ints:
        """How many pairs each own word has, shape (w,)."""
        width: Ints = self.opposite_counts[self.unit]
        return width

    @cached_property
    def first(self) -> Ints:
        """Where the pairs of each own word begin, shape (w,)."""
        return _before(self.width)

    @cached_property
    def word(self) -> Ints:
        """The own word of each pair, shape (p,)."""
        return np.repeat(np.arange(len(self.width)), self.width)

    @cached_property
    def partner(self) -> Ints:
        """The word opposite of each pair, shape (p,)."""
        return np.arange(len(self)) - np.repeat(self.first - self.opposite_starts[self.unit], self.width)

    def of(self, words: Flags) -> Ints:
        """The places of the pairs of some own words."""
        return np.flatnonzero(np.repeat(words, self.width))

    @cached_property
    def mirrored(self) -> Pairs:
        """The same pairs from the other side."""
        return Pairs(self.opposite_counts, self.counts)

    @cached_property
    def turn(self) -> Ints:
        """Where each pair of `mirrored` stands among these, shape (p,)."""
        other = self.mirrored
        places: Ints = self.first[other.partner] + (other.word - self.opposite_starts[other.unit[other.word]])
        return places

    @cached_property
    def blocks(self) -> tuple[tuple[slice, slice, slice], ...]:
        """For each unit, its own words, its words opposite and its pairs."""
        sizes = (self.counts, self.opposite_counts, self.counts * self.opposite_counts)
        return tuple(zip(*map(_slices, sizes), strict=True))

    def tables(self, values: Floats) -> Iterator[Floats]:
        """What is known of each pair as a table for each unit, shape (own words, words opposite)."""
        shapes = zip(self.counts.tolist(), self.opposite_counts.tolist(), strict=True)
        return (values[block].reshape(shape) for (_, _, block), shape in zip(self.blocks, shapes, strict=True))


def end_to_end(tables: Iterable[Floats]) -> Floats:
    """Tables of some units, at least one, as one row of pairs."""
    return np.concatenate([table.ravel() for table in tables])


def _before(counts: Ints) -> Ints:
    before: Ints = np.cumsum(counts) - counts
    return before


def _slices(counts: Ints) -> Iterator[slice]:
    return map(slice, _before(counts).tolist(), np.cumsum(counts).tolist())
