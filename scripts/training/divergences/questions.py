"""What the trees are asked of each word, and what their answers are worth on words that they have not seen."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.auditing.coverage.trees import Trees
from aligner.document import Language
from aligner.evaluation.calibration import reliability
from scripts.training.divergences.documents import FATES, Rows
from scripts.training.divergences.planting import Fate


class Question(NamedTuple):
    """Whether words of a language met a fate."""

    language: Language
    fate: Fate


QUESTIONS: dict[str, Question] = {
    "lost": Question("zh", "lost"),
    "changed": Question("zh", "changed"),
    "swapped": Question("en", "changed"),
    "added": Question("en", "added"),
}
"""By the name that the trees have in the model: English words are asked whether they stand in another's place."""


class Worth(NamedTuple):
    """What answers are worth.

    `planted` of `words` met the fate. `precision` is the average precision over all words, ordered by their chance
    (what chance alone would give is `planted / words`), and `error` the expected calibration error.
    """

    words: int
    planted: int
    precision: float
    error: float


def labels(name: str, rows: Rows) -> NDArray[np.bool_]:
    """The right answers to a question, shape (words,)."""
    found: NDArray[np.bool_] = rows.fates == FATES.index(QUESTIONS[name].fate) + 1
    return found


def worth(trees: Trees, rows: Rows, right: NDArray[np.bool_]) -> Worth:
    """Hold the chances that trees give to rows against what was planted."""
    chances = 1 / (1 + np.exp(-trees.log_odds(rows.features).astype(np.float64)))
    return Worth(
        len(right), int(right.sum()), average_precision(chances, right), reliability(chances, right).expected_error
    )


def average_precision(scores: NDArray[np.floating], right: NDArray[np.bool_]) -> float:
    """The mean, over what is right, of the precision among all that score as much or more; 0 without any.

    Equal scores are taken in the order in which they stand.
    """
    ranked = right[np.argsort(-scores, kind="stable")]
    hits = np.cumsum(ranked)[ranked]
    return float((hits / (np.flatnonzero(ranked) + 1)).mean()) if len(hits) else 0.0
