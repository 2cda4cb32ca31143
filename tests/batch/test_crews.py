import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aligner.batch.crews import SINGLE, ClusterCrew, LocalCrew
from aligner.errors import MissingExtraError

ROOT = Path(__file__).resolve().parents[2]


def whoami() -> tuple[int, int, dict[str, str | None]]:
    """The worker's process, that of its server, and what it tells numerical libraries."""
    return os.getpid(), os.getppid(), {name: os.environ.get(name) for name in SINGLE}


def sleep() -> None:
    time.sleep(60)


def test_workers_begin_with_one_thread_and_end_with_their_crew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    crew = LocalCrew(1)
    worker, server, told = crew.open().submit(whoami).result()
    assert told == SINGLE
    assert os.environ["OMP_NUM_THREADS"] == "8"
    pool = crew.open()
    pool.submit(whoami).result()
    pool.submit(sleep)
    crew.close()
    assert not Path(f"/proc/{worker}").exists()
    assert server != os.getpid() or sys.platform != "linux"


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_what_is_forked_has_a_single_thread() -> None:
    code = "import aligner.batch.warm, os; print(len(os.listdir('/proc/self/task')))"
    environment = {**os.environ, **SINGLE}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match=r"zh-en-aligner\[cluster\]"):
        ClusterCrew("tcp://127.0.0.1:8786")
