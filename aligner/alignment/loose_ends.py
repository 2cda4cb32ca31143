"""Null beads that belong to the bead beside them, because its loose end says so.

A translator who folds a sentence into the next one renders little of it, and the programme leaves it alone. But then
the other side of its neighbour often ends, or begins, in words that nothing explains, and the sentence explains some of
the last of them. The programme does not look at where in a bead its words stand: that is looked at here, only beside
null beads, and the odds of one whole bead against its two parts grow with each word that is no longer loose.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.alignment.explanation import Excerpt, Explanation
from aligner.alignment.paths import Corner, Path
from aligner.alignment.programme import UNIT, Programme, Window
from aligner.document import Language

EXPLAINED = 0.4  # what a word gains, in natural logarithms, that is not loose
PER_WORD = 0.2  # by which the odds' logarithm grows; 0.18 on 300 documents made of the training pairs
MOST_WORDS = 10  # that count


class Placed(NamedTuple):
    """A bead from corner to corner, and its posterior."""

    start: Corner
    end: Corner
    score: float

    @property
    def size(self) -> Corner:
        """The numbers of its Chinese and English sentences."""
        return self.end[0] - self.start[0], self.end[1] - self.start[1]

    @property
    def is_null(self) -> bool:
        """Whether one side has no counterpart."""
        return 0 in self.size


def tied(path: Path, programme: Programme, words: Explanation, start: Corner) -> Path:
    """The best path of a programme, with null beads taken into a neighbour that they explain.

    `start` is where the programme's sentences begin among those of `words`.
    """
    corners = [(i, j) for i, j in path.corners.tolist()]
    rest = [Placed(a, b, score) for (a, b), score in zip(pairwise(corners), path.scores.tolist(), strict=True)][::-1]
    done: list[Placed] = []
    while rest:
        bead = rest.pop()
        if bead.is_null:
            before = _with(bead, done[-1], programme, words, start) if done else None
            after = _with(bead, rest[-1], programme, words, start) if rest else None
            if before and before.odds > max(0, after.odds if after else 0):
                done[-1] = before.whole
                continue
            if after and after.odds > 0:
                rest[-1] = after.whole
                continue
        done.append(bead)
    return Path(
        np.array([path.corners[0], *(bead.end for bead in done)], dtype=np.int64),
        np.array([bead.score for bead in done]),
    )


class Tie(NamedTuple):
    """A null bead and a neighbour as one, and the logarithm of the odds of this against the two."""

    whole: Placed
    odds: float


def _with(null: Placed, other: Placed, programme: Programme, words: Explanation, start: Corner) -> Tie | None:
    """What a null bead and the bead before or after it are as one; None where nothing says so."""
    if other.is_null or sum(null.size) + sum(other.size) > programme.largest:
        return None
    first = null.end == other.start
    whole = Placed(null.start, other.end, 0.0) if first else Placed(other.start, null.end, 0.0)
    zh, en = (range(whole.start[side] + start[side], whole.end[side] + start[side]) for side in (0, 1))
    count = words_tied(words.between(zh, en), "zh" if null.size[0] else "en", first)
    if count <= 0:
        return None
    alone = programme.zh_null[null.start[0]] if null.size[0] else programme.en_null[null.start[1]]
    odds = (_score(programme, whole) - _score(programme, other) - int(alone)) / UNIT
    chance = min(1.0, min(null.score, other.score) * exp(min(odds, 0.0)))
    grown = PER_WORD * min(count, MOST_WORDS)
    chance = chance * exp(grown) / (1 - chance + chance * exp(grown))
    return Tie(whole._replace(score=round(chance, 4)), odds + grown)


def _score(programme: Programme, bead: Placed) -> int:
    """What the programme gives a bead that is not null, in ten-thousandths."""
    (row, column), (a, b) = bead.end, bead.size
    return int(programme.score(Window(row - 1, row, column, column))[0, a - 1, b - 1, 0])


def words_tied(bead: Excerpt, side: Language, first: bool) -> int:
    """By how many words the loose end of a bead is shorter with a sentence of the other side than without it.

    The sentence is the first of the bead's on its `side`, or else the last, and the loose end is there too.
    """
    by, worth, of = (bead.zh, bead.by_zh, bead.en) if side == "zh" else (bead.en, bead.by_en, bead.zh)
    rest = slice(1, None) if first else slice(None, -1)
    without, with_it = (
        _loose(np.log1p(worth[some].sum(axis=0) / (by.counts[some].sum() + 1))[of.words][:: 1 if first else -1])
        for some in (rest, slice(None))
    )
    return without - with_it


def _loose(gains: NDArray[np.float32]) -> int:
    """How many words nothing explains before the first that something does."""
    explained = gains >= EXPLAINED
    return int(explained.argmax()) if explained.any() else len(explained)
