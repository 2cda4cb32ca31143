import pytest

from scripts.evaluation.figures import EPSILON, Better, Figure, f1, slack_for, worse


@pytest.mark.parametrize(
    ("value", "than", "better", "expected"),
    [
        (0.8, 0.9, "more", True),
        (0.9, 0.9, "more", False),
        (0.9, 0.8, "more", False),
        (0.9, 0.8, "less", True),
        (0.8, 0.8, "less", False),
        (0.8, 0.9, None, False),
    ],
)
def test_worse_looks_from_what_is_better(value: float, than: float, better: Better | None, expected: bool) -> None:
    assert worse(value, than, better) is expected


def test_a_target_is_met_from_its_own_side() -> None:
    assert Figure("F1", 0.9, target=0.9).meets_target is True
    assert Figure("F1", 0.89, target=0.9).meets_target is False
    assert Figure("flags", 2.5, "less", target=3.0).meets_target is True
    assert Figure("flags", 3.5, "less", target=3.0).meets_target is False
    assert Figure("F1", 0.9).meets_target is None


def test_slack_lets_one_item_tip_over_where_items_are_few() -> None:
    assert slack_for(20) == 0.05
    assert slack_for(100_000) == EPSILON
    assert slack_for(0) == 1


@pytest.mark.parametrize(
    ("counts", "expected"), [((3, 3, 3), 1.0), ((1, 2, 4), 1 / 3), ((0, 5, 5), 0.0), ((0, 0, 0), 0.0)]
)
def test_f1(counts: tuple[int, int, int], expected: float) -> None:
    assert f1(*counts) == pytest.approx(expected)
