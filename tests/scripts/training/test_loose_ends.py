import lzma
import math
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aligner.alignment.loose_ends import MOVED, TIED
from scripts.training.bead_scores.documents import SHARES
from scripts.training.loose_ends import Case, app, weight

PAIRS = [
    ("老师走进教室，学生们都站了起来。", "The teacher came into the classroom, and all the students stood up."),
    ("去年全国粮食产量增长了百分之六。", "Last year the country's grain output grew by six per cent."),
    ("会议讨论了经济发展。", "The meeting discussed economic development."),
    ("太阳能和风能发展很快。", "Solar energy and wind energy are developing fast."),
]


def test_the_weight_is_that_of_the_likelihood() -> None:
    some = [Case(-1.0, 5, one=True)] * 3 + [Case(-1.0, 5, one=False)]
    assert weight(some) == pytest.approx((math.log(3) + 1) / 5)


def test_words_that_say_nothing_weigh_nothing() -> None:
    assert weight([Case(0.0, 3, one=True), Case(0.0, 3, one=False)]) == pytest.approx(0)
    assert weight([Case(-2.0, 0, one=True)]) == 0


def test_both_weights_are_printed_and_come_out_the_same_again(tmp_path: Path) -> None:
    for name in SHARES:
        with lzma.open(tmp_path / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.writelines(f"{zh}\t{en}\n" for zh, en in PAIRS * 10)
    first, again = (CliRunner().invoke(app, ["--data", str(tmp_path), "--documents", "6"]) for _ in range(2))
    assert first.exit_code == 0, first.output
    assert first.stdout == again.stdout
    assert [line.split(" = ")[0] for line in first.stdout.splitlines()] == ["TIED", "MOVED"]


def test_a_missing_file_of_pairs_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "--data" in result.output


def test_the_weights_of_the_package_are_logarithms_of_odds_that_grow() -> None:
    assert 0 < MOVED < TIED < 1
