import numpy as np
import pytest

from scripts.benchmark_mining import Collection, Scores, fit, unique


def test_the_fit_finds_the_function_that_made_the_data() -> None:
    chance = np.random.default_rng(1)
    margins = chance.uniform(0.8, 1.6, 20_000)
    right = chance.uniform(size=20_000) < 1 / (1 + np.exp(-12 * (margins - 1.2)))
    steepness, middle = fit(margins.tolist(), right.tolist())
    assert steepness == pytest.approx(12, rel=0.1)
    assert middle == pytest.approx(1.2, abs=0.01)


def test_a_collection_holds_its_pairs_among_others() -> None:
    made = Collection.of([("甲", "a"), ("乙", "b")], [("丙", "c"), ("丁", "d")])
    assert (sorted(made.zh), sorted(made.en)) == (["丙", "乙", "甲"], ["a", "b", "d"])


def test_no_sentence_is_in_two_pairs() -> None:
    assert sorted(unique(iter([("甲", "a"), ("甲", "b"), ("乙", "a"), ("丙", "c")]))) == [("丙", "c"), ("甲", "a")]


def test_scores() -> None:
    assert Scores.of(6, 8, 12) == (0.75, 0.5, pytest.approx(0.6))
    assert Scores.of(0, 0, 0) == (0, 0, 0)
