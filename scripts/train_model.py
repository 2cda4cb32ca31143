"""`python -m scripts.train_model`: make the built-in model and its lexical tables.

    words ──► tokenizer ──► tokens ──┬──► vectors ──► builtin/ ─┐
                                     └──► lexicon/ ─────────────┴──► accuracy on held-out pairs

Each stage's result is kept in a work folder and taken from there when nothing that it depends on has changed.
Vectors are the same, bit for bit, for the same data, settings, versions and number of threads on a processor; on
another device (--device cuda) they are trained in minutes, and not the same to the last bit. The lexical tables
differ a little from run to run, because eflomal samples and takes no seed.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from aligner.embedding.builtin import BuiltinEncoder
from aligner.errors import AlignerError, MissingExtraError, ReadError
from scripts.training.held_out import ONE_IN, Accuracy, accuracy, held_out_pairs
from scripts.training.pairs import SOURCES, file_of
from scripts.training.placing import place
from scripts.training.progress import Progress
from scripts.training.recipe import Training
from scripts.training.settings import Settings
from scripts.training.stages import Stages

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared/data/train"
OUT = ROOT / "aligner/models"
WORK = ROOT / "build/training"
NEEDED = ("torch", "jieba", "eflomal", "snowballstemmer")
DEFAULTS = Settings()

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def train_model_cli(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of NAME.tsv.xz files.")] = DATA,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where builtin/ and lexicon/ are put.")] = OUT,
    work: Annotated[Path, typer.Option("--work", metavar="DIR", help="Where results of stages are kept.")] = WORK,
    epochs: Annotated[int, typer.Option("--epochs", min=1, help="Passes over the pairs.")] = DEFAULTS.epochs,
    dimensions: Annotated[int, typer.Option("--dimensions", min=1, help="Of a vector.")] = DEFAULTS.dimensions,
    batch: Annotated[int, typer.Option("--batch", min=DEFAULTS.run, help="Pairs in a batch.")] = DEFAULTS.batch,
    seed: Annotated[int, typer.Option("--seed", help="Of everything random.")] = DEFAULTS.seed,
    one_in: Annotated[int, typer.Option("--one-in", min=2, help="Hold out one sentence pair in so many.")] = ONE_IN,
    device: Annotated[str, typer.Option("--device", help="Where torch trains the vectors: cpu, cuda …")] = "cpu",
) -> None:
    """Make the built-in model and its lexical tables, and print how often held-out pairs find each other."""
    notes = Console(stderr=True)
    settings = replace(DEFAULTS, epochs=epochs, dimensions=dimensions, batch=batch, seed=seed)
    try:
        found = train_model(data, out, work, settings, one_in, Progress(notes), device)
    except AlignerError as error:
        notes.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    here = Console(highlight=False, soft_wrap=True)
    here.print(f"nearest neighbours among {found.pairs} held-out pairs: zh to en {found.zh_to_en:.4f}", end="")
    here.print(f", en to zh {found.en_to_zh:.4f}")


def train_model(
    data: Path, out: Path, work: Path, settings: Settings, one_in: int, progress: Progress, device: str = "cpu"
) -> Accuracy:
    """Make `out/builtin` and `out/lexicon`, which take their places when both are finished.

    Raises:
        MissingExtraError: a package of the extra `train` is not installed.
        ReadError: a file of training data is missing.
        OutputError: the model cannot be written.
    """
    for package in NEEDED:
        if find_spec(package) is None:
            raise MissingExtraError(package, "train", "training")
    for source in SOURCES:
        if not file_of(data, source).is_file():
            raise ReadError("there is no such file", where=str(file_of(data, source)), do="say where it is with --data")
    training = Training(data, settings, one_in, Stages(work, progress), device)
    place([training.model.folder / "builtin", training.lexicon.folder / "lexicon"], out)
    return accuracy(BuiltinEncoder.load(out / "builtin"), held_out_pairs(data, SOURCES, one_in))


if __name__ == "__main__":
    app()
