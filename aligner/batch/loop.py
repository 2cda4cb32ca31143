"""The loop over documents, on any executor: a worker's death costs its document, and no other.

An executor of local processes breaks when one of them dies, and every pending call with it. A scheduler of a cluster
gives up on a call when several workers have died that had it, whether they had begun it or not. In both cases a new
executor is opened, and what may be at fault is run one by one; what kills its worker again is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from itertools import islice
from typing import Generic, NamedTuple, Protocol, TypeVar

from aligner.errors import ClusterError

J = TypeVar("J")
R = TypeVar("R")


class Crew(Protocol):
    """Those who do the work, behind an executor that may have to be opened anew."""

    @property
    def deaths(self) -> tuple[type[BaseException], ...]:
        """What a call raises whose worker has died, or the worker of a call beside it."""
        ...

    @property
    def window(self) -> int:
        """How many jobs to hand out at a time: enough that nobody waits, and few enough that memory is bounded."""
        ...

    def open(self) -> Executor:
        """An executor that works; one opened before is given up."""
        ...

    def close(self) -> None:
        """Stop whoever still works, at once."""
        ...


class Lost(NamedTuple, Generic[J]):
    """A job that gave no result, since its worker died or could not run it."""

    job: J
    error: BaseException


def outcomes(
    jobs: Iterable[J], work: Callable[[J], R], crew: Crew, on_start: Callable[[J], None] = lambda job: None
) -> Iterator[R | Lost[J]]:
    """Run `work` on every job, and give what comes of each as it comes.

    Args:
        jobs: What to do; no more of them are taken than are in flight.
        work: A function that the executor can hand over, and that may be run twice on a job.
        crew: Whoever runs it. It is closed in the end, however that comes.
        on_start: Told of each job as it is handed out.

    Raises:
        ClusterError: Whoever hands out the work on a cluster has gone.
    """
    supply = iter(jobs)
    try:
        while suspects := (yield from _together(supply, work, crew, on_start)):
            yield from _one_by_one(suspects, work, crew)
    finally:
        crew.close()


def _together(
    supply: Iterator[J], work: Callable[[J], R], crew: Crew, on_start: Callable[[J], None]
) -> Generator[R | Lost[J], None, list[J]]:
    """Run jobs side by side until there are no more, or the executor breaks; return those in flight then."""
    executor = crew.open()
    in_flight: dict[Future[R], J] = {}
    suspects: list[J] = []
    while True:
        for job in [] if suspects else islice(supply, max(0, crew.window - len(in_flight))):
            on_start(job)
            try:
                in_flight[executor.submit(work, job)] = job
            except crew.deaths:
                suspects.append(job)
                break
        if not in_flight:
            return suspects
        finished, _ = wait(in_flight, return_when=FIRST_COMPLETED)
        for future in finished:
            job = in_flight.pop(future)
            error = _error_of(future)
            if isinstance(error, crew.deaths):
                suspects.append(job)
            else:
                yield future.result() if error is None else Lost(job, error)


def _one_by_one(suspects: Sequence[J], work: Callable[[J], R], crew: Crew) -> Iterator[R | Lost[J]]:
    executor: Executor | None = None
    for job in suspects:
        executor = executor or crew.open()
        error: BaseException | None
        try:
            future = executor.submit(work, job)
            error = _error_of(future)
        except crew.deaths as broken:
            error = broken
        yield Lost(job, error) if error else future.result()
        if isinstance(error, crew.deaths):
            executor = None


def _error_of(future: Future[R]) -> BaseException | None:
    """What a call raised.

    Raises:
        ClusterError: The call was cancelled, and not by us: its scheduler has gone.
    """
    try:
        return future.exception()
    except CancelledError:
        raise gone() from None


def gone() -> ClusterError:
    """The error for a cluster whose scheduler does not answer any more."""
    return ClusterError(
        "the scheduler of the cluster has gone", do="start it again; the same command goes on from here"
    )
