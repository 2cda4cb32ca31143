import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.alignment.null_rates import KNOWN, SAMPLED, USUAL, Counts, sampled, shifts
from aligner.alignment.paths import Path


def test_null_beads_count_as_much_as_they_are_sure() -> None:
    path = Path(np.array([[0, 0], [1, 2], [2, 2], [3, 3], [3, 4]]), np.array([0.9, 0.5, 1.0, 0.25]))
    assert Counts.of([path, path]) == Counts(6, 8, 1.0, 0.5)
    assert Counts.of([]) == Counts(0, 0, 0.0, 0.0)


def test_a_text_of_the_usual_kind_changes_nothing() -> None:
    assert shifts([Counts(500, 100, 500 * USUAL, 100 * USUAL)]) == pytest.approx((0.0, 0.0))


def test_each_side_has_its_own_share_of_nulls() -> None:
    zh, en = shifts([Counts(400, 400, 20.0, 0.0), Counts(200, 300, 10.0, 0.0)])
    assert zh > 0 > en
    assert zh == pytest.approx(math.log((30 / USUAL + KNOWN) / (600 + KNOWN)))


def test_a_short_text_says_little() -> None:
    assert abs(shifts([Counts(1, 0, 0.0, 0.0)])[0]) < 0.02
    assert shifts([Counts(0, 0, 0.0, 0.0)]) == (0.0, 0.0)


@given(st.integers(1, 3000))
def test_a_sample_is_spread_evenly(count: int) -> None:
    chosen = sorted(sampled(count))
    assert len(chosen) == min(count, SAMPLED)
    assert chosen[0] >= 0
    assert chosen[-1] < count
    gaps = np.diff(chosen)
    assert not len(gaps) or gaps.max() - gaps.min() <= 1
