"""A time limit for what cannot be stopped from inside: the process ends, and leaves a mark of where it was.

What takes for ever may do so in a library that never comes back to Python, so no thread and no signal handler of ours
would get to stop it. `faulthandler` watches from outside of the interpreter. Whoever gets the same work next, since a
worker's death puts it on again, finds the mark and need not begin.
"""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def limited(seconds: float | None, mark: Path) -> Iterator[None]:
    """End this process if what is done inside takes longer, writing into `mark` which lines were being run.

    Raises:
        OSError: The mark cannot be written.
    """
    if seconds is None:
        yield
        return
    with mark.open("w", encoding="utf-8") as file:
        faulthandler.dump_traceback_later(seconds, exit=True, file=file)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
    mark.unlink(missing_ok=True)


def overrun(mark: Path) -> str | None:
    """Where a process was that ran out of its time; None where none did, however else it may have died."""
    try:
        return mark.read_text(encoding="utf-8", errors="replace") or None
    except FileNotFoundError:
        return None
