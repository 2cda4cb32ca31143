"""A figure: one number that a measurement gives, with what it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scripts.evaluation.intervals import Interval

Better = Literal["more", "less"]

EPSILON = 0.005
"""How far below a measured value its floor is pinned.

Results are the same on every run of one machine. Another processor or numpy adds vectors up in another order, and a
near tie then falls the other way; on the larger sets that moves a figure by less than this.
"""


@dataclass(frozen=True)
class Figure:
    """A measured number.

    Attributes:
        name: What was measured on what ("mag F1"); unique in its group.
        value: The number.
        better: Whether more or less of it is better; None for a number that is shown only, and has no floor.
        target: What the project set itself; None where it set nothing.
        baseline: What a method that knows nothing of either language gets; None where there is none.
        spread: The standard deviation where `value` is a mean over seeds.
        interval: Where the value may lie, with a confidence of 95%; None where that was not reckoned.
        slack: How far from the value its floor is pinned; see `slack_for` where the gold is small.
    """

    name: str
    value: float
    better: Better | None = "more"
    target: float | None = None
    baseline: float | None = None
    spread: float | None = None
    interval: Interval | None = None
    slack: float = EPSILON

    @property
    def meets_target(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        return not worse(self.value, self.target, self.better)


def worse(value: float, than: float, better: Better | None) -> bool:
    """Whether a value is worse than another, seen from what is better; never where neither is."""
    if better is None:
        return False
    return value < than if better == "more" else value > than


def slack_for(items: int) -> float:
    """The slack of a share of `items`: one of them may tip over, and at least `EPSILON`."""
    return max(EPSILON, 1 / max(1, items))


def f1(hits: int, given: int, gold: int) -> float:
    """The harmonic mean of precision `hits / given` and recall `hits / gold`; 0 where nothing was hit."""
    return 2 * hits / (given + gold) if hits else 0.0
