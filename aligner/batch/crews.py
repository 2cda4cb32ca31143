"""Who does the work of a batch: processes of this machine, or the workers of a Dask cluster.

Local workers are forked from a server that has loaded everything and has a single thread (Linux), so that a fork is
safe, a replacement for a worker that died starts at once, and the models lie in memory once. Where forking is not safe
(macOS, Windows) each worker starts anew and loads them itself.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from aligner.batch.loop import gone
from aligner.errors import ClusterError, MissingExtraError

if TYPE_CHECKING:
    from distributed import Client

SINGLE = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"),
    "TOKENIZERS_PARALLELISM": "false",
}
"""What tells numerical libraries to work in the thread that calls them: a worker is one of several already."""
PATIENCE = "20s"


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


class LocalCrew:
    """`jobs` processes of this machine; see `loop.Crew`."""

    deaths = (BrokenExecutor,)

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._lifeline: Connection | None = None

    @property
    def window(self) -> int:
        """One job waits, so that a worker that is done finds the next one."""
        return self._jobs + 1

    def open(self) -> Executor:
        """A new pool, in place of one that may be broken."""
        self.close()
        context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
        theirs, self._lifeline = context.Pipe(duplex=False)
        with _environment(SINGLE):
            if sys.platform == "linux":
                from multiprocessing import forkserver

                context.set_forkserver_preload(["aligner.batch.warm"])
                forkserver.ensure_running()
            self._pool = ProcessPoolExecutor(self._jobs, context, initializer=_begin, initargs=(theirs,))
        return self._pool

    def close(self) -> None:
        """Let go of the workers' lifeline, at which they end in the midst of whatever they do."""
        pool, self._pool = self._pool, None
        lifeline, self._lifeline = self._lifeline, None
        if lifeline:
            lifeline.close()
        if pool:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin(lifeline: Connection) -> None:
    """Begin a worker: it leaves interrupts to the process that hands out the work, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(SINGLE)
    gc.set_threshold(50_000, 20, 50)  # as on the command line
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    with suppress(EOFError, OSError):
        lifeline.recv()
    os._exit(1)


class ClusterCrew:
    """The workers of a Dask cluster that is running; see `loop.Crew`.

    Raises:
        MissingExtraError: `distributed` is not installed.
        ClusterError: Nobody answers at the address.
    """

    def __init__(self, address: str, jobs: int | None = None) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError:
            raise MissingExtraError("distributed", "cluster", "--cluster") from None
        self._jobs = jobs
        self.deaths = (KilledWorker,)
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is said here, in one line
        try:
            self._client: Client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise ClusterError(
                f"no Dask scheduler can be reached ({reason})",
                where=address,
                do="check that it runs, and give its address as tcp://HOST:PORT",
            ) from None

    @property
    def window(self) -> int:
        """Twice the threads that the cluster has now, so that whoever joins it finds work; or as many as were given."""
        try:
            return self._jobs or max(2, 2 * sum(self._client.nthreads().values()))
        except OSError:
            raise gone() from None

    def open(self) -> Executor:
        """The cluster's executor; its scheduler gives the job of a worker that died to another, a few times."""
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def close(self) -> None:
        """Cancel what is pending, and leave the cluster."""
        self._client.close()


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    """Variables that processes started meanwhile inherit."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
