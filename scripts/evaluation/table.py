"""Figures as a table, in Markdown, so that it can be pasted."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.table import Table

from scripts.evaluation.figures import Figure
from scripts.evaluation.floors import Floors
from scripts.evaluation.registry import Measured

_COLUMNS = ("figure", "value", "floor", "target", "baseline")


def table(measured: Mapping[str, Measured], floors: Floors) -> Table:
    """One row a figure: its value, its floor, the target (met or not) and what the baseline gets."""
    made = Table(box=box.MARKDOWN)
    for column in _COLUMNS:
        made.add_column(column, justify="left" if column == "figure" else "right", no_wrap=True)
    for name, group in measured.items():
        pinned = floors[name].floors if name in floors else {}
        for figure in group.figures:
            made.add_row(f"{name}: {figure.name}", *_cells(figure, pinned.get(figure.name)))
    return made


def _cells(figure: Figure, floor: float | None) -> tuple[str, str, str, str]:
    spread = "" if figure.spread is None else f" ± {number(figure.spread)}"
    if figure.interval is not None:
        spread += f" [{figure.interval.low:.3f}, {figure.interval.high:.3f}]"
    return f"{number(figure.value)}{spread}", _optional(floor), _target(figure), _optional(figure.baseline)


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    sign = "≤" if figure.better == "less" else "≥"
    return f"{sign} {number(figure.target)} {'met' if figure.meets_target else 'missed'}"


def _optional(value: float | None) -> str:
    return "" if value is None else number(value)


def number(value: float) -> str:
    """Counts as they are, other numbers to 4 decimals."""
    return str(value) if isinstance(value, int) else f"{value:.4f}"
