"""Scores against what came true: worked out by hand, and what must hold of any scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.bitext import Bead
from aligner.evaluation.calibration import judged, reliability

SCORED = st.lists(st.tuples(st.floats(0, 1).map(lambda x: round(x, 4)), st.booleans()), min_size=1, max_size=50)


def test_a_bead_is_right_if_it_is_identical_whatever_it_scores() -> None:
    gold = [Bead((0,), (0,)), Bead((1,), (1,))]
    auto = [Bead((0,), (0,), 0.9), Bead((1,), (), 0.4), Bead((), (1,), 0.3)]
    assert judged([(gold, auto)]) == ([0.9, 0.4, 0.3], [True, False, False])


def test_figures_by_hand() -> None:
    found = reliability([0.9, 0.9, 0.2, 0.2], [True, True, False, True])
    assert [(b.low, b.high, b.count, b.right) for b in found.bins] == [(0.2, 0.3, 2, 0.5), (0.9, 1.0, 2, 1.0)]
    assert found.expected_error == pytest.approx((2 * 0.3 + 2 * 0.1) / 4)
    assert found.brier == pytest.approx((0.01 + 0.01 + 0.04 + 0.64) / 4)
    assert found.constant_brier == pytest.approx(0.75 * 0.25)
    assert found.auc == pytest.approx((2 + 0.5) / 3)


@pytest.mark.parametrize(
    ("score", "low"), [(0.0, 0.0), (0.0999, 0.0), (0.1, 0.1), (0.7, 0.7), (0.9999, 0.9), (1.0, 0.9)]
)
def test_a_bin_holds_its_lower_bound_and_the_last_one_holds_1(score: float, low: float) -> None:
    assert [b.low for b in reliability([score], [True]).bins] == [low]


def test_a_constant_has_no_expected_error_and_tells_nothing_apart() -> None:
    found = reliability([0.75] * 4, [True, True, True, False])
    assert (found.expected_error, found.brier_gain, found.auc) == (0, 0, 0.5)


@pytest.mark.parametrize("right", [True, False])
def test_where_all_are_right_or_all_wrong_nothing_can_be_told_apart(right: bool) -> None:
    found = reliability([0.3, 0.8], [right, right])
    assert (found.auc, found.brier_gain) == (None, None)


@given(SCORED)
def test_bins_hold_every_bead_once(scored: list[tuple[float, bool]]) -> None:
    scores, right = zip(*scored, strict=True)
    found = reliability(scores, right)
    assert sum(b.count for b in found.bins) == found.count == len(scored)
    assert sum(b.count * b.score for b in found.bins) == pytest.approx(float(np.sum(scores)), abs=1e-9)
    assert all(b.low - 1e-9 <= b.score <= b.high + 1e-9 for b in found.bins)
    assert 0 <= found.expected_error <= 1


@given(SCORED)
def test_the_area_is_the_share_of_pairs_in_order(scored: list[tuple[float, bool]]) -> None:
    scores, right = zip(*scored, strict=True)
    pairs = [(a, b) for a, ok in scored if ok for b, also in scored if not also]
    expected = sum((a > b) + 0.5 * (a == b) for a, b in pairs) / len(pairs) if pairs else None
    assert reliability(scores, right).auc == (None if expected is None else pytest.approx(expected))
