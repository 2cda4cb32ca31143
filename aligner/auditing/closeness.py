"""How closely a text is translated, and so how much it says that a word, an item or a term has no counterpart."""

from __future__ import annotations

from aligner.auditing.coverage.habits import Habits

_FREE, _CLOSE = 0.6, 0.87  # the share of linked words of a text in which a gap says nothing, and in which it says all


def closeness(habits: Habits) -> float:
    """How much a gap says in a text whose words are linked so often, in [0, 1]; a short text counts as a close one."""
    return min(1.0, max(0.0, (habits.closeness - _FREE) / (_CLOSE - _FREE)))
