"""Work shared out among processes of this machine: on the many things of one document, or on a stream of things.

The processes are forks: they see what this one has loaded, and of a stream alone is anything sent to them. Where a
system cannot fork safely (Windows, macOS) the work is done here; the result is the same.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import pairwise
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Generic, TypeVar

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


def streamed(work: Callable[[T], R], things: Iterable[T], workers: int) -> Iterator[R]:
    """`work` done on each thing of a stream, by as many processes as there are workers; this one deals them out.

    Args:
        work: Gives a result, and depends on nothing but its thing. Both must be picklable.
        things: What to work on; no more of them are taken than there are workers, before a result is asked for.
        workers: The most processes besides this one; with one, the work is done here.

    Yields:
        A result for each thing, in order. A worker that fails or dies costs time alone, as in `shared_out`.
    """
    if workers < 2:
        yield from map(work, things)
        return
    idle: deque[_Hand[T, R]] = deque()
    busy: deque[tuple[_Hand[T, R], T]] = deque()
    hands: list[_Hand[T, R]] = []
    try:
        for _ in range(workers):
            hands.append(_Hand(work, hands))
        idle.extend(hands)
        for thing in things:
            if idle:
                hand, done = idle.popleft(), []
            else:
                hand, given = busy.popleft()
                done = [hand.result(given)]
            hand.take(thing)
            busy.append((hand, thing))
            yield from done
        for hand, given in busy:
            yield hand.result(given)
    finally:
        for hand in hands:
            hand.dismiss()


class _Hand(Generic[T, R]):
    """A process that does `work` on one thing after the other."""

    def __init__(self, work: Callable[[T], R], others: Sequence[_Hand[T, R]]) -> None:
        self._work = work
        fork = multiprocessing.get_context("fork")
        self.end, theirs = fork.Pipe()
        # What it has of the other ends is closed there, so that it ends when this process does.
        inherited = [self.end, *(other.end for other in others)]
        self._process: ForkProcess = fork.Process(target=_serve, args=(work, theirs, inherited), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, thing: T) -> None:
        """Begin with a thing."""
        with suppress(OSError):  # it has died: `result` will see to it
            self.end.send(thing)

    def result(self, thing: T) -> R:
        """What the work on the thing gave that was taken last."""
        try:
            found: R = self.end.recv()
        except (EOFError, OSError):
            return self._work(thing)
        return found

    def dismiss(self) -> None:
        """End the process."""
        self.end.close()
        self._process.kill()
        self._process.join()


def _serve(work: Callable[[T], R], end: Connection, inherited: Sequence[Connection]) -> None:
    for other in inherited:
        other.close()
    with closing(end):
        try:
            while True:
                end.send(work(end.recv()))
        except (Exception, KeyboardInterrupt):
            return  # the process that asked has ended, or does the thing again and meets the fault itself


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
