import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.runs import LARGEST, cosines
from tests.alignment.scoring import cosine


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 14), st.integers(1, 14), st.integers(0, 10_000))
def test_cosines_are_those_of_the_sums_of_runs(n: int, m: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    zh, en = (random.normal(size=(size, 6)).astype(np.float32) for size in (n, m))
    zh[random.integers(n)] = 0
    top, left = int(random.integers(n)), int(random.integers(m))
    rows, columns = np.arange(top, n + 1), np.arange(left, m + 1)
    found = cosines(zh, en, rows, columns)
    assert found.shape == (len(rows), 8, 8, len(columns))
    for (r, a, b, c), value in np.ndenumerate(found):
        i, j = rows[r], columns[c]
        if a + b + 2 > LARGEST + 1:
            assert value == -1
        else:
            sides = zh[max(0, i - a - 1) : i].sum(axis=0), en[max(0, j - b - 1) : j].sum(axis=0)
            assert value == pytest.approx(cosine(*sides), abs=1e-5)
