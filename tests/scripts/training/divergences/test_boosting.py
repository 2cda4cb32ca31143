from pathlib import Path

import numpy as np
import pytest

from aligner.auditing.coverage.trees import load_trees
from scripts.training.divergences.boosting import Settings, boost
from scripts.training.divergences.saving import save

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


def test_trees_that_are_written_answer_as_those_that_were_learnt(tmp_path: Path) -> None:
    counts = np.log1p(np.floor(9 * ROWS)).astype(np.float32)  # a written cut is rounded, and must not part equal values
    found = boost(counts, ROWS[:, 1] > 0.6, SETTINGS)
    save({"lost": found}, list("abcd"), tmp_path / "trees.json")
    written = load_trees(tmp_path / "trees.json")["lost"]
    assert np.allclose(written.log_odds(counts), found.log_odds(counts), atol=0.01)


def test_a_feature_that_never_differs_parts_nothing() -> None:
    rows = np.concatenate([ROWS, np.zeros((len(ROWS), 1), dtype=np.float32)], axis=1)
    found = boost(rows, ROWS[:, 1] > 0.6, SETTINGS)
    assert np.isfinite(found.leaves).all()
