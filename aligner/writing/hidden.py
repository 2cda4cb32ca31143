"""Hidden folders to write into, and what becomes of those whose program was killed.

Whoever makes one holds a lock on it, which ends with the process however that ends. So a hidden folder that can be
locked has been left behind, and the next run into the same target takes it away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks: nothing is taken away there
    fcntl = None  # type: ignore[assignment]  # a module elsewhere

_PREFIX = ".aligner-writing-"


@contextmanager
def hidden_folder(out: Path) -> Iterator[Path]:
    """A new hidden folder inside `out`, gone in the end; older ones that no process holds any more go first."""
    for left in out.glob(f"{_PREFIX}*"):
        _remove_unless_held(left)
    # It gets the name that marks it as one of these only when it is locked, so that no other run takes it away.
    new = Path(tempfile.mkdtemp(prefix=".new-aligner-", dir=out))
    with locked(new):
        hidden = new.with_name(_PREFIX + new.name.rpartition("-")[2])
        try:
            new.rename(hidden)
            yield hidden
        finally:
            for folder in (new, hidden):
                shutil.rmtree(folder, ignore_errors=True)


def _remove_unless_held(folder: Path) -> None:
    with suppress(OSError), locked(folder) as is_abandoned:
        if is_abandoned:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def locked(folder: Path) -> Iterator[bool | None]:
    """Lock a folder if nobody else does, and say whether it worked; None where the system has no such locks."""
    if fcntl is None:
        yield None
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _lock(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
