"""`aligner eval`: what it prints, draws and refuses."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Command

GOLD = "[0]:[0]\n[1]:[1, 2]\n[2]:[]\n"
AUTO = "[0]:[0]:0.9\n[1]:[1]:0.6\n[]:[2]:0.4\n[2]:[]:0.8\n"
TSV_GOLD = (
    "雨下了一整夜。\tIt rained all night.\n她没有开灯，摸黑下了楼。\tShe left the light off and felt her way down.\n"
)
TSV_AUTO = (
    "雨下了一整夜。\tIt rained all night.\n她没有开灯，摸黑下了楼。\tShe left the light off and\n\tfelt her way down.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    for name, text in (("gold.align", GOLD), ("auto.align", AUTO), ("gold.tsv", TSV_GOLD), ("auto.tsv", TSV_AUTO)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_figures_as_json(run: Command, desk: Path) -> None:
    code, out, err = run("eval", desk / "gold.align", desk / "auto.align", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert {key: found[key] for key in ("p", "r", "f1", "gold")} == {"p": 0.5, "r": 0.6667, "f1": 0.5714, "gold": 3}
    assert found["by_type"] == {"null": {"p": 0.5, "r": 1.0, "f1": 0.6667, "gold": 1}}
    assert found["vecalign"]["lax"] == {"p": 0.75, "r": 1.0, "f1": 0.8571}
    assert found["reliability"]["beads"] == 4
    assert found["reliability"]["right"] == 0.5


def test_the_table_ends_with_the_signature(run: Command, desk: Path) -> None:
    one = run("eval", desk / "gold.align", desk / "auto.align").out
    assert one.splitlines()[1].split() == ["identical", "0.5000", "0.6667", "0.5714", "3"]
    assert "expected calibration error" in one
    *_, signature = one.splitlines()
    assert {part.split(":")[0] for part in signature.split("|")} >= {
        "texts",
        "gold",
        "auto",
        "nulls",
        "bins",
        "version",
    }
    (desk / "auto.align").write_text(AUTO.replace("0.9", "0.8"), encoding="utf-8")
    assert run("eval", desk / "gold.align", desk / "auto.align").out.splitlines()[-1] != signature


def test_without_scores_there_is_no_reliability(run: Command, desk: Path) -> None:
    assert json.loads(run("eval", desk / "gold.align", desk / "gold.align", "--json").out)["reliability"] is None


def test_scores_that_are_no_probabilities_are_said_to_be_none(run: Command, desk: Path) -> None:
    (desk / "auto.align").write_text(AUTO.replace("0.9", "9.0"), encoding="utf-8")
    code, out, err = run("eval", desk / "gold.align", desk / "auto.align")
    assert code == 0
    assert "expected calibration error" not in out
    assert "the score 9 is no probability" in err


def test_texts_are_compared_by_their_pieces(run: Command, desk: Path) -> None:
    found = json.loads(run("eval", desk / "gold.tsv", desk / "auto.tsv", "--json").out)
    assert (found["r"], found["gold"]) == (0.5, 2)
    assert found["vecalign"]["lax"]["r"] == 1


def test_folders_are_compared_name_by_name(run: Command, desk: Path) -> None:
    for folder, text in (("gold", GOLD), ("auto", AUTO)):
        (desk / folder).mkdir()
        for name in ("a.align", "b.align"):
            (desk / folder / name).write_text(text, encoding="utf-8")
    assert json.loads(run("eval", desk / "gold", desk / "auto", "--json").out)["gold"] == 6
    (desk / "auto/b.align").unlink()
    code, _, err = run("eval", desk / "gold", desk / "auto")
    assert (code, err.count("\n")) == (1, 1)
    assert "there is no b.align here" in err


def test_the_plot_is_one_drawing_with_a_dot_a_bin(run: Command, desk: Path) -> None:
    assert run("eval", desk / "gold.align", desk / "auto.align", "--plot", desk / "plot.svg").code == 0
    drawing = ElementTree.parse(desk / "plot.svg").getroot()  # our own
    titles = [title.text or "" for title in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert sum("beads, mean score" in title for title in titles) == 4


def test_a_plot_without_scores_is_refused_and_not_written(run: Command, desk: Path) -> None:
    code, out, err = run("eval", desk / "gold.align", desk / "gold.align", "--plot", desk / "plot.svg")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "aligner beads --scores" in err
    assert not (desk / "plot.svg").exists()


@pytest.mark.parametrize(
    ("gold", "auto", "message"),
    [
        ("gold.align", "short.align", "which"),
        ("gold.align", "auto.tsv", "cannot be compared"),
        ("gold.align", "none.align", "none.align"),
        ("gold.tsv", "other.tsv", "is not the text of"),
        ("gold.align", "folder", "is no folder"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(
    run: Command, desk: Path, gold: str, auto: str, message: str
) -> None:
    (desk / "folder").mkdir()
    (desk / "short.align").write_text("[0]:[0]\n[1]:[1, 2]\n", encoding="utf-8")
    (desk / "other.tsv").write_text("猫坐在垫子上。\tThe cat sat on the mat.\n", encoding="utf-8")
    code, out, err = run("eval", desk / gold, desk / auto)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert message in err
