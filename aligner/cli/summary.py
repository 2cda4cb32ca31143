"""The short table that ends a run."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, TextIO

from aligner.totals import NULL

if TYPE_CHECKING:
    from aligner.api import Outcome
    from aligner.memories import PairsOutcome


def rows(outcome: Outcome | PairsOutcome) -> list[tuple[str, str]]:
    """What a run found and where it put it: a label and a value a row."""
    totals = outcome.totals
    severities = totals.divergences
    folder = os.path.commonpath([path.parent for path in outcome.files])
    return [
        ("sentences", f"{totals.zh_sentences} Chinese, {totals.en_sentences} English"),
        ("sentence links", _links(totals.sentence_links)),
        ("clause links", _links(totals.clause_links)),
        ("divergences", f"{severities.total()}: {severities['major']} major, {severities['minor']} minor"),
        ("written to", folder),
        ("files", " ".join(path.name for path in outcome.files)),
    ]


def show(outcome: Outcome | PairsOutcome, stream: TextIO) -> None:
    """Print the table."""
    print_rows(rows(outcome), stream)


def print_rows(table: list[tuple[str, str]], stream: TextIO) -> None:
    """Print a label and a value a row: ruled on a terminal, plain anywhere else."""
    if stream.isatty():
        _ruled(table, stream)
    else:
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


def _links(types: Counter[str]) -> str:
    nulls = types[NULL]
    common = ", ".join(f"{count} {kind}" for kind, count in (types - Counter({NULL: nulls})).most_common(3))
    return f"{types.total()} ({common}), {nulls} null" if common else f"{nulls} null"
