"""Boosted trees that ask the same questions on every path, evaluated for all rows at once.

A tree of depth d puts d questions (is this feature above that threshold?) and has 2^d leaves, one for each set of
answers (oblivious trees; Prokhorenkova et al. 2018). They are learnt by scripts/training/divergences.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligner.errors import named_model_errors

FILE = Path(__file__).resolve().parents[2] / "models" / "audit" / "coverage.json"


@dataclass(frozen=True, eq=False)
class Trees:
    """Trees that add up to the logarithm of the odds.

    `features` and `thresholds` have shape (trees, depth), `leaves` (trees, 2 ** depth); the first question is the
    lowest bit of a leaf's number.
    """

    bias: float
    features: NDArray[np.int64]
    thresholds: NDArray[np.float32]
    leaves: NDArray[np.float32]

    def log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """For rows of shape (rows, features), the logarithm of the odds of each, shape (rows,)."""
        answers = rows.take(self.features.T, axis=1) > self.thresholds.T
        leaf = np.zeros((len(rows), len(self.leaves)), dtype=np.intp)
        for question in range(answers.shape[1] - 1, -1, -1):
            leaf += leaf
            leaf += answers[:, question]
        leaf += np.arange(len(self.leaves)) * self.leaves.shape[1]
        found: NDArray[np.float32] = self.bias + self.leaves.take(leaf).sum(axis=1)
        return found


@cache
def load_trees(file: Path = FILE) -> dict[str, Trees]:
    """The trees of a model file by name, read once a process.

    Raises:
        ModelError: The file is missing or damaged.
    """
    with named_model_errors("the audit's model", file):
        read = json.loads(file.read_text(encoding="utf-8"))
        return {
            name: Trees(
                float(entry["bias"]),
                np.array(entry["features"], dtype=np.int64),
                np.array(entry["thresholds"], dtype=np.float32),
                np.array(entry["leaves"], dtype=np.float32),
            )
            for name, entry in read["trees"].items()
        }
