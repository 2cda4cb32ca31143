import subprocess
import sys
from pathlib import Path

import pytest

from scripts.interrupt_batch import VICTIMS, Victim, command, digests, make_corpus, trial

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are found in /proc")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A corpus, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    make_corpus(folder / "corpus", 8)
    subprocess.run(command(folder / "corpus", folder / "out", 2), check=True)
    return folder / "corpus", digests(folder / "out")


@pytest.mark.parametrize("victim", VICTIMS)
@pytest.mark.parametrize("moment", [1.0, 1.6])
def test_a_run_that_is_killed_is_taken_up_to_the_same_bytes(
    tmp_path: Path, undisturbed: tuple[Path, dict[str, str]], victim: Victim, moment: float
) -> None:
    corpus, expected = undisturbed
    found = trial(corpus, tmp_path / "out", expected, victim, moment, 2)
    assert found.passed, found
    assert len(expected) > 8 * 7
