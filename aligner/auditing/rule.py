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
Rows = Callable[[Unit], Iterable[tuple[str, ...]]]


class Tabulation(NamedTuple):
    """A table that a rule makes: each unit adds `rows`."""

    title: str
    columns: tuple[str, ...]
    rows: Rows


class Rule(NamedTuple):
    """One rule of the audit."""

    name: str
    find: Find
    tabulation: Tabulation | None = None
