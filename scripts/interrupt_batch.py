"""`python -m scripts.interrupt_batch`: what `kill -9` does to a batch.

A corpus of short documents is aligned once undisturbed. Then, trial by trial, the run or one of its workers is killed
at a random moment, and the same command is given again if it was the run. The moments of either are spread evenly over
the run, early and late ones alike; a run that has ended by then is no trial, and gives way to one with an earlier
moment. Every file but the journal has to have the bytes of the undisturbed run. Linux alone, since the workers are
found in /proc.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

ROOT = Path(__file__).resolve().parents[1]
Victim = Literal["run", "worker"]
VICTIMS: tuple[Victim, ...] = ("run", "worker")
TRIALS = 50
DOCUMENTS = 30
A_TRIAL = 1.6
"""What a trial takes, in undisturbed runs: on average half a run before the kill, and then the rest or a new one."""
ZH = "第{n}号意见。\n\n到2020年，建成{n}个服务站。\n\n鼓励企业参与建设，发展太阳能、风能等可再生能源。\n"
EN = "Opinion No. {n}.\n\nBy 2020, build {n} service stations.\n\nEncourage enterprises to develop renewable energy.\n"


class Trial(NamedTuple):
    """One kill: of whom, after how many seconds, the exit code of the last command, and which files differ.

    `killed` says whether there was still somebody to kill, `seconds` how long the first command went on.
    """

    victim: Victim
    moment: float
    killed: bool
    seconds: float
    code: int
    differing: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the result is that of an undisturbed run."""
        return self.code == 0 and not self.differing


def make_corpus(folder: Path, documents: int) -> None:
    """Pairs of short files."""
    folder.mkdir(parents=True)
    for number in range(1, documents + 1):
        for language, text in (("zh", ZH), ("en", EN)):
            (folder / f"{number:03}.{language}.txt").write_text(text.format(n=number), encoding="utf-8")


def command(corpus: Path, out: Path, jobs: int) -> list[str]:
    """The batch, as a user runs it."""
    return [sys.executable, "-m", "aligner", "batch", str(corpus), "--out", str(out), "--jobs", str(jobs), "-q"]


def digests(out: Path) -> dict[str, str]:
    """A digest of every file but the journal, hidden ones included, and the names of folders."""
    found = {}
    for path in out.rglob("*"):
        if path != out / "run.jsonl":
            found[str(path.relative_to(out))] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return found


def trial(corpus: Path, out: Path, expected: dict[str, str], victim: Victim, moment: float, jobs: int) -> Trial:
    """Kill once, take the run up again if need be, and compare with `expected`."""
    shutil.rmtree(out, ignore_errors=True)
    start = time.monotonic()
    process = subprocess.Popen(command(corpus, out, jobs), cwd=ROOT, stderr=subprocess.DEVNULL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(moment)
    killed = _kill(process, victim)
    code = process.wait()
    seconds = time.monotonic() - start
    if code:
        code = subprocess.run(command(corpus, out, jobs), cwd=ROOT, stderr=subprocess.DEVNULL).returncode
    found = digests(out)
    names = sorted(set(found) | set(expected))
    differing = tuple(name for name in names if found.get(name) != expected.get(name))
    return Trial(victim, moment, killed, seconds, code, differing)


def hit(corpus: Path, out: Path, expected: dict[str, str], victim: Victim, moment: float, jobs: int) -> Trial:
    """A trial in which somebody was killed: at `moment`, or earlier if the run had ended by then.

    A run is faster or slower with what else goes on.
    """
    last = trial(corpus, out, expected, victim, moment, jobs)
    while last.passed and not last.killed:
        last = trial(corpus, out, expected, victim, min(last.moment, last.seconds) * random.uniform(0.2, 0.9), jobs)
    return last


def moments(trials: int, whole: float) -> list[float]:
    """A random moment for each trial, in random order, but as many in each part of a run that takes `whole` seconds."""
    spread = [whole * (number + random.random()) / trials for number in range(trials)]
    random.shuffle(spread)
    return spread


def _kill(process: subprocess.Popen[bytes], victim: Victim) -> bool:
    """Kill the run, or the first of its workers that there is; say whether there was still one."""
    while process.poll() is None:
        found = [process.pid] if victim == "run" else workers_of(process.pid)
        if found:
            try:
                os.kill(random.choice(found), signal.SIGKILL)
            except ProcessLookupError:
                continue
            return True
        time.sleep(0.002)
    return False


def workers_of(run: int) -> list[int]:
    """The workers of a batch: they are forked from a server that is a child of the run."""
    return [worker for server in _children(run) for worker in _children(server)]


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                after_name = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            if int(after_name[1]) == parent and after_name[0] != "Z":
                found.append(int(entry.name))
    return found


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def interrupt_batch_cli(
    trials: Annotated[int, typer.Option("--trials", min=1, help="How many kills.")] = TRIALS,
    documents: Annotated[int, typer.Option("--documents", min=1, help="How many documents.")] = DOCUMENTS,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="How many workers.")] = 2,
    seed: Annotated[int, typer.Option("--seed", help="Of the moments.")] = 0,
) -> None:
    """Kill, resume and compare; exit with 1 if any result differs."""
    random.seed(seed)
    with tempfile.TemporaryDirectory(prefix="aligner-interrupt-") as folder:
        corpus, out = Path(folder) / "corpus", Path(folder) / "out"
        make_corpus(corpus, documents)
        start = time.monotonic()
        subprocess.run(command(corpus, out, jobs), cwd=ROOT, check=True)
        whole, expected = time.monotonic() - start, digests(out)
        minutes = trials * whole * A_TRIAL / 60
        typer.echo(f"undisturbed: {whole:.1f} s, {len(expected)} files and folders; about {minutes:.0f} minutes to go")
        of_each = {victim: iter(moments(len(range(k, trials, 2)), whole)) for k, victim in enumerate(VICTIMS)}
        found = []
        for number in range(trials):
            victim = VICTIMS[number % 2]
            last = hit(corpus, out, expected, victim, next(of_each[victim]), jobs)
            found.append(last)
            typer.echo(
                f"{number + 1:3} {last.victim:6} after {last.moment:5.2f} s: "
                f"{'the same' if last.passed else f'code {last.code}, {len(last.differing)} files differ'}"
            )
    for victim in VICTIMS:
        killed = [t.moment for t in found if t.victim == victim and t.killed]
        if killed:
            typer.echo(f"{victim}: {len(killed)} killed, after {min(killed):.2f} to {max(killed):.2f} s")
    typer.echo(f"{sum(t.passed for t in found)} of {trials} the same")
    raise typer.Exit(0 if all(t.passed for t in found) else 1)


if __name__ == "__main__":
    app()
