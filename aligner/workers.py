"""Work on many things of one document, shared out among processes of this machine.

The processes are forks: they see what this one has loaded, and nothing is sent to them. Where a system cannot fork
safely (Windows, macOS) the work is done here; the result is the same.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import pairwise
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

LEAST = 64  # things for a process: below, it takes longer to start than to work


def available() -> int:
    """The processors that this process may use; 1 where it cannot fork."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def shared_out(work: Callable[[Sequence[T]], Sequence[R]], things: Sequence[T], workers: int) -> list[R]:
    """`work` done on consecutive parts of `things`, one by this process and one by each further worker.

    Args:
        work: Gives one result a thing, and depends on nothing but its part. Results must be picklable.
        things: What to work on.
        workers: The most processes, this one included.

    Returns:
        A result for each thing, in order. A worker that fails or dies costs time alone: its part is then done here,
        where an error is raised as it would be without workers.
    """
    first, *others = _parts(things, workers)
    if not others:
        return list(work(first))
    fork = multiprocessing.get_context("fork")
    started = []
    try:
        for part in others:
            ours, theirs = fork.Pipe(duplex=False)
            process = fork.Process(target=_send, args=(work, part, theirs), daemon=True)
            process.start()
            theirs.close()
            started.append((process, ours, part))
        results = list(work(first))
        for _, end, part in started:
            results += _received(end) or list(work(part))
        return results
    finally:
        for process, end, _ in started:
            end.close()
            process.kill()
            process.join()


def _parts(things: Sequence[T], workers: int) -> list[Sequence[T]]:
    count = max(1, min(workers, len(things) // LEAST))
    edges = [len(things) * k // count for k in range(count + 1)]
    return [things[start:end] for start, end in pairwise(edges)]


def _send(work: Callable[[Sequence[T]], Sequence[R]], part: Sequence[T], end: Connection) -> None:
    with closing(end):
        try:
            end.send(list(work(part)))
        except (Exception, KeyboardInterrupt):
            return  # the process that asked does the part again, and meets the fault itself


def _received(end: Connection) -> list[R] | None:
    try:
        found: list[R] = end.recv()
    except (EOFError, OSError):
        return None
    return found
