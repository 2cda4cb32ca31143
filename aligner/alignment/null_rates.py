"""How often a text's sentences are left out, and what that makes of the scores of null beads.

Translators differ: one leaves out nothing, another each twentieth sentence. So a text is aligned twice, a long one a
sample of it: first with the null scores of the usual text, and then with those that the nulls found ask for, on each
side its own. (Beads that are found anyway say how likely others are, as in the empirical Bayes of Robbins 1956.)
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

import numpy as np

from aligner.alignment.paths import Path

USUAL = 0.02  # the share of sentences left out for which the weights of null beads are made
KNOWN = 50  # sentences of a usual text that a text's own are mixed with
SAMPLED = 8  # stretches of a long text


class Counts(NamedTuple):
    """Sentences of each side, and how many of them are left out: the sums of the posteriors of null beads."""

    zh: int
    en: int
    zh_null: float
    en_null: float

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Counts:
        """What there is in some parts of a text."""
        sizes = np.concatenate([np.diff(path.corners, axis=0) for path in paths]) if paths else np.zeros((0, 2), int)
        scores = np.concatenate([path.scores for path in paths]) if paths else np.zeros(0)
        zh, en = sizes.sum(axis=0).tolist()
        return cls(zh, en, float(scores[sizes[:, 1] == 0].sum()), float(scores[sizes[:, 0] == 0].sum()))


def sampled(count: int) -> frozenset[int]:
    """Which of so many stretches are looked at first, evenly spread."""
    few = min(count, SAMPLED)
    return frozenset((2 * k + 1) * count // (2 * few) for k in range(few))


def shifts(counts: Sequence[Counts]) -> tuple[float, float]:
    """What is added to the scores of Chinese and of English null beads, in natural logarithms."""
    zh, en, zh_null, en_null = (sum(values) for values in zip(*counts, strict=True))
    return _shift(zh_null, zh), _shift(en_null, en)


def _shift(nulls: float, sentences: float) -> float:
    return log((nulls / USUAL + KNOWN) / (sentences + KNOWN))
