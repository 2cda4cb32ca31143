import json
from pathlib import Path

import numpy as np

from aligner.auditing.coverage.features import NAMES
from aligner.auditing.coverage.trees import Trees, load_trees
from scripts.training.divergences.saving import save


def test_trees_come_back_as_they_were_saved(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    made = {
        name: Trees(
            float(rng.normal()),
            rng.integers(0, len(NAMES), (5, 3)),
            rng.random((5, 3)).astype(np.float32),
            rng.normal(size=(5, 8)).astype(np.float32),
        )
        for name in ("lost", "added")
    }
    file = tmp_path / "audit" / "coverage.json"
    save(made, NAMES, file)
    read = load_trees(file)
    assert list(read) == list(made)
    rows = rng.random((20, len(NAMES))).astype(np.float32)
    for name, trees in made.items():
        assert np.array_equal(read[name].features, trees.features)
        assert np.abs(read[name].log_odds(rows) - trees.log_odds(rows)).mean() < 0.05
    assert json.loads(file.read_text(encoding="utf-8"))["features"] == list(NAMES)
