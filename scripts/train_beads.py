"""`python -m scripts.train_beads`: learn what the measures of a bead count.

    pairs ──► documents of known beads ──► lattices ──► weights ──► beads/weights.json ──► F1 on held-out documents

The weights are those under which the right beads are likeliest, with a small penalty (a semi-Markov conditional random
field; Sarawagi and Cohen 2004). What made-up documents cannot teach is given: how quotations and the ends of sentences
go together, what neighbours would add, what large beads cost, and how often translators leave a sentence out. The same
data, model and settings give the same weights.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console

from aligner.alignment.sentences import SentenceScorer
from aligner.alignment.weights import FILE
from aligner.embedding import load_encoder
from aligner.errors import AlignerError
from scripts.training.bead_scores.documents import texts
from scripts.training.bead_scores.lattice import NAMES, Lattice, Paths, lattice, together
from scripts.training.progress import Progress, Tick

DATA = Path(__file__).resolve().parents[2] / "shared/data/train"
GIVEN = {
    **{"missing": -1.0, "ends": 0.7, "quotation": -3.0, "large": -0.5},
    **{"idle": 0.5, "null": -4.2, "lost": 1.4},
}
DOCUMENTS = 80
HELD_OUT = 10
PENALTY = 0.1
STEPS = 90
SEED = 1

Floats = NDArray[np.float64]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def train_beads_cli(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of NAME.tsv.xz files.")] = DATA,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the weights are written.")] = FILE,
    documents: Annotated[int, typer.Option("--documents", min=2, help="Documents to learn from.")] = DOCUMENTS,
    held: Annotated[int, typer.Option("--held", min=1, help="Documents held out for the figure.")] = HELD_OUT,
    seed: Annotated[int, typer.Option("--seed", help="Of everything random.")] = SEED,
) -> None:
    """Learn the weights of bead scores, and print how many beads of held-out documents they find."""
    notes = Console(stderr=True)
    try:
        weights, f1 = train_beads(data, documents, held, seed, Progress(notes))
    except AlignerError as error:
        notes.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    typer.echo(f"{held} held-out documents: F1 of identical beads {f1:.4f}")


def train_beads(data: Path, documents: int, held: int, seed: int, progress: Progress) -> tuple[dict[str, float], float]:
    """The weights learnt from so many documents, and the F1 that they reach on others.

    Raises:
        ReadError: a file of pairs is missing.
    """
    with progress.stage("documents") as tick:
        found = lattices(data, documents + held, seed, tick)
    with progress.stage("weights") as tick:
        weights = learnt(Paths.of(together(found[:-held])), tick)
    return dict(zip(NAMES, weights.round(4).tolist(), strict=True)), f1(found[-held:], weights)


def lattices(data: Path, count: int, seed: int, tick: Tick) -> list[Lattice]:
    """Documents made of the pairs, as lattices."""
    encoder = load_encoder()
    found: list[Lattice] = []
    for text in islice(texts(data, seed, encoder), count):
        tick(len(found), count)
        scorer = SentenceScorer.of(text.zh, text.en, encoder.encode(text.zh), encoder.encode(text.en))
        found.append(lattice(scorer, text.beads))
    return found


def learnt(paths: Paths, tick: Tick) -> Floats:
    """The weights under which the right beads are likeliest; those of `GIVEN` are as they are."""
    from scipy.optimize import minimize

    graph = paths.graph
    given = np.array([GIVEN.get(name, 0.0) for name in NAMES])
    free = np.array([name not in GIVEN for name in NAMES])
    spread = graph.measures[:, free].std(axis=0) + 1e-6
    measures, base = graph.measures[:, free] / spread, graph.measures @ given
    step = 0

    def loss(weights: Floats) -> tuple[float, Floats]:
        nonlocal step
        step += 1
        tick(min(step, STEPS), STEPS)
        scores = measures @ weights + base
        whole, posteriors = paths.sums(scores)
        value = whole - float(scores[graph.right].sum()) + PENALTY / 2 * float(weights @ weights)
        return value, measures.T @ (posteriors - graph.right) + PENALTY * weights

    result = minimize(loss, np.zeros(int(free.sum())), jac=True, method="L-BFGS-B", options={"maxfun": STEPS})
    weights = given.copy()
    weights[free] = result.x / spread
    return weights


def f1(found: Sequence[Lattice], weights: Floats) -> float:
    """F1 of identical beads, null beads counted, of the best paths through some lattices."""
    graph = together(found)
    best = Paths.of(graph).best(graph.measures @ weights)
    return 2 * float(graph.right[best].sum()) / float(len(best) + graph.right.sum())


if __name__ == "__main__":
    app()
