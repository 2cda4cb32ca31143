import subprocess
import sys
import time
from pathlib import Path

import pytest

from aligner.batch.limits import limited, overrun

ROOT = Path(__file__).resolve().parents[2]
STUCK = """
import re, sys
from pathlib import Path
from aligner.batch.limits import limited
with limited(0.3, Path(sys.argv[1])):
    re.match("(a|aa)+$", "a" * 100 + "b")  # holds the interpreter, and would do so for ever
"""


def test_what_is_in_time_leaves_nothing(tmp_path: Path) -> None:
    for seconds in (None, 60.0):
        with limited(seconds, tmp_path / "mark"):
            pass
        assert not list(tmp_path.iterdir())
    with pytest.raises(ZeroDivisionError), limited(0.2, tmp_path / "mark"):
        raise ZeroDivisionError
    time.sleep(0.4)  # nobody ends this process
    assert overrun(tmp_path / "mark") is None


def test_even_what_never_comes_back_to_python_is_ended(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", STUCK, str(tmp_path / "mark")], cwd=ROOT, timeout=60)
    assert done.returncode == 1
    assert 'File "<string>", line 6' in str(overrun(tmp_path / "mark"))


def test_a_process_that_died_otherwise_was_in_time(tmp_path: Path) -> None:
    assert overrun(tmp_path / "mark") is None
    (tmp_path / "mark").touch()
    assert overrun(tmp_path / "mark") is None
