from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.programme import Programme, Window
from aligner.alignment.solving import solve
from aligner.bitext import Bead
from tests.alignment.paths import Problem, corners, problems


def flat(side: Sequence[tuple[int, ...]]) -> list[int]:
    return [index for indices in side for index in indices]


@settings(deadline=None)
@given(problems())
def test_every_index_is_there_once_and_in_order(problem: Problem) -> None:
    beads = problem.solved()
    assert flat([bead.zh for bead in beads]) == list(range(problem.size[0]))
    assert flat([bead.en for bead in beads]) == list(range(problem.size[1]))
    assert all(bead.zh or bead.en for bead in beads)


@settings(deadline=None)
@given(problems())
def test_no_path_is_better(problem: Problem) -> None:
    found = corners(problem.solved())
    assert all(problem.open(corner) for corner in found)
    assert problem.score(found) == max(map(problem.score, problem.paths()))


@settings(deadline=None)
@given(problems(most=3))
def test_a_posterior_is_the_share_of_all_paths_that_take_the_bead(problem: Problem) -> None:
    beads = problem.solved()
    steps = list(pairwise(corners(beads)))
    paths = list(problem.paths())
    scores = np.array([problem.score(path) for path in paths]) / problem.temperature
    weights = np.exp(scores - scores.max())
    for bead, step in zip(beads, steps, strict=True):
        through = np.array([step in pairwise(path) for path in paths])
        assert 0 <= bead.score <= 1
        assert bead.score == pytest.approx(weights[through].sum() / weights.sum(), abs=1e-4)


def test_posteriors_of_what_excludes_each_other_sum_to_one() -> None:
    # One sentence a side: either they belong together, or one is left out and then the other, or the other way round.
    scores = np.full((2, 2, 8, 8), 300, dtype=np.int32)
    null = np.array([-100], dtype=np.int32)
    problem = Problem(scores, null, null, (Window(0, 1, 0, 1),), 500.0)
    together = problem.solved()
    apart = replace(problem, scores=np.full_like(scores, -300), zh_null=null + 300, en_null=null + 300)
    assert [bead.type for bead in together] == ["1-1"]
    assert together[0].score == pytest.approx(1 / (1 + 2 * np.exp(-500 / 500)), abs=1e-4)
    first, second = apart.solved()
    assert first.score == second.score == pytest.approx(1 / (2 + np.exp(-700 / 500)), abs=1e-4)


@settings(deadline=None)
@given(problems())
def test_exchanging_the_sides_mirrors_the_answer(problem: Problem) -> None:
    n, m = problem.size
    whole = replace(problem, windows=(Window(0, n, 0, m),))
    mirrored = Problem(
        whole.scores.transpose(1, 0, 3, 2), whole.en_null, whole.zh_null, (Window(0, m, 0, n),), whole.temperature
    )
    found = corners(mirrored.solved())
    assert whole.score([(i, j) for j, i in found]) == whole.score(corners(whole.solved()))


@settings(deadline=None)
@given(problems(), st.integers(1, 3))
def test_how_rows_are_cut_into_windows_makes_no_difference(problem: Problem, height: int) -> None:
    n, m = problem.size
    whole = replace(problem, windows=(Window(0, n, 0, m),))
    cut = replace(problem, windows=tuple(Window(top, min(n, top + height), 0, m) for top in range(0, n, height)))
    assert whole.solved() == cut.solved()


@pytest.mark.parametrize(("n", "m"), [(0, 0), (3, 0), (0, 2)])
def test_an_empty_side_leaves_null_beads(n: int, m: int) -> None:
    def never(window: Window) -> np.ndarray:
        raise AssertionError("there is nothing to score")

    programme = Programme([], never, np.zeros(n, np.int32), np.zeros(m, np.int32), 500.0)
    nulls = [*(Bead((i,), ()) for i in range(n)), *(Bead((), (j,)) for j in range(m))]
    assert solve([programme])[0].beads() == nulls
