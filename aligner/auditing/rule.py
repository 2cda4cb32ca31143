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
Row = tuple[str, ...]


def _no_rows(of: object) -> tuple[Row, ...]:
    return ()


class Tabulation(NamedTuple):
    """A table that a rule makes: the rows that each unit adds, or those that follow from the whole text."""

    title: str
    columns: tuple[str, ...]
    of_unit: Callable[[Unit], Iterable[Row]] = _no_rows
    of_text: Callable[[Statistics], Iterable[Row]] = _no_rows


class Rule(NamedTuple):
    """One rule of the audit."""

    name: str
    find: Find
    tabulations: tuple[Tabulation, ...] = ()
