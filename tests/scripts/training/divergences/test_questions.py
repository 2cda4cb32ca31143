import numpy as np
import pytest

from aligner.auditing.coverage.trees import Trees
from scripts.training.divergences.documents import Rows
from scripts.training.divergences.questions import QUESTIONS, average_precision, labels, worth


@pytest.mark.parametrize(
    ("why", "scores", "right", "precision"),
    [
        ("all right first", [0.9, 0.8, 0.1, 0.2], [1, 1, 0, 0], 1.0),
        ("the only right one second", [0.9, 0.8, 0.1], [0, 1, 0], 0.5),
        ("first and third", [0.9, 0.8, 0.7], [1, 0, 1], (1 + 2 / 3) / 2),
        ("nothing is right", [0.9, 0.8], [0, 0], 0.0),
        ("equal scores in their order", [0.5, 0.5], [0, 1], 0.5),
    ],
)
def test_average_precision(why: str, scores: list[float], right: list[int], precision: float) -> None:
    assert average_precision(np.array(scores), np.array(right, dtype=bool)) == pytest.approx(precision), why


def test_each_question_asks_for_its_own_fate() -> None:
    rows = Rows(np.zeros((4, 1), dtype=np.float32), np.array([0, 1, 2, 3], dtype=np.int8))
    found = {name: labels(name, rows).tolist() for name in QUESTIONS}
    assert found["lost"] == [False, True, False, False]
    assert found["changed"] == found["swapped"] == [False, False, True, False]
    assert found["added"] == [False, False, False, True]


def test_answers_that_are_right_have_no_error() -> None:
    rows = Rows(np.array([[0.0], [0.0], [1.0], [1.0]], dtype=np.float32), np.array([0, 0, 1, 1], dtype=np.int8))
    sure = Trees(0.0, np.array([[0]]), np.array([[0.5]], dtype=np.float32), np.array([[-20, 20]], dtype=np.float32))
    found = worth(sure, rows, labels("lost", rows))
    assert (found.words, found.planted, found.precision) == (4, 2, 1.0)
    assert found.error < 1e-6
