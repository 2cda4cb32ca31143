from typing import Any

import pytest

from aligner.divergence import Divergence
from aligner.document import Span
from scripts.evaluation.audits import marks, scorer_figures

TEXT = "发展太阳能、风能等可再生能源。"
PLACE = Span(2, 8)  # 太阳能、风能


def divergence(*spans: tuple[int, int]) -> Divergence:
    places = tuple(Span(*span) for span in spans)
    return Divergence("d", "omission", "content", "major", 0.9, "s", places, (), "lost", ("coverage",))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(2, 8)], True),
        ([(2, 5)], True),  # three of five letters
        ([(2, 4)], False),  # two of five
        ([(0, 14)], False),  # thirteen letters are more than twice five and two
        ([(0, 13)], True),
        ([(2, 3), (7, 9)], False),  # what lies between is not covered
        ([(2, 5), (13, 14)], True),
        ([(9, 14)], False),
        ([], False),
    ],
)
def test_a_mark_is_found_as_the_scorer_finds_it(spans: list[tuple[int, int]], expected: bool) -> None:
    assert marks(TEXT, divergence(*spans), PLACE) is expected


REPORTED: dict[str, Any] = {
    **{"precision": 0.5, "recall": 0.25, "f1": 0.3333, "recall_major": 0.5, "average_precision": 0.2},
    **{"major_called_major": 0.375, "major_flags": 6, "kind_right": 0.8, "flags": 20, "gold": 40, "major": 8},
    "recall_by": {"omission": "3/12"},
}


def test_figures_of_the_scorer() -> None:
    values = {figure.name: figure.value for figure in scorer_figures(REPORTED, {**REPORTED, "average_precision": 0.3})}
    assert values == {
        "precision": 0.5,
        "recall": 0.25,
        "F1": 0.3333,
        "average precision": 0.3,  # over every candidate
        "major recall": 0.5,
        "majors called major": 0.375,
        "kind right": 0.8,
        "flags": 20,
        "major flags": 6,
        "recall, omission": 0.25,
    }


def test_a_share_of_one_or_two_items_has_no_floor() -> None:
    few = {figure.name: figure.better for figure in scorer_figures({**REPORTED, "major": 1}, REPORTED)}
    many = {figure.name: figure.better for figure in scorer_figures(REPORTED, REPORTED)}
    for name in ("major recall", "majors called major"):
        assert (few[name], many[name]) == (None, "more")


def test_figures_of_the_scorer_when_nothing_was_found() -> None:
    nothing: dict[str, Any] = dict.fromkeys(REPORTED, 0) | {"recall_by": {}}
    assert {figure.value for figure in scorer_figures(nothing, nothing)} == {0}
