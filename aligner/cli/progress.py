"""A progress bar for runs that take long enough to make one wonder."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.status import Status

PATIENCE = 2.0
"""Seconds before the bar appears; a shorter run shows none, and does not load what draws it."""


class Progress:
    """Counts stages on stderr. Call it with each stage as it begins, and close it at the end."""

    def __init__(self, stages: Sequence[str]) -> None:
        self._stages = tuple(stages)
        self._stage = self._stages[0]
        self._count = ""
        self._bar: Bar | None = None
        self._closed = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def __call__(self, stage: str) -> None:
        """Begin `stage`."""
        with self._lock:
            self._stage, self._count = stage, ""
            self._update()

    def count(self, units: int) -> None:
        """Tell how many units of a large memory are done."""
        with self._lock:
            self._count = f" {units:,} units"
            self._update()

    def questions(self, done: int, total: int) -> None:
        """Tell how many questions of this stage are answered."""
        with self._lock:
            self._count = f" {done:,} of {total:,}"
            self._update()

    def close(self) -> None:
        """Take the bar away."""
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._bar is not None:
                self._bar.stop()
                self._bar = None

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        with self._lock:
            if self._closed:
                return
            self._bar = Bar(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.add_task("", total=len(self._stages))
            self._update()
            self._bar.start()

    def _update(self) -> None:
        if self._bar is not None:
            for task in self._bar.task_ids:
                done = self._stages.index(self._stage)
                self._bar.update(task, description=self._stage + self._count, completed=done)


class Doing:
    """Shows on stderr, once it takes long, what is being done. Call it with that, and close it at the end."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._status: Status | None = None

    def __call__(self, step: str) -> None:
        """Show `step`."""
        if time.monotonic() - self._begun < PATIENCE:
            return
        if self._status is None:
            from rich.console import Console

            self._status = Console(stderr=True, highlight=False, markup=False).status("")
            self._status.start()
        self._status.update(step)

    def close(self) -> None:
        """Take the line away."""
        if self._status is not None:
            self._status.stop()


class DownloadBar:
    """Shows on stderr how much of an address has arrived; gone when all has, or when it is closed."""

    def __init__(self, address: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task(f"fetching {address}", total=None)
        self._bar.start()

    def __call__(self, done: int, total: int | None) -> None:
        """Tell how many bytes there are, and how many there will be."""
        self._bar.update(self._task, completed=done, total=total)
        if done == total:
            self.close()

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()


class DocumentsBar:
    """Shows on stderr how many documents are done, how many an hour, and how long the rest takes.

    What was done before and is passed over says nothing of that, so it is counted apart.
    """

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            TextColumn("documents"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)
        self._bar.start()
        self._start = time.monotonic()
        self._done = self._failed = self._skipped = 0

    def __call__(self, total: int, *, skipped: bool, failed: bool) -> None:
        """Count a document, one of `total`."""
        self._done += 1
        self._failed += failed
        self._skipped += skipped
        said = pace(self._done - self._skipped, total - self._done, time.monotonic() - self._start)
        if self._failed:
            said += f", {self._failed} failed"
        self._bar.update(self._task, completed=self._done, total=total, description=said)

    def close(self) -> None:
        """Take the bar away."""
        self._bar.stop()


def pace(done: int, left: int, seconds: float) -> str:
    """How fast `done` documents went, and how long as many as are `left` will take at that pace."""
    if not done or seconds <= 0:
        return ""
    rest = round(left * seconds / done)
    return f"{3600 * done / seconds:,.0f}/h, {rest // 3600}:{rest // 60 % 60:02}:{rest % 60:02} left"
