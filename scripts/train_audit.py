"""`python -m scripts.train_audit`: learn the trees by which the audit weighs words and items that nothing renders.

    documents ──► rows ──► trees, four questions ──► audit/coverage.json ──► figures on held-out pairs
        lists ──► items ──► trees ─────────────────► audit/lists.json

Divergences are planted in good pairs; every word of meaning, and every item inside a list, becomes a row of features,
labelled by what happened to it. Each stage's result is kept in a work folder and taken from there when nothing that it
depends on has changed. The same data, model and settings give the same trees, bit for bit, on one machine.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from aligner.errors import AlignerError, ReadError
from scripts.training.divergences.choosing import PARTS
from scripts.training.divergences.questions import Worth
from scripts.training.divergences.recipe import Training
from scripts.training.divergences.settings import DEFAULTS, Settings
from scripts.training.pairs import SOURCES, file_of
from scripts.training.placing import place
from scripts.training.progress import Progress
from scripts.training.stages import Stages

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared/data/train"
OUT = ROOT / "aligner/models"
WORK = ROOT / "build/training"

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def train_audit_cli(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of NAME.tsv.xz files.")] = DATA,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where audit/ is put.")] = OUT,
    work: Annotated[Path, typer.Option("--work", metavar="DIR", help="Where results of stages are kept.")] = WORK,
    pairs: Annotated[int, typer.Option("--pairs", min=1, help="Good pairs to plant in.")] = DEFAULTS.pairs,
    held: Annotated[int, typer.Option("--held", min=1, help="Held-out pairs for the figures.")] = DEFAULTS.held,
    trees: Annotated[int, typer.Option("--trees", min=1, help="Trees for each question.")] = DEFAULTS.trees.trees,
    seed: Annotated[int, typer.Option("--seed", help="Of everything random.")] = DEFAULTS.seed,
) -> None:
    """Learn the audit's trees, and print what their answers are worth on held-out pairs."""
    notes = Console(stderr=True)
    learning = replace(DEFAULTS.trees, trees=trees, seed=seed)
    items = replace(DEFAULTS.items, seed=seed)
    settings = replace(DEFAULTS, pairs=pairs, held=held, seed=seed, trees=learning, items=items)
    try:
        found = train_audit(data, out, work, settings, Progress(notes))
    except AlignerError as error:
        notes.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    here = Console(highlight=False, soft_wrap=True)
    for name, worth in found.items():
        here.print(
            f"{name}: average precision {worth.precision:.4f} where chance gives {worth.planted / worth.words:.4f}, "
            f"calibration error {worth.error:.4f}, {worth.planted} of {worth.words} held out"
        )


def train_audit(data: Path, out: Path, work: Path, settings: Settings, progress: Progress) -> dict[str, Worth]:
    """Make `out/audit/coverage.json` and `out/audit/lists.json`, and say what the trees are worth on held-out pairs.

    Raises:
        ReadError: a file of training data is missing, or holds no pairs to train on.
        OutputError: the model cannot be written.
    """
    needed = {part.source for part in PARTS}
    for source in SOURCES:
        if source.name in needed and not file_of(data, source).is_file():
            raise ReadError("there is no such file", where=str(file_of(data, source)), do="say where it is with --data")
    training = Training(data, settings, Stages(work, progress))
    if not all(training.open_documents(name) for name in ("training", "held-out")):
        raise ReadError("there are no pairs of prose to train on", where=str(data), do="give another --data")
    made = training.model.folder / "audit"
    found = training.worth()
    place([made], out)
    return found


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # sums in one order, whatever the machine
    app()
