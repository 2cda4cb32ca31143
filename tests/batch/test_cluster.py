"""A real scheduler and two workers on loopback, which are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from aligner.batch import BatchSettings, run
from aligner.batch.crews import ClusterCrew, LocalCrew
from aligner.batch.loop import Lost, outcomes
from aligner.errors import ClusterError
from tests.batch.build import corpus, tree
from tests.batch.test_loop import jobs, work

pytest.importorskip("distributed")
ROOT = Path(__file__).resolve().parents[2]
JSONL = BatchSettings(formats=("jsonl",))


class Cluster(NamedTuple):
    """A scheduler's address, its process, and those of its workers."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture
def cluster(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Cluster]:
    """Two workers of one thread; with "nanny" as parameter they are replaced when they die."""
    nanny = "--nanny" if getattr(request, "param", "") == "nanny" else "--no-nanny"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    file, log = tmp_path / "scheduler.json", (tmp_path / "cluster.log").open("wb")

    def start(program: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--scheduler-file", str(file), *options]
        return subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log, start_new_session=True)

    processes = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")]
    try:
        while not file.exists():
            assert processes[0].poll() is None
            time.sleep(0.05)
        workers = [start("dask_worker", "--nthreads", "1", "--no-dashboard", nanny) for _ in range(2)]
        processes += workers
        address = str(json.loads(file.read_text(encoding="utf-8"))["address"])
        crew = ClusterCrew(address)
        while crew.window < 4:
            time.sleep(0.05)
        crew.close()
        yield Cluster(address, processes[0], workers)
    finally:
        for process in processes:  # without manners: a worker that says good-bye to a scheduler that has gone may wait
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        log.close()


def test_a_worker_that_is_killed_costs_nothing_but_time(tmp_path: Path, cluster: Cluster) -> None:
    given, told = corpus(tmp_path / "in", 12), []

    def kill_one(result: object, total: int) -> None:
        told.append(result)
        if len(told) == 3:
            cluster.workers[0].send_signal(signal.SIGKILL)

    crew = ClusterCrew(cluster.address)
    outcome = run(given, out=tmp_path / "out", crew=crew, settings=JSONL, on_result=kill_one)
    assert (outcome.done, outcome.skipped, outcome.failed) == (12, 0, [])
    assert cluster.workers[0].wait() == -signal.SIGKILL
    run(given, out=tmp_path / "local", crew=LocalCrew(1), settings=JSONL)
    assert tree(tmp_path / "out") == tree(tmp_path / "local")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize("cluster", ["nanny"], indirect=True)
def test_a_document_over_its_time_is_given_up_and_no_other(tmp_path: Path, cluster: Cluster) -> None:
    given = corpus(tmp_path / "in", 4)
    os.mkfifo(given / "d02x.txt")
    crew = ClusterCrew(cluster.address)
    outcome = run(given, out=tmp_path / "out", crew=crew, settings=JSONL, time_limit=10)
    assert (outcome.done, [record.error for record in outcome.failed]) == (
        4,
        ["it took more than 10 seconds (--time-limit)"],
    )


@pytest.mark.parametrize("cluster", ["nanny"], indirect=True)
def test_a_job_that_kills_its_workers_is_lost_and_no_other(tmp_path: Path, cluster: Cluster) -> None:
    found = list(outcomes(jobs(tmp_path, n2="die", n4="raise"), work, ClusterCrew(cluster.address)))
    lost = {outcome.job[0]: type(outcome.error).__name__ for outcome in found if isinstance(outcome, Lost)}
    assert lost == {2: "KilledWorker", 4: "ValueError"}
    assert sorted(number for number in found if isinstance(number, int)) == [0, 1, 3, *range(5, 12)]


def test_a_scheduler_that_goes_ends_the_run_which_can_be_taken_up(tmp_path: Path, cluster: Cluster) -> None:
    given = corpus(tmp_path / "in", 12)

    def kill(result: object, total: int) -> None:
        cluster.scheduler.kill()

    with pytest.raises(ClusterError, match="has gone; start it again"):
        run(given, out=tmp_path / "out", crew=ClusterCrew(cluster.address), settings=JSONL, on_result=kill)
    outcome = run(given, out=tmp_path / "out", crew=LocalCrew(2), settings=JSONL)
    assert outcome.skipped >= 1
    assert (outcome.done + outcome.skipped, outcome.failed) == (12, [])


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense"])
def test_nobody_there(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.batch.crews.PATIENCE", "0.5s")
    with pytest.raises(ClusterError, match="no Dask scheduler can be reached"):
        ClusterCrew(address)
