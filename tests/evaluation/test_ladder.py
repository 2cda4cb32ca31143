"""Ladders as they are written by several programs, and those that are none."""

from pathlib import Path

import pytest

from aligner.bitext import Bead
from aligner.errors import InputError, ReadError
from aligner.evaluation.ladder import read_ladder

GOOD = "[0]:[0, 1]\n[1, 2]:[]\n\n[]:[2]\n"

FAULTS = [
    ("an index twice", "[0]:[0]\n[0]:[1]\n", ":2: Chinese sentence 0 is in two beads, here and at"),
    ("an index twice in one bead", "[0, 0]:[0]\n", ":1: Chinese sentence 0 is in two beads"),
    ("a gap", "[0]:[0]\n[1]:[2]\n", ":2: English sentence 1 is in no bead, but English sentence 2 is"),
    ("nothing on either side", "[0]:[0]\n[]:[]\n", ":2: this bead holds no sentence"),
    ("no beads", "\n\n", ": this file is empty"),
    ("text", "[0]:[0]\nIt rained all night.\n", ":2: this line is no bead"),
    ("a word for an index", "[0]:[zero]\n", ":1: this line is no bead"),
    ("a negative index", "[-1]:[0]\n", ":1: this line is no bead"),
    ("a word for a score", "[0]:[0]:high\n", ":1: 'high' is no score"),
    ("a score that is no number", "[0]:[0]:nan\n", ":1: 'nan' is no score"),
    ("scores on some", "[0]:[0]:0.5\n[1]:[1]\n", ":2: this bead has no score, unlike those before it"),
    ("scores from the second on", "[0]:[0]\n[1]:[1]:0.5\n", ":2: this bead has a score, unlike those before it"),
]


def written(folder: Path, text: str) -> Path:
    path = folder / "gold.align"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_ladder(tmp_path: Path) -> None:
    ladder = read_ladder(written(tmp_path, GOOD))
    assert ladder.beads == (Bead((0,), (0, 1)), Bead((1, 2), ()), Bead((), (2,)))
    assert (ladder.lines, ladder.scored) == ((1, 2, 4), False)


def test_a_ladder_with_scores_and_other_blanks(tmp_path: Path) -> None:
    ladder = read_ladder(written(tmp_path, "\ufeff[0]: [0,1]:0.25\r\n [1 ] :[]:-3e-1\r\n"))
    assert ladder.beads == (Bead((0,), (0, 1), 0.25), Bead((1,), (), -0.3))
    assert ladder.scored


def test_beads_may_stand_in_any_order(tmp_path: Path) -> None:
    assert len(read_ladder(written(tmp_path, "[1]:[0]\n[0]:[1]\n")).beads) == 2


@pytest.mark.parametrize(("text", "message"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS])
def test_what_is_no_ladder_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        read_ladder(written(tmp_path, text))
    assert f"gold.align{message}" in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.align"):
        read_ladder(tmp_path / "none.align")
