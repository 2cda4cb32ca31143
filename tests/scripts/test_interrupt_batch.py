import subprocess
import sys
from pathlib import Path

import pytest
import typer

from scripts.interrupt_batch import (
    VICTIMS,
    Victim,
    command,
    digests,
    hit,
    interrupt_batch_cli,
    make_corpus,
    moments,
    trial,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are found in /proc")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A corpus, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    make_corpus(folder / "corpus", 8)
    subprocess.run(command(folder / "corpus", folder / "out", 2), check=True)
    return folder / "corpus", digests(folder / "out")


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_run_that_is_killed_is_taken_up_to_the_same_bytes(
    tmp_path: Path, undisturbed: tuple[Path, dict[str, str]], victim: Victim
) -> None:
    corpus, expected = undisturbed
    found = trial(corpus, tmp_path / "out", expected, victim, 1.6, 2)
    assert found.passed, found
    assert len(expected) > 8 * 7


def test_a_run_that_has_ended_gives_way_to_one_that_is_killed_earlier(
    tmp_path: Path, undisturbed: tuple[Path, dict[str, str]]
) -> None:
    corpus, expected = undisturbed
    found = hit(corpus, tmp_path / "out", expected, "run", 1000, 2)
    assert found.passed
    assert found.killed
    assert found.moment < 1000


def test_moments_are_spread_over_the_run() -> None:
    found = moments(10, 5.0)
    assert [int(moment / 0.5) for moment in sorted(found)] == list(range(10))


def test_trials_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as left:
        interrupt_batch_cli(trials=2, documents=2, jobs=1, seed=0)
    assert left.value.exit_code == 0
    said = capsys.readouterr().out
    for part in ("minutes to go", "  1 run    after ", "  2 worker after ", "run: 1 killed, after ", "2 of 2 the same"):
        assert part in said
