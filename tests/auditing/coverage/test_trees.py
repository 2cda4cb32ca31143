import json
from pathlib import Path

import numpy as np
import pytest

from aligner.auditing.coverage.features import NAMES
from aligner.auditing.coverage.trees import FILE, Trees, load_trees
from aligner.errors import ModelError

TWO = Trees(
    0.5,
    np.array([[0, 1], [1, 1]]),
    np.array([[0.5, 0.5], [0.2, 0.8]], dtype=np.float32),
    np.array([[1, 2, 3, 4], [10, 20, 30, 40]], dtype=np.float32),
)


@pytest.mark.parametrize(
    ("row", "odds"),
    [
        ([0, 0], 0.5 + 1 + 10),
        ([1, 0], 0.5 + 2 + 10),
        ([0, 1], 0.5 + 3 + 40),
        ([1, 1], 0.5 + 4 + 40),
        ([0.5, 0.5], 0.5 + 1 + 20),  # a question asks for more than its threshold
    ],
)
def test_the_first_question_is_the_lowest_bit(row: list[float], odds: float) -> None:
    assert TWO.log_odds(np.array([row], dtype=np.float32)).tolist() == [odds]


def test_rows_are_answered_together_as_one_by_one_and_none_gives_none() -> None:
    rows = np.random.default_rng(1).random((50, 2), dtype=np.float32)
    together = TWO.log_odds(rows)
    assert together.tolist() == [TWO.log_odds(row[None]).tolist()[0] for row in rows]
    assert TWO.log_odds(rows[:0]).shape == (0,)


def test_what_ships_answers_the_four_questions_about_the_features_there_are() -> None:
    trees = load_trees()
    assert list(trees) == ["lost", "changed", "swapped", "added"]
    assert json.loads(FILE.read_text(encoding="utf-8"))["features"] == list(NAMES)
    for one in trees.values():
        assert one.features.min() >= 0
        assert one.features.max() < len(NAMES)
        assert one.leaves.shape == (len(one.features), 2 ** one.features.shape[1])
        assert np.isfinite(one.leaves).all()


@pytest.mark.parametrize(
    "content", [None, "", "{", "{}", '{"trees": {"lost": {}}}', '{"trees": {"lost": {"bias": "x"}}}']
)
def test_a_file_that_cannot_be_read_is_a_named_error(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "coverage.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(ModelError, match="reinstall"):
        load_trees(file)
