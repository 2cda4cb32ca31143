import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.mining.calibration import MIDDLE, chances, threshold_for

MARGINS = st.lists(st.floats(0, 3), max_size=30).map(lambda values: np.array(sorted(values, reverse=True)))


def test_chances_rise_with_the_margin() -> None:
    found = chances(np.array([0.0, 0.8, MIDDLE, 1.5, 3.0]))
    assert found[0] == 0
    assert found[2] == 0.5
    assert found.tolist() == sorted(found)


@given(MARGINS, st.floats(0, 1), st.floats(0, 1))
def test_more_precision_never_lowers_the_threshold(margins: np.ndarray, one: float, two: float) -> None:
    low, high = sorted((one, two))
    assert threshold_for(low, margins) <= threshold_for(high, margins)


@given(MARGINS, st.floats(0, 1))
def test_what_is_kept_has_on_average_the_chance_asked_for(margins: np.ndarray, precision: float) -> None:
    kept = margins[margins >= threshold_for(precision, margins)]
    if len(kept):
        assert chances(kept).mean() >= precision - 1e-6 or len(set(kept)) < len(kept)
