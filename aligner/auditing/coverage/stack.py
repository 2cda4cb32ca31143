"""Several units end to end, so that one numpy expression asks about the words of all of them.

A unit is small: what is asked of one takes numpy longer to begin than to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.atoms import Atoms, Flags, Floats, Ints, together
from aligner.auditing.coverage.matching import Matching, unlinked

Numbers = NDArray[np.floating] | NDArray[np.signedinteger]
_CLASSES = 2**32  # more than there are classes of words


@dataclass(frozen=True)
class Stack:
    """Units seen from one side, its words (w), those opposite (v), and the pairs of both within each unit (p).

    Pairs are in order of the own words: those of word k begin at `first_pair[k]`.

    Attributes:
        matchings: The units.
        own: The words of the side in question, shape (w,).
        opposite: Those of the other side, shape (v,).
        unit: The unit of each own word, shape (w,); `opposite_unit` of each one opposite, shape (v,).
        starts: Where the own words of each unit begin, shape (units,); `opposite_starts` those opposite.
        link: The word, within its unit, that each own word is linked with, or -1, shape (w,).
        linked: Whether it is linked, shape (w,).
        free: The words opposite that carry meaning and are not linked, shape (v,).
        partner: The word opposite of each pair, shape (p,).
        tables: See `Matching`; like `cosines`, `strengths` and `near` of shape (p,).
    """

    matchings: Sequence[Matching]
    own: Atoms
    opposite: Atoms
    unit: Ints
    starts: Ints
    opposite_unit: Ints
    opposite_starts: Ints
    link: Ints
    linked: Flags
    free: Flags
    first_pair: Ints
    partner: Ints
    tables: Floats
    cosines: Floats
    strengths: Floats
    near: Floats

    @classmethod
    def both(cls, matchings: Sequence[Matching]) -> tuple[Stack, Stack]:
        """Stack units, each with at least one word on either side, as seen from the Chinese and from the English."""
        zh, en = together([m.zh for m in matchings]), together([m.en for m in matchings])
        return cls._of(matchings, zh, en), cls._of([m.mirrored() for m in matchings], en, zh)

    @classmethod
    def _of(cls, matchings: Sequence[Matching], own: Atoms, opposite: Atoms) -> Stack:
        sizes = np.array([m.strengths.shape for m in matchings]).T
        starts, opposite_starts = np.cumsum(sizes, axis=1) - sizes
        unit, opposite_unit = (np.repeat(np.arange(len(matchings)), some) for some in sizes)
        width = sizes[1][unit]
        first_pair = np.cumsum(width) - width
        link = np.concatenate([m.zh_link for m in matchings])
        return cls(
            matchings,
            own,
            opposite,
            unit,
            starts,
            opposite_unit,
            opposite_starts,
            link,
            link >= 0,
            unlinked(opposite, np.concatenate([m.en_link for m in matchings])),
            first_pair,
            np.arange(width.sum()) - np.repeat(first_pair - opposite_starts[unit], width),
            _flat([m.tables for m in matchings]),
            _flat([m.cosines for m in matchings]),
            _flat([m.strengths for m in matchings]),
            _flat([m.near for m in matchings]),
        )

    @property
    def counts(self) -> Ints:
        """How many own words each unit has, shape (units,)."""
        return np.diff(self.starts, append=len(self.own))

    def best(self, pairs: Floats) -> Floats:
        """The greatest of each own word's pairs, shape (w,)."""
        found: Floats = np.maximum.reduceat(pairs, self.first_pair)
        return found

    def at_link(self, pairs: Floats) -> Floats:
        """What a word and its link are as a pair, 0 for a word without one, shape (w,)."""
        return np.where(self.linked, pairs[self.first_pair + np.maximum(self.link, 0)], 0)

    def in_unit(self, words: Floats) -> Floats:
        """The sum over the words of its unit, for each own word, shape (w,)."""
        found: Floats = np.add.reduceat(words, self.starts)[self.unit]
        return found

    def before(self, values: Numbers, which: Flags, otherwise: float) -> Numbers:
        """The value of the last of some words before each word of the same unit, shape (w,)."""
        place = np.where(which, np.arange(len(which)), -1)
        last = np.concatenate([[-1], np.maximum.accumulate(place)[:-1]])
        return np.where(last >= self.starts[self.unit], values[last], otherwise)

    def after(self, values: Numbers, which: Flags, otherwise: float) -> Numbers:
        """The value of the first of some words after each word of the same unit, shape (w,)."""
        place = np.where(which, np.arange(len(which)), len(which))
        following = np.concatenate([np.minimum.accumulate(place[::-1])[::-1][1:], [len(which)]])
        ends = (self.starts + self.counts)[self.unit]
        return np.where(following < ends, values[np.minimum(following, len(which) - 1)], otherwise)

    def moved(self, values: Floats, by: int) -> Floats:
        """The values one place on (`by` 1) or back (`by` -1), with 0 at the end of each unit that is left."""
        moved = np.roll(values, by)
        moved[self.starts if by > 0 else self.starts + self.counts - 1] = 0
        return moved

    @cached_property
    def classes(self) -> Ints:
        """The classes of the own words, shape (w,)."""
        return np.array(self.own.classes, dtype=np.int64)

    def own_kinds(self, classes: Ints) -> Ints:
        """Numbers that are equal where both a word's unit and the class given for it are, shape (w,)."""
        return self.unit * _CLASSES + classes

    @property
    def opposite_kinds(self) -> Ints:
        """The same numbers of the words opposite, shape (v,)."""
        return self.opposite_unit * _CLASSES + np.array(self.opposite.classes, dtype=np.int64)


def _flat(tables: Sequence[Floats]) -> Floats:
    return np.concatenate([table.ravel() for table in tables])
