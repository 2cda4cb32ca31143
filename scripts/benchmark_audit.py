"""`python -m scripts.benchmark_audit [PAGE]`: what the audit of a page costs beyond aligning it.

Each run is a fresh process, so that what the audit opens and builds the first time (trees, glossary, tables of bodies)
counts; only bytecode is there, as pip leaves it. Processor seconds are those of the process and of the workers it
forks; the clock depends on what else the machine does. Without the gold data, the sample stands in, repeated until it
is as long as the real page.
"""

from __future__ import annotations

import compileall
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Annotated, NamedTuple

import typer
from rich import box
from rich.console import Console
from rich.table import Table

import aligner
from aligner.errors import AlignerError
from aligner.workers import available

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT.parent / "shared/gold/internet-plus/page.txt"
SAMPLE = ROOT / "corpus/sample/page.txt"
LIKE = 130_000  # bytes of the real page
MOST = 1.0  # seconds that an audit of the real page may take on the clock
RUNS = 5


class Cost(NamedTuple):
    """Seconds of the clock, and of processors."""

    clock: float
    processor: float


class Costs(NamedTuple):
    """What it costs to read and align a page, and to audit it after that."""

    aligning: Cost
    auditing: Cost


def measure(page: Path, workers: int) -> Costs:
    """Align and audit a page in this process.

    Raises:
        AlignerError: The page cannot be read.
    """
    start = _now()
    alignment = aligner.align(aligner.read(page), workers=workers)
    aligned = _now()
    aligner.audit(alignment, workers=workers)
    audited = _now()
    return Costs(_between(start, aligned), _between(aligned, audited))


def page_like_the_real_one(folder: Path) -> Path:
    """The sample, its two texts repeated until they are as long as the real page, in a file of its own."""
    reading = aligner.read(SAMPLE)
    times = -(-LIKE // SAMPLE.stat().st_size)
    made = folder / "page.txt"
    made.write_text("\n".join([f"{reading.en.text}\n"] * times + [f"{reading.zh.text}\n"] * times), encoding="utf-8")
    return made


def median(costs: list[Costs]) -> Costs:
    """The medians of several runs, each for itself."""
    parts = zip(*costs, strict=True)
    return Costs(*(Cost(*(statistics.median(column) for column in zip(*part, strict=True))) for part in parts))


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def benchmark_audit_cli(
    page: Annotated[Path | None, typer.Argument(metavar="[PAGE]", help="A bilingual page; else the real one.")] = None,
    runs: Annotated[int, typer.Option("--runs", min=1, help="Runs, besides one to warm the disk.")] = RUNS,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes.")] = available(),
) -> None:
    """Print the medians of aligning and of auditing."""
    compileall.compile_dir(ROOT / "aligner", quiet=1)
    with tempfile.TemporaryDirectory(prefix="aligner-benchmark-") as folder:
        chosen = page or (PAGE if PAGE.is_file() else page_like_the_real_one(Path(folder)))
        pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1)
        try:
            with pool:
                found = [pool.submit(measure, chosen, workers).result() for _ in range(runs + 1)][1:]
        except AlignerError as error:
            Console(stderr=True).print(str(error), markup=False, highlight=False, soft_wrap=True)
            raise typer.Exit(1) from None
        size = chosen.stat().st_size
    Console(width=110).print(table(median(found), f"a page of {size / 1000:.0f} KB, {workers} processes"))


def table(costs: Costs, what: str) -> Table:
    """A row a stage."""
    made = Table(box=box.MARKDOWN)
    for index, column in enumerate((what, "seconds", "at most", "processor s")):
        made.add_column(column, justify="right" if index else "left", no_wrap=True)
    for name, cost, most in (
        ("reading and aligning", costs.aligning, ""),
        ("the audit beyond that", costs.auditing, f"{MOST:g}"),
    ):
        made.add_row(name, f"{cost.clock:.2f}", most, f"{cost.processor:.2f}")
    return made


def _now() -> Cost:
    own, others = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return Cost(time.perf_counter(), own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime)


def _between(start: Cost, end: Cost) -> Cost:
    return Cost(end.clock - start.clock, end.processor - start.processor)


if __name__ == "__main__":
    app()
