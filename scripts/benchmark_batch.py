"""`python -m scripts.benchmark_batch`: how fast a batch is with one process and with several, and what it costs.

Documents of the size of the real page (130 KB, both languages together) are cut from the government reports and the
documentation texts at hand: stretches of consecutive paragraphs, each document of one source. The whole command is
timed, from a cold start to the summary; processor time and memory are those that the journal gives for each document.
"""

from __future__ import annotations

import json
import lzma
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich import box
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SIZE = 130_000
DOCUMENTS = 200
SOURCES = ("python-docs", "react-docs")
MOST_MEGABYTES, LEAST_SPEEDUP = 700, 1.8
Lines = list[tuple[str, str]]


class Run(NamedTuple):
    """A batch: its processes, seconds of the clock, processor seconds of all documents, and a worker's most memory."""

    jobs: int
    seconds: float
    processor: float
    megabytes: float
    documents: int


def sources(shared: Path) -> dict[str, Lines]:
    """Paragraph pairs, in order, by source."""
    found: dict[str, Lines] = {"gov-reports": []}
    for zh in sorted((shared / "gold/gov-reports/zh").glob("*.txt")):
        en = zh.parent.parent / "en" / zh.name
        found["gov-reports"] += zip(
            zh.read_text(encoding="utf-8").splitlines(), en.read_text(encoding="utf-8").splitlines(), strict=True
        )
    for source in SOURCES:
        with lzma.open(shared / f"data/train/{source}.tsv.xz", "rt", encoding="utf-8") as stream:
            rows = (line.rstrip("\n").split("\t") for line in stream)
            found[source] = [(row[0], row[1]) for row in rows if len(row) >= 2 and _is_chinese(row[0])]
    return found


def _is_chinese(text: str) -> bool:
    """Whether most of a paragraph is; a file of code is taken for one in both languages, and is no document here."""
    return sum("\u4e00" <= character <= "\u9fff" for character in text) > len(text) / 2


def documents(lines: dict[str, Lines], count: int, size: int, seed: int = 0) -> Iterator[Lines]:
    """So many documents of `size` bytes in UTF-8 and a little more, from each source in turn."""
    rng, names = random.Random(seed), list(lines)
    for number in range(count):
        source = lines[names[number % len(names)]]
        at, taken, length = rng.randrange(len(source)), Lines(), 0
        while length < size:
            pair = source[at % len(source)]
            taken.append(pair)
            length += sum(len(text.encode()) + 2 for text in pair)
            at += 1
        yield taken


def write_corpus(folder: Path, made: Iterator[Lines]) -> None:
    """Each document as two files, a paragraph a line."""
    for number, lines in enumerate(made):
        for side, language in enumerate(("zh", "en")):
            text = "\n\n".join(pair[side] for pair in lines)
            (folder / f"{number:04}.{language}.txt").write_text(text + "\n", encoding="utf-8")


def run_batch(corpus: Path, out: Path, jobs: int) -> Run:
    """Time a batch of everything."""
    command = [sys.executable, "-m", "aligner", "batch", str(corpus), "--out", str(out), "--jobs", str(jobs), "-q"]
    start = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True)
    seconds = time.monotonic() - start
    lines = [json.loads(line) for line in (out / "run.jsonl").read_text(encoding="utf-8").splitlines()]
    done = [line for line in lines if line.get("outcome") == "done"]
    return Run(
        jobs,
        seconds,
        sum(line["processor_seconds"] for line in done),
        max(line["megabytes"] for line in done),
        len(done),
    )


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def benchmark_batch_cli(
    shared: Annotated[Path, typer.Option("--shared", metavar="DIR", help="The folder of gold data.")] = SHARED,
    count: Annotated[int, typer.Option("--documents", min=1, help="How many documents.")] = DOCUMENTS,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes of the second run; the first has one.")] = 2,
) -> None:
    """Run the same batch with one process and with several, and print a table."""
    with tempfile.TemporaryDirectory(prefix="aligner-batch-") as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        write_corpus(corpus, documents(sources(shared), count, SIZE))
        runs = []
        for n in dict.fromkeys((1, jobs)):
            typer.echo(f"{count} documents with --jobs {n} …", err=True)
            runs.append(run_batch(corpus, Path(folder) / f"out{n}", n))
    table = Table(
        "jobs", "seconds", "documents/hour", "processor s/document", "MB a worker", "times as fast", box=box.MARKDOWN
    )
    for run in runs:
        table.add_row(
            str(run.jobs),
            f"{run.seconds:.1f}",
            f"{3600 * run.documents / run.seconds:,.0f}",
            f"{run.processor / run.documents:.2f}",
            f"{run.megabytes:.0f}",
            f"{runs[0].seconds / run.seconds:.2f}",
        )
    Console(width=100).print(table)
    typer.echo(f"We aim at {LEAST_SPEEDUP} times as fast with 2, and at most {MOST_MEGABYTES} MB a worker.")


if __name__ == "__main__":
    app()
