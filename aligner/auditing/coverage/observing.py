"""The two looks at every unit: by the tables alone, and again with what the whole document shows.

What is seen at the first becomes the document's habits. The units of a stretch are looked at together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from aligner.auditing.coverage.atoms import atoms
from aligner.auditing.coverage.findings import Doubts, doubts
from aligner.auditing.coverage.habits import Habits, Observer
from aligner.auditing.coverage.linking import match, rematch
from aligner.auditing.coverage.matching import Matching
from aligner.auditing.coverage.stack import Stack
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.coverage.trees import load_trees
from aligner.auditing.list_chances import Weighed, weighed_lists
from aligner.auditing.unit import Passage, Unit

_STRETCH = 32  # units looked at together: their pairs stay in the cache of a core
_KEPT = 32  # stretches whose first look is kept for the second pass; of a longer text it is made again

Sides = tuple[Passage, Passage]


class Look(NamedTuple):
    """A unit matched at first and with what the whole document shows, and how much its words and lists are in doubt."""

    first: Matching
    matching: Matching
    doubts: Doubts
    lists: tuple[Weighed, ...] = ()


Looks = Mapping[Sides, Look]


def stretches(units: Sequence[Unit]) -> Iterator[Sequence[Unit]]:
    """The units, those together that are looked at together."""
    return (units[start : start + _STRETCH] for start in range(0, len(units), _STRETCH))


def observe(units: Sequence[Unit], observer: Observer) -> Mapping[Sides, Matching]:
    """Count how some units render their words; the first look at those with two sides, by these."""
    sides = _with_both(units)
    if not sides:
        return {}
    stack = _first(sides)
    observer.see(stack)
    return dict(zip(sides, stack.matchings, strict=True))


def looks(units: Sequence[Unit], habits: Habits) -> Looks:
    """Look again at those of some units that have two sides, by these."""
    sides = _with_both(units)
    first = _first(sides).matchings if sides else ()
    found = {pair: Look(seen, seen, _no_doubts(seen)) for pair, seen in zip(sides, first, strict=True)}
    comparable = tuple(pair for pair, seen in zip(sides, first, strict=True) if seen.comparable)
    if comparable:
        stack = _first(comparable)
        again = rematch(stack, habits.strengths(stack))
        doubted, lists = doubts(again, habits, load_trees()), weighed_lists(again.matchings, habits)
        made = map(Look, stack.matchings, again.matchings, doubted, lists)
        found |= zip(comparable, made, strict=True)
    return found


def _with_both(units: Sequence[Unit]) -> tuple[Sides, ...]:
    return tuple((unit.zh, unit.en) for unit in units if unit.link.zh and unit.link.en)


@lru_cache(maxsize=_KEPT)
def _first(sides: tuple[Sides, ...]) -> Stack:
    """Units matched without regard to the rest of the document."""
    zh, en = zip(*sides, strict=True)
    tables = Tables.load()
    return match(atoms(zh, "zh", tables), atoms(en, "en", tables), tables)


def _no_doubts(matching: Matching) -> Doubts:
    zh, en = (np.zeros(len(side), dtype=np.float32) for side in matching.sides)
    return Doubts(zh, zh, en, en)
