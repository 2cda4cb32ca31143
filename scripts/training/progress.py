"""Says on stderr how far the training is: a bar on a terminal, elsewhere a line every half minute."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar

EVERY = 30.0  # seconds between two lines


class Tick(Protocol):
    """Called as work is done: so much of so much, and a word about it."""

    def __call__(self, done: float, total: float, note: str = "") -> None:
        """Say that `done` of `total` are done."""


def silent(done: float, total: float, note: str = "") -> None:
    """A tick that nobody hears."""


class Progress:
    """The talk of one run on `console`."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock

    def say(self, line: str) -> None:
        """Print a line."""
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    @contextmanager
    def stage(self, name: str) -> Iterator[Tick]:
        """Show how far a stage is while it lasts, and how long it took at the end."""
        began = self._clock()
        with (self._bar if self._console.is_terminal else self._lines)(name) as tick:
            yield tick
        self.say(f"{name}: done in {_span(self._clock() - began)}")

    @contextmanager
    def _bar(self, name: str) -> Iterator[Tick]:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[note]}"),
        )
        with Bar(*columns, console=self._console, transient=True) as bar:
            task = bar.add_task(name, total=None, note="")
            yield lambda done, total, note="": bar.update(task, completed=done, total=total, note=note)

    @contextmanager
    def _lines(self, name: str) -> Iterator[Tick]:
        self.say(f"{name} …")
        began, last = self._clock(), -EVERY
        first: float | None = None

        def tick(done: float, total: float, note: str = "") -> None:
            nonlocal last, first
            now = self._clock()
            first = done if first is None else first  # a run that goes on does not begin at 0
            if now - began - last >= EVERY:
                last = now - began
                left = (now - began) * (total - done) / (done - first) if done > first else None
                remaining = "" if left is None else f", {_span(left)} left"
                self.say(
                    f"{name} {done / total:.0%}, {_span(now - began)} elapsed{remaining}{', ' if note else ''}{note}"
                )

        yield tick


def _span(seconds: float) -> str:
    """Seconds as minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
