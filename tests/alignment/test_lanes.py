from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.programme import Window
from aligner.alignment.solving import LANES, solve
from tests.alignment.paths import Problem, problems


@settings(deadline=None)
@given(st.lists(problems(most=7), min_size=1, max_size=LANES + 3))
def test_programmes_side_by_side_have_the_paths_that_they_have_alone(some: list[Problem]) -> None:
    programmes = [replace(problem, temperature=300.0).programme() for problem in some]
    for together, programme in zip(solve(programmes), programmes, strict=True):
        alone = solve([programme])[0]
        assert np.array_equal(together.corners, alone.corners)
        assert together.scores == pytest.approx(alone.scores, abs=1e-4)


def test_an_empty_side_among_others_keeps_its_place() -> None:
    rng = np.random.default_rng(1)
    scores = rng.integers(-100, 100, size=(4, 4, 8, 8), dtype=np.int32)
    null = np.full(3, -50, dtype=np.int32)
    full = Problem(scores, null, null, (Window(0, 3, 0, 3),), 50.0).programme()
    empty = replace(full, windows=(), en_null=null[:0])
    one, nulls, two = solve([full, empty, full])
    assert np.array_equal(one.corners, two.corners)
    assert nulls.corners.tolist() == [[0, 0], [1, 0], [2, 0], [3, 0]]
