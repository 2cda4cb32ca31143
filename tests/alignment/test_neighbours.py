import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.neighbours import nearest
from aligner.embedding.encoder import Vectors, normalised


def vectors(rows: int, seed: int, width: int = 6) -> Vectors:
    return normalised(np.random.default_rng(seed).normal(size=(rows, width)))


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 6), st.integers(0, 1000))
def test_they_are_those_of_an_exhaustive_search(n: int, m: int, k: int, seed: int) -> None:
    queries, candidates = vectors(n, seed), vectors(m, seed + 1)
    found = nearest(queries, candidates, k)
    every = queries @ candidates.T
    assert found.rows.shape == found.similarities.shape == (n, min(k, m))
    best = np.sort(every, axis=1)[:, ::-1][:, :k]
    assert found.similarities == pytest.approx(best, abs=1e-4)
    assert np.take_along_axis(every, found.rows, 1) == pytest.approx(found.similarities, abs=1e-4)


def test_equals_are_in_order_of_their_rows() -> None:
    same = np.repeat(vectors(1, 1), 5, axis=0)
    assert nearest(same[:1], same, 5).rows.tolist() == [[0, 1, 2, 3, 4]]


def test_many_are_searched_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    queries, candidates = vectors(50, 1), np.concatenate([vectors(40, 2), vectors(40, 2)])
    whole = nearest(queries, candidates, 3)
    monkeypatch.setattr("aligner.alignment.neighbours.BLOCK", 7)
    monkeypatch.setattr("aligner.alignment.neighbours.AT_ONCE", 3)
    parts = nearest(queries, candidates, 3)
    assert np.array_equal(parts.rows, whole.rows)
    assert np.array_equal(parts.similarities, whole.similarities)


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0)])
def test_nothing_has_no_neighbours(n: int, m: int) -> None:
    found = nearest(vectors(n, 1), vectors(m, 2), 4)
    assert found.rows.shape == found.similarities.shape == (n, min(4, m))
