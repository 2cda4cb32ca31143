import numpy as np
import pytest

from scripts.training.divergences.boosting import Settings, boost

RNG = np.random.default_rng(7)
ROWS = RNG.random((4000, 4), dtype=np.float32)
SETTINGS = Settings(trees=40, depth=2, ask=1.0)


def chances(labels: np.ndarray, settings: Settings = SETTINGS) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-boost(ROWS, labels, settings).log_odds(ROWS))))


@pytest.mark.parametrize(
    ("why", "labels"),
    [
        ("one threshold", ROWS[:, 1] > 0.6),
        ("two features together", (ROWS[:, 0] > 0.5) & (ROWS[:, 2] < 0.4)),
    ],
)
def test_what_depends_on_features_is_learnt(why: str, labels: np.ndarray) -> None:
    found = chances(labels)
    assert found[labels].mean() > 0.8 > 0.2 > found[~labels].mean(), why


def test_chances_of_what_depends_on_nothing_stay_near_its_share() -> None:
    labels = np.random.default_rng(1).random(len(ROWS)) < 0.1
    assert abs(float(chances(labels).mean()) - 0.1) < 0.02


def test_the_same_seed_gives_the_same_trees_and_each_is_told() -> None:
    labels, heard = ROWS[:, 1] > 0.6, []
    first = boost(ROWS, labels, SETTINGS, lambda done, total, note="": heard.append((done, total)))
    second, other = boost(ROWS, labels, SETTINGS), boost(ROWS, labels, Settings(trees=40, depth=2, ask=1.0, seed=2))
    assert np.array_equal(first.leaves, second.leaves)
    assert not np.array_equal(first.leaves, other.leaves)
    assert heard == [(k, 40) for k in range(1, 41)]
