"""Independent measurements side by side, one a core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def each(function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """The results of a function that can be pickled, in the order of its items.

    Processes are spawned, because the threads of numpy and faiss survive no fork, and each has one thread: on two busy
    cores, two processes of two threads took four times as long as two of one.
    """
    with _one_thread(), ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(function, items))


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let processes that are started meanwhile compute with one thread; libraries read this when they are loaded."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
