"""`python -m scripts.benchmark`: time and memory of whole processes, and how they grow with the text.

Each case is the command as a user runs it, from a cold interpreter to the last file, with the bytecode that pip leaves,
run once to warm the disk cache and then several times; the medians are printed. Growth is measured on pieces of one
long text: the exponent of a power law through time (and memory) beyond what a text of one sentence takes. An exponent
of 1 is linear growth.

This program itself stays small: Linux counts what the parent held when it forked into the peak of its child.
"""

from __future__ import annotations

import compileall
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from aligner.errors import AlignerError

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "corpus/sample/page.txt"
ALIGNER = (sys.executable, "-m", "aligner")
SHARES = tuple(10 ** (-step / 4) for step in (4, 3, 2, 1, 0))  # of the long text: five sizes from a tenth to the whole
RUNS = 3
WIDTH = 110
# macOS counts in bytes what Linux counts in KiB.
_BYTES = 1 if sys.platform == "darwin" else 1024


class BenchmarkError(AlignerError):
    """A command that was to be timed failed."""


class Cost(NamedTuple):
    """Wall-clock seconds, processor seconds, and megabytes of memory at the peak."""

    seconds: float
    processor: float
    megabytes: float


class Case(NamedTuple):
    """A command to time, and what it may take at most, where the project has set that."""

    name: str
    arguments: tuple[str, ...]
    most_seconds: float | None = None
    most_megabytes: float | None = None


def run_once(command: Sequence[str]) -> Cost:
    """Run a command to its end, its output thrown away.

    Raises:
        BenchmarkError: It did not exit with 0.
    """
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)  # so that Popen does not wait for it again
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines() or ["no message"]
            raise BenchmarkError(f"exit code {process.returncode}: {said[-1]}", where=" ".join(command))
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _BYTES / 1e6)


def measure(command: Sequence[str], runs: int) -> Cost:
    """The medians over `runs` runs, after one that does not count."""
    run_once(command)
    costs = [run_once(command) for _ in range(runs)]
    return Cost(*(statistics.median(column) for column in zip(*costs, strict=True)))


def cases(shared: Path, out: Path) -> list[Case]:
    """What is timed; without the gold data, help and the sample alone."""
    fixed = [
        Case("aligner --help", ("--help",), 0.3),
        Case("aligner align, the sample", ("align", str(SAMPLE), "--out", str(out / "sample"))),
    ]
    if not shared.is_dir():
        return fixed
    page, long = shared / "gold/internet-plus/page.txt", shared / "gold/bible-001"
    return [
        *fixed,
        Case("aligner align, the real page", ("align", str(page), "--out", str(out / "page")), 3.0, 500),
        Case("aligner beads, bible-001", ("beads", str(long / "zh/001.txt"), str(long / "en/001.txt")), 3.0, 400),
    ]


class Piece(NamedTuple):
    """The beginning of a long text: its number of sentences, both sides together, and its two files."""

    sentences: int
    zh: Path
    en: Path


def pieces(text: Path, out: Path) -> Iterator[Piece]:
    """The beginnings of a gold text that end where a bead ends: one bead, then `SHARES` of it."""
    from scripts.evaluation.ladders import read_ladder

    beads = read_ladder(text / "gold/001.align")
    lines = {side: (text / side / "001.txt").read_text(encoding="utf-8").split("\n") for side in ("zh", "en")}
    for count in (1, *(round(share * len(beads)) for share in SHARES)):
        ends = {"zh": _end([bead.zh for bead in beads[:count]]), "en": _end([bead.en for bead in beads[:count]])}
        files = {side: out / f"{count}.{side}.txt" for side in ends}
        for side, file in files.items():
            file.write_text("".join(line + "\n" for line in lines[side][: ends[side]]), encoding="utf-8")
        yield Piece(sum(ends.values()), files["zh"], files["en"])


def _end(sides: Sequence[tuple[int, ...]]) -> int:
    return 1 + max((index for side in sides for index in side), default=0)


def exponent(sizes: Sequence[float], amounts: Sequence[float]) -> float:
    """The exponent k of amount = c·size^k that fits best, by least squares of logarithms."""
    x, y = [math.log(size) for size in sizes], [math.log(amount) for amount in amounts]
    return statistics.linear_regression(x, y).slope


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def benchmark_cli(
    shared: Annotated[Path, typer.Option("--shared", metavar="DIR", help="The folder of gold data.")] = SHARED,
    runs: Annotated[int, typer.Option("--runs", min=1, help="Runs a case, besides the one to warm up.")] = RUNS,
) -> None:
    """Time the commands, and on the long text their growth, and print two tables."""
    console = Console(width=WIDTH)
    compileall.compile_dir(ROOT / "aligner", quiet=1)
    with tempfile.TemporaryDirectory(prefix="aligner-benchmark-") as folder:
        out = Path(folder)
        made = _table("command", "seconds", "at most", "processor s", "MB", "at most")
        for case in cases(shared, out):
            cost = measure([*ALIGNER, *case.arguments], runs)
            limits = ["" if most is None else f"{most:g}" for most in (case.most_seconds, case.most_megabytes)]
            seconds, processor, megabytes = f"{cost.seconds:.2f}", f"{cost.processor:.2f}", f"{cost.megabytes:.0f}"
            made.add_row(case.name, seconds, limits[0], processor, megabytes, limits[1])
        console.print(made)
        if shared.is_dir():
            console.print(_growth(list(pieces(shared / "gold/bible-001", out)), runs))


def _growth(texts: Sequence[Piece], runs: int) -> Table:
    """A row a piece of the long text, and a row of exponents."""
    costs = [measure([*ALIGNER, "beads", str(text.zh), str(text.en)], runs) for text in texts]
    made = _table("sentences of both sides", "seconds", "processor s", "MB")
    for text, cost in zip(texts, costs, strict=True):
        made.add_row(str(text.sentences), *(f"{value:.2f}" for value in cost[:2]), f"{cost.megabytes:.0f}")
    sizes = [float(text.sentences) for text in texts[1:]]
    beyond = [[max(value - least, 1e-3) for value, least in zip(cost, costs[0], strict=True)] for cost in costs[1:]]
    made.add_row("growth exponent", *(f"{exponent(sizes, column):.2f}" for column in zip(*beyond, strict=True)))
    return made


def _table(*columns: str) -> Table:
    made = Table(box=box.MARKDOWN)
    for index, column in enumerate(columns):
        made.add_column(column, justify="right" if index else "left", no_wrap=True)
    return made


if __name__ == "__main__":
    app()
