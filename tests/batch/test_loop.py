"""The loop on real processes, with work that kills them."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from aligner.batch.crews import LocalCrew
from aligner.batch.loop import Lost, outcomes


def work(job: tuple[int, str, Path]) -> int:
    """Give back the number; or die, always or the first time; or raise."""
    number, fate, folder = job
    if fate == "die" or (fate == "die once" and not _is_second(folder / str(number))):
        os.kill(os.getpid(), signal.SIGKILL)
    if fate == "raise":
        raise ValueError(f"bad {number}")
    if fate == "slow":
        time.sleep(0.05)
    return number


def _is_second(mark: Path) -> bool:
    was_there = mark.exists()
    mark.touch()
    return was_there


def jobs(folder: Path, **fates: str) -> list[tuple[int, str, Path]]:
    return [(number, fates.get(f"n{number}", "slow"), folder) for number in range(12)]


@pytest.mark.parametrize("at_a_time", [1, 3])
def test_a_job_that_kills_its_worker_is_lost_and_no_other(tmp_path: Path, at_a_time: int) -> None:
    given = jobs(tmp_path, n2="die", n4="raise", n6="die", n11="die once")
    found = list(outcomes(given, work, LocalCrew(at_a_time)))
    lost = {outcome.job[0]: type(outcome.error).__name__ for outcome in found if isinstance(outcome, Lost)}
    assert lost == {2: "BrokenProcessPool", 4: "ValueError", 6: "BrokenProcessPool"}
    assert sorted(number for number in found if isinstance(number, int)) == [0, 1, 3, 5, 7, 8, 9, 10, 11]


def test_no_more_is_taken_than_is_in_flight(tmp_path: Path) -> None:
    taken = []

    def supply() -> Iterator[tuple[int, str, Path]]:
        for job in jobs(tmp_path):
            taken.append(job)
            yield job

    found = outcomes(supply(), work, LocalCrew(2))
    next(found)
    assert len(taken) <= 4
    found.close()
    assert len(taken) <= 4


class Threads:
    """A crew of threads: any executor will do."""

    window, deaths = 2, (BrokenExecutor,)
    closed = 0

    def open(self) -> ThreadPoolExecutor:
        self.pool = ThreadPoolExecutor(2)
        return self.pool

    def close(self) -> None:
        self.closed += 1
        self.pool.shutdown()


def test_any_executor_will_do_and_is_closed(tmp_path: Path) -> None:
    crew, started = Threads(), []
    found = list(outcomes(jobs(tmp_path, n1="raise"), work, crew, lambda job: started.append(job[0])))
    assert len(found) == 12
    assert started == list(range(12))
    assert crew.closed == 1
