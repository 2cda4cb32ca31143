"""`python -m scripts.training.boundaries`: learn from the training pairs which marks translate each other.

Counts how the two sentences of a pair end, and writes the log-likelihood ratios against independence that
`aligner/alignment/boundaries.py` reads. Both directions are averaged, so that exchanging the texts changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray

from aligner.alignment.boundaries import FILE, KINDS, end_of
from aligner.errors import ReadError
from scripts.training.pairs import SOURCES, Pair, file_of, read_pairs

DATA = Path(__file__).resolve().parents[3] / "shared/data/train"
NAMES = ("jiyu-sentences", "tatoeba", "lctt")  # sentences in running prose, ends as their authors wrote them
SMOOTHING = 3.0
MOST = 2.5

Floats = NDArray[np.float64]


def boundaries_cli(
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of NAME.tsv.xz files.")] = DATA,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the table is written.")] = FILE,
) -> None:
    """Learn the table of boundaries, and print how many pairs it rests on."""
    chosen = [source for source in SOURCES if source.name in NAMES]
    for source in chosen:
        if not file_of(data, source).is_file():
            raise ReadError("there is no such file", where=str(file_of(data, source)), do="say where it is with --data")
    ends = counts(pair for source in chosen for pair in read_pairs(data, source))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"ends": ratios(ends).tolist()}) + "\n", encoding="utf-8")
    typer.echo(f"{int(ends.sum())} pairs")


def counts(pairs: Iterable[Pair]) -> Floats:
    """How often each two ends stand in a pair, shape (14, 14)."""
    ends = np.zeros((2 * len(KINDS),) * 2)
    for zh, en in pairs:
        ends[end_of(zh), end_of(en)] += 1
    return ends


def ratios(table: Floats) -> Floats:
    """Smoothed log ratios of counts to what independent sides would give, both directions averaged."""
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True) / max(table.sum(), 1.0)
    ratio = np.clip(np.log((table + SMOOTHING) / (expected + SMOOTHING)), -MOST, MOST)
    averaged: Floats = np.round((ratio + ratio.T) / 2, 3)
    return averaged


if __name__ == "__main__":
    typer.run(boundaries_cli)
