import pytest

from scripts.evaluation.intervals import interval


def test_the_mean_lies_inside_and_more_things_make_it_surer() -> None:
    few, many = interval([0, 1] * 10, [1] * 20), interval([0, 1] * 500, [1] * 1000)
    assert few.low < many.low < 0.5 < many.high < few.high
    assert many == pytest.approx((0.47, 0.53), abs=0.01)


def test_equal_things_leave_no_doubt() -> None:
    assert interval([0.5] * 8, [1] * 8) == (0.5, 0.5)


def test_a_thing_that_stands_for_two_counts_twice() -> None:
    low, high = interval([2.0, 0.0] * 50, [2, 1] * 50)
    assert (low + high) / 2 == pytest.approx(2 / 3, abs=0.02)


def test_it_is_the_same_in_every_run() -> None:
    assert interval([0, 1, 1], [1, 1, 1]) == interval([0, 1, 1], [1, 1, 1])
