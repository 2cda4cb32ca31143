import sys
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from aligner.reading import read_pairs
from aligner.validation import validate
from scripts.benchmark_stream import main, memory, watched


def test_the_memory_is_valid_and_has_its_units(tmp_path: Path) -> None:
    file = tmp_path / "large.tmx"
    file.write_text("".join(memory(300)), encoding="utf-8")
    assert validate(file) == []
    pairs = list(read_pairs(file))
    assert len(pairs) == 300
    assert all(pair.zh and pair.en for pair in pairs)


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of processes")
def test_the_memory_of_children_is_counted() -> None:
    held = "import time; x = bytearray(60_000_000); time.sleep(1.5)"
    run = watched([sys.executable, "-c", f"import os, time\nif os.fork(): os.wait()\nelse: exec({held!r})"])
    assert run.megabytes > 60
    assert run.seconds > 1


def test_a_command_that_fails_is_an_error() -> None:
    with pytest.raises(CalledProcessError):
        watched([sys.executable, "-c", "raise SystemExit(1)"])


@pytest.mark.skipif(sys.platform != "linux", reason="reads what Linux says of processes")
def test_a_small_memory_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--units", "20"]) == 0
    assert "audited    20 units, 0 MB" in capsys.readouterr().out
