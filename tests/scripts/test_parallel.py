import os

import pytest

from scripts.evaluation.parallel import each


def test_results_come_in_order() -> None:
    assert each(len, ["a", "", "abc"]) == [1, 0, 3]


def test_processes_compute_with_one_thread_and_this_one_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "5")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    assert each(os.getenv, ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]) == ["1", "1"]
    assert os.environ["OMP_NUM_THREADS"] == "5"
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_a_failure_is_not_swallowed() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        each(int, ["1", "x"])
