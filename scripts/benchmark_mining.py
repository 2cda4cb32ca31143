"""`python -m scripts.benchmark_mining`: how well sentence pairs are found among sentences without a partner.

Pairs of tatoeba, no sentence twice, are shuffled, and to either side come sentences of jiyu-sentences without their
translations: as many as there are pairs, and then three times as many. Of the pairs that `aligner mine` finds, those
of tatoeba are right.

`--fit` prints the two numbers of aligner/mining/calibration.py: a logistic regression of being right on the margin,
over pairs of jiyu-sentences among as many other sentences of it. None of them is in what is reported. Both corpora are
among those that the built-in model learnt from, so expect less on others.
"""

from __future__ import annotations

import lzma
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import typer
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.table import Table

from aligner.embedding import load_encoder
from aligner.mining.calibration import threshold_for
from aligner.mining.margin import Candidates, candidates

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared/data/train"
SEED = 6
PAIRS = 10_000
FITTED = 8_000
RATIOS = (1, 3)
PRECISIONS = (0.8, 0.9, 0.95)
_EVERY = 9  # of the lines of a large corpus, one in so many is looked at
_STEPS = 200

Pair = tuple[str, str]


class Collection(NamedTuple):
    """Two shuffled lists of sentences, and the pairs among them."""

    zh: list[str]
    en: list[str]
    pairs: frozenset[Pair]

    @classmethod
    def of(cls, pairs: Sequence[Pair], others: Sequence[Pair], seed: int = SEED) -> Collection:
        """Pairs among sentences without a partner: half of `others` give their Chinese, and half their English."""
        half = len(others) // 2
        zh = list(dict.fromkeys([*(zh for zh, _ in pairs), *(zh for zh, _ in others[:half])]))
        en = list(dict.fromkeys([*(en for _, en in pairs), *(en for _, en in others[half:])]))
        chance = random.Random(seed)
        chance.shuffle(zh)
        chance.shuffle(en)
        return cls(zh, en, frozenset(pairs))

    def right(self, found: Candidates) -> NDArray[np.bool_]:
        """Which of the pairs found are right."""
        places = zip(found.zh.tolist(), found.en.tolist(), strict=True)
        return np.array([(self.zh[i], self.en[j]) in self.pairs for i, j in places], dtype=bool)


class Scores(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, found: int, wanted: int) -> Scores:
        """Those of so many right ones among those found and those wanted."""
        precision, recall = right / max(found, 1), right / max(wanted, 1)
        return cls(precision, recall, 2 * right / max(found + wanted, 1))


def fit(margins: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """The steepness and the middle of the logistic function that fits best, by Newton's method."""
    x = np.column_stack([np.asarray(margins), np.ones(len(margins))])
    y, weights = np.asarray(right, dtype=float), np.zeros(2)
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x.T * (chance * (1 - chance))) @ x + 1e-9 * np.eye(2), x.T @ (y - chance))
        weights += step
        if np.abs(step).max() < 1e-9:
            break
    return float(weights[0]), float(-weights[1] / weights[0])


def lines(data: Path, name: str, every: int = 1) -> Iterator[Pair]:
    """The pairs of a corpus, one line in `every`."""
    with lzma.open(data / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % every == 0:
                zh, _, en = line.rstrip("\n").partition("\t")
                if zh and en:
                    yield zh, en


def unique(pairs: Iterator[Pair], seed: int = SEED) -> list[Pair]:
    """Pairs no sentence of which is in another, shuffled."""
    seen: tuple[set[str], set[str]] = (set(), set())
    kept = []
    for zh, en in pairs:
        if zh not in seen[0] and en not in seen[1]:
            kept.append((zh, en))
        seen[0].add(zh)
        seen[1].add(en)
    random.Random(seed).shuffle(kept)
    return kept


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def benchmark_cli(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of pairs.")] = DATA,
    pairs: Annotated[int, typer.Option("--pairs", min=1, help="At most so many pairs.")] = PAIRS,
    refit: Annotated[bool, typer.Option("--fit", help="Print the numbers of the calibration instead.")] = False,
) -> None:
    """Print precision, recall and F1 of mined pairs."""
    console = Console(width=110)
    others = unique(lines(data, "jiyu-sentences", _EVERY))
    encoder = load_encoder()
    if refit:
        size = min(FITTED, len(others) // 6)
        collection = Collection.of(others[:size], others[size : 3 * size])
        found = candidates(collection.zh, collection.en, encoder)
        positive = found.margins > 0
        steepness, middle = fit(found.margins[positive].tolist(), collection.right(found)[positive].tolist())
        console.print(f"{size} pairs: steepness {steepness:.2f}, middle {middle:.4f}")
        return
    wanted = unique(lines(data, "tatoeba"))[:pairs]
    table = Table(box=box.MARKDOWN)
    for column in ("pairs", "others a side", "threshold", "margin", "precision", "recall", "F1", "processor s"):
        table.add_column(column, justify="right", no_wrap=True)
    for ratio in RATIOS:
        size = min(ratio * len(wanted), len(others) // 4)  # so that none of them is among those fitted to
        collection = Collection.of(wanted, others[-2 * size :])
        begun = time.process_time()
        found = candidates(collection.zh, collection.en, encoder)
        seconds = time.process_time() - begun
        right = collection.right(found)
        thresholds = {f"precision {p}": threshold_for(p, found.margins) for p in PRECISIONS}
        for name, least in {**thresholds, "best F1": _best(found.margins, right, len(wanted))}.items():
            kept = int((found.margins >= least).sum())
            scores = Scores.of(int(right[:kept].sum()), kept, len(wanted))
            cells = [f"{value:.3f}" for value in (least, *scores)]
            table.add_row(str(len(wanted)), str(size), name, *cells, f"{seconds:.0f}")
    console.print(table)


def _best(margins: NDArray[np.float64], right: NDArray[np.bool_], wanted: int) -> float:
    """The margin from which F1 is highest."""
    f1 = 2 * right.cumsum() / (np.arange(1, len(right) + 1) + wanted)
    return float(margins[int(f1.argmax())])


if __name__ == "__main__":
    app()
