"""What a command says to its user while it runs: all of it on stderr, as much as was asked for.

By default warnings, a progress bar on a terminal, and the summary; with -v also what was left out of a page and each
stage, in place of the bar; with -q errors alone.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from aligner.cli.progress import DocumentsBar, Doing, DownloadBar, Progress

if TYPE_CHECKING:
    from aligner.api import Outcome
    from aligner.memories import PairsOutcome

_logger = logging.getLogger("aligner")


class Talk:
    """One command's talk; `verbose` is True for -v, False for -q, None for neither."""

    def __init__(self, verbose: bool | None, until: ExitStack) -> None:
        self._verbose = verbose
        self._until = until
        self._bar: Progress | None = None

    def progress(self, stages: Sequence[str]) -> Callable[[str], None]:
        """What to call with each stage as it begins."""
        if self._verbose is None and sys.stderr.isatty():
            self._bar = Progress(stages)
            self._until.callback(self._bar.close)
            return self._bar
        return lambda stage: _logger.info("%s …", stage)

    def count(self, units: int) -> None:
        """Tell how many units of a large memory are done."""
        if self._bar is not None:
            self._bar.count(units)
        else:
            _logger.info("%d units …", units)

    def questions(self, done: int, total: int) -> None:
        """Tell how many questions to a judge are answered."""
        if self._bar is not None:
            self._bar.questions(done, total)

    def warn(self, warnings: Sequence[str]) -> None:
        """Say what the user should know."""
        self._until.close()
        for warning in warnings:
            _logger.warning("%s", warning)

    def doing(self) -> Callable[[str], None]:
        """What to call, as often as one likes, with what is being done, where nobody knows how long it will take."""
        if self._verbose is None and sys.stderr.isatty():
            line = Doing()
            self._until.callback(line.close)
            return line
        return lambda step: _logger.info("%s …", step)

    def download(self, address: str) -> Callable[[int, int | None], None]:
        """What to call as bytes of an address arrive, with how many there are so far and how many there will be."""
        _logger.info("fetching %s …", address)
        if self._verbose is None and sys.stderr.isatty():
            bar = DownloadBar(address)
            self._until.callback(bar.close)
            return bar
        return lambda done, total: None

    def documents(self) -> Callable[..., None]:
        """What to call with each document of a batch that is done; see `DocumentsBar`."""
        if self._verbose is None and sys.stderr.isatty():
            bar = DocumentsBar()
            self._until.callback(bar.close)
            return bar
        return lambda total, *, skipped, failed: None

    def close(self) -> None:
        """Take away what shows progress."""
        self._until.close()

    def summarise(self, outcome: Outcome | PairsOutcome) -> None:
        """Say what a run found and wrote, after the warnings about it."""
        self._until.close()
        for noise in outcome.left_out:
            _logger.info("left out: %s", noise)
        for warning in outcome.warnings:
            _logger.warning("%s", warning)
        if self._verbose is not False:
            from aligner.cli.summary import show

            show(outcome, sys.stderr)


@contextmanager
def talk(verbose: bool | None) -> Iterator[Talk]:
    """Send the package's log to stderr, at the level asked for, for as long as a command runs."""
    handler = _ToStderr()
    handler.setFormatter(_Lines())
    before = _logger.level
    _logger.setLevel({True: logging.INFO, None: logging.WARNING, False: logging.ERROR}[verbose])
    _logger.addHandler(handler)
    try:
        with ExitStack() as until:
            yield Talk(verbose, until)
    finally:
        _logger.removeHandler(handler)
        _logger.setLevel(before)


class _ToStderr(logging.Handler):
    """Writes to what stderr is at the moment: a progress bar puts itself in its place."""

    def emit(self, record: logging.LogRecord) -> None:
        print(self.format(record), file=sys.stderr)  # noqa: T201  # the command line's own voice


class _Lines(logging.Formatter):
    """One line a record; only what is worse than information names its level."""

    def format(self, record: logging.LogRecord) -> str:
        level = f"{record.levelname.lower()}: " if record.levelno > logging.INFO else ""
        return f"aligner: {level}{' '.join(record.getMessage().split())}"
