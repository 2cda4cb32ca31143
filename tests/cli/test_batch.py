import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aligner.cli.progress import pace
from tests.batch.build import corpus
from tests.cli.conftest import Command


def test_a_corpus_becomes_folders_and_a_summary(run: Command, tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 2), tmp_path / "out"
    code, said, err = run("batch", given, "--out", out, "--jobs", "2", "--format", "jsonl")
    assert (code, said) == (0, "")
    labels = [line.split("  ")[0] for line in err.splitlines()]
    assert labels == ["documents", "sentence links", "divergences", "time", "written to"]
    assert "2 done, 0 unchanged, 0 failed" in err
    assert "0 done, 2 unchanged, 0 failed" in run("batch", given, "--out", out, "--format", "jsonl").err


def test_what_failed_is_listed_and_the_code_is_1(run: Command, tmp_path: Path) -> None:
    given = corpus(tmp_path / "in", 1)
    (given / "bad.txt").touch()
    code, _, err = run("batch", given, "--out", tmp_path / "out", "-q", "--format", "jsonl")
    assert code == 1
    assert err.startswith("aligner: error: bad: bad.txt: this file is empty")
    assert err.count("\n") == 1


def test_a_glossary_and_a_time_limit_are_given(run: Command, tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 1), tmp_path / "out"
    terms = tmp_path / "terms.csv"
    terms.write_text("zh,en\n服务站,service post\n", encoding="utf-8")
    command = ("batch", given, "--out", out, "--format", "jsonl", "--glossary", terms, "--time-limit", "300")
    assert "1 done" in run(*command).err
    assert "terminology" in (out / "d01/d01.divergences.jsonl").read_text(encoding="utf-8")
    assert "1 unchanged" in run(*command, "--time-limit", "200").err
    terms.write_text("zh,en\n服务站,service station\n", encoding="utf-8")
    assert "1 done" in run(*command).err
    assert run("batch", given, "--out", out, "--glossary", tmp_path / "absent.csv").code == 1


def test_verbose_says_what_became_of_each(run: Command, tmp_path: Path) -> None:
    given = corpus(tmp_path / "in", 1)
    assert "aligner: d01: " in run("batch", given, "--out", tmp_path / "out", "-v", "--format", "jsonl").err


def test_what_cannot_be_done_is_one_line(run: Command, tmp_path: Path) -> None:
    for wrong in (tmp_path / "absent", tmp_path):
        code, _, err = run("batch", wrong, "--out", tmp_path / "out" / "x")
        assert (code, err.count("\n")) == (1, 1)
        assert not (tmp_path / "out").exists()


def test_an_interrupted_run_leaves_with_130_and_says_nothing(tmp_path: Path) -> None:
    given, out = corpus(tmp_path / "in", 40), tmp_path / "out"
    command = [sys.executable, "-m", "aligner", "batch", str(given), "-o", str(out), "-j", "1", "--format", "jsonl"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )
    while process.poll() is None and not (out / "run.jsonl").exists():
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 130
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("done", "left", "seconds", "said"),
    [
        (0, 10, 5.0, ""),
        (3, 0, 0.0, ""),
        (10, 20, 36.0, "1,000/h, 0:01:12 left"),
        (1, 5000, 3.6, "1,000/h, 5:00:00 left"),
    ],
)
def test_pace(done: int, left: int, seconds: float, said: str) -> None:
    assert pace(done, left, seconds) == said
