"""Several units end to end, matched, so that one numpy expression asks about the words of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.atoms import Atoms, Flags, Floats, Ints
from aligner.auditing.coverage.matching import Matching, unlinked
from aligner.auditing.coverage.pairs import Pairs

Numbers = NDArray[np.floating] | NDArray[np.signedinteger]
_CLASSES = 2**32  # more than there are classes of words


@dataclass(frozen=True, eq=False)
class Stack:
    """Units seen from one side, its words (w), those opposite (v), and the pairs of both within each unit (p).

    Attributes:
        own: The words of the side in question, shape (w,).
        opposite: Those of the other side, shape (v,).
        pairs: Which of them are pairs.
        tables: See `Matching`; like `cosines`, `strengths` and `near` of shape (p,).
        link: The word, within its unit, that each own word is linked with, or -1, shape (w,).
        opposite_link: The same from the other side, shape (v,).
    """

    own: Atoms
    opposite: Atoms
    pairs: Pairs
    tables: Floats
    cosines: Floats
    strengths: Floats
    link: Ints
    opposite_link: Ints
    near: Floats

    @cached_property
    def matchings(self) -> tuple[Matching, ...]:
        """Each unit by itself; the own side is the Chinese one."""
        pairs = self.pairs
        tables = (pairs.tables(values) for values in (self.tables, self.cosines, self.strengths, self.near))
        units = zip(self.own.passages, self.opposite.passages, pairs.blocks, *tables, strict=True)
        return tuple(
            Matching(zh, en, known, cosines, strengths, self.link[own], self.opposite_link[opposite], near)
            for zh, en, (own, opposite, _), known, cosines, strengths, near in units
        )

    @property
    def linked(self) -> Flags:
        """Whether each own word is linked, shape (w,)."""
        return self.link >= 0

    @cached_property
    def free(self) -> Flags:
        """The words opposite that carry meaning and are not linked, shape (v,)."""
        return unlinked(self.opposite, self.opposite_link)

    def best(self, pairs: Floats) -> Floats:
        """The greatest of each own word's pairs, shape (w,)."""
        found: Floats = np.maximum.reduceat(pairs, self.pairs.first)
        return found

    def at_link(self, pairs: Floats) -> Floats:
        """What a word and its link are as a pair, 0 for a word without one, shape (w,)."""
        return np.where(self.linked, pairs[self.pairs.first + np.maximum(self.link, 0)], 0)

    def in_unit(self, words: Floats) -> Floats:
        """The sum over the words of its unit, for each own word, shape (w,)."""
        found: Floats = np.add.reduceat(words, self.pairs.starts)[self.pairs.unit]
        return found

    def before(self, values: Numbers, which: Flags, otherwise: float) -> Numbers:
        """The value of the last of some words before each word of the same unit, shape (w,)."""
        place = np.where(which, np.arange(len(which)), -1)
        last = np.concatenate([[-1], np.maximum.accumulate(place)[:-1]])
        return np.where(last >= self.pairs.starts[self.pairs.unit], values[last], otherwise)

    def after(self, values: Numbers, which: Flags, otherwise: float) -> Numbers:
        """The value of the first of some words after each word of the same unit, shape (w,)."""
        place = np.where(which, np.arange(len(which)), len(which))
        following = np.concatenate([np.minimum.accumulate(place[::-1])[::-1][1:], [len(which)]])
        ends = (self.pairs.starts + self.pairs.counts)[self.pairs.unit]
        return np.where(following < ends, values[np.minimum(following, len(which) - 1)], otherwise)

    def moved(self, values: Floats, by: int) -> Floats:
        """The values one place on (`by` 1) or back (`by` -1), with 0 at the end of each unit that is left."""
        moved = np.roll(values, by)
        moved[self.pairs.starts if by > 0 else self.pairs.starts + self.pairs.counts - 1] = 0
        return moved

    def own_kinds(self, classes: NDArray[np.signedinteger]) -> Ints:
        """Numbers that are equal where both a word's unit and the class given for it are, shape (w,)."""
        return self.pairs.unit * _CLASSES + classes

    @property
    def opposite_kinds(self) -> Ints:
        """The same numbers of the words opposite, shape (v,)."""
        return self.pairs.opposite_unit * _CLASSES + self.opposite.classes
