"""`python -m scripts.evaluate [NAME …]`: measure figures, print them, and hold them against their floors."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from aligner.errors import AlignerError
from scripts.evaluation.bench import SHARED, Bench
from scripts.evaluation.floors import FLOORS, check, read_floors, updated, write_floors
from scripts.evaluation.registry import GROUPS, Group, Measured, measure
from scripts.evaluation.signature import signature
from scripts.evaluation.table import table

WIDTH = 140

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def evaluate_cli(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]…", help=f"What to measure: {', '.join(g.name for g in GROUPS)}."),
    ] = None,
    shared: Annotated[
        Path, typer.Option("--shared", metavar="DIR", help="The folder of gold data and scorers.")
    ] = SHARED,
    path: Annotated[Path, typer.Option("--floors", metavar="FILE", help="The pinned floors.")] = FLOORS,
    update: Annotated[bool, typer.Option("--update", help="Raise floors to what is measured.")] = False,
    allow_regression: Annotated[
        bool, typer.Option("--allow-regression", help="With --update: lower floors too, where a figure fell.")
    ] = False,
) -> None:
    """Measure figures and hold them against their floors; exit 1 if one is beyond its own."""
    if allow_regression and not update:
        raise typer.BadParameter("--allow-regression says how to --update")
    here, notes = Console(width=WIDTH), Console(stderr=True)
    groups = _chosen(names or [], shared.is_dir(), notes)
    try:
        measured = evaluate(groups, shared, notes)
    except AlignerError as error:
        notes.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    floors = read_floors(path)
    if update:
        floors = updated(measured, floors, allow_regression=allow_regression)
        write_floors(floors, path)
    here.print(table(measured, floors))
    here.print(signature(), highlight=False)
    breaches = check(measured, floors)
    for breach in breaches:
        notes.print(f"{breach.group}: {breach.message}", markup=False, highlight=False, soft_wrap=True)
    raise typer.Exit(1 if breaches else 0)


def evaluate(groups: list[Group], shared: Path, notes: Console) -> dict[str, Measured]:
    """Measure groups one after the other, in a folder of their own that is deleted afterwards."""
    with tempfile.TemporaryDirectory(prefix="aligner-evaluation-") as work:
        bench = Bench(shared if shared.is_dir() else None, Path(work))
        measured = {}
        for group in groups:
            with notes.status(f"measuring {group.name} …"):
                measured[group.name] = measure(bench, group)
    return measured


def _chosen(names: list[str], have_shared: bool, notes: Console) -> list[Group]:
    """The groups asked for; of all, those that can be measured here."""
    known = {group.name: group for group in GROUPS}
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"{name!r} is none of {', '.join(known)}")
    if names:
        return [known[name] for name in names]
    absent = [group.name for group in GROUPS if group.gold and not have_shared]
    if absent:
        notes.print(f"without the gold data these are not measured: {', '.join(absent)}", soft_wrap=True)
    return [group for group in GROUPS if group.name not in absent]


if __name__ == "__main__":
    app()
