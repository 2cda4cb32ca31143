"""The chart of where in the document the divergences fall: columns over stretches of the text, stacked by severity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

WIDTH = 1000
HEIGHT = 100
_MOST_COLUMNS = 60
_GAP = 0.22
_WIDEST = 18.0


class Column(NamedTuple):
    """One stretch of the text: links `first` up to `end`, and how many divergences of each severity lie in it.

    `x` and `width` are in the chart's units, of which it is `WIDTH` wide.
    """

    first: int
    end: int
    major: int
    minor: int
    x: float
    width: float


class Chart(NamedTuple):
    """The columns, and the count that the full height stands for."""

    columns: tuple[Column, ...]
    top: int

    def height(self, count: int) -> float:
        """How high `count` divergences stand, in the chart's units, of which it is `HEIGHT` high."""
        return round(HEIGHT * count / self.top, 2)


def chart(links: int, places: Iterable[tuple[int, str]]) -> Chart:
    """Count divergences by place.

    Args:
        links: How many sentence links the text has.
        places: Each divergence's link, by its place in the text from 0, and severity.
    """
    amount = min(max(links, 1), _MOST_COLUMNS)
    bounds = [round(i * links / amount) for i in range(amount + 1)]
    counts = {"major": [0] * amount, "minor": [0] * amount}
    column_of = [i for i in range(amount) for _ in range(bounds[i], bounds[i + 1])]
    for place, severity in places:
        counts[severity][column_of[place]] += 1
    step = WIDTH / amount
    width = min(step * (1 - _GAP), _WIDEST)
    columns = tuple(
        Column(
            bounds[i],
            bounds[i + 1],
            counts["major"][i],
            counts["minor"][i],
            round((i + 0.5) * step - width / 2, 2),
            round(width, 2),
        )
        for i in range(amount)
    )
    return Chart(columns, max((column.major + column.minor for column in columns), default=0) or 1)
