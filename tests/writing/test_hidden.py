import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aligner.writing.hidden import hidden_folder

WRITER = """
import sys, time
from pathlib import Path
from aligner.writing.hidden import hidden_folder
with hidden_folder(Path(sys.argv[1])) as folder:
    (folder / "half").write_text("half")
    print(folder.name, flush=True)
    time.sleep(60)
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="nothing is taken away where folders cannot be locked")


def writer(out: Path) -> tuple[subprocess.Popen[str], str]:
    """Another process in the middle of writing into `out`, and its hidden folder."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(out)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, process.stdout.readline().strip()


def test_a_hidden_folder_is_gone_in_the_end(tmp_path: Path) -> None:
    with hidden_folder(tmp_path) as folder:
        (folder / "file").write_text("content")
        assert folder.parent == tmp_path
        assert folder.name.startswith(".")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_taken_away_by_the_next_and_what_a_live_one_holds_is_not(tmp_path: Path) -> None:
    (tmp_path / ".aligner-notes").mkdir()
    dead, left = writer(tmp_path)
    alive, held = writer(tmp_path)
    try:
        dead.send_signal(signal.SIGKILL)
        dead.wait()
        assert (tmp_path / left).is_dir()
        with hidden_folder(tmp_path):
            pass
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".aligner-notes", held])
        assert (tmp_path / held / "half").exists()
    finally:
        for process in (dead, alive):
            process.kill()
            process.communicate()


def test_a_hidden_folder_that_a_fault_interrupts_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hidden_folder(tmp_path):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
