"""Boosted trees that ask the same questions on every path, evaluated for all rows at once.

A tree of depth d puts d questions (is this feature above that threshold?) and has 2^d leaves, one for each set of
answers (oblivious trees; Prokhorenkova et al. 2018). They are learnt by scripts/training/divergences.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
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
        trees, depth = self.features.shape
        features, thresholds, asked = self._questions
        answers = np.ascontiguousarray(rows.T).take(features, axis=0) > thresholds[:, None]
        leaf = np.zeros((trees, len(rows)), dtype=np.min_scalar_type(2**depth))
        for questions in asked[::-1]:
            leaf += leaf
            leaf += answers.take(questions, axis=0)
        places = np.ascontiguousarray(leaf.T) + self._first_leaves
        found: NDArray[np.float32] = self.bias + self.leaves.take(places).sum(axis=1)
        return found

    @cached_property
    def _questions(self) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.intp]]:
        """Features and thresholds of the questions, each once, and which ones the trees ask, shape (depth, trees)."""
        numbers: dict[tuple[int, float], int] = {}
        pairs = zip(self.features.T.ravel().tolist(), self.thresholds.T.ravel().tolist(), strict=True)
        asked = np.array([numbers.setdefault(pair, len(numbers)) for pair in pairs], dtype=np.intp)
        features, thresholds = zip(*numbers, strict=True)
        return np.array(features), np.array(thresholds, dtype=np.float32), asked.reshape(self.features.T.shape)

    @cached_property
    def _first_leaves(self) -> NDArray[np.intp]:
        """Where the leaves of each tree begin, shape (trees,)."""
        trees, leaves = self.leaves.shape
        return np.arange(0, trees * leaves, leaves)


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
