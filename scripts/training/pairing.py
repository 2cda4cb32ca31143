"""`python -m scripts.training.pairing`: the weights by which documents are paired, and how often pairs are then right.

Documents are stretches of the training pairs, cut where a line of a source is no pair's continuation: so many lines one
after the other. Heaps are of one source each, which makes them hard to tell apart, and a quarter of their documents has
no partner. File names and days say nothing there; their weights are set by hand.
"""

from __future__ import annotations

import lzma
import math
import random
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from aligner.corpus import pairing
from aligner.corpus.pairing import BIAS, FEATURES, WEIGHTS, features_of
from aligner.corpus.profile import Profile, profile
from aligner.document import Document, Language
from aligner.embedding import Encoder, load_encoder

SOURCES = ("twlaw", "python-docs", "react-docs", "lctt", "d2l")
BY_HAND = ("dates", "file name")
DATA = Path(__file__).resolve().parents[2].parent / "shared/data/train"
_STEPS, _RATE, _RIDGE = 4000, 0.05, 1e-3
Heap = tuple[list[Profile], list[Profile], set[tuple[int, int]]]


def heaps(lines: list[tuple[str, str]], count: int, encoder: Encoder, rng: random.Random) -> Iterator[Heap]:
    """Heaps of 3 to 24 Chinese and about as many English documents, with the pairs that are right."""
    for _ in range(2 * count):
        zh: list[Profile] = []
        en: list[Profile] = []
        right = set()
        for _ in range(rng.choice((3, 6, 12, 24))):
            start = rng.randrange(max(1, len(lines) - 90))
            part = lines[start : start + rng.randint(3, 80)]
            keeps = rng.choices(("both", "zh", "en"), (6, 1, 1))[0]
            if keeps == "both":
                right.add((len(zh), len(en)))
            if keeps != "en":
                zh.append(_profile([line[0] for line in part], "zh", encoder))
            if keeps != "zh":
                en.append(_profile([line[1] for line in part], "en", encoder))
        if not zh or not en:
            continue
        order = rng.sample(range(len(en)), len(en))
        yield zh, [en[k] for k in order], {(i, order.index(j)) for i, j in right}


def _profile(texts: list[str], language: Language, encoder: Encoder) -> Profile:
    document = Document.from_blocks(language, [(text, "paragraph", None) for text in texts if text.strip()], "")
    return profile(Path(f"/{language}/x"), document, encoder)


def rows_of(heap: Heap) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Features of a heap's candidate pairs, shape (pairs, features), and whether each is right."""
    zh, en, right = heap
    features = features_of(zh, en)
    return np.stack(list(features.values())), np.array([float(pair in right) for pair in features])


def fitted(rows: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[dict[str, float], float]:
    """Logistic regression by gradient descent; weights set by hand stay, and none is negative."""
    free = np.array([name not in BY_HAND for name in FEATURES])
    weights, bias = np.array([WEIGHTS[name] for name in FEATURES]), BIAS
    scale = np.maximum(np.abs(rows).mean(axis=0), 0.05)
    for _ in range(_STEPS):
        error = 1 / (1 + np.exp(-np.clip(rows @ weights + bias, -50, 50))) - right
        gradient = rows.T @ error / len(rows) / scale**2 + _RIDGE * weights
        weights = np.where(free, np.maximum(weights - _RATE * gradient, 0), weights)
        bias -= _RATE * 10 * float(error.mean())
    return dict(zip(FEATURES, weights.round(2).tolist(), strict=True)), round(bias, 2)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def pairing_cli(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The training pairs.")] = DATA,
    count: Annotated[int, typer.Option("--heaps", min=1, help="Heaps of each source, to fit and as many to try.")] = 6,
    seed: int = 0,
) -> None:
    """Print the fitted weights, then precision, recall and the sum of confidences on heaps that were not fitted."""
    rng, encoder = random.Random(seed), load_encoder()
    fit: list[Heap] = []
    held: dict[str, list[Heap]] = {}
    for source in SOURCES:
        with lzma.open(data / f"{source}.tsv.xz", "rt", encoding="utf-8") as stream:
            lines = [(zh, en) for zh, en, *_ in (line.rstrip("\n").split("\t") for line in stream)]
        fit += heaps(lines[: len(lines) // 2], count, encoder, rng)
        held[source] = list(heaps(lines[len(lines) // 2 :], count, encoder, rng))
    rows, right = (np.concatenate(column) for column in zip(*map(rows_of, fit), strict=True))
    weights, bias = fitted(rows, right)
    lengths = [math.log(en[j].length / zh[i].length) for zh, en, pairs in fit for i, j in pairs]
    typer.echo(f"lengths: {statistics.mean(lengths):.2f} ± {statistics.stdev(lengths):.2f}")
    typer.echo(f"WEIGHTS = {weights}\nBIAS = {bias}")
    pairing.WEIGHTS.update(weights)
    pairing.BIAS = bias
    for source, tried in held.items():
        sure = [
            (pair in right_pairs, confidence)
            for zh, en, right_pairs in tried
            for pair, confidence in pairing.matched(features_of(zh, en))
            if confidence >= 0.5
        ]
        there = sum(len(right_pairs) for *_, right_pairs in tried)
        true, expected = sum(is_right for is_right, _ in sure), sum(confidence for _, confidence in sure)
        typer.echo(f"{source:14} {there} pairs, {len(sure)} found, {true} right, {expected:.1f} expected right")


if __name__ == "__main__":
    app()
