"""`python -m scripts.training.loose_ends`: how much a word counts that two beads together no longer leave loose.

Documents of known beads, made of the training pairs, are aligned as the programme has it. Where two neighbouring beads
are right, or are right as one, the odds that the programme gives this are known, and so is how many words say so
(`aligner.alignment.loose_ends`): the weight of a word is the one under which what is right is likeliest.
"""

from __future__ import annotations

from itertools import islice, pairwise
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import typer
from rich.console import Console

from aligner.alignment.beads import programme_of
from aligner.alignment.loose_ends import Placed, joined, placed, words_joined
from aligner.alignment.paths import Stretch
from aligner.alignment.sentences import SentenceScorer
from aligner.alignment.solving import solve
from aligner.embedding import load_encoder
from aligner.embedding.encoder import Encoder
from aligner.errors import AlignerError
from scripts.training.bead_scores.documents import Text, texts
from scripts.training.progress import Progress

DATA = Path(__file__).resolve().parents[3] / "shared/data/train"
LEAST_CHANCE = 0.001  # of the two beads as one, or it says nothing
STEPS = 50


class Case(NamedTuple):
    """Two neighbouring beads: the odds of them as one, the words that say so, and whether they are one."""

    odds: float
    words: int
    one: bool


def cases(text: Text, encoder: Encoder) -> tuple[list[Case], list[Case]]:
    """The pairs of neighbouring beads in a document's alignment: those with a null bead, and the others."""
    scorer = SentenceScorer.of(text.zh, text.en, encoder.encode(text.zh), encoder.encode(text.en))
    programme = programme_of(scorer, Stretch((0, 0), (len(text.zh), len(text.en))), ())
    right = {(bead.zh, bead.en) for bead in text.beads}
    beside, between = [], []
    for one, two in pairwise(placed(solve([programme])[0])):
        whole, odds = joined(one, two, programme) if sum(one.size) + sum(two.size) <= programme.largest else (None, 0.0)
        if whole is None or (one.is_null and two.is_null) or np.exp(odds) < LEAST_CHANCE:
            continue
        are_one = _sides(whole) in right
        if are_one or (_sides(one) in right and _sides(two) in right):
            case = Case(odds, words_joined(one, two, programme, scorer.explanation, (0, 0)), are_one)
            (beside if one.is_null or two.is_null else between).append(case)
    return beside, between


def _sides(bead: Placed) -> tuple[tuple[int, ...], tuple[int, ...]]:
    (i, j), (k, m) = bead.start, bead.end
    return tuple(range(i, k)), tuple(range(j, m))


def weight(some: list[Case]) -> float:
    """The weight of a word under which what is right is likeliest, by Newton's method."""
    odds, words, right = np.array(some, dtype=np.float64).T
    found = 0.0
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(odds + found * words)))
        bend = float((words**2 * chance * (1 - chance)).sum())
        if not bend:
            break
        found += float((words * (right - chance)).sum()) / bend
    return found


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def loose_ends_cli(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of NAME.tsv.xz files.")] = DATA,
    documents: Annotated[int, typer.Option("--documents", min=1, help="Documents to learn from.")] = 300,
    seed: Annotated[int, typer.Option("--seed", help="Of everything random.")] = 5,
) -> None:
    """Print how much a word counts beside null beads, and between others."""
    notes = Console(stderr=True)
    try:
        beside, between = learnt_from(data, documents, seed, Progress(notes))
    except AlignerError as error:
        notes.print(str(error), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from None
    for name, some in (("TIED", beside), ("MOVED", between)):
        typer.echo(
            f"{name} = {weight(some):.3f}  # {len(some)} pairs of beads, {sum(case.one for case in some)} are one"
        )


def learnt_from(data: Path, documents: int, seed: int, progress: Progress) -> tuple[list[Case], list[Case]]:
    """The cases of so many documents.

    Raises:
        ReadError: a file of pairs is missing.
    """
    encoder = load_encoder()
    beside: list[Case] = []
    between: list[Case] = []
    with progress.stage("documents") as tick:
        for number, text in enumerate(islice(texts(data, seed, encoder), documents), 1):
            some, others = cases(text, encoder)
            beside += some
            between += others
            tick(number, documents)
    return beside, between


if __name__ == "__main__":
    app()
