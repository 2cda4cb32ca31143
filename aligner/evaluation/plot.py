"""The reliability plot as one SVG that asks for nothing else: score against the share of right beads, bin by bin."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from aligner.evaluation.calibration import Reliability
from aligner.writing.templates import templates

SIDE = 400
"""Width and height of the plotting area, in the units of the drawing."""
_COLOURS = ("#2166ac", "#b2182b", "#1b7837", "#762a83", "#8c510a")
_LEAST, _MOST = 2.5, 14.0


class Dot(NamedTuple):
    """A bin: where it stands in the plotting area, how large it is, and what it says when pointed at."""

    x: float
    y: float
    radius: float
    title: str


class Series(NamedTuple):
    """One set of beads: its colour, its dots in order of score, and its line in the legend."""

    colour: str
    dots: tuple[Dot, ...]
    legend: str

    @property
    def points(self) -> str:
        """The line through its dots."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


def plot(sets: Mapping[str, Reliability]) -> str:
    """Draw the reliability of one or more sets of beads, by name; a perfect one lies on the diagonal.

    A dot is a bin, at the mean score and the share of right beads in it; its area grows with their number.
    """
    environment = templates(Path(__file__).parent)
    series = [_series(name, found, _COLOURS[k % len(_COLOURS)]) for k, (name, found) in enumerate(sets.items())]
    return environment.get_template("reliability.svg").render(
        series=series, side=SIDE, ticks=[round(k / 5, 1) for k in range(6)]
    )


def _series(name: str, found: Reliability, colour: str) -> Series:
    largest = max(b.count for b in found.bins)
    dots = tuple(
        Dot(
            round(SIDE * b.score, 2),
            round(SIDE * (1 - b.right), 2),
            round(max(_LEAST, _MOST * math.sqrt(b.count / largest)), 2),
            f"{name}, {b.low:g} to {b.high:g}: {b.count} beads, mean score {b.score:.2f}, {b.right:.0%} right",
        )
        for b in found.bins
    )
    return Series(colour, dots, f"{name}: {found.count} beads, expected error {found.expected_error:.3f}")
