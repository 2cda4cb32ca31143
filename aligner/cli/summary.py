"""The short table that ends a run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from aligner.bitext import Bead

if TYPE_CHECKING:
    from aligner.api import Outcome


def rows(outcome: Outcome) -> list[tuple[str, str]]:
    """What a run found and where it put it: a label and a value a row."""
    alignment, divergences = outcome.audit.alignment, outcome.audit.divergences
    clauses = [bead for inner in alignment.clause_beads for bead in inner]
    severities = Counter(divergence.severity for divergence in divergences)
    folder = os.path.commonpath([path.parent for path in outcome.files])
    return [
        ("sentences", f"{len(alignment.zh.sentences)} Chinese, {len(alignment.en.sentences)} English"),
        ("sentence links", _links(alignment.beads)),
        ("clause links", _links(clauses)),
        ("divergences", f"{len(divergences)}: {severities['major']} major, {severities['minor']} minor"),
        ("written to", folder),
        ("files", " ".join(path.name for path in outcome.files)),
    ]


def show(outcome: Outcome, stream: TextIO) -> None:
    """Print the table: ruled on a terminal, plain anywhere else."""
    if stream.isatty():
        _ruled(rows(outcome), stream)
    else:
        table = rows(outcome)
        width = max(len(label) for label, _ in table)
        stream.writelines(f"{label:<{width}}  {value}\n" for label, value in table)


def _ruled(table: list[tuple[str, str]], stream: TextIO) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    ruled = Table(box=box.ROUNDED, show_header=False)
    ruled.add_column(style="bold")
    ruled.add_column(overflow="fold")
    for row in table:
        ruled.add_row(*row)
    Console(file=stream, highlight=False, markup=False).print(ruled)


def _links(beads: Iterable[Bead]) -> str:
    types = Counter("null" if bead.is_null else bead.type for bead in beads)
    nulls = types.pop("null", 0)
    common = ", ".join(f"{count} {kind}" for kind, count in types.most_common(3))
    return f"{types.total() + nulls} ({common}), {nulls} null" if common else f"{nulls} null"
