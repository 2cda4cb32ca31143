"""The measurements, by name; a new one is a function and a line here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from scripts.evaluation.audits import measure_audit
from scripts.evaluation.beads import measure_beads, measure_calibration, measure_nulls
from scripts.evaluation.bench import ROOT, Bench, digests
from scripts.evaluation.clauses import GOLDEN, measure_documents, measure_golden
from scripts.evaluation.figures import Figure
from scripts.evaluation.reports import measure_faithful, measure_paragraphs
from scripts.evaluation.synthetic import DATA, measure_synthetic
from scripts.evaluation.ted import TALKS, measure_ted

_ANNOTATED = ("gold/internet-plus", "gold/work-report", "gold/gov-reports")
_LADDERS = ("gold/mac-dev", "gold/mag")


class Group(NamedTuple):
    """Figures that are measured together.

    `gold` names the files and folders below the gold data that they rest on; a group without any rests on the
    project's own golden table, and is measured anywhere.
    """

    name: str
    measure: Callable[[Bench], tuple[Figure, ...]]
    gold: tuple[str, ...] = ()


class Measured(NamedTuple):
    """The figures of a group, and the SHA-256 of each gold file they rest on."""

    figures: tuple[Figure, ...]
    gold: dict[str, str]


GROUPS: tuple[Group, ...] = (
    Group("golden", measure_golden),
    Group("clauses", measure_documents, _ANNOTATED),
    Group("beads", measure_beads, _LADDERS),
    Group("calibration", measure_calibration, _LADDERS),
    Group("nulls", measure_nulls, _LADDERS),
    Group("paragraphs", measure_paragraphs, ("gold/gov-reports",)),
    Group("audit", measure_audit, _ANNOTATED),
    Group("faithful", measure_faithful, ("gold/gov-reports",)),
    Group("synthetic", measure_synthetic, DATA),
    Group("ted", measure_ted, (TALKS,)),
)


def measure(bench: Bench, group: Group) -> Measured:
    """Measure a group.

    Raises:
        InputError: It needs gold data that are not here.
    """
    return Measured(group.measure(bench), digests(*_gold_files(bench, group)))


def _gold_files(bench: Bench, group: Group) -> tuple[list[Path], Path]:
    if not group.gold:
        return [GOLDEN], ROOT
    return [bench.gold(path) for path in group.gold], bench.gold("")
