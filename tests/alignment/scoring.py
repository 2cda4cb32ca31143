"""What the tests of both bead scorers share: a scorer of windows held against the definition of its score."""

from collections.abc import Callable

import numpy as np
import pytest

from aligner.alignment.programme import MOST, NEVER, Scores, Window
from aligner.alignment.runs import LARGEST
from aligner.embedding.encoder import Vectors


def cosine(a: Vectors, b: Vectors) -> float:
    """The cosine of two vectors; 0 where one is zero."""
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / size if size > 1e-12 else 0.0


def check_window(scores: Scores, window: Window, plainly: Callable[[int, int, int, int], float], within: int) -> None:
    """Every bead of a window has its score by the definition, and what is no bead has none.

    Args:
        scores: What the scorer gave for the window.
        window: The window.
        plainly: The score of the last `a` sentences up to i and the last `b` up to j, of (i, j, a, b).
        within: How far a score may be off, in ten-thousandths.
    """
    rows, columns = range(window.top + 1, window.bottom + 1), range(window.left, window.right + 1)
    assert scores.shape == (len(rows), MOST, MOST, len(columns))
    for r, i in enumerate(rows):
        for c, j in enumerate(columns):
            for a in range(1, MOST + 1):
                for b in range(1, MOST + 1):
                    if a > i or b > j or a + b > LARGEST:
                        assert scores[r, a - 1, b - 1, c] == NEVER
                    else:
                        assert scores[r, a - 1, b - 1, c] == pytest.approx(plainly(i, j, a, b), abs=within)
