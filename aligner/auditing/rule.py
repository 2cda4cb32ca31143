"""What a rule is: a name, a function that finds candidates, and perhaps a table for the report.

A rule scores and does not decide: it may give candidates of low strength, which `judge` weighs against the threshold.
It is a pure function of one unit and of what a first pass gathered about the whole text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from aligner.auditing.statistics import Statistics
from aligner.auditing.unit import Unit
from aligner.divergence import Candidate

Find = Callable[[Unit, Statistics], Iterable[Candidate]]
Rows = Callable[[Iterable[Unit], Statistics], Iterable[tuple[str, ...]]]


class Tabulation(NamedTuple):
    """A table that a rule makes: its `rows` follow from all units and from what the first pass gathered."""

    title: str
    columns: tuple[str, ...]
    rows: Rows


class Rule(NamedTuple):
    """One rule of the audit."""

    name: str
    find: Find
    tabulations: tuple[Tabulation, ...] = ()


def unit_by_unit(rows: Callable[[Unit], Iterable[tuple[str, ...]]]) -> Rows:
    """The rows of a table to which each unit adds its own."""

    def of_all(units: Iterable[Unit], statistics: Statistics) -> Iterable[tuple[str, ...]]:
        return (row for unit in units for row in rows(unit))

    return of_all
