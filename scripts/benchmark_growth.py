"""`python -m scripts.benchmark_growth`: how time and memory of `aligner beads` grow with the length of the text.

The texts are made here, by seed: sentences of Chinese words and of English words that render them, some words lost or
added and some out of order, with sentences split, merged, left out and put in, so that the right beads are known. Each
size is one run of the command, from a cold interpreter to the last bead. Memory is that of all its processes together,
pages that they share counted once. Growth is the exponent of a power law through time (and memory) beyond what a text
of a few sentences takes; 1 is linear.
"""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from aligner.bitext import Bead
from aligner.cli.beads import rung
from scripts.benchmark import ALIGNER, ROOT, BenchmarkError, exponent

SIZES = "10000,30000,100000,300000,1000000"
FEW = 10
SEED = 2015
EVERY_SECONDS = 0.2
LEAST_GROWTH = 0.1  # beyond what the shortest text takes
# What a bead's sentences are, Chinese and English, and how many of a hundred beads are such.
TYPES = {(1, 1): 78, (1, 2): 7, (2, 1): 7, (2, 2): 1, (3, 1): 1, (1, 3): 1, (1, 0): 3, (0, 1): 2}
WORDS = range(5, 16)  # in a sentence
LOST = ADDED = MOVED = 0.15  # of the English words
LEAST_STRENGTH = 0.3
END_MARKS = ("。.", "。.", "。.", "。.", "。.", "。.", "？?", "！!")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class Run(NamedTuple):
    """What a run took: wall-clock and processor seconds, megabytes at the peak; and the F1 of its beads."""

    seconds: float
    processor: float
    megabytes: float
    f1: float


def word_pairs() -> list[tuple[str, str]]:
    """Chinese words, each with the English one that most often renders it, commonest first."""
    from aligner.alignment.words import Lexicon
    from aligner.embedding.vocabulary import MARK, load_tokenizer

    tokenizer, lexicon = load_tokenizer(), Lexicon.load()
    english: dict[int, str] = {}
    chinese: dict[int, str] = {}
    for token in range(len(lexicon.classes)):
        word = (tokenizer.id_to_token(token) or "").strip(MARK)
        if len(word) > 2 and word.isascii() and word.isalpha():
            english.setdefault(int(lexicon.classes[token]), word)
        elif len(word) > 1 and all("一" <= letter <= "龥" for letter in word):
            chinese.setdefault(int(lexicon.classes[token]), word)
    pairs = []
    for kind, word in chinese.items():
        span = slice(lexicon.starts[kind], lexicon.starts[kind + 1])
        best = max(zip(lexicon.strengths[span].tolist(), lexicon.keys[span].tolist(), strict=True), default=(0.0, 0))
        if best[0] >= LEAST_STRENGTH and best[1] in english:
            pairs.append((word, english[best[1]]))
    return pairs


def make_text(size: int, pairs: Sequence[tuple[str, str]], folder: Path, seed: int = SEED) -> tuple[Path, Path, Path]:
    """Write a text of `size` Chinese sentences and about as many English ones, a sentence a line, and its ladder."""
    rng = random.Random(f"{seed}/{size}")
    zh_file, en_file, ladder = (folder / f"{size}.{kind}" for kind in ("zh.txt", "en.txt", "align"))
    types, weights = list(TYPES), list(TYPES.values())
    with (
        zh_file.open("w", encoding="utf-8") as zh,
        en_file.open("w", encoding="utf-8") as en,
        ladder.open("w", encoding="utf-8") as gold,
    ):
        i = j = 0
        while i < size:
            a, b = rng.choices(types, weights)[0]
            a = min(a, size - i)
            words = [_word(pairs, rng) for _ in range(rng.choice(WORDS) * max(a, b))]
            marks = rng.choice(END_MARKS)
            for part in _parts([word for word, _ in words], a):
                zh.write("".join(part) + marks[0] + "\n")
            for part in _parts(_rendered([word for _, word in words], pairs, rng), b):
                en.write(" ".join(part).capitalize() + marks[1] + "\n")
            gold.write(rung(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)))) + "\n")
            i, j = i + a, j + b
    return zh_file, en_file, ladder


def _word(pairs: Sequence[tuple[str, str]], rng: random.Random) -> tuple[str, str]:
    """A pair, as often as its rank says by the law of Zipf."""
    return pairs[int(len(pairs) ** rng.random()) - 1]


def _rendered(words: Sequence[str], pairs: Sequence[tuple[str, str]], rng: random.Random) -> list[str]:
    """English words some of which are lost, some added, and some exchanged with the next."""
    out: list[str] = []
    for word in words:
        if rng.random() >= LOST:
            out.append(word)
        if rng.random() < ADDED:
            out.append(_word(pairs, rng)[1])
        if len(out) > 1 and rng.random() < MOVED:
            out[-2:] = reversed(out[-2:])
    return out or list(words)


def _parts(words: Sequence[str], count: int) -> list[Sequence[str]]:
    """The words in `count` parts of like length; none for 0."""
    return [words[len(words) * k // count : len(words) * (k + 1) // count] for k in range(count)]


def align(zh: Path, en: Path, ladder: Path, found: Path) -> Run:
    """Run `aligner beads` on a text and hold what it prints against the ladder.

    Raises:
        BenchmarkError: The command failed.
    """
    peak = 0
    start = time.perf_counter()
    with found.open("w") as out:
        process = subprocess.Popen([*ALIGNER, "beads", str(zh), str(en)], cwd=ROOT, stdout=out)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            peak = max(peak, proportional_memory(process.pid))
            time.sleep(EVERY_SECONDS)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(ended[1])  # so that Popen does not wait for it again
    if process.returncode:
        raise BenchmarkError(f"exit code {process.returncode}", where=f"aligner beads {zh} {en}")
    usage = ended[2]
    peak = max(peak, usage.ru_maxrss * 1024)
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak / 1e6, f1(ladder, found))


def proportional_memory(process: int) -> int:
    """Bytes that a process and its descendants hold, shared pages divided among those that share them (Linux)."""
    held = 0
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        held += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
        for thread in Path(f"/proc/{process}/task").iterdir():
            held += sum(map(proportional_memory, map(int, (thread / "children").read_text().split())))
    except OSError:  # it has just ended
        pass
    return held


def f1(gold: Path, found: Path) -> float:
    """F1 of identical beads, null beads counted; both ladders are written alike, so that lines are compared."""
    right, ours = (set(path.read_text(encoding="utf-8").splitlines()) for path in (gold, found))
    return 2 * len(right & ours) / (len(right) + len(ours))


@app.command()
def growth_cli(
    sizes: Annotated[
        str, typer.Option("--sizes", metavar="N,…", help="Chinese sentences in each text, smallest first.")
    ] = SIZES,
    folder: Annotated[
        Path | None, typer.Option("--texts", metavar="DIR", help="Keep the texts and ladders here.")
    ] = None,
) -> None:
    """Align texts of several sizes, and print what each took and how it grows."""
    notes, here = Console(stderr=True), Console(width=110)
    wanted = [FEW, *(int(size) for size in sizes.split(","))]
    with tempfile.TemporaryDirectory(prefix="aligner-growth-") as temporary:
        place = folder or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        pairs = word_pairs()
        runs = []
        for size in wanted:
            with notes.status(f"making and aligning {size:,} sentences …"):
                runs.append(align(*make_text(size, pairs, place), place / f"{size}.beads"))
            notes.print(f"{size:,}: {runs[-1].seconds:.1f} s, {runs[-1].megabytes:,.0f} MB", highlight=False)
    here.print(table(wanted, runs))


def table(sizes: Sequence[int], runs: Sequence[Run]) -> Table:
    """A row a size but the first, which the growth exponents in the last row leave out of all others' amounts."""
    made = Table(box=box.MARKDOWN)
    for heading in ("sentences of each side", "seconds", "processor s", "MB", "F1"):
        made.add_column(heading, justify="right")
    for size, run in list(zip(sizes, runs, strict=True))[1:]:
        numbers = f"{run.seconds:,.1f}", f"{run.processor:,.1f}", f"{run.megabytes:,.0f}", f"{run.f1:.3f}"
        made.add_row(f"{size:,}", *numbers)
    made.add_row(
        "growth exponent", *(_growth(sizes, column) for column in zip(*(run[:3] for run in runs), strict=True)), ""
    )
    return made


def _growth(sizes: Sequence[int], amounts: Sequence[float]) -> str:
    """The exponent of what amounts grow by beyond the first; none if that is too little to tell."""
    beyond = [(size, amount - amounts[0]) for size, amount in zip(sizes, amounts, strict=True)]
    told = [(float(size), more) for size, more in beyond if more > LEAST_GROWTH * amounts[0]]
    return f"{exponent(*zip(*told, strict=True)):.2f}" if len(told) > 1 else ""


if __name__ == "__main__":
    app()
