"""The first pass: every unit is matched by the tables alone, and what is seen becomes the document's habits.

In the second pass it is matched again with these.
"""

from __future__ import annotations

from functools import lru_cache

from aligner.auditing.coverage.atoms import atoms
from aligner.auditing.coverage.habits import Habits, Observer
from aligner.auditing.coverage.matching import Matching, match, rematch
from aligner.auditing.coverage.tables import Tables
from aligner.auditing.unit import Passage, Unit

_KEPT = 1024  # units whose first matching is kept for the second pass; of a longer text it is made again


def observe(unit: Unit, observer: Observer) -> None:
    """Count how one unit renders its words."""
    if unit.link.zh and unit.link.en:
        observer.see(first_matching(unit.zh, unit.en))


@lru_cache(maxsize=_KEPT)
def first_matching(zh: Passage, en: Passage) -> Matching:
    """The words of two passages, matched without regard to the rest of the document."""
    tables = Tables.load()
    return match(atoms(zh, "zh", tables), atoms(en, "en", tables), tables)


@lru_cache(maxsize=1)
def second_matching(zh: Passage, en: Passage, habits: Habits) -> Matching:
    """The words of two passages that both have some, matched with what the whole document shows.

    It is kept for the rules that look at one unit in turn.
    """
    first = first_matching(zh, en)
    return rematch(first, habits.strengths(first.zh, first.en))
