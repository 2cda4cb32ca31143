"""`python -m scripts.benchmark_search PAIRS`: what a store of many units costs to make and to ask.

PAIRS is a table of two columns, or any file of aligned units that `aligner index` takes; the figures in the README are
those of a million lines of jiyu-sentences and lctt (`--make FILE` writes them). The store is made by the command as a
user runs it, and then asked in one process, as the workbench does: each question once to warm the disk cache, then
several times. Processor seconds are given beside those of the clock, since they do not depend on what else runs.
"""

from __future__ import annotations

import lzma
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich import box
from rich.console import Console
from rich.table import Table

from aligner.alignment.vector_index import VectorIndex, write
from aligner.store.schema import Store
from aligner.store.search import search, search_pattern
from aligner.store.vectors import similar
from scripts.benchmark import ALIGNER, run_once

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared/data/train"
UNITS = 1_000_000
VECTORS = 1_000_000
WIDTH = 256
RUNS = 5
COMMONEST = ("的", "一", "，", "。", "、", "的时候", "the", "of", "a", "to", "in the", "t*", "the*", "of the a*")
TERMS = (
    *("能", "能源", "技术", "互联网", "人工智能", "可持续发展", "5G技术"),
    *("energy", "renewable energy", "develop*"),
    *COMMONEST,
)
SENTENCES = ("这个地方的天气怎么样？", "The government supports renewable energy.")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def benchmark_cli(
    pairs: Annotated[Path, typer.Argument(metavar="PAIRS", help="The file of units.")],
    make: Annotated[bool, typer.Option("--make", help="Write a million training pairs to PAIRS first.")] = False,
    store: Annotated[
        Path | None, typer.Option("--store", metavar="FILE", help="A store of PAIRS that is there already.")
    ] = None,
    runs: Annotated[int, typer.Option("--runs", min=1, help="Runs a question, besides the one to warm up.")] = RUNS,
) -> None:
    """Make a store of PAIRS, ask it, and print what that took."""
    if make:
        write_pairs(pairs, UNITS)
    console = Console(width=100)
    with tempfile.TemporaryDirectory(prefix="aligner-benchmark-") as folder:
        if store is None:
            store = Path(folder) / "corpus.sqlite"
            cost = run_once([*ALIGNER, "index", str(pairs), "--store", str(store), "-q"])
            console.print(f"made in {cost.processor:.0f} processor s ({cost.seconds:.0f} s), {cost.megabytes:.0f} MB")
        sizes = {file.suffix or file.name: file.stat().st_size for file in store.parent.glob(store.name + "*")}
        console.print("sizes in MB: " + ", ".join(f"{name} {size / 1e6:.0f}" for name, size in sorted(sizes.items())))
        table, (worst, milliseconds) = _asked(store, runs)
        console.print(table)
        console.print(f"full text, the slowest: {worst}, {milliseconds:.1f} processor ms")
        for sides in (1, 2):
            clock, processor = searched(Path(folder), VECTORS, sides, runs)
            which = "one side" if sides == 1 else "both sides"
            console.print(f"{VECTORS:,} vectors of {which}: {clock:.0f} ms, {processor:.0f} of the processors")


def write_pairs(path: Path, count: int) -> None:
    """Write so many training pairs, a line each, without those that hold quotation marks, which a table would read."""
    left = count
    with path.open("w", encoding="utf-8") as file:
        for name in ("jiyu-sentences", "lctt"):
            with lzma.open(DATA / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
                for line in lines:
                    zh, _, en = line.rstrip("\n").partition("\t")
                    if left and zh and en and '"' not in line:
                        file.write(f"{zh}\t{en}\n")
                        left -= 1


def searched(folder: Path, count: int, sides: int, runs: int) -> tuple[float, float]:
    """What a search of so many vectors of each side takes, whose values have no part in it; see `timed`."""
    chance = np.random.default_rng(0)
    indexes = []
    for side in range(sides):
        path = folder / f"vectors-{side}"
        write(path, WIDTH, [chance.integers(1, 256, (count, WIDTH), dtype=np.uint8)])
        indexes.append(VectorIndex.open(path))
    sought = chance.normal(size=(1, WIDTH)).astype(np.float32)
    return timed(lambda: [index.nearest(sought, 80) for index in indexes], runs)


def timed(ask: Callable[[], object], runs: int) -> tuple[float, float]:
    """The median milliseconds of a question, of the clock and of the processors."""
    ask()
    clock, processor = [], []
    for _ in range(runs):
        begun = time.perf_counter(), time.process_time()
        ask()
        clock.append(time.perf_counter() - begun[0])
        processor.append(time.process_time() - begun[1])
    return 1e3 * statistics.median(clock), 1e3 * statistics.median(processor)


def _asked(path: Path, runs: int) -> tuple[Table, tuple[str, float]]:
    """What questions took, and the term that took the processors longest."""
    slowest = "", 0.0
    made = Table(box=box.MARKDOWN)
    for index, column in enumerate(("question", "links", "ms", "processor ms")):
        made.add_column(column, justify="right" if index else "left", no_wrap=True)
    with Store.open(path) as store:
        for term in TERMS:
            links = search(store, term, limit=20).links
            cost = timed(lambda term=term: search(store, term, limit=20), runs)
            slowest = max(slowest, (term, cost[1]), key=lambda one: one[1])
            made.add_row(term, f"{links:,}", *_cells(cost))
        pattern = r"能源.{1,4}技术"
        links = search_pattern(store, pattern, limit=20, seconds=600).links
        cost = timed(lambda: search_pattern(store, pattern, limit=20, seconds=600), 1)
        made.add_row(f"--regex {pattern}", f"{links:,}", *_cells(cost))
        if store.connection.execute("SELECT 1 FROM vectors").fetchone():
            for text in SENTENCES:
                cost = timed(lambda text=text: similar(store, text, limit=20), runs)
                made.add_row(f"--similar, both sides: {text[:14]}…", "", *_cells(cost))
                cost = timed(lambda text=text: similar(store, text, languages=["zh"], limit=20), runs)
                made.add_row(f"--similar, one side: {text[:14]}…", "", *_cells(cost))
    return made, slowest


def _cells(milliseconds: tuple[float, float]) -> list[str]:
    return [f"{value:.1f}" for value in milliseconds]


if __name__ == "__main__":
    app()
