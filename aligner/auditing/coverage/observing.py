"""The two looks at every unit: by the tables alone, and again with what the whole document shows.

What is seen at the first becomes the document's habits. At the second, the units of a stretch are looked at together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from aligner.auditing.coverage.atoms import atoms
from aligner.auditing.coverage.findings import Doubts, doubts
from aligner.auditing.coverage.habits import Habits, Observer
from aligner.auditing.coverage.matching import Matching, match, rematch
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.coverage.trees import load_trees
from aligner.auditing.unit import Passage, Unit

STRETCH = 64  # units looked at together
_KEPT = 1024  # units whose first matching is kept for the second pass; of a longer text it is made again


class Look(NamedTuple):
    """A unit matched with what the whole document shows, and how much each of its words is in doubt."""

    matching: Matching
    doubts: Doubts


Looks = Mapping[tuple[Passage, Passage], Look]


def observe(unit: Unit, observer: Observer) -> None:
    """Count how one unit renders its words."""
    if unit.link.zh and unit.link.en:
        observer.see(first_matching(unit.zh, unit.en))


@lru_cache(maxsize=_KEPT)
def first_matching(zh: Passage, en: Passage) -> Matching:
    """The words of two passages, matched without regard to the rest of the document."""
    tables = Tables.load()
    return match(atoms(zh, "zh", tables), atoms(en, "en", tables), tables)


def looks(units: Sequence[Unit], habits: Habits) -> Looks:
    """Look again at those of some units that have words on both sides, by their passages."""
    pairs = [(unit.zh, unit.en) for unit in units if unit.link.zh and unit.link.en]
    first = {pair: matching for pair in pairs if all(map(len, (matching := first_matching(*pair)).sides))}
    again = [rematch(matching, habits.strengths(*matching.sides)) for matching in first.values()]
    return dict(zip(first, map(Look, again, doubts(again, habits, load_trees())), strict=True))
