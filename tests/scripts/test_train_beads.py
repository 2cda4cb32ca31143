import json
import lzma
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.alignment.weights import Weights
from scripts.train_beads import GIVEN, app
from scripts.training.bead_scores.documents import SHARES

PAIRS = [
    ("老师走进教室，学生们都站了起来。", "The teacher came into the classroom, and all the students stood up."),
    ("去年全国粮食产量增长了百分之六。", "Last year the country's grain output grew by six per cent."),
    ("门开了。外面下着雨。", "The door opened, and it was raining outside."),
    ("会议讨论了经济发展。", "The meeting discussed economic development."),
    ("他们昨天晚上回家了。", "They went home yesterday evening. It was late."),
    ("太阳能和风能发展很快。", "Solar energy and wind energy are developing fast."),
]


def train(data: Path, out: Path) -> str:
    command = ["--data", str(data), "--out", str(out), "--documents", "4", "--held", "2"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    return result.output


def test_weights_are_learnt_from_pairs_and_come_out_the_same_again(tmp_path: Path) -> None:
    for name in SHARES:
        with lzma.open(tmp_path / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.writelines(f"{zh}\t{en}\n" for zh, en in PAIRS * 8)
    out, again = tmp_path / "one/weights.json", tmp_path / "two.json"
    assert "held-out documents: F1" in train(tmp_path, out)
    train(tmp_path, again)
    assert out.read_bytes() == again.read_bytes()
    learnt = json.loads(out.read_text())
    assert set(learnt) == {field.name for field in fields(Weights)}
    assert {name: learnt[name] for name in GIVEN} == GIVEN
    assert learnt["en_words"] + learnt["zh_words"] > 0


def test_a_missing_file_of_pairs_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--data", str(tmp_path), "--out", str(tmp_path / "w.json")])
    assert result.exit_code == 1
    assert "--data" in result.output


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_the_committed_weights_are_of_the_present_settings(name: str) -> None:
    assert getattr(Weights.load(), name) == GIVEN[name]
