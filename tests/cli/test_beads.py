import ast
from pathlib import Path

import pytest

from aligner.bitext import Bead
from aligner.cli.beads import rung
from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("bead", "line"),
    [
        (Bead((0,), (0,)), "[0]:[0]"),
        (Bead((3, 4), (5,)), "[3, 4]:[5]"),
        (Bead((), (2,)), "[]:[2]"),
        (Bead((7,), ()), "[7]:[]"),
    ],
)
def test_rungs_are_written_as_vecalign_does(bead: Bead, line: str) -> None:
    assert rung(bead) == line
    assert rung(bead._replace(score=0.91234), scores=True) == f"{line}:0.9123"


def test_beads_go_to_stdout_and_cover_every_line(run: Command, tmp_path: Path) -> None:
    zh, en = tmp_path / "zh.txt", tmp_path / "en.txt"
    zh.write_text("雨下了一整夜。\n她没有开灯，摸黑下了楼。\n最后一班车已经开走了。\n", encoding="utf-8")
    en.write_text(
        "It rained all night.\nShe did not turn on the light.\nShe felt her way downstairs in the dark.\n"
        "The last bus had already left.\n",
        encoding="utf-8",
    )
    code, out, err = run("beads", zh, en)
    assert (code, err) == (0, "")
    beads = [[ast.literal_eval(side) for side in line.split(":")] for line in out.splitlines()]
    assert [i for zh_side, _ in beads for i in zh_side] == [0, 1, 2]
    assert [i for _, en_side in beads for i in en_side] == [0, 1, 2, 3]
    scored = run("beads", zh, en, "--scores").out.splitlines()
    assert [line.rsplit(":", 1)[0] for line in scored] == out.splitlines()
    assert all(0 <= float(line.rsplit(":", 1)[1]) <= 1 for line in scored)


def test_a_missing_file_is_named(run: Command, tmp_path: Path) -> None:
    zh = tmp_path / "zh.txt"
    zh.write_text("雨下了一整夜。\n", encoding="utf-8")
    code, out, err = run("beads", zh, tmp_path / "en.txt")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "en.txt" in err
