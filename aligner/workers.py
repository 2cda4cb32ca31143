"""Work shared out among processes of this machine: on the many things of one document, or on a stream of things.

The processes are forks: they see what this one has loaded, and of a stream alone is much sent to them. Where a system
cannot fork safely (Windows, macOS) the work is done here; the result is the same. A worker that fails or dies costs
time alone: its work is then done here, where an error is raised as it would be without workers. What a worker logs is
said by this process, whose output may be shared with a progress bar.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")
Noted = TypeVar("Noted")
Known = TypeVar("Known")

_logger = logging.getLogger("aligner")

LEAST = 64  # things for a process: below, it takes longer to start than to work


def available() -> int:
    """The processors that this process may use; 1 where it cannot fork."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _alike(thing: object) -> int:
    return 1


def shared_out(
    work: Callable[[Sequence[T]], Sequence[R]],
    things: Sequence[T],
    workers: int,
    *,
    least: int = LEAST,
    size: Callable[[T], int] = _alike,
) -> list[R]:
    """`work` done on consecutive parts of `things`, one by this process and one by each further worker.

    Args:
        work: Gives one result a thing, and depends on nothing but its part. Results must be picklable.
        things: What to work on.
        workers: The most processes, this one included.
        least: The fewest things that are worth a process.
        size: How much work a thing is, so that the parts are about as long.

    Returns:
        A result for each thing, in order.
    """
    return in_two_passes(
        lambda part: None, lambda notes: None, lambda part, known: work(part), things, workers, least=least, size=size
    )


def in_two_passes(
    note: Callable[[Sequence[T]], Noted],
    together: Callable[[Sequence[Noted]], Known],
    work: Callable[[Sequence[T], Known], Sequence[R]],
    things: Sequence[T],
    workers: int,
    *,
    least: int = LEAST,
    size: Callable[[T], int] = _alike,
) -> list[R]:
    """`work` done on consecutive parts of `things` once something is known of all of them.

    A worker keeps its part through both passes, and so what the first one has left in its caches.

    Args:
        note: What the first pass finds out about a part; picklable.
        together: What follows from the notes on all parts, in order; picklable. It is called here.
        work: Gives one result a thing from its part and what `together` gave; picklable.
        things: What to work on.
        workers: The most processes, this one included.
        least: The fewest things that are worth a process.
        size: How much work a thing is, so that the parts are about as long.

    Returns:
        A result for each thing, in order.
    """

    def serve(part: Sequence[T], end: Connection, said: _Said) -> None:
        end.send((note(part), said.taken()))
        end.send((list(work(part, end.recv())), said.taken()))

    own, *others = _parts(things, workers, least, size)
    with ExitStack() as until:
        started = [_Worker(until.enter_context(_forked(serve, part)), part) for part in others]
        notes = [note(own)]
        for worker in started:
            received = _received(worker.end)
            notes.append(note(worker.part) if received is None else received.value)
        known = together(notes)
        for worker in started:
            with suppress(OSError):  # of a worker that is gone; its part is done below
                worker.end.send(known)
        results = list(work(own, known))
        for worker in started:
            received = _received(worker.end)
            results += work(worker.part, known) if received is None else received.value
        return results


def streamed(work: Callable[[T], R], things: Iterable[T], workers: int) -> Iterator[R]:
    """`work` done on each thing of a stream, by as many processes as there are workers; this one deals them out.

    Args:
        work: Gives a result, and depends on nothing but its thing. Both must be picklable.
        things: What to work on; no more of them are taken than there are workers, before a result is asked for.
        workers: The most processes besides this one; with one, the work is done here.

    Yields:
        A result for each thing, in order.
    """
    if workers <= 1:
        yield from map(work, things)
        return

    def serve(_: None, end: Connection, said: _Said) -> None:
        while True:
            end.send((work(end.recv()), said.taken()))

    def result(end: Connection, thing: T) -> R:
        received = _received(end)
        return work(thing) if received is None else received.value

    with ExitStack() as until:
        idle = deque(until.enter_context(_forked(serve, None)) for _ in range(workers))
        busy: deque[tuple[Connection, T]] = deque()
        for thing in things:
            if idle:
                end, done = idle.popleft(), []
            else:
                end, given = busy.popleft()
                done = [result(end, given)]
            with suppress(OSError):  # of a worker that is gone; the thing is done here
                end.send(thing)
            busy.append((end, thing))
            yield from done
        for end, given in busy:
            yield result(end, given)


@contextmanager
def beside(work: Callable[[], R], workers: int) -> Iterator[Callable[[], R]]:
    """Begin `work` in a process of its own, while this one does something else.

    Args:
        work: What to do; its result must be picklable.
        workers: The most processes, this one included; with a single one, `work` is done when it is asked for.

    Yields:
        What waits for the result.
    """
    if workers <= 1:
        yield work
        return

    def serve(_: None, end: Connection, said: _Said) -> None:
        end.send((work(), said.taken()))

    with _forked(serve, None) as end:

        def result() -> R:
            received = _received(end)
            return work() if received is None else received.value

        yield result


class _Worker(NamedTuple):
    """A process that works on a part: this process's end of the pipe to it, and the part."""

    end: Connection
    part: Sequence[Any]


class _Received(NamedTuple):
    value: Any


class _Said(logging.Handler):
    """Keeps what a worker logs."""

    def __init__(self) -> None:
        super().__init__()
        self._records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args = record.getMessage(), None  # whatever was to be put into it need not be picklable
        self._records.append(record)

    def taken(self) -> list[logging.LogRecord]:
        """What was kept since this was last asked."""
        records, self._records = self._records, []
        return records


@contextmanager
def _forked(serve: Callable[[T, Connection, _Said], None], part: T) -> Iterator[Connection]:
    """A process that serves one end of a pipe; it is gone when the context is left."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()

    def run() -> None:
        gc.freeze()  # a search for cycles would copy all that is shared with this one
        ours.close()  # or the process would not see this one's end close
        said = _Said()
        _logger.handlers[:] = [said]
        with closing(theirs), suppress(Exception, KeyboardInterrupt):
            serve(part, theirs, said)  # a fault is met again by the process that asked, which does the part itself

    process = fork.Process(target=run, daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.kill()
        process.join()


def _parts(things: Sequence[T], workers: int, least: int, size: Callable[[T], int]) -> list[Sequence[T]]:
    count = max(1, min(workers, len(things) // least))
    sizes = [size(thing) for thing in things]
    middles = [end - one / 2 for end, one in zip(accumulate(sizes), sizes, strict=True)]
    edges = [bisect_left(middles, sum(sizes) * k / count) for k in range(1, count)]
    return [things[start:end] for start, end in pairwise([0, *edges, len(things)])]


def _received(end: Connection) -> _Received | None:
    """What a worker sent; None if it failed."""
    try:
        value, records = end.recv()
    except (EOFError, OSError):
        return None
    for record in records:
        _logger.handle(record)
    return _Received(value)
