"""Beads that belong together, because of loose ends where they meet.

The programme looks at which words of a bead are explained by its other side, not at where they stand. But a translator
who moves a clause across the end of a sentence, or folds a whole sentence into its neighbour, leaves a trace: one side
of a bead ends, or begins, in words that nothing in the bead explains, and the sentence beyond that end explains some
of the last of them. So neighbouring beads of which one is null, or the programme is not sure, are looked at once more,
and the odds of one whole bead against its two parts grow with each word that would no longer be loose.

How much a word counts was learnt on documents made of the training pairs (`scripts/training/loose_ends.py`).
"""

from __future__ import annotations

from itertools import pairwise
from math import exp
from typing import NamedTuple

import numpy as np

from aligner.alignment.explanation import Excerpt, Explanation
from aligner.alignment.paths import Corner, Path, Stretch
from aligner.alignment.programme import UNIT, Programme, Scores, Window
from aligner.alignment.wording import Floats, Part, Whole
from aligner.document import Language

EXPLAINED = 0.4  # what a word gains, in natural logarithms, that is not loose
TIED, MOVED = 0.43, 0.285  # by which the odds' logarithm grows a word, beside a null bead and between two others
MOST_WORDS = 10  # that count


class Placed(NamedTuple):
    """A bead from corner to corner, and its posterior."""

    start: Corner
    end: Corner
    score: float

    @property
    def size(self) -> Corner:
        """The numbers of its Chinese and English sentences."""
        return Stretch(self.start, self.end).size

    @property
    def is_null(self) -> bool:
        """Whether one side has no counterpart."""
        return 0 in self.size


class Tie(NamedTuple):
    """Two neighbouring beads as one, and the logarithm of the odds of this against the two."""

    whole: Placed
    odds: float


def placed(path: Path) -> list[Placed]:
    """The beads of a path, in order."""
    corners = [(i, j) for i, j in path.corners.tolist()]
    return [Placed(a, b, score) for (a, b), score in zip(pairwise(corners), path.scores.tolist(), strict=True)]


def tied(path: Path, programme: Programme, words: Explanation, start: Corner) -> Path:
    """The best path of a programme, with neighbouring beads joined where their loose ends say so.

    `start` is where the programme's sentences begin among those of `words`.
    """
    rest = placed(path)[::-1]
    done: list[Placed] = []
    before: Tie | None = None
    while rest:
        bead = rest.pop()
        after = _tie(bead, rest[-1], programme, words, start) if rest else None
        if before and before.odds > max(0.0, after.odds if after else 0.0):
            rest.append(before.whole)
            done.pop()
            before = _tie(done[-1], rest[-1], programme, words, start) if done else None
        elif after and after.odds > 0:
            rest[-1] = after.whole
            before = _tie(done[-1], rest[-1], programme, words, start) if done else None
        else:
            done.append(bead)
            before = after
    return Path(
        np.array([path.corners[0], *(bead.end for bead in done)], dtype=np.int64),
        np.array([bead.score for bead in done]).round(4),
    )


def _tie(one: Placed, two: Placed, programme: Programme, words: Explanation, start: Corner) -> Tie | None:
    """What two neighbouring beads are as one; None where nothing says that they are."""
    score, weight = min(one.score, two.score), TIED if one.is_null or two.is_null else MOVED
    if not _outweighs(weight * MOST_WORDS, score):
        return None
    grown = weight * words_joined(one, two, programme, words, start)
    if not grown or not _outweighs(grown, score):
        return None
    whole, odds = joined(one, two, programme)
    chance = min(1.0, score * exp(min(odds, 0.0)))
    likelier = chance * exp(grown)
    return Tie(whole._replace(score=likelier / (1 - chance + likelier)), odds + grown)


def _outweighs(grown: float, score: float) -> bool:
    """Whether two beads could be one if the odds' logarithm grew so: the whole has at most what the two leave."""
    return exp(grown) * (1 - score) > score


def words_joined(one: Placed, two: Placed, programme: Programme, words: Explanation, start: Corner) -> int:
    """How many words say that two neighbouring beads are one, at most `MOST_WORDS`; 0 where they cannot be."""
    if (one.is_null and two.is_null) or sum(one.size) + sum(two.size) > programme.largest:
        return 0
    zh, en = (range(one.start[side] + start[side], two.end[side] + start[side]) for side in (0, 1))
    bead = words.between(zh, en)
    if not one.is_null and not two.is_null:
        return min(words_moved(bead, one.size), MOST_WORDS)
    alone = one if one.is_null else two
    return min(words_tied(bead, "zh" if alone.size[0] else "en", first=one.is_null), MOST_WORDS)


def joined(one: Placed, two: Placed, programme: Programme) -> Tie:
    """Two neighbouring beads as one, and the odds that the programme gives this against the two."""
    whole = Placed(one.start, two.end, 0.0)
    window = Window(max(one.end[0] - 1, 0), two.end[0], one.end[1], two.end[1])
    scores = programme.score(window)
    parts = _score(programme, one, window, scores) + _score(programme, two, window, scores)
    return Tie(whole, (_score(programme, whole, window, scores) - parts) / UNIT)


def _score(programme: Programme, bead: Placed, window: Window, scores: Scores) -> int:
    """What the programme gives a bead that ends in a window, of which all scores are known, in ten-thousandths."""
    (row, column), (a, b) = bead.end, bead.size
    if not b:
        return int(programme.zh_null[row - 1])
    if not a:
        return int(programme.en_null[column - 1])
    return int(scores[row - window.top - 1, a - 1, b - 1, column - window.left])


def words_tied(bead: Excerpt, side: Language, *, first: bool) -> int:
    """By how many words the loose end of a bead is shorter with a sentence of the other side than without it.

    The sentence is the first of the bead's on its `side`, or else the last, and the loose end is there too.
    """
    without = slice(1, None) if first else slice(None, -1)
    if side == "zh":
        return _shorter(bead.zh, bead.by_zh, without, bead.en.words, first=first)
    return _shorter(bead.en, bead.by_en, without, bead.zh.words, first=first)


def words_moved(bead: Excerpt, place: Corner) -> int:
    """By how many words the loose ends at a place inside a bead are shorter in the whole bead than in its two parts.

    Either the first part's English ends in what the second part's Chinese begins with, or the other way round:
    counted is what there is more of.
    """
    zh, en = bead.zh, bead.en
    (zh_one, zh_two), (en_one, en_two) = ((slice(None, k), slice(k, None)) for k in place)
    zh_words, en_words = np.split(zh.words, zh.starts[[place[0]]]), np.split(en.words, en.starts[[place[1]]])
    ahead = _shorter(zh, bead.by_zh, zh_one, en_words[0], first=False)
    ahead += _shorter(en, bead.by_en, en_two, zh_words[1], first=True)
    back = _shorter(en, bead.by_en, en_one, zh_words[0], first=False)
    back += _shorter(zh, bead.by_zh, zh_two, en_words[1], first=True)
    return max(ahead, back)


def _shorter(by: Part, worth: Floats, some: slice, words: Whole, *, first: bool) -> int:
    """By how many words the loose end of `words` is shorter if all sentences explain them, and not only some.

    The end is that before their `first`, or else after their last; see `Excerpt` for `worth`.
    """
    return max(0, _loose(by.counts[some], worth[some], words, first) - _loose(by.counts, worth, words, first))


def _loose(counts: Floats, worth: Floats, words: Whole, first: bool) -> int:
    """How many words nothing explains before the first, or after the last, that something does."""
    gains = np.log1p(worth.sum(axis=0) / (counts.sum() + 1))
    explained = (gains >= EXPLAINED)[words[:: 1 if first else -1]]
    return int(explained.argmax()) if explained.any() else len(explained)
